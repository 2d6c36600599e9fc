"""Churn risk and next order by the models that did best on the firm's own past, tried again every month."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from ibis import _

from regulars.analytics.backtest import LevelOutcome, outcome
from regulars.analytics.foresight.contenders import named
from regulars.analytics.foresight.contest import Contest, contest
from regulars.analytics.foresight.due import due_contest
from regulars.analytics.foresight.facts import Adjustment, FactsTried, try_facts
from regulars.analytics.foresight.foreseeing import COLUMNS, Choice, foresee, level_limits, levels
from regulars.analytics.foresight.past import MOST_TRIED, NotEnoughPast, Past
from regulars.analytics.measures import firm_of
from regulars.analytics.risk import LEVELS
from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot
from regulars.insights.models import ModelRecord

WARNING_POINTS = 5
LOST_AFTER_HORIZONS = 3
# Columns that warn beside the chance: they raise the place on a list, not the probability.
WARNINGS = ("spend_fell", "orders_fell", "unanswered", "neglected")
HEARD = ("other_brands", "sign_complaint", "sign_lower_score")  # known once loyalty and stages are found


def foreseen(table: pa.Table, snapshot: Snapshot, *, day: date, settings: Settings) -> pa.Table:
    """Add COLUMNS and risk_source; where a model speaks, risk_score and risk_level are its own."""
    horizon = firm_of(table).horizon_days
    activity, due = records(snapshot, day, horizon)
    found = foresee(snapshot, day, horizon, _choice(activity, due)) if activity.chosen else None
    if found is None:
        for name, kind in COLUMNS.items():
            table = table.append_column(name, pa.nulls(len(table), kind))
        return table.append_column("risk_source", _source(table, "points"))
    return _by_model(_beside(table, found), share_silent=activity.record["share_silent"])


def records(snapshot: Snapshot, day: date, horizon: int) -> tuple[ModelRecord, ModelRecord]:
    """Of the chance of an order and of its day; those of this month, or made now."""
    found = [_of_month(question, day, horizon) for question in ("activity", "due")]
    if not all(found):
        past = _past(snapshot, horizon)
        found = [
            kept or attempt(past, day, horizon=horizon)
            for kept, attempt in zip(found, (_try_activity, _try_due), strict=True)
        ]
    activity, due = found
    assert activity is not None
    assert due is not None
    return activity, due


def _past(snapshot: Snapshot, horizon: int) -> Past | None:
    """Up to the day of the last order; None without any."""
    bought = snapshot.orders.filter(~_.is_return)
    last = snapshot.arrow(bought.agg(last=_.ordered_on.max()))["last"][0].as_py()
    return None if last is None else Past(snapshot, last, horizon, most=MOST_TRIED)


def _of_month(question: str, day: date, horizon: int) -> ModelRecord | None:
    made = ModelRecord.objects.filter(question=question, as_of__lte=day, as_of__gte=day.replace(day=1))
    found = made.order_by("-as_of").first()
    return found if found and found.record.get("horizon") == horizon and found.chosen else None


def _choice(activity: ModelRecord, due: ModelRecord) -> Choice:
    told = activity.record.get("adjustment")
    adjustment = Adjustment(told["intercept"], tuple(told["weights"])) if told else None
    return Choice(activity.chosen, due.chosen, adjustment)


def _try_activity(past: Past | None, day: date, *, horizon: int) -> ModelRecord:
    if past is None:
        return _kept("activity", day, record={"horizon": horizon, "customers": 0, "active": 0})
    try:
        found = contest(past)
    except NotEnoughPast as why:
        return _without("activity", day, why)
    tried = try_facts(past, found, named(found.chosen))
    return _kept(
        "activity",
        day,
        chosen=found.chosen,
        cut=found.cut,
        horizon=horizon,
        record=_told(found, tried),
        members=_members(found),
    )


def _try_due(past: Past | None, day: date, *, horizon: int) -> ModelRecord:
    if past is None:
        return _kept("due", day, record={"horizon": horizon, "customers": 0, "active": 0})
    try:
        found = due_contest(past)
    except NotEnoughPast as why:
        return _without("due", day, why)
    record = {
        "horizon": horizon,
        "customers": found.customers,
        "tried": found.tried,
        "of_all": found.customers_of_all,
        "chosen_on": found.chosen_on.isoformat() if found.chosen_on else None,
        "scores": [asdict(score) for score in found.scores],
    }
    return _kept("due", day, chosen=found.chosen, cut=found.cut, horizon=horizon, record=record)


def _without(question: str, day: date, why: NotEnoughPast) -> ModelRecord:
    record = {"horizon": why.horizon, "customers": why.customers, "active": why.active}
    return _kept(question, day, cut=why.cut, horizon=why.horizon, record=record)


def _kept(
    question: str,
    day: date,
    *,
    record: dict[str, Any],
    chosen: str = "",
    cut: date | None = None,
    horizon: int = 0,
    members: dict[str, list[int]] | None = None,
) -> ModelRecord:
    values = {
        "chosen": chosen,
        "cut_on": cut,
        "until_on": cut + timedelta(days=horizon) if cut else None,
        "record": record,
        "members": members or {},
    }
    return ModelRecord.objects.update_or_create(question=question, as_of=day, defaults=values)[0]


def _told(found: Contest, tried: FactsTried) -> dict[str, Any]:
    share_silent = _share_silent(found)
    return {
        "horizon": found.horizon,
        "customers": found.customers,
        "tried": found.customers,
        "of_all": found.customers_of_all,
        "share_active": found.share_active,
        "share_silent": share_silent,
        "brier_of_base": found.brier_of_base,
        "chosen_on": found.chosen_on.isoformat() if found.chosen_on else None,
        "scores": [asdict(score) for score in found.scores],
        "separation": next(score.separation for score in found.scores if score.name == found.chosen),
        "tenths": [asdict(tenth) for tenth in found.tenths],
        "limits": level_limits(share_silent),
        "levels": [asdict(level) for level in _levels(found, share_silent)],
        "facts": {"without": tried.without, "with": tried.with_facts},
        "adjustment": asdict(tried.adjustment) if tried.adjustment else None,
    }


def _current(found: Contest) -> np.ndarray:
    """Who had not been lost already on the day: no longer silent than six usual intervals, three horizons."""
    return np.asarray(found.window.T - found.window.t_x <= LOST_AFTER_HORIZONS * found.horizon)


def _share_silent(found: Contest) -> float:
    """The firm's base rate, kept off nothing and everything, where odds mean nothing."""
    silent = found.window.is_active[_current(found)] == 0
    return float(np.clip(silent.mean(), 0.01, 0.99)) if len(silent) else 0.5


def _levels(found: Contest, share_silent: float) -> list[LevelOutcome]:
    current = _current(found)
    silent = found.window.is_active[current] == 0
    codes = np.array(levels(1 - found.foreseen.active[current], share_silent))
    return [*(outcome(name, silent[codes == name]) for name in LEVELS), outcome("all", silent)]


def _members(found: Contest) -> dict[str, list[int]]:
    """Who stands behind each level and each tenth, by what they did."""
    did = np.where(found.window.is_active == 1, "ordered", "silent")
    ids, current = found.window.customer_ids, _current(found)
    codes = levels(1 - found.foreseen.active[current], _share_silent(found))
    members: dict[str, list[int]] = {}
    for customer, code, what in zip(ids[current].tolist(), codes, did[current].tolist(), strict=True):
        members.setdefault(f"risk:{code}:{what}", []).append(customer)
    for customer, place, what in zip(ids.tolist(), found.places, did.tolist(), strict=True):
        members.setdefault(f"tenth:{place}:{what}", []).append(customer)
    return members


def _beside(table: pa.Table, found: pa.Table) -> pa.Table:
    """The columns of those who ever ordered, in the rows of all; nothing to foresee of who died or was let go."""
    ids = found["customer_id"].to_numpy()
    wanted = table["customer_id"].to_numpy()
    place = np.searchsorted(ids, wanted)
    known = np.zeros(len(wanted), dtype=bool)
    inside = place < len(ids)
    known[inside] = ids[place[inside]] == wanted[inside]
    gone = np.isin(table["lost_rule"].to_numpy(zero_copy_only=False).astype(str), ("let_go", "deceased"))
    rows = pa.array(np.where(known & ~gone, place, 0), mask=~(known & ~gone))
    for name in COLUMNS:
        table = table.append_column(name, found[name].take(rows))
    return table


def _by_model(table: pa.Table, *, share_silent: float) -> pa.Table:
    risk = table["churn_risk"].to_numpy(zero_copy_only=False)
    silent = ~np.isfinite(risk.astype(float))
    risk = np.where(silent, 0.0, risk.astype(float))
    score = np.minimum(100, np.round(100 * risk) + WARNING_POINTS * _warnings(table)).astype(np.int64)
    values = {
        "risk_score": pa.array(score, mask=silent),
        "risk_level": pa.array(levels(risk, share_silent), pa.string(), mask=silent),
    }
    for name, column in values.items():
        table = table.set_column(table.column_names.index(name), name, column)
    return table.append_column("risk_source", _source(table, "model"))


def warned(table: pa.Table, snapshot: Snapshot, *, day: date, settings: Settings) -> pa.Table:
    """Raise risk_score for what conversations and answers warn of (HEARD), where a model speaks."""
    score, source = table["risk_score"], table["risk_source"].fill_null("")
    by_model = np.asarray(source.combine_chunks().to_numpy(zero_copy_only=False) == "model")
    heard = np.sum([_number(table[name].cast(pa.int64())) > 0 for name in HEARD], axis=0)
    raised = np.minimum(100, _number(score) + WARNING_POINTS * np.where(by_model, heard, 0)).astype(np.int64)
    place = table.column_names.index("risk_score")
    return table.set_column(place, "risk_score", pa.array(raised, mask=np.asarray(score.is_null())))


def _warnings(table: pa.Table) -> np.ndarray:
    """How many of WARNINGS each customer has."""
    holds = (
        _number(table["risk_points_spend_fell"]) > 0,
        _number(table["risk_points_orders_fell"]) > 0,
        _number(table["unanswered_count"]) > 0,
        _number(table["neglected"].cast(pa.int64())) > 0,
    )
    return np.sum(holds, axis=0)


def _number(column: pa.ChunkedArray) -> np.ndarray:
    return column.fill_null(0).to_numpy()


def _source(table: pa.Table, code: str) -> pa.Array:
    scored = np.asarray(table["risk_level"].is_valid())
    return pa.array(np.where(scored, code, ""), pa.string(), mask=~scored)
