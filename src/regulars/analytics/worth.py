"""What a customer is expected to bring within the firm's horizon: the unit in which all care is ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from regulars.analytics.firm import FirmFacts

if TYPE_CHECKING:
    from ibis.expr.types import Table

PATIENCE_CYCLES = 2.0
OWN_RATE_FROM_SHARE = 0.5


def with_worth(table: Table, *, firm: FirmFacts) -> Table:
    """Add expected_margin_minor and every figure that makes it; 0 for customers who never ordered.

    orders_in_horizon = order_count / (tenure_days + firm's days per order) x horizon: the customer's own
    rate, drawn towards the firm's by one order's worth of it, as the mean of a gamma prior with shape 1
    (Fader & Hardie 2005, Marketing Science 24(2), eq. for lambda given x and T, without dropout).
    lateness_factor = 2 / cycles_late, at most 1, and 0 for the deceased and let go.
    expected_orders = orders_in_horizon x lateness_factor, three decimals.
    margin_per_order_minor = net spend per order x margin_rate (margin_rate_source own | firm | assumed).
    expected_margin_minor = expected_orders x margin_per_order_minor.
    """
    ordered = _.order_count > 0
    table = table.mutate(
        horizon_days=ibis.literal(firm.horizon_days, "int64"),
        orders_in_horizon=ibis.cases((ordered, _orders(firm).round(3)), else_=0.0),
        lateness_factor=_lateness(),
        net_per_order_minor=_net_per_order(),
    )
    return _with_margin(_with_margin_rate(table, firm))


def _orders(firm: FirmFacts) -> ibis.expr.types.FloatingValue:
    days_per_order = 1 / firm.orders_per_day
    return _.order_count * float(firm.horizon_days) / (_.tenure_days + days_per_order)


def _lateness() -> ibis.expr.types.FloatingValue:
    return ibis.cases(
        (_.let_go | _.deceased | (_.order_count == 0), 0.0),
        (_.cycles_late <= PATIENCE_CYCLES, 1.0),
        else_=(PATIENCE_CYCLES / _.cycles_late).round(3),
    )


def _net_per_order() -> ibis.expr.types.IntegerValue:
    net = ibis.greatest(_.total_spend_minor, 0) / _.orders_with_amount.nullif(0)
    return ibis.cases((_.orders_with_amount > 0, net.round().cast("int64")), else_=0)


def _with_margin_rate(table: Table, firm: FirmFacts) -> Table:
    own = (_.cost_known_share >= OWN_RATE_FROM_SHARE) & (_.spend_with_cost_minor > 0)
    usual = "firm" if firm.margin_rate_source == "measured" else "assumed"
    rate = _.margin_minor / _.spend_with_cost_minor.nullif(0)
    return table.mutate(
        margin_rate=ibis.cases((own, rate.round(4)), else_=round(firm.margin_rate, 4)),
        margin_rate_source=ibis.cases((own, "own"), else_=usual),
    )


def _with_margin(table: Table) -> Table:
    margin = (_.net_per_order_minor * _.margin_rate).round().cast("int64")
    table = table.mutate(
        expected_orders=(_.orders_in_horizon * _.lateness_factor).round(3),
        margin_per_order_minor=ibis.greatest(margin, 0),
    )
    worth = (_.expected_orders * _.margin_per_order_minor).round().cast("int64")
    return table.mutate(expected_margin_minor=worth)
