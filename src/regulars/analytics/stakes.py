"""Which part of a customer's expected margin a card is about. Imports no engine: pages use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True)
class Stake:
    """Which part of the expected margin a play is about.

    kind "fixed": `share` of it. "risk": `share` of it, times risk_score / 100.
    """

    kind: Literal["fixed", "risk"]
    share: float


# Assumed until measured lift replaces them; what matters is their order. See docs/algorithms/worth.md.
STAKES: Mapping[str, Stake] = MappingProxyType(
    {
        "holiday": Stake("fixed", 0.02),
        "birthday": Stake("fixed", 0.05),
        "family_day": Stake("fixed", 0.05),
        "contact_birthday": Stake("fixed", 0.05),
        "contact_cadence": Stake("fixed", 0.05),
        "order_follow_up": Stake("fixed", 0.10),
        "promise_due": Stake("fixed", 0.30),
        "promise_broken": Stake("fixed", 0.30),
        "unanswered_request": Stake("fixed", 0.30),
        "order_overdue": Stake("risk", 1.0),
        "high_value_declining": Stake("risk", 1.0),
    }
)


def at_stake_minor(expected_margin_minor: int, stake: Stake, *, risk_score: int | None) -> int:
    """What one card is about, in minor units of the base currency; 0 for a risk that is not known."""
    part = stake.share if stake.kind == "fixed" else stake.share * (risk_score or 0) / 100
    return round(expected_margin_minor * part)
