"""The play of regular contact: nobody waits longer for a word from us than the limit of the value class."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.care.catalogue import Candidate, Day, ReadyPlay, add
from regulars.care.plays.spreading import its_turn, turns, what_turn
from regulars.care.plays.who import greeting, reachable

NEVER_CONTACTED = Q(measures__contact_counted_from="arrival")
READ = (
    "pk",
    "measures__contact_counted_from",
    "measures__contact_since_on",
    "measures__contact_limit_days",
    "measures__value_class",
    "measures__next_contact_due_on",
    "measures__first_order_on",
    "measures__expected_margin",
    "measures__risk_score",
)


def find_neglected(look: Day) -> Iterable[Candidate]:
    """Customers whose contact is due; whose contact was due already when they came waits for its turn."""
    due = reachable(look.day).filter(measures__next_contact_due_on__isnull=False)
    due = due.filter(NEVER_CONTACTED | Q(measures__next_contact_due_on__lte=look.day))
    spread = turns(look)
    for pk, counted_from, since, limit, value_class, due_on, first, margin, risk in (
        due.exclude(measures__status="lost").values_list(*READ).iterator()
    ):
        is_first = counted_from == "arrival"
        turn = its_turn(spread.get(pk), None if is_first else due_on)
        shown_on = turn.on if turn else since if is_first else due_on
        if shown_on > look.day:
            continue
        figures = {"since": since.isoformat(), "limit": limit, "value_class": value_class}
        if is_first:
            figures = {"since": (first or since).isoformat(), "ordered": first is not None}
        yield Candidate(
            pk,
            f"contact:{since.isoformat()}",
            "never_contacted" if is_first else "neglected",
            figures | (turn.figures if turn else {}),
            due_on=shown_on,
            show_from=look.day,
            expected_margin=margin or Decimal(0),
            risk_score=risk,
        )


def contact_sentence(figures: Mapping[str, Any]) -> str:
    from regulars.care.wording import days, joined, strong
    from regulars.core import clock

    since = date.fromisoformat(figures["since"])
    if "limit" not in figures:
        text = _("First order {day}; since then nobody has been in touch.")
        if not figures["ordered"]:
            text = _("With us since {day}; nobody has been in touch so far.")
        return joined(text.format(day=since.isoformat()), what_turn(figures))
    text = _("Last contacted on {day}, {ago} ago; the limit is {limit}.").format(
        day=since.isoformat(), ago=strong(days((clock.today() - since).days)), limit=days(figures["limit"])
    )
    return joined(text, what_turn(figures))


def contact_words(figures: Mapping[str, Any], who: Any) -> str:
    bought = who.last_bought
    if bought:
        return greeting(who) + _("How do you like the {product}? Is there anything we can do better?").format(
            product=bought
        )
    return greeting(who) + _("How are you, and is there anything we can do for you?")


add(
    ReadyPlay(
        "contact_cadence",
        gettext_lazy("Regular contact"),
        gettext_lazy(
            "Nobody waits longer for a word from us than the limit of the value class or stage: 30, 60 or 90 days unless set otherwise."
        ),
        find_neglected,
        contact_sentence,
        lambda figures: _("Ask how they are and what has changed, and note it down."),
        contact_words,
        ends_with_contact=True,
        order=30,
    )
)
