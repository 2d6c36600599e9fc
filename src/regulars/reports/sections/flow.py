"""How the number of active customers came about, as an equation that adds up."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from regulars.analytics.months import months_before
from regulars.reports import behind
from regulars.reports.behind import Asked
from regulars.reports.choosing import Shown
from regulars.reports.sections.wording import changed, last_of, month, percent
from regulars.ui.formatting import num

COUNTS = {
    "at_start": "active_before",
    "retained": "retained",
    "churned": "churned",
    "new": "new",
    "won_back": "won_back",
    "at_end": "active",
}


@dataclass(frozen=True)
class Flow:
    heading: str
    terms: list[dict[str, Any]]
    strip: list[dict[str, Any]]
    explained: list[str]


def flow(shown: Shown, declining: dict[str, int]) -> Flow | None:
    """``declining``: customers in decline now, at the start, and those of high value among them."""
    row = counts_of(shown)
    if row is None:
        return None
    return Flow(_heading(shown, row), _terms(shown, row), _strip(shown, row, declining), explained(shown))


def counts_of(shown: Shown) -> dict[str, Any] | None:
    """The month's row; for who sees only the own customers it is counted now."""
    if not shown.is_own:
        return last_of(shown.figures["months"], shown.month.isoformat())
    counted = {name: behind.customers(Asked(shown, figure)).count() for name, figure in COUNTS.items()}
    there = counted["at_start"]
    return counted | {"churn_rate": counted["churned"] / there if there else None}


def explained(shown: Shown) -> list[str]:
    days = shown.figures["active_days"]
    return [
        _(
            "Active: ordered in the last {days} days. That is the firm's limit for lapsed, the same for all."
        ).format(days=days),
        _("New: first order ever in this month. Won back: active again after longer than that."),
        _("Lost from the active: active at the start of the month, not at its end."),
        _("Churn rate: lost from the active ÷ active at the start. Retention rate: the others of them."),
    ]


def _heading(shown: Shown, row: dict[str, Any]) -> str:
    before, now, when = row["at_start"], row["at_end"], _end_of(months_before(shown.month, 1))
    if now == before:
        return _("As many active customers as {when}").format(when=when)
    words = (
        _("{n} more active customers than {when}")
        if now > before
        else _("{n} fewer active customers than {when}")
    )
    return words.format(n=num(abs(now - before)), when=when)


def _end_of(day: date) -> str:
    return _("at the end of {month}").format(month=month(day))


def _terms(shown: Shown, row: dict[str, Any]) -> list[dict[str, Any]]:
    """1,241 active at the end of August + 96 new + 21 won back − 74 lost = 1,284."""
    start = _("active {when}").format(when=_end_of(months_before(shown.month, 1)))
    parts = [
        ("", start, "at_start"),
        ("+", _("new"), "new"),
        ("+", _("won back"), "won_back"),
        ("−", _("lost"), "churned"),
        ("=", "", "at_end"),
    ]
    return [
        {"sign": sign, "label": label, "count": num(row[name]), "url": behind.url(shown, COUNTS[name])}
        for sign, label, name in parts
    ]


def _strip(shown: Shown, row: dict[str, Any], declining: dict[str, int]) -> list[dict[str, Any]]:
    end = _end_of(months_before(shown.month, 1))
    churn = _("{share} of those active at the start").format(share=percent(row["churn_rate"], 1))
    valuable = _("{n} of them of high value").format(n=num(declining["high"]))
    return [
        _figure(_("Active customers"), row["at_end"], behind.url(shown, "active"), changed(row["at_end"], row["at_start"], end)),
        _figure(_("New"), row["new"], behind.url(shown, "new"), notes=_compared(shown, "new")),
        _figure(
            _("In decline"),
            declining["now"],
            behind.url(shown, "move", after="decline"),
            changed(declining["now"], declining["start"], end),
            watch=valuable if declining["high"] else "",
            watch_url=behind.url(shown, "move_high", after="decline") if shown.is_latest else "",
        ),
        _figure(_("Lost from the active"), row["churned"], behind.url(shown, "churned"), churn),
    ]  # fmt: skip


def _figure(label: str, count: int, url: str, note: str = "", **more: Any) -> dict[str, Any]:
    return {"label": label, "value": num(count), "url": url, "note": note, **more}


def _compared(shown: Shown, name: str) -> list[dict[str, str]]:
    """88 in August, 81 in September 2025; each opens those customers."""
    if shown.is_own:
        return []
    said = []
    for months in (1, 12):
        day = months_before(shown.month, months)
        row = last_of(shown.figures["months"], day.isoformat())
        if row:
            words = _("{n} in {month}").format(n=num(row[name]), month=month(day))
            said.append({"words": words, "url": behind.url(shown, COUNTS[name], of=day)})
    return said
