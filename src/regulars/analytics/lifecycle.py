"""Lifecycle stages 考察期, 发展期, 稳定期, 退化期 by rules that can be said in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from regulars.analytics.settings import StageRules

if TYPE_CHECKING:
    from ibis.expr.types import Table

# The first rule that holds decides. Which figures make its sentence: docs/algorithms/stages.md.
STAGE_OF_RULE = {
    "no_order": "exploration",
    "let_go": "decline",
    "deceased": "decline",
    "silent": "decline",
    "overdue": "decline",
    "spend_fell": "decline",
    "orders_fell": "decline",
    "first_order": "exploration",
    "few_orders": "exploration",
    "not_convinced": "exploration",
    "dissatisfied": "growth",
    "distrustful": "growth",
    "regular": "stability",
    "rising": "growth",
    "building": "growth",
}
RULE_FIGURES = {
    "no_order": (),
    "let_go": (),
    "deceased": (),
    "silent": ("last_order_on", "days_since_last_order", "lapsed_after_days"),
    "overdue": ("last_order_on", "typical_interval_days", "overdue_days", "cycles_late"),
    "spend_fell": ("trend_months", "spend_recent_minor", "spend_before_minor", "spend_trend"),
    "orders_fell": ("trend_months", "orders_recent", "orders_before", "order_trend"),
    "first_order": ("first_order_on", "total_spend_minor"),
    "few_orders": ("order_days", "tenure_days"),
    "not_convinced": ("order_days", "satisfaction"),
    "dissatisfied": ("order_days", "satisfaction"),
    "distrustful": ("order_days", "trust"),
    "regular": ("order_days", "typical_interval_days", "interval_spread_days", "tenure_days"),
    "rising": ("trend_months", "spend_recent_minor", "spend_before_minor", "spend_trend"),
    "building": ("order_days", "tenure_days", "typical_interval_days"),
}


def with_stage(table: Table, rules: StageRules) -> Table:
    """Add stage exploration | growth | stability | decline and stage_rule, the rule that decided.

    Each customer has exactly one. RULE_FIGURES names the columns that show why. satisfaction and trust, 0 to 1,
    are null where nobody knows, as where the table lacks them; then the orders alone decide.
    """
    unknown = [name for name in ("satisfaction", "trust") if name not in table.columns]
    table = table.mutate(**{name: ibis.null("float64") for name in unknown})
    table = table.mutate(
        stage_rule=ibis.cases(
            (_.let_go, "let_go"),
            (_.deceased, "deceased"),
            (_.order_count == 0, "no_order"),
            (_.lapsed, "silent"),
            (~_.interval_borrowed & (_.cycles_late > rules.late_cycles), "overdue"),
            (_.spend_trend <= rules.fallen_trend, "spend_fell"),
            (_.order_trend <= rules.fallen_trend, "orders_fell"),
            (_.order_days == 1, "first_order"),
            (_few_orders(rules), "few_orders"),
            (_not_convinced(rules), "not_convinced"),
            (_regular(rules) & (_.satisfaction < rules.low_satisfaction), "dissatisfied"),
            (_regular(rules) & (_.trust < rules.low_trust), "distrustful"),
            (_regular(rules), "regular"),
            (_.spend_trend >= rules.rising_trend, "rising"),
            else_="building",
        )
    )
    stages = [(_.stage_rule == rule, stage) for rule, stage in STAGE_OF_RULE.items() if stage != "growth"]
    return table.mutate(stage=ibis.cases(*stages, else_="growth"))


def _few_orders(rules: StageRules) -> ibis.expr.types.BooleanValue:
    return (_.order_days < rules.trial_order_days) & (_.tenure_days <= rules.trial_tenure_days)


def _not_convinced(rules: StageRules) -> ibis.expr.types.BooleanValue:
    """The decision to buy is made, but the first satisfaction is not acceptable."""
    return (_.order_days < rules.stable_order_days) & (_.satisfaction < rules.low_satisfaction)


def _regular(rules: StageRules) -> ibis.expr.types.BooleanValue:
    return (
        (_.order_days >= rules.stable_order_days)
        & (_.tenure_days >= rules.stable_tenure_days)
        & (_.irregularity <= rules.stable_irregularity)
    )
