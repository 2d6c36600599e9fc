"""Which facts the stages ask for, and which measure of which module tells them; what is missing, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.customers import measures

# What customers answered after an order, as a share of contentment.
CHECKED = {"satisfied": 1.0, "neutral": 0.5, "dissatisfied": 0.0}


@dataclass(frozen=True)
class Source:
    """A measure in the register that PostgreSQL computes, and how its value is read."""

    measure: str
    read: Callable[[Any], Any]


@dataclass(frozen=True)
class SaidFact:
    """``missing`` says in words what would bring it, while no module does; empty where another fact says it."""

    name: str
    label: Any
    kind: str  # share: 0 to 1 | count
    sources: tuple[Source, ...]
    missing: Any


def _share(value: Any) -> float | None:
    return None if value is None else max(0.0, min(1.0, float(value)))


def _count(value: Any) -> int | None:
    return None if value is None else int(value)


SOURCES = (
    SaidFact(
        "satisfaction",
        pgettext_lazy("measures", "Satisfaction"),
        "share",
        (Source("satisfaction_share", _share), Source("last_check", CHECKED.get)),
        _("answers of customers to surveys, or to the question after an order"),
    ),
    SaidFact(
        "trust", _("Trust"), "share", (Source("trust_share", _share),), _("answers about trust in surveys")
    ),
    SaidFact(
        "complaints_open",
        _("Open complaints"),
        "count",
        (Source("open_complaints", _count),),
        _("complaints as cases of their own"),
    ),
    SaidFact(
        "complaint_count",
        _("Complaints"),
        "count",
        (Source("complaints_so_far", _count),),
        "",
    ),
    SaidFact(
        "gifts", _("Gifts"), "count", (Source("gift_count", _count),), _("gifts as a record of their own")
    ),
    SaidFact(
        "referrals",
        _("Referrals"),
        "count",
        (Source("referral_count", _count),),
        _("who brought whom"),
    ),
)


def missing() -> list[SaidFact]:
    """The facts no module tells yet."""
    unknown = [fact for fact in SOURCES if not any(measures.find(one.measure) for one in fact.sources)]
    return [fact for fact in unknown if fact.missing]
