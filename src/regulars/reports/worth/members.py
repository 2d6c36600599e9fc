"""The customers behind a figure of the pages about value: which they are, and the words above their list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.customers.querysets import CustomerQuerySet
from regulars.reports.behind import NoSuchFigure
from regulars.reports.worth import bands, grouping, matrix, spending, staying, structure

Query = Mapping[str, str]


@dataclass(frozen=True)
class Members:
    """Who stands behind a figure. ``back`` names the page the figure stands on."""

    title: str
    found: CustomerQuerySet
    back: str


def members(user: Any, query: Query) -> Members:
    """Raises NoSuchFigure."""
    find = FIGURES.get(query.get("figure", ""))
    if find is None:
        raise NoSuchFigure(query.get("figure", ""))
    return find(user, query)


def _word(query: Query, name: str, among: Any) -> str:
    word = query.get(name, "")
    if word and word not in among:
        raise NoSuchFigure(word)
    return word


def _cell(user: Any, query: Query) -> Members:
    if matrix.limits().profit is None:
        raise NoSuchFigure("cell")
    profit, margin = _word(query, "profit", matrix.PROFITS), _word(query, "margin", matrix.MARGINS)
    words = [matrix.labels().get(profit), matrix.margin_labels().get(margin)]
    title = pgettext("between two short facts", ", ").join(filter(None, words)) or _("All buyers")
    return Members(title, matrix.in_cell(user, profit, margin), "reports:value_matrix")


def _standing(user: Any, query: Query) -> Members:
    try:
        day = date.fromisoformat(query.get("on", ""))
    except ValueError:
        raise NoSuchFigure("on") from None
    by, code = query.get("by", ""), query.get("code", "")[:40]
    if by not in ("", *structure.DIMENSIONS) and by != grouping.known(user, by):
        raise NoSuchFigure(by)
    kept = structure.kept_on(day)
    if kept is None:
        raise NoSuchFigure("on")
    label = structure.label_of(user, by, code) if by else _("All buyers")
    title = _("{label} on {day}").format(label=label, day=day.isoformat())
    return Members(title, structure.customers(user, kept, by=by, code=code), "reports:structure")


def _stayed(user: Any, query: Query) -> Members:
    band = bands.band(query.get("band", ""))
    if band is None and query.get("band"):
        raise NoSuchFigure(query["band"])
    which = _word(query, "which", staying.WHICH)
    return Members(staying.title(which, band), staying.customers(user, which, band), "reports:what_if")


def _group(user: Any, query: Query) -> Members:
    by = grouping.known(user, query.get("by", ""))
    if by != query.get("by", by):
        raise NoSuchFigure("by")
    code = query.get("code", "")[:40]
    which = _word(query, "which", ("contacted",))
    days = int(query["days"]) if query.get("days", "").isdecimal() and len(query["days"]) < 5 else 0
    found = spending.customers(user, by, code, contacted_days=days if which else 0)
    return Members(
        spending.title(user, by, code, contacted_days=days if which else 0), found, "reports:allocation"
    )


Finding = Callable[[Any, Query], Members]
FIGURES: dict[str, Finding] = {"cell": _cell, "standing": _standing, "stayed": _stayed, "group": _group}
