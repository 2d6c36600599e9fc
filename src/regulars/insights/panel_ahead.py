"""Value to come on the customer page: gross profit to date and to come, chance of an order, potential."""

from typing import Any

from regulars.customers import measures
from regulars.customers.measures import Measure
from regulars.insights import valuing_record
from regulars.insights.panel import ShownMeasure

SHOWN = ("ltv", "clv_12m", "potential")
BEHIND_MORE = ("expected_orders_12m", "retention_12m")


def context(customer: Any, user: Any) -> dict[str, Any] | None:
    """None for who never ordered: nothing can be said."""
    row = getattr(customer, "measures", None)
    if row is None or row.as_of is None or row.clv_12m is None:
        return None
    record = valuing_record.latest()
    return {
        "shown": _all(customer, row, SHOWN),
        "more": _all(customer, row, BEHIND_MORE),
        "as_of": row.as_of,
        "record": record,
        "off": valuing_record.off(record),
        "why_not": valuing_record.why_not(record),
    }


def _all(customer: Any, row: Any, names: tuple[str, ...]) -> list[ShownMeasure]:
    return [_shown(customer, row, measure) for measure in filter(None, map(measures.find, names))]


def _shown(customer: Any, row: Any, measure: Measure) -> ShownMeasure:
    explanation = measure.explain(customer, row) if measure.explain else None
    return ShownMeasure(measure, getattr(row, measure.name), explanation, "", None)
