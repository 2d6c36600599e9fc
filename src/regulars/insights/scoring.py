"""One computation of all measures: snapshot, analytics, the wide table, what changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
from django.db import connection, transaction

from regulars.analytics.measures import firm_of
from regulars.analytics.pareto import pareto
from regulars.analytics.settings import Ahead, ContactLimits, RfmCuts, Settings, Silence, ValueClasses
from regulars.analytics.snapshot import Snapshot
from regulars.core import clock, settings_store
from regulars.insights import changing, figuring, measuring, runs, sold
from regulars.insights.models import ScoreRun
from regulars.insights.settings_declared import BY_STAGE, four_numbers, two_amounts
from regulars.insights.snapshotting import write_snapshot
from regulars.insights.steps import Steps


class AlreadyRunning(Exception):
    """Another refresh is at work; nothing was changed."""


def refresh(as_of: date | None = None, *, tell: Callable[[str], None] = lambda step: None) -> ScoreRun:
    """Recompute every measure of every customer up to the end of a day, and log what changed."""
    day = as_of or clock.today()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [runs.LOCK])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning
    runs.close_interrupted()
    try:
        return _run(day, tell)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [runs.LOCK])


def analytics_settings() -> Settings:
    """The firm's settings in the words of analytics."""
    get = settings_store.get
    days = {name: get(f"insights.contact_days_{name}") for name in ("high", "middle", "low", *BY_STAGE)}
    spend, limits = four_numbers(get("insights.rfm_spend")), two_amounts(get("insights.value_limits"))
    silence = Silence(
        lapsed_days=get("insights.lapsed_days") or None, lost_days=get("insights.lost_days") or None
    )
    return replace(
        Settings(),
        rfm=RfmCuts(
            recency_days=four_numbers(get("insights.rfm_recency_days")),
            order_count=four_numbers(get("insights.rfm_order_count")),
            spend_minor=tuple(100 * amount for amount in spend) if spend else None,  # type: ignore[arg-type]
        ),
        value=ValueClasses(
            basis=get("insights.value_basis"),
            high_share=get("insights.high_percent") / 100,
            middle_share=get("insights.middle_percent") / 100,
            limits_minor=(100 * limits[0], 100 * limits[1]) if limits else None,
            key_share=get("insights.key_percent") / 100,
        ),
        silence=silence,
        contact=ContactLimits(
            by_class={name: days[name] for name in ("high", "middle", "low")},
            by_stage={stage: days[stage] for stage in BY_STAGE if days[stage]},
        ),
        horizon_days=get("insights.horizon_days") or None,
        ahead=Ahead(get("insights.discount_percent") / 100, get("insights.clv_margin")),
        assumed_margin_rate=get("insights.assumed_margin_percent") / 100,
    )


def _run(day: date, tell: Callable[[str], None]) -> ScoreRun:
    run = ScoreRun.objects.create(as_of=day, started_at=clock.now())
    try:
        run.summary = _compute(run, tell)
        run.state = ScoreRun.State.DONE
    except BaseException as problem:
        run.state, run.failure = ScoreRun.State.FAILED, f"{type(problem).__name__}: {problem}"
        raise
    finally:
        run.finished_at = clock.now()
        run.save()
    return run


def _compute(run: ScoreRun, tell: Callable[[str], None]) -> dict[str, Any]:
    step = Steps(run, tell)
    step("snapshot")
    directory = write_snapshot(run.as_of)
    settings = analytics_settings()
    with Snapshot(directory) as snapshot:
        step("measures")
        table = measuring.measured(snapshot, run.as_of, settings)
        step("storing")
        with transaction.atomic():
            moved = changing.store(table, run)
        with transaction.atomic():
            sold.keep(run)
        step("figures")
        with transaction.atomic():
            figuring.keep(snapshot, table, run, settings=settings)
    summary = summarise(table) | {"as_of": run.as_of.isoformat(), "moved": moved}
    for follower in runs.followers():
        summary |= follower(run, step)
    step.end()
    return summary | {"seconds": step.seconds}


def summarise(table: pa.Table) -> dict[str, Any]:
    """What a person wants to hear after a refresh."""
    facts = firm_of(table)
    return {
        "customers": facts.customers,
        "customers_with_orders": facts.customers_with_orders,
        "single_order_customers": facts.single_order_customers,
        "customers_making_80_percent": pareto(table).customers_making,
        "orders_without_rate": facts.orders_without_rate,
        "total_spend": f"{facts.total_spend_minor / 100:.2f}",
        "median_interval_days": facts.median_interval_days,
        "horizon_days": facts.horizon_days,
        **{name: _counted(table, name) for name in ("stage", "value_class", "status", "risk_level")},
    }


def _counted(table: pa.Table, name: str) -> dict[str, int]:
    counts = table[name].value_counts().to_pylist()
    return {row["values"]: row["counts"] for row in counts if row["values"] is not None}
