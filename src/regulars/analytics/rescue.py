"""退化期: win a customer back or let go, by what may be recovered against what recovering costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
import numpy as np
import pyarrow as pa
from ibis import _

from regulars.analytics.days import days_between, literal
from regulars.analytics.settings import require
from regulars.analytics.shares import wilson
from regulars.analytics.summaries import order_days

if TYPE_CHECKING:
    from datetime import date

    from ibis.expr.types import Table

    from regulars.analytics.snapshot import Snapshot

CYCLES = (1.0, 1.5, 2.0, 3.0, 4.5, 6.0, 9.0, 12.0)  # where the bands of silence begin, in cycles of the firm
OF_BAND = {
    "return_chance": "chance",
    "return_low": "low",
    "return_high": "high",
    "return_silences": "silent",
    "return_from_days": "from_days",
}
STILL_ORDERING = ("spend_fell", "orders_fell")
YEAR_DAYS = 365.25


@dataclass(frozen=True)
class RescueRules:
    """What recovering one customer costs. cost_per_contact_minor: minor units of the base currency.

    contacts: how often somebody turns to the customer. offer_share: what is given away of the first order
    after coming back, 0 to 1. least_silences: so many silences as long must have been seen.
    """

    contacts: int = 3
    cost_per_contact_minor: int = 2_000
    offer_share: float = 0.10
    least_silences: int = 30

    def __post_init__(self) -> None:
        require(self.contacts >= 0 and self.cost_per_contact_minor >= 0, "costs: not below 0")
        require(0 <= self.offer_share <= 1, "offer_share: between 0 and 1")


@dataclass(frozen=True)
class Chance:
    """Of `silent` silences of at least from_days, `returned` ended with an order within the horizon.

    chance: their share. low, high: its 95 % range (Wilson 1927, Journal of the American Statistical
    Association 22(158), p. 209).
    """

    from_days: int
    silent: int
    returned: int
    chance: float
    low: float
    high: float


def return_chances(snapshot: Snapshot, as_of: date, *, cycle_days: float, horizon_days: int) -> list[Chance]:
    """How often silences so far ended within horizon_days, by how long they had lasted, shortest first.

    Counted are the gaps between order days and the present silences, each as often as it reached a band; one
    that has not been watched for the whole horizon after that is left out. What was done meanwhile to bring
    customers back is part of the past and so of the chance.
    """
    orders = snapshot.orders.filter(_.ordered_on <= literal(as_of))
    days = order_days(orders)
    following = ibis.window(group_by="customer_id", order_by="ordered_on")
    silences = days.mutate(next_on=_.ordered_on.lead().over(following)).select(
        lasted=days_between(_.ordered_on, _.next_on), watched=days_between(_.ordered_on, literal(as_of))
    )
    found = snapshot.arrow(silences)
    lasted = np.asarray(found["lasted"].cast(pa.float64()).fill_null(np.inf))
    watched = np.asarray(found["watched"].cast(pa.float64()))
    return [_chance(lasted, watched, round(cycles * cycle_days), horizon_days) for cycles in CYCLES]


def with_rescue(table: Table, chances: list[Chance], rules: RescueRules) -> Table:
    """Add the arithmetic of each customer in stage decline, null for the others and the deceased.

    return_chance with return_low, return_high and return_silences: of the longest band with enough silences
    that the customer's silence has reached. orders_a_year: order days by the time from the first to the last,
    one interval added. margin_a_year_minor = orders_a_year x margin_per_order_minor; of those who decline but go on ordering (stage
    rules STILL_ORDERING) what fell away of a year's spend x margin_rate. recoverable_minor =
    return_chance x margin_a_year_minor, recoverable_low_minor and recoverable_high_minor at the ends of the
    range. rescue_contact_minor: contacts at their cost; rescue_offer_minor = return_chance x offer_share x
    net_per_order_minor. rescue_net_minor = recoverable - both. rescue_advice: invest where that is above 0,
    else let_go; null where no band has enough silences.
    """
    asked = (_.stage == "decline") & (_.order_count > 0) & ~_.deceased
    usable = [each for each in chances if each.silent >= rules.least_silences]
    span = days_between(_.first_order_on, _.last_order_on) + _.typical_interval_days
    table = table.mutate(
        **{name: _of_band(asked, usable, part) for name, part in OF_BAND.items()},
        orders_a_year=ibis.cases((asked, (_.order_days * YEAR_DAYS / ibis.greatest(span, 1)).round(1))),
    )
    fallen = ibis.greatest(_.spend_before_minor - _.spend_recent_minor, 0) * 12 / _.trend_months
    table = table.mutate(
        margin_a_year_minor=ibis.cases(
            (~asked, None),
            (_.stage_rule.isin(STILL_ORDERING), _whole(fallen * _.margin_rate)),
            else_=_whole(_.orders_a_year * _.margin_per_order_minor),
        )
    )
    table = table.mutate(
        recoverable_minor=_whole(_.return_chance * _.margin_a_year_minor),
        recoverable_low_minor=_whole(_.return_low * _.margin_a_year_minor),
        recoverable_high_minor=_whole(_.return_high * _.margin_a_year_minor),
        rescue_contact_minor=ibis.cases((asked, rules.contacts * rules.cost_per_contact_minor)),
        rescue_offer_minor=_whole(_.return_chance * rules.offer_share * _.net_per_order_minor),
    )
    table = table.mutate(rescue_net_minor=_.recoverable_minor - _.rescue_contact_minor - _.rescue_offer_minor)
    return table.mutate(
        rescue_advice=ibis.cases((_.rescue_net_minor > 0, "invest"), (_.rescue_net_minor <= 0, "let_go"))
    )


def _of_band(asked: ibis.expr.types.BooleanValue, usable: list[Chance], part: str) -> ibis.expr.types.Value:
    kind = "int64" if part in ("silent", "from_days") else "float64"
    if not usable:
        return ibis.null(kind)
    longest_first = sorted(usable, key=lambda each: -each.from_days)
    known = [
        (asked & (_.days_since_last_order >= each.from_days), ibis.literal(getattr(each, part), kind))
        for each in longest_first
    ]
    # Shorter than the first band: still more likely to come back than from there.
    return ibis.cases(*known, (asked, ibis.literal(getattr(longest_first[-1], part), kind)))


def _chance(lasted: np.ndarray, watched: np.ndarray, from_days: int, horizon_days: int) -> Chance:
    reached = (lasted >= from_days) & (watched >= from_days + horizon_days)
    silent = int(reached.sum())
    returned = int((reached & (lasted <= from_days + horizon_days)).sum())
    low, high = wilson(returned, silent)
    share = returned / silent if silent else 0.0
    return Chance(from_days, silent, returned, round(share, 4), round(low, 4), round(high, 4))


def _whole(figure: ibis.expr.types.Value) -> ibis.expr.types.Value:
    return figure.round().cast("int64")
