"""Why an offer, how sure, and what it brings, in words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.core import settings_store
from regulars.offering.choices import GapKind, Reason
from regulars.offering.models import Gap, Offer
from regulars.ui import formatting
from regulars.ui.formatting import num


def reason(offer: Offer) -> str:
    """买过 A 的客户中 38 % 也买 B; 每 45 天买一次，上次 50 天前."""
    sayings = {
        Reason.DUE: _rhythm,
        Reason.LATE: _rhythm,
        Reason.EARLY: _rhythm,
        Reason.AGAIN: _again,
        Reason.BOUGHT_WITH: _bought_with,
        Reason.LOOKED: _looked,
        Reason.MUCH: _much,
        Reason.TRIED: _tried,
    }
    say = sayings.get(Reason(offer.reason))
    if say:
        return say(offer)
    if offer.reason == Reason.POPULAR:
        return _("Bought by many customers these days.")
    return _("Customers who buy what this customer buys also buy it.")


def chance(offer: Offer) -> str:
    """The probability with its range; empty where nothing could be learnt."""
    if offer.probability is None or offer.low is None or offer.high is None:
        return ""
    return _("{share} ({low} to {high})").format(
        share=share(offer.probability), low=share(offer.low), high=share(offer.high)
    )


def record(offer: Offer) -> str:
    """What the probability was counted from."""
    if not offer.past_offers:
        return _("Not enough data yet: too few such offers in the past to name a probability.")
    told = _("Of {offers} such cases in the past, {bought} were bought within {days}.").format(
        offers=num(offer.past_offers), bought=num(offer.past_bought or 0), days=days(horizon())
    )
    if offer.probability is None:
        return told + _(" No probability is named: it could not be shown to hold on the latest days.")
    return told + _(
        " The probability is drawn a little towards that of all such offers; its range says how far days of the past differed."
    )


def price_difference(offer: Offer) -> str:
    if offer.price is None or offer.usual_price is None:
        return ""
    more = offer.price - offer.usual_price
    return _("{price} instead of {usual} as usual: {more} more").format(
        price=amount(offer.price), usual=amount(offer.usual_price), more=amount(more)
    )


def gap(one: Gap) -> str:
    """What similar customers of the next class do, beside this customer."""
    kind = GapKind(one.kind)
    if kind == GapKind.OFTEN:
        words = _("{own} orders a year; similar customers of the next class: {peers}.")
        return words.format(own=num(one.own), peers=num(one.peers))
    if kind == GapKind.CATEGORIES:
        words = _("{own} categories a year; similar customers of the next class: {peers}.")
        return words.format(own=num(one.own), peers=num(one.peers))
    if kind == GapKind.GRADE:
        words = _("{own} an order; similar customers of the next class: {peers}.")
        return words.format(own=amount(one.own / 100), peers=amount(one.peers / 100))
    words = _("{own} of the sales come back; with similar customers of the next class: {peers}.")
    return words.format(own=share(one.own), peers=share(one.peers))


def gap_compared(one: Gap) -> str:
    among = (
        _(
            "Compared with {n} customers of the same kind and main category, one value class higher (their median)."
        )
        if one.same_category
        else _("Compared with {n} customers of the same kind, one value class higher (their median).")
    )
    return among.format(n=num(one.peer_count))


def horizon() -> int:
    return int(settings_store.get("offering.horizon_days"))


def days(number: float) -> str:
    count = round(number)
    return ngettext("{n} day", "{n} days", count).format(n=num(count))


def share(value: float) -> str:
    return formatting.percent(value, 1 if value < 0.1 else 0)


def amount(value: Any) -> str:
    return formatting.money(value, settings_store.get("firm.currency"))


def _since(offer: Offer) -> int:
    return (offer.as_of - (offer.last_on or offer.as_of)).days


def _rhythm(offer: Offer) -> str:
    words = _("Buys it every {interval}, last {ago} ago.")
    told = words.format(interval=days(offer.interval_days or 0), ago=days(_since(offer)))
    if offer.reason == Reason.EARLY and offer.not_before:
        return told + _(" Not before {day}.").format(day=offer.not_before.isoformat())
    return told


def _again(offer: Offer) -> str:
    words = ngettext("Bought {n} time, last on {day}.", "Bought {n} times, last on {day}.", offer.times or 0)
    return words.format(n=num(offer.times or 0), day=_iso(offer.last_on))


def _bought_with(offer: Offer) -> str:
    words = _("{share} of the {buyers} customers who bought {because} bought this too.")
    return words.format(
        share=share(offer.share or 0), buyers=num(offer.buyers or 0), because=offer.because or _("the same")
    )


def _looked(offer: Offer) -> str:
    words = ngettext(
        "Looked at it {n} time, last on {day}, and has not bought it.",
        "Looked at it {n} times, last on {day}, and has not bought it.",
        offer.times or 0,
    )
    return words.format(n=num(offer.times or 0), day=_iso(offer.last_on))


def _much(offer: Offer) -> str:
    words = _("Bought this category {n} times in twelve months; half of its buyers {usual} times or less.")
    return words.format(n=num(offer.times or 0), usual=num(offer.share or 0))


def _tried(offer: Offer) -> str:
    words = _("Has bought a higher grade of this category before; {n} purchases in twelve months.")
    return words.format(n=num(offer.times or 0))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "–"
