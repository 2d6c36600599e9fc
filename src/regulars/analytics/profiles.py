"""Who is like the best customers: a profile learnt from them or written by hand, and how well somebody fits it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

Known = Mapping[str, frozenset[str]]  # field -> values; a field that is not known is left out
LEAST_CUSTOMERS = 20
LEAST_Z = 2.576  # two-sided 1 %: several fields are tried at once
LEAST_KNOWN = 1 / 3
SCALE = 100


@dataclass(frozen=True)
class Trait:
    """One value of one field that a customer should have, and how much it counts (above 0).

    Learnt ones also say how common it is among the best and the others, 0 to 1, and among how many it was seen.
    """

    field: str
    value: str
    weight: float
    best_share: float | None = None
    other_share: float | None = None
    customers: int = 0


@dataclass(frozen=True)
class Fit:
    """score: 0 to 100, None where less than a third of the profile's weight can be judged.

    hits: traits the customer has. misses: known fields without a wanted value. unknown: fields nobody filled in.
    """

    score: int | None
    hits: tuple[Trait, ...]
    misses: tuple[str, ...]
    unknown: tuple[str, ...]


def learn(rows: Sequence[Known], is_best: Sequence[bool], *, most: int = 12) -> tuple[Trait, ...]:
    """The traits that are clearly more common among the best customers than among the others.

    For each value of each field, over the customers whose field is known: the log odds ratio with 0.5 added to
    each count (Haldane 1956) and its standard error (Woolf 1955). Kept are those at least LEAST_Z errors above
    0 and seen in LEAST_CUSTOMERS customers, the `most` strongest; the log odds ratio is the weight.
    """
    found = [
        trait
        for field in sorted({name for row in rows for name in row})
        for trait in _traits(field, rows, is_best)
    ]
    return tuple(sorted(found, key=lambda trait: (-trait.weight, trait.field, trait.value))[:most])


def fit(known: Known, traits: Sequence[Trait]) -> Fit:
    """Compare what is known of somebody with a profile.

    score = 100 x weights of the best trait the customer has per field / most each known field can give.
    """
    by_field: dict[str, list[Trait]] = {}
    for trait in traits:
        by_field.setdefault(trait.field, []).append(trait)
    hits: list[Trait] = []
    misses: list[str] = []
    unknown: list[str] = []
    possible = whole = 0.0
    for field, wanted in by_field.items():
        best = max(trait.weight for trait in wanted)
        whole += best
        if field not in known:
            unknown.append(field)
            continue
        possible += best
        had = [trait for trait in wanted if trait.value in known[field]]
        if had:
            hits.append(max(had, key=lambda trait: trait.weight))
        else:
            misses.append(field)
    enough = whole > 0 and possible / whole >= LEAST_KNOWN
    score = round(SCALE * sum(trait.weight for trait in hits) / possible) if enough else None
    return Fit(score, tuple(hits), tuple(misses), tuple(unknown))


def separation(scores: Sequence[float], is_best: Sequence[bool]) -> float | None:
    """The chance that a best customer scores above another one (area under the ROC curve), ties half.

    None where one of the two kinds is missing.
    """
    best = Counter(score for score, good in zip(scores, is_best, strict=True) if good)
    rest = Counter(score for score, good in zip(scores, is_best, strict=True) if not good)
    pairs = best.total() * rest.total()
    if not pairs:
        return None
    below, won = 0, 0.0
    for score in sorted(set(best) | set(rest)):
        won += best[score] * (below + rest[score] / 2)
        below += rest[score]
    return won / pairs


def _traits(field: str, rows: Sequence[Known], is_best: Sequence[bool]) -> list[Trait]:
    among_best: Counter[str] = Counter()
    among_others: Counter[str] = Counter()
    best = others = 0
    for row, good in zip(rows, is_best, strict=True):
        if field not in row:
            continue
        best, others = best + good, others + (not good)
        (among_best if good else among_others).update(row[field])
    if not best or not others:
        return []
    found = []
    for value in sorted(set(among_best) | set(among_others)):
        trait = _trait(field, value, counts=(among_best[value], best, among_others[value], others))
        if trait is not None:
            found.append(trait)
    return found


def _trait(field: str, value: str, *, counts: tuple[int, int, int, int]) -> Trait | None:
    best_with, best, others_with, others = counts
    cells = [count + 0.5 for count in (best_with, best - best_with, others_with, others - others_with)]
    weight = log(cells[0] * cells[3] / (cells[1] * cells[2]))
    error = sqrt(sum(1 / cell for cell in cells))
    if best_with + others_with < LEAST_CUSTOMERS or weight < LEAST_Z * error:
        return None
    return Trait(
        field, value, round(weight, 2), best_with / best, others_with / others, best_with + others_with
    )
