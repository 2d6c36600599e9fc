"""What the stages add to the table of measures: facts, signs, growth, last care, rescue, watch."""

from datetime import date

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from regulars.analytics.growing import with_growth
from regulars.analytics.last_care import with_last_care
from regulars.analytics.measures import firm_of
from regulars.analytics.rescue import RescueRules, return_chances, with_rescue
from regulars.analytics.settings import Settings
from regulars.analytics.signs import SIGNS, SignRules, with_signs, with_warnings
from regulars.analytics.snapshot import Snapshot
from regulars.core import settings_store
from regulars.insights.stages import knowing

FALLEN_SPEND = 0.8
# Only these go through the engine again: a question about a hundred columns takes long to compile.
ASKED = (
    "customer_id", "order_count", "order_days", "first_order_on", "last_order_on", "days_since_last_order",
    "typical_interval_days", "stage", "stage_rule", "value_class", "status", "lost_rule", "lost_after_days",
    "satisfaction", "margin_per_order_minor", "net_per_order_minor", "margin_rate", "spend_trend",
    "spend_before_minor", "spend_recent_minor", "trend_months", "neglected",
)  # fmt: skip
KEPT = (
    "competitor_mentions", "competitor_on", "upset_count", "visits_by_us", "contacts_by_customer", "contacts_by_us",
    "promises_kept", "promises_broken", "told_us", "discount_minor", "discount_share", "choosing_days", "size_now",
    "size_before", "complaints_open", "complaint_count", "gifts", "referrals",
)  # fmt: skip
ADDED = (
    *KEPT,
    "interval_volatility", "amount_volatility", "volatility", "is_volatile", "recent_interval_days",
    "earlier_interval_days", "recent_basket_minor", "earlier_basket_minor", "contacts_recent", "contacts_before",
    *(f"sign_{code}" for code in SIGNS), "sign_count", "signs", "stage_warning",
    "spend_half_1_minor", "spend_half_2_minor", "spend_half_3_minor", "spend_growth", "is_growing",
    "lost_on", "care_before_loss", "lost_uncared",
    "return_chance", "return_low", "return_high", "return_silences", "return_from_days", "orders_a_year",
    "margin_a_year_minor", "recoverable_minor", "recoverable_low_minor", "recoverable_high_minor",
    "rescue_contact_minor", "rescue_offer_minor", "rescue_net_minor", "rescue_advice",
    "watch_contact", "watch_spend", "watch_satisfaction", "is_watched",
)  # fmt: skip

YES_ONLY = frozenset(
    {
        *(f"sign_{code}" for code in SIGNS),
        "watch_contact",
        "watch_spend",
        "watch_satisfaction",
        "is_watched",
        "is_growing",
        "lost_uncared",
    }
)


def relations(table: pa.Table, snapshot: Snapshot, *, day: date, settings: Settings) -> pa.Table:
    """Add the columns ADDED. Classes set by hand count before computed ones."""
    firm, rules = firm_of(table), SignRules(low_satisfaction=settings.stages.low_satisfaction)
    known = snapshot.lent(table.select(ASKED))
    for facts in (knowing.books(day), knowing.said(day).drop_columns(["satisfaction", "trust"])):
        known = known.left_join(snapshot.lent(facts), "customer_id").drop("customer_id_right")
    gone = snapshot.customers.select("customer_id", "deceased")
    known = known.left_join(gone, "customer_id").drop("customer_id_right")
    known = known.mutate(
        stage=ibis.coalesce(_.set_stage, _.stage),
        value_class=ibis.coalesce(_.set_class, _.value_class),
        status=ibis.coalesce(_.set_status, _.status),
    )
    known = with_warnings(with_signs(known, snapshot, as_of=day, rules=rules), rules)
    known = with_growth(snapshot.kept(known), snapshot, as_of=day)
    within = settings_store.get("insights.care_before_loss_days")
    known = with_last_care(known, snapshot, as_of=day, within_days=within)
    chances = return_chances(
        snapshot, day, cycle_days=firm.median_interval_days, horizon_days=firm.horizon_days
    )
    known = _with_watch(with_rescue(known, chances, rescue_rules()))
    found = snapshot.arrow(known.select("customer_id", *ADDED).order_by("customer_id"))
    for name in ADDED:
        table = table.append_column(name, _only_yes(found[name]) if name in YES_ONLY else found[name])
    return table


def _only_yes(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A no would only fill the page of a customer."""
    return pc.if_else(column, True, None)


def rescue_rules() -> RescueRules:
    get = settings_store.get
    return RescueRules(
        contacts=get("insights.rescue_contacts"),
        cost_per_contact_minor=100 * get("insights.contact_cost"),
        offer_share=get("insights.rescue_offer_percent") / 100,
    )


def _with_watch(table: ibis.expr.types.Table) -> ibis.expr.types.Table:
    """High-value customers of whom contact, spend or satisfaction dropped; lost ones are watched no more."""
    watched = (_.value_class == "high") & (_.status != "lost")
    table = table.mutate(
        watch_contact=watched & (_.neglected | _.sign_fewer_contacts),
        watch_spend=watched & (_.spend_trend <= FALLEN_SPEND).fill_null(False),
        watch_satisfaction=watched & (_.sign_lower_score | _.sign_complaint),
    )
    return table.mutate(is_watched=_.watch_contact | _.watch_spend | _.watch_satisfaction)
