"""The columns of loyalty, habit, stickiness and switching cost, added to the table of measures."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.analytics.loyalty import habit, indicators, switching, types
from regulars.analytics.loyalty.beside import Beside
from regulars.analytics.loyalty.columns import Floats, Laid, floats, share, whole
from regulars.analytics.loyalty.gathering import Facts, gathered
from regulars.analytics.loyalty.rules import COMPONENTS, INDICATORS, LoyaltyRules, SwitchingRules
from regulars.analytics.snapshot import Snapshot

Columns = dict[str, pa.Array]
# Facts that stand on the screen as they are: column and name among the facts.
COUNTS = (
    "attention_days", "told_days", "looked_days", "bought_days", "repeats", "choosing_count", "orders", "discounted",
    "objections", "rises_stayed", "rises_left", "incidents", "incidents_judged", "incidents_upset", "obstacles",
    "brand_mention", "brand_comparison", "brand_elsewhere", "brand_no_other", "pleased", "upset", "regular_products",
    "categories", "lines", "usual_times",
)  # fmt: skip


def with_loyalty(
    measures: pa.Table,
    snapshot: Snapshot,
    beside: Beside,
    *,
    as_of: date,
    rules: LoyaltyRules,
    switching_rules: SwitchingRules,
) -> pa.Table:
    """Add the columns listed in docs/algorithms/loyalty.md; rows, their order and the metadata stay."""
    ids = measures["customer_id"]
    facts = gathered(snapshot, ids, beside, as_of=as_of, rules=rules)
    bound_by = Laid(ids, beside.known).words("bound_by")
    added = {
        **_facts(facts),
        **_loyalty(facts, rules, bound_by),
        **_habit(facts, floats(measures, "irregularity")),
        **_switching(facts, _contacts(measures), rules=switching_rules),
    }
    for name, column in added.items():
        measures = measures.append_column(name, column)
    return measures


def scores_of_day(
    snapshot: Snapshot, customer_ids: pa.ChunkedArray, beside: Beside, *, as_of: date, rules: LoyaltyRules
) -> pa.Table:
    """What the history keeps of an earlier day: customer_id, loyalty_score, active_days, categories."""
    facts = gathered(snapshot, customer_ids, beside, as_of=as_of, rules=rules)
    found = indicators.shares(facts, rules, indicators.scales_of(facts, rules))
    score = indicators.scored(found, rules).score
    return pa.table(
        {
            "customer_id": customer_ids,
            "loyalty_score": whole(score),
            "active_days": share(facts["active_days"]),
            "categories": whole(facts["categories"]),
        }
    )


def _facts(facts: Facts) -> Columns:
    counts = {f"loyalty_{name}": whole(facts[name]) for name in COUNTS}
    brands: Floats = np.sum([facts[name] for name in indicators.BRAND_WEIGHTS], axis=0)
    return counts | {
        "other_brands": whole(brands),
        "loyalty_choosing_days": share(facts["choosing_days"]),
        "loyalty_spend_minor": whole(facts["spend_minor"]),
        "loyalty_wallet_share": share(facts["wallet_share"]),
        "loyalty_incident_days": share(facts["incident_days"]),
        "loyalty_store_share": share(facts["store_share"]),
        "stickiness_days": share(facts["active_days"]),
        "stickiness_before": share(facts["active_days_before"]),
        "stickiness_change": share(facts["active_days"] - facts["active_days_before"]),
    }


def _loyalty(facts: Facts, rules: LoyaltyRules, bound_by: np.ndarray) -> Columns:
    scales = indicators.scales_of(facts, rules)
    found = indicators.shares(facts, rules, scales)
    scored = indicators.scored(found, rules)
    felt = types.feelings(facts, found, rules)
    feeling, known = types.emotion(felt, rules)
    kind = types.loyalty_type(facts, feeling, bound_by, rules)
    attends, buys = (
        facts["attention_days"] >= rules.attention_days,
        facts["bought_days"] >= rules.purchase_days,
    )
    return {
        "loyalty_score": whole(scored.score),
        **{f"loyalty_points_{name}": whole(scored.points[name]) for name in INDICATORS},
        **{f"loyalty_most_{name}": whole(scored.most[name]) for name in INDICATORS},
        "loyalty_full_repeats": pa.array(np.full(len(kind), scales.full_repeats)),
        "loyalty_full_spend_minor": whole(np.full(len(kind), scales.full_spend_minor)),
        "attends": pa.array(attends),
        "keeps_buying": pa.array(buys),
        "loyal": pa.array(attends & buys),
        "loyalty_emotion": whole(feeling),
        "loyalty_feelings": whole(known),
        **{
            f"feeling_{name}": share(felt[name]) for name in ("attention", "mood", "relation", "satisfaction")
        },
        "loyalty_type": _words(kind),
        "spurious_kind": _words(types.spurious_kind(facts, kind, bound_by, rules)),
        "loyalty_bound_by": _words(bound_by),
    }


def _habit(facts: Facts, irregularity: Floats) -> Columns:
    regular, usual = habit.regularity(irregularity), habit.usual_share(facts)
    return {
        "habit_score": whole(habit.habit_score(regular, usual)),
        "habit_regularity": share(regular),
        "habit_usual_share": share(usual),
    }


def _switching(facts: Facts, contacts: Floats, *, rules: SwitchingRules) -> Columns:
    found = switching.costs(facts, contacts, rules)
    parts = switching.scores(found, facts["spend_minor"], rules)
    total = switching.total_score(parts)
    return {
        **{f"switching_{name}_minor": whole(found[name]) for name in COMPONENTS},
        **{f"switching_{name}_score": whole(parts[name]) for name in COMPONENTS},
        "switching_cost_minor": whole(np.sum(list(found.values()), axis=0)),
        "switching_score": whole(total),
        "switching_level": _words(switching.level(total, rules)),
    }


def _contacts(measures: pa.Table) -> Floats:
    both = pc.add(measures["outgoing_count"], measures["incoming_count"]).combine_chunks()
    return np.asarray(both.cast(pa.float64()), dtype=np.float64)


def _words(values: np.ndarray) -> pa.Array:
    return pa.array(values, pa.string(), mask=np.asarray(values == "", dtype=bool))
