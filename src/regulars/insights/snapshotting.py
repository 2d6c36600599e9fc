"""The facts as columns: PostgreSQL read by COPY into Parquet, derived and rebuildable.

COPY over the connection at hand, not ADBC: as quick, one dependency less, and it sees the transaction it
is called in.
"""

from datetime import date
from pathlib import Path

from django.conf import settings

from regulars.analytics.assembling import FACTS, assemble
from regulars.core import settings_store
from regulars.insights.blocks import Facts, fresh

# What each kind of facts is, with columns in the order of its schema, whatever the day.
ROWS = {
    "customers": """
        SELECT id, (coalesce(imported_on, (created_at AT TIME ZONE {zone})::date)), owner_id, kind,
               is_deceased, erased_at IS NOT NULL, is_let_go, deleted_at IS NULL AND NOT is_walk_in,
               do_not_contact, do_not_contact_from, do_not_contact_until
        FROM customers_customer
        WHERE {ids}
        ORDER BY id""",
    "orders": """
        SELECT o.id, o.customer_id, o.ordered_on, o.kind = 'return',
               (o.amount_base * 100)::bigint, (o.cost_base * 100)::bigint,
               nullif(o.channel, ''), o.promised_on, o.delivered_on
        FROM orders_order o
        WHERE {ids}
        ORDER BY o.id""",
    "order_lines": """
        SELECT l.order_id, o.customer_id, l.product_id, o.ordered_on, l.quantity::float8,
               {line_amount}, {line_cost}, o.kind = 'return'
        FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
        WHERE {ids}
        ORDER BY l.order_id, l.id""",
    "interactions": """
        SELECT i.id, i.customer_id, (i.happened_at AT TIME ZONE {zone})::date, i.direction, i.channel,
               CASE WHEN i.needs_answer THEN i.answered_at IS NOT NULL END
        FROM customers_interaction i
        WHERE NOT i.is_planned AND i.channel <> 'note' AND i.result <> 'no_answer' AND {ids}
        ORDER BY i.id""",
}
MARKED_BY = {
    "customers": (("customers_customer", "id"),),
    "orders": (("orders_order", "id"),),
    "order_lines": (("orders_order", "id"), ("orders_orderline", "order_id")),
    "interactions": (("customers_interaction", "id"),),
}
IDS = {"customers": "id", "orders": "o.id", "order_lines": "l.order_id", "interactions": "i.id"}


def write_snapshot(as_of: date, *, directory: Path | None = None) -> Path:
    """Write the four tables as they stand, up to the end of a day; the folder comes back.

    Only what changed since the last time is read from PostgreSQL.
    """
    target = directory or Path(settings.REGULARS_SNAPSHOT)
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    assemble(fresh(_kinds(), target / "blocks"), target, as_of)
    return target


def _kinds() -> list[Facts]:
    asked = {
        "zone": _quoted(settings_store.get("firm.timezone")),
        "line_amount": _whole("l.amount * o.rate * 100"),
        "line_cost": _whole("l.unit_cost * l.quantity * 100"),
        "ids": "{ids}",
    }
    return [
        Facts(name, schema, ROWS[name].format(**asked), MARKED_BY[name], IDS[name])
        for name, schema in FACTS.items()
    ]


def _whole(number: str) -> str:
    """Half to even, as money is rounded everywhere; PostgreSQL's own round() goes half away from zero."""
    is_half = f"abs({number} - trunc({number})) = 0.5"
    return f"(CASE WHEN {is_half} THEN 2 * round(({number}) / 2) ELSE round({number}) END)::bigint"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
