"""What speaks for a stable relationship with one customer, what against, and what nobody knows yet."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regulars.insights.stages.sources import missing
from regulars.insights.wording import amount, days, interval, percent

CONTENT = 0.6
LONG_DAYS = 180


@dataclass(frozen=True)
class Evidence:
    """``holds`` is None where it is not known; then the sentence says what is missing."""

    label: str
    sentence: str
    holds: bool | None


def evidence_of(row: Any) -> list[Evidence]:
    """In the order in which the trade asks: content, trusting, in exchange, invested from both sides."""
    lacking = {fact.name: str(fact.missing) for fact in missing()}
    return [
        _said(_("High satisfaction"), row.satisfaction, lacking.get("satisfaction", "")),
        _said(_("High trust"), row.trust, lacking.get("trust", "")),
        _orders(row),
        _exchange(row),
        _ours(row, lacking),
        _theirs(row, lacking),
        _word(row),
    ]


def _said(label: str, share: float | None, lacking: str) -> Evidence:
    if share is None:
        words = (
            _("Not known yet; it needs {facts}.").format(facts=lacking) if lacking else _("Not asked yet.")
        )
        return Evidence(label, words, None)
    words = _("The last answer was {score} content.").format(score=percent(share))
    return Evidence(label, words, share >= CONTENT)


def _orders(row: Any) -> Evidence:
    label = _("Regular orders")
    if row.interval_borrowed or not row.order_days:
        words = _("Ordered on {n} days; too few for an own rhythm.").format(n=row.order_days or 0)
        return Evidence(label, words, False)
    words = _(
        "Ordered on {n} days, every {interval}; the middle half of the gaps differ by {spread}."
    ).format(
        n=row.order_days,
        interval=interval(row.typical_interval_days),
        spread=days(row.interval_spread_days),
    )
    is_regular = row.irregularity is not None and row.irregularity <= 1
    return Evidence(label, words, is_regular and row.order_days >= 5)


def _exchange(row: Any) -> Evidence:
    ours, theirs = row.contacts_by_us or 0, row.contacts_by_customer or 0
    words = _("In a year we turned to the customer {ours} times, the customer to us {theirs} times.")
    return Evidence(_("Regular exchange"), words.format(ours=ours, theirs=theirs), ours > 0 and theirs > 0)


def _ours(row: Any, lacking: dict[str, str]) -> Evidence:
    visits, kept = row.visits_by_us or 0, row.promises_kept or 0
    parts = [
        ngettext("{n} visit in a year", "{n} visits in a year", visits).format(n=visits),
        ngettext("{n} promise kept", "{n} promises kept", kept).format(n=kept),
    ]
    parts.append(_("{amount} in discounts so far").format(amount=amount(row.discount)))
    if "gifts" in lacking:
        parts.append(_("gifts are not recorded yet"))
    else:
        parts.append(ngettext("{n} gift", "{n} gifts", row.gifts or 0).format(n=row.gifts or 0))
    holds = bool(visits or kept or row.discount or row.gifts)
    return Evidence(_("What we invest"), _sentence(parts), holds)


def _theirs(row: Any, lacking: dict[str, str]) -> Evidence:
    parts = [
        _("a customer for {time}").format(time=days(row.tenure_days)),
        _("spent {amount}").format(amount=amount(row.total_spend)),
        _("told us {n} needs and details").format(n=row.told_us or 0),
    ]
    if "referrals" in lacking:
        parts.append(_("referrals are not recorded yet"))
    else:
        parts.append(_("brought {n} others").format(n=row.referrals or 0))
    holds = bool(
        (row.tenure_days or 0) >= LONG_DAYS and (row.told_us or row.referrals or (row.order_count or 0) >= 5)
    )
    return Evidence(_("What the customer invests"), _sentence(parts), holds)


def _word(row: Any) -> Evidence:
    broken = row.promises_broken or 0
    words = _("{n} promises not kept in a year.").format(n=broken)
    return Evidence(_("Our word"), words if broken else _("No promise broken in a year."), broken == 0)


def _sentence(parts: list[str]) -> str:
    text = pgettext("between two short facts", ", ").join(parts)
    return text[:1].upper() + text[1:] + pgettext("end of a sentence", ".")
