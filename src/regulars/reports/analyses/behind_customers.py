"""The customers behind a figure of a segment."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.customers import keyset
from regulars.customers.counting import Count, count
from regulars.customers.filtering import Filters
from regulars.reports.analyses.asking import Asked
from regulars.reports.listing import MOST_FIRST, PAGE_SIZE, people_of_page
from regulars.ui.tables import Pager, Table, with_query


@dataclass(frozen=True)
class Behind:
    words: str
    found: Count
    table: Table


def listed(asked: Asked, query: Any) -> Behind:
    """The customers of the subject that meet further conditions; raises FilterError."""
    filters = Filters(asked.user, query.getlist("w"))
    people = filters.apply(asked.subject.people)
    page = keyset.page(
        people,
        MOST_FIRST,
        reads=(),
        size=PAGE_SIZE,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    found = count(people)
    pager = Pager(
        words=_("{shown} of {words}").format(shown=len(page.rows), words=found.words),
        next_url=with_query(query, after=page.after.written(), before="") if page.after else "",
        previous_url=with_query(query, before=page.before.written(), after="") if page.before else "",
    )
    said = [asked.subject.title, *(f"{each.label} {each.says}" for each in filters.chosen)]
    words = pgettext("between two short facts", ", ").join(said)
    return Behind(words, found, _table(asked, page, words, pager=pager))


def _table(asked: Asked, page: keyset.Page, words: str, *, pager: Pager) -> Table:
    return people_of_page(asked.user, [row[-2] for row in page.rows], label=words, pager=pager)
