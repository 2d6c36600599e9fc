"""What else is known of customers, and whether it says more than the model: a logistic model around its chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from ibis import _
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import expit

from regulars.analytics.days import literal
from regulars.analytics.foresight.contenders import Contender, logit
from regulars.analytics.foresight.contest import Contest, chance_at
from regulars.analytics.foresight.past import Past, enough
from regulars.analytics.foresight.windows import Floats, Window
from regulars.analytics.snapshot import Snapshot

# Each 0 to 1, known on any past day.
FACTS = ("spend_fell", "orders_fell", "returned", "neglected")
NEGLECTED_AFTER_DAYS = 90
RIDGE = 5.0
SURE = 1.959964


def facts_of(snapshot: Snapshot, of: Window) -> Floats:
    """The FACTS of everybody in a window, shape (customers, facts)."""
    start, before = (literal(of.cut - timedelta(days=times * of.horizon)) for times in (1, 2))
    known = _.ordered_on <= literal(of.cut)
    recent, earlier = known & (_.ordered_on > start), (_.ordered_on <= start) & (_.ordered_on > before)
    bought = ~_.is_return
    orders = snapshot.orders.group_by("customer_id").agg(
        spend=_.amount_minor.sum(where=recent & bought),
        spend_before=_.amount_minor.sum(where=earlier & bought),
        orders=(recent & bought).sum(),
        orders_before=(earlier & bought).sum(),
        returned=(recent & _.is_return).sum(),
    )
    found = snapshot.arrow(orders.order_by("customer_id"))
    rows = np.searchsorted(found["customer_id"].to_numpy(), of.customer_ids)
    column = {
        name: np.nan_to_num(found[name].to_numpy(zero_copy_only=False).astype(float)[rows])
        for name in found.column_names[1:]
    }
    return np.column_stack(
        [
            _fell(column["spend"], column["spend_before"]),
            _fell(column["orders"], column["orders_before"]),
            (column["returned"] > 0).astype(float),
            _neglected(snapshot, of),
        ]
    )


def _fell(now: Floats, before: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(before > 0, np.clip(1 - now / before, 0.0, 1.0), 0.0)


def _neglected(snapshot: Snapshot, of: Window) -> Floats:
    """Nobody turned to the customer for so long; 0 for all where contacts are not recorded at all."""
    ours = snapshot.interactions.filter((_.happened_on <= literal(of.cut)) & (_.direction == "to_customer"))
    recent = ours.filter(_.happened_on > literal(of.cut - timedelta(days=NEGLECTED_AFTER_DAYS)))
    if not snapshot.arrow(ours.limit(1)).num_rows:
        return np.zeros(len(of))
    ids = snapshot.arrow(recent.select("customer_id").distinct())["customer_id"].to_numpy()
    return (~np.isin(of.customer_ids, ids)).astype(float)


@dataclass(frozen=True)
class Adjustment:
    """Chance to order = expit(logit(P) + intercept + facts . weights); weights in order of FACTS."""

    intercept: float
    weights: tuple[float, ...]

    def applied(self, chance: Floats, facts: Floats) -> Floats:
        return np.asarray(expit(logit(chance) + self.intercept + facts @ np.array(self.weights)))


@dataclass(frozen=True)
class FactsTried:
    """Whether the facts said more than the model alone, judged on a cut that neither was fitted on.

    without, with_facts: Brier scores there. adjustment: fitted again on all cuts that are over; None where the
    facts did not win, or the past is too short to tell (brier scores None too).
    """

    without: float | None = None
    with_facts: float | None = None
    adjustment: Adjustment | None = None


def try_facts(past: Past, found: Contest, contender: Contender) -> FactsTried:
    """Fit on the cut before the last but one, judge on the last but one; the latest keeps out of the choice."""
    if found.before is None or found.chance_before is None:
        return FactsTried()
    snapshot, judged, first = past.snapshot, found.before, past.at(3)
    if not enough(first) or (contender.learns and not past.before(3)):
        return FactsTried()
    chance = chance_at(contender, past, 3)
    if chance is None:
        return FactsTried()
    fitted = fit(chance, facts_of(snapshot, first), first.is_active)
    facts = facts_of(snapshot, judged)
    plain = found.chance_before
    alone = (plain - judged.is_active) ** 2
    # A season moves everybody; that is no merit of the facts.
    nothing = np.empty((len(first), 0)), np.empty((len(judged), 0))
    moved = fit(chance, nothing[0], first.is_active).applied(plain, nothing[1])
    both = (fitted.applied(plain, facts) - judged.is_active) ** 2
    wins = all(_clearly(each - both) for each in (alone, (moved - judged.is_active) ** 2))
    if not wins:
        return FactsTried(float(alone.mean()), float(both.mean()))
    both_chances = np.concatenate([plain, found.foreseen.active])
    known = np.concatenate([facts, facts_of(snapshot, found.window)])
    active = np.concatenate([judged.is_active, found.window.is_active])
    return FactsTried(float(alone.mean()), float(both.mean()), fit(both_chances, known, active))


def _clearly(gain: Floats) -> bool:
    return bool(gain.mean() > SURE * gain.std(ddof=1) / np.sqrt(len(gain)))


def fit(chance: ArrayLike, facts: ArrayLike, active: ArrayLike) -> Adjustment:
    """Maximum likelihood with a ridge on the weights. Shapes (customers,), (customers, facts), (customers,)."""
    offset, told, y = logit(np.asarray(chance, float)), np.asarray(facts, float), np.asarray(active, float)
    design = np.column_stack([np.ones(len(y)), told])
    ridge = np.append(0.0, np.full(told.shape[1], RIDGE))

    def height(beta: Floats) -> tuple[float, Floats]:
        z = offset + design @ beta
        loss = float(np.sum(np.logaddexp(0, z) - y * z) + (ridge * beta**2).sum() / 2)
        return loss, design.T @ (expit(z) - y) + ridge * beta

    best = minimize(height, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B")
    return Adjustment(float(best.x[0]), tuple(float(each) for each in best.x[1:]))
