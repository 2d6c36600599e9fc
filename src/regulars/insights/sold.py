"""What was sold, in rows narrow enough to be added up while a page waits: kept by each refresh, told apart by day.

The same definitions ask the orders themselves: of one customer, and where nothing has been kept yet.
"""
# ruff: noqa: S608

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg import sql

from regulars.core import clock
from regulars.insights.models import ScoreRun
from regulars.insights.table import PATIENCE, where_made

COUNTED = "o.amount_base IS NOT NULL"
# All at once, and order by order: each is quick where the other is slow.
GIVEN_ON_LINES = """LEFT JOIN (
    SELECT order_id, sum(discount) AS discount FROM orders_orderline WHERE discount <> 0 GROUP BY order_id
) taken ON taken.order_id = o.id"""
GIVEN_ON_ITS_LINES = """LEFT JOIN LATERAL (
    SELECT sum(l.discount) AS discount FROM orders_orderline l WHERE l.order_id = o.id AND l.discount <> 0
) taken ON true"""
# ``given`` is what was taken off, on the whole order and on its lines.
ORDERS = f"""
SELECT o.customer_id, o.ordered_on, o.kind = 'return' AS is_return, o.channel, o.amount_base AS net,
    o.cost_base AS cost, (o.discount + COALESCE(taken.discount, 0)) * o.rate AS given
FROM orders_order o {{lines}}
WHERE {COUNTED}"""
# A product twice in one order counts once; before the discount on the whole order.
PRODUCTS = f"""
SELECT o.customer_id, o.ordered_on, l.product_id, sum(l.quantity) AS quantity, sum(l.amount * o.rate) AS net,
    count(DISTINCT o.id)::int AS orders
FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
WHERE {COUNTED} {{narrowed}}
GROUP BY o.customer_id, o.ordered_on, l.product_id"""
# ``settled_on`` is the day on which the last payment came.
CREDIT = f"""
SELECT o.customer_id, o.ordered_on, o.due_on, o.paid >= o.amount AS is_paid, (
    SELECT (max(p.paid_at) AT TIME ZONE {{zone}})::date FROM orders_payment p
    WHERE p.order_id = o.id AND p.amount > 0
) AS settled_on
FROM orders_order o
WHERE {COUNTED} AND o.kind = 'order' AND o.on_credit AND o.due_on IS NOT NULL"""
# Of each day, where the cost is known: what goods usually cost is read from it.
KNOWN = f"""
SELECT o.ordered_on, sum(o.amount_base) AS net, sum(o.cost_base) AS cost
FROM orders_order o WHERE {COUNTED} AND o.cost_base IS NOT NULL GROUP BY 1"""
KEPT = {
    "orders": "sold_orders",
    "products": "sold_products",
    "credit": "sold_on_credit",
    "known": "sold_at_known_cost",
}
DAYS_APART = "CREATE INDEX ON {} USING brin (ordered_on) WITH (pages_per_range = 16)"


@dataclass(frozen=True)
class Sold:
    """Where to read: ``as_of`` is the day up to which it was kept, None where the orders are asked.

    Each part is a statement in brackets; ``people`` asks for the ids of customers, with places for its parameters.
    """

    as_of: date | None = None

    def orders(self, people: str = "") -> str:
        """customer_id, ordered_on, is_return, channel, net, cost, given."""
        return self._part("orders", people)

    def products(self, people: str = "") -> str:
        """customer_id, ordered_on, product_id, quantity, net, orders."""
        return self._part("products", people)

    def credit(self, people: str = "") -> str:
        """customer_id, ordered_on, due_on, is_paid, settled_on."""
        return self._part("credit", people)

    def known(self) -> str:
        """ordered_on, net, cost: of all customers, where the cost is known."""
        return f"({KNOWN})" if self.as_of is None else f"(SELECT * FROM {KEPT['known']})"

    @property
    def is_kept(self) -> bool:
        return self.as_of is not None

    def _part(self, name: str, people: str) -> str:
        if self.is_kept:
            return f"(SELECT * FROM {KEPT[name]}{f' WHERE customer_id IN ({people})' if people else ''})"
        narrowed = f"AND o.customer_id IN ({people})" if people else ""
        if name == "products":
            return f"({PRODUCTS.format(narrowed=narrowed)})"
        asked = _credit() if name == "credit" else ORDERS.format(lines=GIVEN_ON_ITS_LINES)
        return f"({asked} {narrowed})"


LIVE = Sold()


def kept() -> Sold:
    """What the last refresh kept; the orders themselves where there is nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [KEPT["orders"]])
        (run,) = cursor.fetchone()
    if not run:
        return LIVE
    found = ScoreRun.objects.filter(pk=int(run)).values_list("as_of", flat=True).first()
    return Sold(found)


def keep(run: ScoreRun) -> None:
    """Write down anew what was sold up to a day; readers wait for an instant, or we give up and they go on."""
    statements = {
        "orders": ORDERS.format(lines=GIVEN_ON_LINES),
        "products": PRODUCTS.format(narrowed=""),
        "credit": _credit(),
        "known": KNOWN,
    }
    with connection.cursor() as cursor:
        for name, statement in statements.items():
            _fill(cursor, f"{KEPT[name]}_next", statement, run=run)
        cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(PATIENCE)))
        for table in KEPT.values():
            present, following = sql.Identifier(table), sql.Identifier(f"{table}_next")
            cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(present))
            cursor.execute(sql.SQL("ALTER TABLE {} RENAME TO {}").format(following, present))
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")


def _fill(cursor: Any, table: str, statement: str, *, run: ScoreRun) -> None:
    """In the order of the days, so that a period is read in one piece."""
    name = sql.Identifier(table)
    cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(name))
    asked = sql.SQL(f"SELECT * FROM ({statement}) sold WHERE ordered_on <= {{}} ORDER BY ordered_on").format(
        sql.Literal(run.as_of)
    )
    cursor.execute(sql.SQL("CREATE TABLE {} AS {}").format(where_made(cursor, table), asked))
    cursor.execute(sql.SQL(DAYS_APART).format(name))
    cursor.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(name, sql.Literal(str(run.pk))))
    cursor.execute(sql.SQL("ANALYZE {}").format(name))


def _credit() -> str:
    zone = str(clock.zone()).replace("'", "''")
    return CREDIT.format(zone=f"'{zone}'")
