"""All measures of all customers on one day, one row per customer."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

from regulars.analytics.contacts import with_contacts, with_neglect
from regulars.analytics.firm import FirmFacts, firm_facts
from regulars.analytics.intervals import with_intervals
from regulars.analytics.lifecycle import with_stage
from regulars.analytics.months import months_before
from regulars.analytics.rfm import rfm_of_day, with_rfm, with_rfm_change
from regulars.analytics.risk import REASON_FIGURES, with_risk
from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.status import with_status
from regulars.analytics.summaries import summarise
from regulars.analytics.trends import with_trends
from regulars.analytics.value import with_value, with_value_class
from regulars.analytics.worth import with_worth

if TYPE_CHECKING:
    from ibis.expr.types import Table

_INT, _FLOAT, _DAY, _TEXT, _YES = pa.int64(), pa.float64(), pa.date32(), pa.string(), pa.bool_()
# What `compute_measures` returns, in this order; what each means: docs/algorithms/measures.md.
COLUMNS: dict[str, pa.DataType] = {
    "customer_id": _INT,
    "order_count": _INT,
    "order_days": _INT,
    "return_count": _INT,
    "orders_with_amount": _INT,
    "orders_without_rate": _INT,
    "gross_minor": _INT,
    "returned_minor": _INT,
    "total_spend_minor": _INT,
    "spend_with_cost_minor": _INT,
    "margin_minor": _INT,
    "cost_known_share": _FLOAT,
    "average_order_value_minor": _INT,
    "usual_amount_minor": _INT,
    "usual_channel": _TEXT,
    "first_order_on": _DAY,
    "last_order_on": _DAY,
    "days_since_last_order": _INT,
    "tenure_days": _INT,
    "days_to_second_order": _INT,
    "spend_12m_minor": _INT,
    "spend_previous_12m_minor": _INT,
    "spend_12m_with_cost_minor": _INT,
    "margin_12m_minor": _INT,
    "orders_12m": _INT,
    "orders_previous_12m": _INT,
    "typical_interval_days": _FLOAT,
    "interval_spread_days": _FLOAT,
    "irregularity": _FLOAT,
    "interval_source": _TEXT,
    "interval_borrowed": _YES,
    "next_order_due_on": _DAY,
    "overdue_days": _INT,
    "cycles_late": _FLOAT,
    "trend_months": _INT,
    "spend_recent_minor": _INT,
    "spend_before_minor": _INT,
    "orders_recent": _INT,
    "orders_before": _INT,
    "spend_trend": _FLOAT,
    "order_trend": _FLOAT,
    "recency_score": _INT,
    "frequency_score": _INT,
    "monetary_score": _INT,
    "rfm": _TEXT,
    "rfm_total": _INT,
    "previous_rfm": _TEXT,
    "rfm_change": _INT,
    "value_minor": _INT,
    "value_position": _FLOAT,
    "value_class": _TEXT,
    "lapsed_after_days": _INT,
    "lost_after_days": _INT,
    "lapsed": _YES,
    "lost_rule": _TEXT,
    "status": _TEXT,
    "satisfaction": _FLOAT,
    "trust": _FLOAT,
    "stage": _TEXT,
    "stage_rule": _TEXT,
    **{f"risk_points_{reason}": _INT for reason in REASON_FIGURES},
    "risk_score": _INT,
    "risk_level": _TEXT,
    "risk_reason": _TEXT,
    "outgoing_count": _INT,
    "incoming_count": _INT,
    "unanswered_count": _INT,
    "last_outgoing_on": _DAY,
    "last_incoming_on": _DAY,
    "contact_since_on": _DAY,
    "contact_counted_from": _TEXT,
    "days_without_contact": _INT,
    "contact_limit_days": _INT,
    "next_contact_due_on": _DAY,
    "neglected": _YES,
    "horizon_days": _INT,
    "orders_in_horizon": _FLOAT,
    "lateness_factor": _FLOAT,
    "expected_orders": _FLOAT,
    "net_per_order_minor": _INT,
    "margin_rate": _FLOAT,
    "margin_rate_source": _TEXT,
    "margin_per_order_minor": _INT,
    "expected_margin_minor": _INT,
}
_METADATA = b"regulars"


def compute_measures(
    snapshot: Snapshot, as_of: date, settings: Settings | None = None, *, said: pa.Table | None = None
) -> pa.Table:
    """One row per customer of the snapshot in order of customer_id, columns COLUMNS.

    said: customer_id, satisfaction, trust (0 to 1, null where not known) on that day, from wherever the firm
    asks its customers. Facts after `as_of` count nowhere. The schema's metadata carry `as_of` and the firm's facts: `firm_of`.
    """
    settings = settings or Settings()
    summaries = snapshot.kept(summarise(snapshot, as_of))
    firm = firm_facts(snapshot, summaries, settings)
    table = _with_scores(summaries, snapshot, as_of=as_of, settings=settings, firm=firm)
    if said is not None:
        known = snapshot.lent(said.select(["customer_id", "satisfaction", "trust"]))
        table = table.left_join(known, "customer_id").drop("customer_id_right")
    table = _with_judgements(snapshot.kept(table), snapshot, as_of=as_of, settings=settings, firm=firm)
    found = snapshot.arrow(table.select(*COLUMNS).order_by("customer_id"))
    facts = json.dumps({"as_of": as_of.isoformat(), "firm": asdict(firm)}, sort_keys=True)
    return found.cast(pa.schema(COLUMNS.items())).replace_schema_metadata({_METADATA: facts.encode()})


def firm_of(measures: pa.Table) -> FirmFacts:
    """The facts of the firm that a table of measures was computed with.

    Raises KeyError where the table does not come from `compute_measures`.
    """
    return FirmFacts(**json.loads(measures.schema.metadata[_METADATA])["firm"])


def as_of_of(measures: pa.Table) -> date:
    """The day a table of measures is true for."""
    return date.fromisoformat(json.loads(measures.schema.metadata[_METADATA])["as_of"])


def _with_scores(
    table: Table, snapshot: Snapshot, *, as_of: date, settings: Settings, firm: FirmFacts
) -> Table:
    table = with_intervals(table, as_of, firm=firm)
    table = with_trends(table, as_of, least_orders=settings.least_trend_orders)
    table = with_rfm(table, settings.rfm)
    before = settings.previous_as_of or months_before(as_of, 1)
    table = with_rfm_change(table, rfm_of_day(snapshot, before, cuts=settings.rfm))
    table = with_value(table, firm=firm, basis=settings.value.basis)
    return with_value_class(table, settings.value)


def _with_judgements(
    table: Table, snapshot: Snapshot, *, as_of: date, settings: Settings, firm: FirmFacts
) -> Table:
    table = with_status(table, settings.silence, firm=firm, key_share=settings.value.key_share)
    table = with_stage(table, settings.stages)
    table = with_risk(table, settings.risk, firm=firm)
    table = with_contacts(table, snapshot, as_of=as_of)
    table = with_neglect(table, settings.contact, as_of=as_of)
    return with_worth(table, firm=firm)
