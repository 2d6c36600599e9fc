"""Ready-made segments: three axes, each with bands that need no setting up and a strategy to begin with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.segments.choices import Axis
from regulars.segments.rules import VERSION

Parts = Sequence[Any]


@dataclass(frozen=True)
class Band:
    """``parts`` are the conditions, as rules store them; ``means`` says in words who is meant."""

    code: str
    axis: Axis
    name: Any
    strategy: Any
    parts: Parts
    join: str = "all"

    @property
    def rule(self) -> dict[str, Any]:
        return {"version": VERSION, "rule": {"join": self.join, "parts": list(self.parts)}}


def any_of(*parts: Any) -> dict[str, Any]:
    return {"join": "any", "parts": list(parts)}


STILL_HERE = "status:not:lost"
BANDS = (
    Band(
        "power.great",
        Axis.POWER,
        _("Great purchasing power"),
        _("Offer the best first: new and higher grades, sets, service in person. Never open with a discount."),
        ("monetary_score:more:3",),
    ),
    Band(
        "power.middle",
        Axis.POWER,
        _("Middle purchasing power"),
        _("Show one step up from what they buy, and what belongs to it. Advantages from a certain amount on."),
        ("monetary_score:equals:3",),
    ),
    Band(
        "power.small",
        Axis.POWER,
        _("Small purchasing power"),
        _("Small packs, the fair basic choice, offers by season. Keep in touch by what costs little."),
        ("monetary_score:less:3",),
    ),
    Band(
        "history.none",
        Axis.HISTORY,
        _("Never bought"),
        _("Find out the need, and make the first order easy: a trial, a sample, one person to ask."),
        (any_of("order_count:empty", "order_count:less:1"),),
    ),
    Band(
        "history.once",
        Axis.HISTORY,
        _("Bought once"),
        _("Ask how the first purchase turned out, and give a reason for the second within the usual interval."),
        ("order_count:equals:1", STILL_HERE),
    ),
    Band(
        "history.some",
        Axis.HISTORY,
        _("Bought two to four times"),
        _("Make it a habit: remind when the next order is due, suggest what goes with the last one."),
        ("order_count:between:2,4", STILL_HERE),
    ),
    Band(
        "history.regular",
        Axis.HISTORY,
        _("Buys regularly"),
        _("Thank them, let them have news first, ask whom they would bring. Never let a promise slip."),
        ("order_count:more:4", STILL_HERE),
    ),
    Band(
        "history.stopped",
        Axis.HISTORY,
        _("Bought, then stopped"),
        _("Call and listen before offering anything. Win back who brought profit; let the others go in peace."),
        ("order_count:more:0", "status:in:lost"),
    ),
    Band(
        "preference.online",
        Axis.PREFERENCE,
        _("Buys online"),
        _("Write rather than call; send a link to the very product, and keep the way to order short."),
        ("channels_used:in:online",),
    ),
    Band(
        "preference.offline",
        Axis.PREFERENCE,
        _("Buys in the shop"),
        _("Call or greet in person, invite to the shop, put aside what they like."),
        ("channels_used:in:offline",),
    ),
    Band(
        "preference.both",
        Axis.PREFERENCE,
        _("Buys online and in the shop"),
        _("Let both ways know of each other: order online, fetch and exchange in the shop."),
        ("channels_used:in:both",),
    ),
)  # fmt: skip
BY_CODE = {band.code: band for band in BANDS}


def name_of(code: str) -> Any:
    return BY_CODE[code].name if code in BY_CODE else code


def place_of(code: str) -> int:
    return list(BY_CODE).index(code) if code in BY_CODE else -1
