"""Customer types: groups of alike behaviour, kept with their centres so that names last from run to run."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.analytics.clusters import Clusters, TooFewToGroup, find_clusters, label_scores
from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot
from regulars.insights.models import CustomerGroups

SEED = 20
LEAST_ORDER_DAYS = 3


def types(table: pa.Table, snapshot: Snapshot, *, day: date, settings: Settings) -> pa.Table:
    """Add breadth, complaint_rate, customer_type and type_distance; null where a customer is not grouped."""
    table = _with_features(table, snapshot, day)
    chosen = pc.greater_equal(table["order_days"], LEAST_ORDER_DAYS)
    features = _features(table.filter(chosen))
    names = pa.nulls(len(table), pa.string())
    try:
        found = find_clusters(features, before=_before(day), seed=SEED)
    except TooFewToGroup:
        CustomerGroups.objects.update_or_create(
            as_of=day, defaults={"customers": len(features), "groups": {}}
        )
        return table.append_column("customer_type", names)
    groups = found.of(features)
    _keep(found, groups, features, day)
    told = np.full(len(table), None, dtype=object)
    told[np.asarray(chosen)] = np.asarray(found.names, dtype=object)[groups]
    return table.append_column("customer_type", pa.array(told, pa.string()))


def _with_features(table: pa.Table, snapshot: Snapshot, day: date) -> pa.Table:
    lines = snapshot.order_lines
    lines = lines.filter((lines.ordered_on <= day) & ~lines.is_return)
    bought = snapshot.arrow(lines.group_by("customer_id").agg(breadth=lines.product_id.nunique()))
    breadth = dict(zip(bought["customer_id"].to_pylist(), bought["breadth"].to_pylist(), strict=True))
    table = table.append_column(
        "breadth", pa.array([breadth.get(pk) for pk in table["customer_id"].to_pylist()], pa.int64())
    )
    complaints = pc.coalesce(table["complaint_count"], table["upset_count"], pa.scalar(0, pa.int64()))
    orders = pc.cast(pc.max_element_wise(table["order_count"], 1), pa.float64())
    return table.append_column("complaint_rate", pc.divide(pc.add(complaints, table["return_count"]), orders))


def _features(table: pa.Table) -> pa.Table:
    """Counts by their logarithm: ten products against twenty differ as much as one against two."""
    return pa.table(
        {
            "complaint_rate": table["complaint_rate"],
            "choosing_days": table["choosing_days"],
            "discount_share": table["discount_share"],
            "breadth": pc.ln(
                pc.cast(pc.if_else(pc.equal(table["breadth"], 0), None, table["breadth"]), "float64")
            ),
            "experience": pc.ln(pc.cast(table["order_days"], pa.float64())),
        }
    )


def _before(day: date) -> Clusters | None:
    """The groups of the run before; those of the same day are computed anew."""
    earlier = CustomerGroups.objects.filter(as_of__lt=day).order_by("-as_of").first()
    if earlier is None or not earlier.groups or earlier.is_named_anew:
        return None
    return Clusters.kept(earlier.groups["found"])


def _keep(found: Clusters, groups: Any, features: pa.Table, day: date) -> None:
    sizes = np.bincount(groups, minlength=len(found.names))
    told = {
        "found": found.told(),
        "sizes": sizes.tolist(),
        "centres": _in_units(found),
        "averages": _in_units_of(found, found.means),
        "scores": label_scores(found),
    }
    CustomerGroups.objects.update_or_create(
        as_of=day, defaults={"customers": len(features), "groups": told, "is_named_anew": False}
    )


def _in_units(found: Clusters) -> list[dict[str, float]]:
    return [_in_units_of(found, centre) for centre in found.in_units]


def _in_units_of(found: Clusters, values: Any) -> dict[str, float]:
    plain = {
        name: float(np.exp(value)) if name in ("breadth", "experience") else float(value)
        for name, value in zip(found.features, values, strict=True)
    }
    return {name: round(value, 4) for name, value in plain.items()}
