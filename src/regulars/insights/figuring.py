"""Figures of the firm and of each team, computed by the refresh and kept with their day."""

import math
from contextlib import nullcontext
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Q

from regulars.analytics.backtest import HorizonNotOver, backtest_risk
from regulars.analytics.board import PLACE, members, with_places
from regulars.analytics.channels import channel_sales
from regulars.analytics.cohorts import cohorts
from regulars.analytics.firm import FirmFacts
from regulars.analytics.measures import firm_of
from regulars.analytics.months import months_before
from regulars.analytics.movement import movement
from regulars.analytics.pareto import Pareto, pareto
from regulars.analytics.retention import retention
from regulars.analytics.sales import sales
from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.standings import standings
from regulars.core import clock
from regulars.insights import scopes
from regulars.insights.models import FirmFigures, ModelRecord, Override, ScoreRun
from regulars.insights.stages.knowing import said

MONTHS = 25  # this month, two years back
COHORTS = 13
CURVE_POINTS = 60
EVERYBODY = "all"
LEAST_TESTED = 30  # customers below which a back-test says nothing


def keep(snapshot: Snapshot, measures: pa.Table, run: ScoreRun, *, settings: Settings) -> None:
    """Compute the figures of every scope for one refresh; the last refresh of a month keeps its figures."""
    day, firm = run.as_of, firm_of(measures)
    now = with_places(_as_overridden(measures, clock.now()))
    start = day.replace(day=1) - timedelta(days=1)
    test, tested = _backtest(snapshot, day, firm=firm, settings=settings)
    before = with_places(
        _as_overridden(standings(snapshot, start, settings, said=said(start)), clock.end_of(start))
    )
    for scope, customers in scopes.every():
        ids = None if customers is None else pa.array(customers, pa.int64())
        with nullcontext(snapshot) if ids is None else snapshot.only(ids) as part:
            figures = _figures(
                part, day, measures=_of(now, ids), before=_of(before, ids), firm=firm, settings=settings
            )
        behind = _board_members(before, now) | tested if ids is None else {}
        FirmFigures.objects.create(
            run=run, scope=scope, as_of=day, figures=figures | {"backtest": test}, members=behind
        )
    _forget_replaced(run)


def active_days(firm: FirmFacts, settings: Settings) -> int:
    """How long after an order a customer counts as active, the same for all."""
    silence = settings.silence
    return silence.lapsed_days or math.ceil(firm.median_interval_days * silence.lapsed_cycles)


def _figures(
    snapshot: Snapshot,
    day: date,
    *,
    measures: pa.Table,
    before: pa.Table,
    firm: FirmFacts,
    settings: Settings,
) -> dict[str, Any]:
    days = active_days(firm, settings)
    buyers = measures.filter(
        pc.or_(pc.greater(measures["order_count"], 0), pc.not_equal(measures["value_minor"], 0))
    )
    return {
        "active_days": days,
        "horizon_days": firm.horizon_days,
        "customers": len(measures),
        "basis": settings.value.basis,
        "margin_rate": round(firm.margin_rate, 4),
        "margin_rate_source": firm.margin_rate_source,
        **_retained(snapshot, day, active_days=days, measures=measures),
        "sales": _plain(sales(snapshot, day, periods=MONTHS)),
        "cohorts": _cohorts(snapshot, day),
        "pareto": {
            "value": _curve(pareto(buyers, "value_minor")),
            "spend": _curve(pareto(buyers, "total_spend_minor")),
        },
        "channels": _channels(snapshot, day),
        "board": {
            "before_on": (day.replace(day=1) - timedelta(days=1)).isoformat(),
            "moves": _plain(movement(before, measures, column=PLACE)),
            "declining_high": _count(measures, PLACE, "decline", "value_class", "high"),
        },
    }


def _retained(snapshot: Snapshot, day: date, *, active_days: int, measures: pa.Table) -> dict[str, Any]:
    """Retention of all, month by month, and of each group in the last two: asked once for both."""
    groups = _groups(snapshot, measures)
    found = retention(snapshot, day, active_days=active_days, periods=MONTHS, groups=groups)
    is_all = pc.equal(found["group"], EVERYBODY)
    is_late = pc.greater_equal(
        found["period_on"], pa.scalar(months_before(day.replace(day=1), 1), pa.date32())
    )
    return {
        "months": _plain(found.filter(is_all).drop_columns("group")),
        "groups": _plain(found.filter(pc.and_(pc.invert(is_all), is_late))),
    }


def _groups(snapshot: Snapshot, measures: pa.Table) -> pa.Table:
    """Each customer among all, by value class and by kind, as value_class:high and kind:firm."""
    kinds = snapshot.arrow(snapshot.customers.select("customer_id", "kind"))
    ids = kinds["customer_id"].cast(pa.int64())
    everybody = pa.table({"customer_id": ids, "group": pa.repeat(EVERYBODY, len(ids))})
    by_name = (_grouped(table, name) for table, name in ((measures, "value_class"), (kinds, "kind")))
    return pa.concat_tables([everybody, *by_name])


def _grouped(table: pa.Table, name: str) -> pa.Table:
    code = pc.binary_join_element_wise(f"{name}:", table[name].cast(pa.string()), "")
    return pa.table({"customer_id": table["customer_id"].cast(pa.int64()), "group": code})


def _cohorts(snapshot: Snapshot, day: date) -> list[dict[str, Any]]:
    first = months_before(day.replace(day=1), COHORTS - 1)
    table = cohorts(snapshot, day)
    return _plain(table.filter(pc.greater_equal(table["cohort_on"], pa.scalar(first, pa.date32()))))


def _curve(found: Pareto) -> dict[str, Any]:
    """The curve as pairs (share of customers, share of the total), thinned for a screen."""
    ranks, shares = found.points["rank"].to_pylist(), found.points["cumulative_share"].to_pylist()
    step = max(1, len(ranks) // CURVE_POINTS)
    shown = [
        [round(rank / found.customers, 4), round(share, 4)]
        for place, (rank, share) in enumerate(zip(ranks, shares, strict=True))
        if share is not None and (place % step == 0 or rank in (found.customers_making, found.customers))
    ]
    return {
        "customers": found.customers,
        "total_minor": found.total_minor,
        "share": found.share,
        "making": found.customers_making,
        "curve": [[0, 0], *shown] if shown else [],
    }


def _channels(snapshot: Snapshot, day: date) -> dict[str, Any]:
    after = months_before(day, 12)
    found = channel_sales(snapshot, day, after=after)
    return {
        "after": after.isoformat(),
        "by_channel": _plain(found.by_channel),
        "customers": found.customers,
        "multichannel": found.multichannel,
    }


def _backtest(
    snapshot: Snapshot, day: date, *, firm: FirmFacts, settings: Settings
) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """Who was at risk one horizon before the last order, and who then stayed silent: as the model that speaks
    called them, or, where none can, by their points."""
    kept = ModelRecord.objects.filter(question="activity", as_of__lte=day).first()
    if kept and kept.chosen and kept.cut_on:
        told = {"enough": True, "by": "model", "as_of": kept.cut_on.isoformat()}
        wanted = ("levels", "separation", "tried", "of_all")
        told |= {name: kept.record[name] for name in wanted if name in kept.record}
        return told | {"horizon_days": kept.record["horizon"]}, kept.members
    if firm.customers_with_orders < LEAST_TESTED:
        return {"enough": False}, {}
    last = snapshot.arrow(snapshot.orders.agg(last=snapshot.orders.ordered_on.max()))["last"][0].as_py()
    if last is None:
        return {"enough": False}, {}
    past = last - timedelta(days=firm.horizon_days)
    try:
        found = backtest_risk(snapshot, past, horizon_days=firm.horizon_days, settings=settings)
    except HorizonNotOver:
        return {"enough": False}, {}
    told = {
        "enough": found.all_levels.customers >= LEAST_TESTED,
        "by": "points",
        "as_of": past.isoformat(),
        "horizon_days": found.horizon_days,
        "levels": [asdict(level) for level in (*found.levels, found.all_levels)],
        "separation": found.separation,
    }
    behind: dict[str, list[int]] = {}
    for row in found.scored.to_pylist():
        outcome = "silent" if row["silent"] else "ordered"
        behind.setdefault(f"risk:{row['risk_level']}:{outcome}", []).append(row["customer_id"])
    return told, behind


def _board_members(before: pa.Table, after: pa.Table) -> dict[str, list[int]]:
    return {f"move:{old}:{new}": ids for (old, new), ids in members(before, after).items()}


def _as_overridden(table: pa.Table, moment: datetime) -> pa.Table:
    """Classes as people had set them at a moment."""
    in_force = Override.objects.filter(made_at__lte=moment).filter(Q(ended_at=None) | Q(ended_at__gt=moment))
    places = {customer_id: place for place, customer_id in enumerate(table["customer_id"].to_pylist())}
    changed: dict[str, list[Any]] = {}
    for customer_id, measure, value in in_force.order_by("pk").values_list("customer_id", "measure", "value"):
        if customer_id in places and measure in table.column_names:
            column = changed.setdefault(measure, table[measure].to_pylist())
            column[places[customer_id]] = value
    for measure, values in changed.items():
        table = table.set_column(table.column_names.index(measure), measure, pa.array(values, pa.string()))
    return table


def _of(table: pa.Table, ids: pa.Array | None) -> pa.Table:
    return table if ids is None else table.filter(pc.is_in(table["customer_id"], ids))


def _count(table: pa.Table, name: str, value: str, other: str, other_value: str) -> int:
    both = pc.and_(pc.equal(table[name], value), pc.equal(table[other], other_value))
    return pc.sum(both).as_py() or 0


def _plain(table: pa.Table) -> list[dict[str, Any]]:
    """Rows as JSON keeps them."""
    return [{name: _told(value) for name, value in row.items()} for row in table.to_pylist()]


def _told(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return round(value, 6) if isinstance(value, float) else value


def _forget_replaced(run: ScoreRun) -> None:
    """Of each month only the latest figures stay."""
    first = run.as_of.replace(day=1)
    after = months_before(first, -1)
    FirmFigures.objects.filter(as_of__gte=first, as_of__lt=after).exclude(run=run).delete()
