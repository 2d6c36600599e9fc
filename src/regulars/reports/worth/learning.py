"""What sets the best customers apart, learnt from those who bought most recently, and how well it holds."""

from dataclasses import asdict
from typing import Any

from regulars.analytics import profiles
from regulars.customers.models import Customer
from regulars.reports.worth import traits

MOST_BUYERS = 20_000
LEAST_BUYERS = 100


def learnt() -> dict[str, Any]:
    """Learnt from all; judged by what half of them teach about the other half."""
    buyers = Customer.objects.present().filter(is_walk_in=False, measures__order_count__gt=0)
    newest = buyers.order_by("-measures__last_order_on", "pk")
    rows = list(newest.values("pk", "measures__value_class", *traits.paths())[:MOST_BUYERS])
    best = sum(row["measures__value_class"] == "high" for row in rows)
    if len(rows) < LEAST_BUYERS or not best:
        return {"buyers": len(rows), "best": best, "needed": LEAST_BUYERS, "traits": []}
    by_customer = traits.known_of(rows)
    known = [by_customer[row["pk"]] for row in rows]
    is_best = [row["measures__value_class"] == "high" for row in rows]
    return {
        "buyers": len(rows),
        "best": best,
        "needed": LEAST_BUYERS,
        "traits": _spelled(profiles.learn(known, is_best), rows),
        "separation": _judged(known, is_best),
    }


def _spelled(found: tuple[profiles.Trait, ...], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    spelling = traits.spellings(rows)
    return [
        asdict(trait) | {"value": spelling.get((trait.field, trait.value), trait.value)} for trait in found
    ]


def _judged(known: list[traits.Known], is_best: list[bool]) -> float | None:
    """Every second buyer teaches, the others are judged: the chance that a best one scores above another."""
    taught = profiles.learn(known[::2], is_best[::2])
    if not taught:
        return None
    scored = [
        (found.score, good)
        for found, good in (
            (profiles.fit(row, taught), good) for row, good in zip(known[1::2], is_best[1::2], strict=True)
        )
        if found.score is not None
    ]
    separation = profiles.separation([score for score, _good in scored], [good for _score, good in scored])
    return None if separation is None else round(separation, 3)
