"""The methods tried on the firm's own past, and which of them speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regulars.analytics.ahead.methods import ByBetaGeo, ByParetoNBD, CannotTell, Direct, Foreseen, Method
from regulars.analytics.ahead.purchases import WEEK, Outcome, Purchases, Standing, day_of, number_of
from regulars.analytics.ahead.similar import Similar

METHODS: dict[str, type[Method]] = {each.name: each for each in (ByBetaGeo, ByParetoNBD, Similar, Direct)}
LEAST_CUSTOMERS = 100
MOST_TRIED = 20_000  # customers: more make no figure that is shown more certain
LEAST_DAYS = 28
YEAR = 365
TENTHS = 10
GROWTH = 0.2  # of the number of buyers, after which a record no longer fits

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Trial:
    """How well each method foresaw profit on the firm's own past, and which one speaks since then.

    chosen: a key of METHODS. cut_on, until_on: what was known on the first day was compared with what came up
    to the second; both None where nothing could be tried. record: plain figures, see `test_value`. members:
    the customers behind them, `tenth:1` (least) to `tenth:10`.
    """

    chosen: str
    cut_on: date | None
    until_on: date | None
    record: dict[str, Any]
    members: dict[str, list[int]] = field(repr=False)


def test_value(purchases: Purchases, as_of: date) -> Trial:
    """Try every method on two past days, a year each or a third of the history, and fit the one that won.

    The method that did best on the earlier day speaks; what is told of it comes from the later day, which it was
    not chosen by. Best: the smallest sum of mean absolute error as a share of the mean profit, and error of the
    total as a share of the total. record: `enough` (False and `why` where nothing could be tried; then direct
    calculation speaks), `customers` with orders, `tried` (on the later day, at most 20,000, drawn by their ids) of
    `of_all`, `margin` (of Settings), `days` of each trial, `trials` (earlier, later; each with its days, number of customers, and for each method mae, total_error, correlation, or problem), `covered` (share
    of actual profits within the 80 % range), `retention` (the method with the smallest Brier score on the earlier day says the chance of
    an order: its name, parameters, mean expected and share who ordered), `tenths` (customers by expected profit: number, expected and actual
    mean, minor units), `parameters` of the method that speaks, `problem` where the winner cannot be fitted now.
    """
    today = number_of(as_of)
    standing = purchases.standing(today)
    record: dict[str, Any] = {"customers": len(standing), "margin": purchases.margin_from}
    tried = _tried(purchases, record)
    chosen = _best(tried[0].methods, _cost) if tried else Direct.name
    method, problem = _fitted(chosen, purchases, standing, cut=today)
    record |= {"parameters": method.parameters, "problem": problem}
    sure = _best(tried[0].methods, lambda figures: figures["brier"]) if tried else Direct.name
    again = method if sure == chosen else _fitted(sure, purchases, standing, cut=today)[0]
    record["retention"] = {"method": again.name, "parameters": again.parameters}
    if not tried:
        return Trial(method.name, None, None, record, {})
    later = tried[1]
    record |= {"tried": len(later.standing), "of_all": purchases.buyers_until(later.cut)}
    record["trials"] = [each.told() for each in tried]
    members = _judged(later, chosen, record, purchases.ids)
    record["retention"] |= _judged_retention(later, sure)
    return Trial(method.name, day_of(later.cut), day_of(later.until), record, members)


def is_stale(record: Mapping[str, Any], purchases: Purchases) -> bool:
    """Whether the methods should be tried again: many customers came or went, or profit is counted otherwise."""
    then = int(record["customers"])
    return abs(purchases.buyers - then) > GROWTH * then or record["margin"] != purchases.margin_from


@dataclass(frozen=True)
class _Tried:
    """All methods on one past day."""

    cut: int
    until: int
    standing: Standing
    outcome: Outcome
    methods: dict[str, dict[str, Any]]
    foreseen: dict[str, Foreseen]

    def told(self) -> dict[str, Any]:
        return {
            "cut_on": day_of(self.cut).isoformat(),
            "until_on": day_of(self.until).isoformat(),
            "customers": len(self.standing),
            "actual": round(float(self.outcome.profit.sum())),
            "methods": self.methods,
        }


def _tried(purchases: Purchases, record: dict[str, Any]) -> list[_Tried]:
    first, last = purchases.first_day, purchases.last_day
    days = 0 if first is None or last is None else min(YEAR, (last - first) // 3)
    record |= {"days": days, "enough": False, "why": "short_history"}
    if last is None or days < LEAST_DAYS:
        return []
    record["why"] = "few_customers"
    some, tried = purchases.of_some(MOST_TRIED), []
    for cut in (last - 2 * days, last - days):
        standing = some.standing(cut)
        if len(standing) < LEAST_CUSTOMERS:
            return []
        tried.append(_try(some, standing, cut=cut, days=days))
    record |= {"enough": True, "why": ""}
    return tried


def _try(purchases: Purchases, standing: Standing, *, cut: int, days: int) -> _Tried:
    outcome = purchases.outcome(standing, cut, cut + days)
    methods: dict[str, dict[str, Any]] = {}
    answers: dict[str, Foreseen] = {}
    for name, kind in METHODS.items():
        try:
            method = kind.fit(purchases, standing, cut=cut, days=days)
        except CannotTell as problem:
            methods[name] = {"problem": problem.code}
            continue
        answers[name] = method.foresee(standing, weeks=days / WEEK, discount_rate=0.0)
        methods[name] = _errors(answers[name].spend * standing.margin_rate, outcome.profit)
        brier = np.mean((answers[name].active - (outcome.orders > 0)) ** 2)
        methods[name]["brier"] = round(float(brier), 5)
    return _Tried(cut, cut + days, standing, outcome, methods, answers)


def _errors(expected: Floats, actual: Floats) -> dict[str, Any]:
    """mae in minor units; total_error as a share of the actual total; Pearson's correlation."""
    total = actual.sum()
    varies = expected.std() > 0 and actual.std() > 0
    return {
        "mae": round(float(np.abs(expected - actual).mean())),
        "expected": round(float(expected.sum())),
        "total_error": round(float(expected.sum() / total - 1), 4) if total > 0 else None,
        "correlation": round(float(np.corrcoef(expected, actual)[0, 1]), 4) if varies else None,
        "mean": round(float(actual.mean())),
    }


def _best(methods: Mapping[str, Mapping[str, Any]], cost: Callable[[Mapping[str, Any]], float]) -> str:
    able = {name: figures for name, figures in methods.items() if "problem" not in figures}
    return min(able, key=lambda name: cost(able[name]))


def _cost(figures: Mapping[str, Any]) -> float:
    if figures["total_error"] is None or figures["mean"] <= 0:
        return float(figures["mae"])
    return float(figures["mae"] / figures["mean"] + abs(figures["total_error"]))


def _fitted(chosen: str, purchases: Purchases, standing: Standing, *, cut: int) -> tuple[Method, str]:
    """The method on what is known now; direct calculation where it cannot be fitted, and why."""
    try:
        return METHODS[chosen].fit(purchases, standing, cut=cut, days=YEAR), ""
    except CannotTell as problem:
        return Direct.fit(purchases, standing, cut=cut, days=YEAR), problem.code


def _judged(
    later: _Tried, chosen: str, record: dict[str, Any], ids: NDArray[np.int64]
) -> dict[str, list[int]]:
    """Of the later day: how many actual profits lay within the range, and expected against actual by tenths."""
    name = chosen if chosen in later.foreseen else Direct.name
    foreseen, rate, actual = later.foreseen[name], later.standing.margin_rate, later.outcome.profit
    within = (actual >= foreseen.spend_low * rate - 1) & (actual <= foreseen.spend_high * rate + 1)
    expected = foreseen.spend * rate
    order = np.lexsort((later.standing.code, expected))
    tenths = np.array_split(order, TENTHS)
    record["judged"] = name
    record["covered"] = round(float(within.mean()), 4)
    record["tenths"] = [
        {"customers": len(one), "expected": round(float(expected[one].mean())), "actual": round(float(actual[one].mean()))}
        for one in tenths
    ]  # fmt: skip
    return {f"tenth:{place}": ids[later.standing.code[one]].tolist() for place, one in enumerate(tenths, 1)}


def _judged_retention(later: _Tried, method: str) -> dict[str, Any]:
    foreseen = later.foreseen.get(method, later.foreseen[Direct.name])
    return {
        "expected": round(float(foreseen.active.mean()), 4),
        "actual": round(float(np.mean(later.outcome.orders > 0)), 4),
    }
