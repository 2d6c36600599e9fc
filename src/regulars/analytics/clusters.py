"""Customer types 苛刻的, 犹豫不决的, 节俭的, 久经世故的 by k-means on standardised behaviour, with lasting names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Each label with the features whose mean, in standard deviations, speaks for it.
LABELS: Mapping[str, tuple[str, ...]] = {
    "demanding": ("complaint_rate",),
    "hesitant": ("choosing_days",),
    "thrifty": ("discount_share",),
    "sophisticated": ("breadth", "experience"),
}
ORDINARY = "ordinary"
FEATURES = tuple(dict.fromkeys(name for names in LABELS.values() for name in names))
LEAST_CUSTOMERS = 100
LEAST_KNOWN = 0.25  # of the customers: a feature that fewer have is left out
DISTINCT = 0.5  # standard deviations above the mean, from where on a centre deserves its label
FARTHEST = 6.0  # most standard deviations for one customer, so that a single one makes no group
EQUAL = 1e-9  # a spread below this comes from rounding
SAMPLE = 50_000
START = 2.0  # standard deviations: where the group of each label begins its search; ordinary begins at 0


@dataclass(frozen=True)
class Clusters:
    """Groups of customers; arrays of shape (groups, features) and (groups,).

    features: those used, in the order of the columns. means, spreads: what standardised them, in their own
    units. centres: standardised. names: one of LABELS or ORDINARY; rule_names: what the label rule says of
    these centres by itself, which may differ where names were kept from an earlier run.
    """

    features: tuple[str, ...]
    means: Floats
    spreads: Floats
    centres: Floats
    names: tuple[str, ...]
    rule_names: tuple[str, ...]
    seed: int

    @property
    def in_units(self) -> Floats:
        """The centres in the features' own units."""
        return np.asarray(self.centres * self.spreads + self.means)

    def told(self) -> dict[str, Any]:
        """As JSON keeps it; `Clusters.kept` reads it back."""
        return {
            "features": list(self.features),
            "means": self.means.tolist(),
            "spreads": self.spreads.tolist(),
            "centres": self.centres.tolist(),
            "names": list(self.names),
            "rule_names": list(self.rule_names),
            "seed": self.seed,
        }

    @classmethod
    def kept(cls, told: Mapping[str, Any]) -> Clusters:
        """What `told` gave."""
        means, spreads, centres = (
            np.asarray(told[name], dtype=np.float64) for name in ("means", "spreads", "centres")
        )
        features, names, rule_names = (tuple(told[name]) for name in ("features", "names", "rule_names"))
        return cls(features, means, spreads, centres, names, rule_names, told["seed"])

    def of(self, features: pa.Table) -> Ints:
        """The nearest centre of each row, (rows,)."""
        values = _standardised(_columns(features, self.features), self.means, self.spreads)
        return np.asarray(_distances(values, self.centres).argmin(axis=1), dtype=np.int64)


class TooFewToGroup(ValueError):
    """Fewer than LEAST_CUSTOMERS, or fewer than two features that differ between customers."""


def find_clusters(features: pa.Table, *, before: Clusters | None = None, seed: int = 0) -> Clusters:
    """Group customers by FEATURES, a column of float64 each (null where not known, which counts as the mean).

    A feature known of fewer than LEAST_KNOWN of the customers, or equal for all, is left out. One group for
    each label that still has its features and one for ordinary customers; k-means starts from customers
    marked by each label alone, so that it finds the same groups whatever the order of rows. `before`: the groups of an earlier
    run with the same features; each new centre then takes the name of the old one it lies nearest to, all
    together as near as can be (Kuhn 1955, Naval Research Logistics Quarterly 2, p. 83). A group that had no
    label takes the one the rule gives it, where no other group bears it.
    """
    used = _usable(features)
    labels = _labels_of(used)
    if len(features) < LEAST_CUSTOMERS or len(labels) < 2:
        raise TooFewToGroup
    columns = _columns(features, used)
    means, spreads = np.nanmean(columns, axis=0), np.nanstd(columns, axis=0)
    values = _standardised(columns, means, spreads)
    centres = _centres(values, starts=_starts(used, labels), seed=seed)
    by_rule = _named(centres, used, labels)
    found = Clusters(used, means, spreads, centres, by_rule, by_rule, seed)
    return found if before is None or before.features != used else _as_before(found, before)


def label_scores(clusters: Clusters) -> dict[str, list[float]]:
    """How much each centre speaks for each label, in standard deviations."""
    scores = _scores(clusters.centres, clusters.features, _labels_of(clusters.features))
    return dict(zip(_labels_of(clusters.features), scores.T.tolist(), strict=True))


def _usable(features: pa.Table) -> tuple[str, ...]:
    columns = _columns(features, FEATURES)
    if not len(columns):
        return ()
    known = np.isfinite(columns).mean(axis=0)
    spread = [np.nanstd(column) if share else 0.0 for column, share in zip(columns.T, known, strict=True)]
    return tuple(
        name
        for name, share, width in zip(FEATURES, known, spread, strict=True)
        if share >= LEAST_KNOWN and width > EQUAL
    )


def _labels_of(used: Sequence[str]) -> tuple[str, ...]:
    return tuple(label for label, names in LABELS.items() if set(names) <= set(used))


def _columns(features: pa.Table, names: Sequence[str]) -> Floats:
    return np.column_stack(
        [np.asarray(features[name].cast("float64").fill_null(np.nan), dtype=np.float64) for name in names]
    )


def _standardised(columns: Floats, means: Floats, spreads: Floats) -> Floats:
    return np.clip(np.nan_to_num((columns - means) / spreads, nan=0.0), -FARTHEST, FARTHEST)


def _starts(used: Sequence[str], labels: Sequence[str]) -> Floats:
    starts = np.zeros((len(labels) + 1, len(used)))
    for group, label in enumerate(labels):
        starts[group, [used.index(name) for name in LABELS[label]]] = START
    return starts


def _centres(values: Floats, *, starts: Floats, seed: int) -> Floats:
    from sklearn.cluster import KMeans

    if len(values) > SAMPLE:
        chosen = np.random.default_rng(seed).choice(len(values), SAMPLE, replace=False)
        values = values[np.sort(chosen)]
    fitted = KMeans(n_clusters=len(starts), init=starts, n_init=1, random_state=seed).fit(values)
    return np.asarray(fitted.cluster_centers_, dtype=np.float64)


def _scores(centres: Floats, used: Sequence[str], labels: Sequence[str]) -> Floats:
    places = {name: place for place, name in enumerate(used)}
    return np.column_stack(
        [centres[:, [places[name] for name in LABELS[label]]].mean(axis=1) for label in labels]
    )


def _named(centres: Floats, used: Sequence[str], labels: Sequence[str]) -> tuple[str, ...]:
    """One group for each label, so that the labels together fit best; who is not distinct is ordinary."""
    from scipy.optimize import linear_sum_assignment

    scores = _scores(centres, used, labels)
    names = [ORDINARY] * len(centres)
    for group, label in zip(*linear_sum_assignment(scores, maximize=True), strict=True):
        if scores[group, label] >= DISTINCT:
            names[group] = labels[label]
    return tuple(names)


def _as_before(found: Clusters, before: Clusters) -> Clusters:
    from scipy.optimize import linear_sum_assignment

    # In the earlier run's units, so that both lie in the same space.
    new = (found.in_units - before.means) / before.spreads
    rows, columns = linear_sum_assignment(_distances(new, before.centres))
    names = list(found.names)
    for group, old in zip(rows, columns, strict=True):
        names[group] = before.names[old]
    for group, name in enumerate(found.rule_names):
        if names[group] == ORDINARY and name not in names:
            names[group] = name  # its first name: nobody bore it before
    return Clusters(
        found.features, found.means, found.spreads, found.centres, tuple(names), found.rule_names, found.seed
    )


def _distances(values: Floats, centres: Floats) -> Floats:
    return np.asarray(
        (values**2).sum(axis=1)[:, None] - 2 * values @ centres.T + (centres**2).sum(axis=1)[None, :]
    )
