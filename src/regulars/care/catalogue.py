"""The catalogue of ready plays: each a rule that says for whom, when, why, and how to put it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from regulars.analytics.stakes import STAKES, Stake, at_stake_minor
from regulars.care.models import Play
from regulars.segments.models import Segment, Stay

FALLBACK = Stake("fixed", 0.1)


@dataclass(frozen=True)
class Number:
    """A figure of a play that the firm may set."""

    name: str
    label: Any
    default: int
    minimum: int = 0
    maximum: int = 365


@dataclass(frozen=True)
class Day:
    """What a play needs to look for its customers."""

    day: date  # the day the list is for
    as_of: date  # the day the measures are true for
    settings: Mapping[str, int] = field(default_factory=dict)
    customer_id: int | None = None  # only this one is asked about

    def of_customers(self, rows: Any) -> Any:
        """Rows that belong to customers: of all, or of the one asked about."""
        return rows if self.customer_id is None else rows.filter(customer=self.customer_id)


@dataclass(frozen=True)
class Candidate:
    """One customer a play calls for, once per occasion, with the figures of the reason."""

    customer_id: int
    occasion: str
    reason: str
    figures: Mapping[str, Any]
    due_on: date
    show_from: date
    expected_margin: Decimal = Decimal(0)
    risk_score: int | None = None


@dataclass(frozen=True)
class ReadyPlay:
    """``sentence(figures)`` says why today, ``advice(figures)`` what to do, ``words(figures, who)`` how to put
    it; ``ends_with_contact`` plays are settled by any contact with the customer, those with ``asks_result``
    only by what the customer answered (see checks). What ``is_owed`` reaches every customer, whatever segment."""

    code: str
    label: Any
    explanation: Any
    find: Callable[[Day], Iterable[Candidate]]
    sentence: Callable[[Mapping[str, Any]], str]
    advice: Callable[[Mapping[str, Any]], str]
    words: Callable[[Mapping[str, Any], Any], str]
    numbers: tuple[Number, ...] = ()
    stake: Stake = FALLBACK
    on_by_default: bool = True
    ends_with_contact: bool = False
    asks_result: bool = False
    is_owed: bool = False
    order: int = 100


_plays: dict[str, ReadyPlay] = {}


def add(play: ReadyPlay) -> None:
    _plays[play.code] = play


def find(code: str) -> ReadyPlay | None:
    return _plays.get(code)


def all_plays() -> list[ReadyPlay]:
    return sorted(_plays.values(), key=lambda play: (play.order, play.code))


@dataclass(frozen=True)
class SetPlay:
    """A ready play as this firm has set it."""

    play: ReadyPlay
    is_on: bool
    settings: Mapping[str, int]
    segment: Segment | None = None

    def of_audience(self, found: Iterable[Candidate]) -> Iterable[Candidate]:
        """Those in the segment as it was last counted; everybody where none is set."""
        if self.segment is None:
            return found
        inside = set(
            Stay.objects.present().filter(segment=self.segment).values_list("customer_id", flat=True)
        )
        return [candidate for candidate in found if candidate.customer_id in inside]


def as_set() -> list[SetPlay]:
    changed = {play.code: play for play in Play.objects.select_related("segment")}
    return [_as_set(play, changed.get(play.code)) for play in all_plays()]


def _as_set(play: ReadyPlay, changed: Play | None) -> SetPlay:
    defaults = {number.name: number.default for number in play.numbers}
    if changed is None:
        return SetPlay(play, play.on_by_default, defaults)
    settings = defaults | {k: v for k, v in changed.settings.items() if k in defaults}
    return SetPlay(play, changed.is_on, settings, None if play.is_owed else changed.segment)


def codes(*, asking: bool) -> list[str]:
    """The plays that any contact settles; with ``asking``, those that want an answer too."""
    return [p.code for p in all_plays() if p.ends_with_contact or (asking and p.asks_result)]


def stake_of(code: str, fallback: Stake) -> Stake:
    return STAKES.get(code, fallback)


def at_stake(play: ReadyPlay, candidate: Candidate) -> Decimal:
    """What the card is about in base currency: a part of the margin expected within the horizon."""
    minor = at_stake_minor(
        int(candidate.expected_margin * 100), stake_of(play.code, play.stake), risk_score=candidate.risk_score
    )
    return Decimal(minor).scaleb(-2)
