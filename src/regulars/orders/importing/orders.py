"""Files of orders, one row per line: judged against what is known, then written in bulk."""

from decimal import Decimal

from regulars.customers.importing import people, problems, staging
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.kinds.customer_fields import FIELDS as CUSTOMER_FIELDS
from regulars.orders.importing import crediting, invoices, lines, writing

ATTRIBUTES = ("name", "country", "city")


def prepare(batch: Batch) -> None:
    batch.sql(f"ALTER TABLE incoming ADD COLUMN {invoices.WHO}")


def judge(batch: Batch) -> None:
    batch.step("orders")
    batch.sql("UPDATE incoming SET quantity = 1 WHERE quantity IS NULL")
    invoices.gather(batch)
    _judge_people(batch)
    invoices.number(batch)
    _find_trouble(batch)
    batch.step("lines")
    lines.place(batch)
    writing.find_header_changes(batch)
    crediting.flag(batch)
    _count(batch)


def apply(batch: Batch) -> None:
    people.take(batch, "person", (*ATTRIBUTES, "code"), collected_on="i.as_of")
    writing.write(batch)


def _judge_people(batch: Batch) -> None:
    staging.create(batch, "person", CUSTOMER_FIELDS)
    invoices.gather_people(batch)
    people.match(batch, "person", points_are_own=False)
    people.find_changes(batch, "person", (*ATTRIBUTES, "code"), newest_wins=True)
    batch.sql(
        "DELETE FROM person_change c USING person p, person_match m WHERE p.n = c.n AND m.n = c.n "
        "AND c.field = 'name' AND m.verdict = 'known' AND p.code IS NULL"
    )


def _find_trouble(batch: Batch) -> None:
    """Orders that cannot be taken, with all their lines."""
    batch.sql(
        "UPDATE header h SET trouble = m.verdict FROM person_match m "
        "WHERE m.n = h.buyer AND m.verdict NOT IN ('new', 'known') AND h.trouble IS NULL"
    )
    batch.sql(
        "UPDATE header h SET trouble = 'order_of_another' FROM person_match m WHERE m.n = h.buyer "
        "AND h.order_customer IS NOT NULL AND h.trouble IS NULL "
        "AND (m.verdict = 'new' OR m.customer_id <> h.order_customer)"
    )
    problems.add(
        batch,
        "SELECT i.n, 'customer_code', 'error', 'other_customer', COALESCE(i.customer_code, i.customer_name, ''), "
        "jsonb_build_object('reference', i.reference) FROM incoming i JOIN invoice v USING (reference) "
        "WHERE v.is_mixed AND i.who <> v.who",
    )
    problems.add(
        batch,
        "SELECT i.n, 'reference', 'error', h.trouble, i.reference, jsonb_build_object('reference', i.reference) "
        "FROM header h JOIN invoice v ON v.id = h.invoice JOIN incoming i ON i.reference = v.reference "
        "WHERE h.trouble IS NOT NULL AND h.is_return = (i.quantity < 0) "
        "AND (NOT v.is_mixed OR i.who IS NULL OR i.who = v.who)",
    )


def _count(batch: Batch) -> None:
    """Rows by verdict, and what the file holds. A changed header is a change of the order's first line."""
    batch.sql(
        "UPDATE line l SET verdict = 'changed' FROM (SELECT DISTINCT header FROM order_change) c "
        "WHERE l.header = c.header AND l.position = 1 AND l.verdict = 'same'"
    )
    for verdict, count in batch.rows("SELECT verdict, count(*) FROM line GROUP BY verdict"):
        batch.counts[verdict] += count
    batch.counts["without_customer"] = batch.value(
        "SELECT COALESCE(sum(lines), 0)::bigint FROM invoice WHERE who IS NULL"
    )
    for is_return, orders, count, value, unknown in batch.rows(
        "SELECT h.is_return, count(*), sum(l.lines)::bigint, sum(h.amount_base), "
        "count(*) FILTER (WHERE h.amount_base IS NULL) "
        "FROM header h JOIN (SELECT header, count(*) AS lines FROM line GROUP BY header) l ON l.header = h.id "
        "GROUP BY h.is_return"
    ):
        name = "return" if is_return else "order"
        batch.counts[f"{name}s"], batch.counts[f"{name}_lines"] = orders, count
        batch.figures[f"{name}_value"] = value or Decimal(0)
        batch.counts["orders_without_rate"] += unknown
    batch.counts["customers"] = batch.value(
        "SELECT count(DISTINCT buyer) FROM header WHERE trouble IS NULL AND buyer IS NOT NULL"
    )
    batch.counts["customers_new"] = batch.value(
        "SELECT count(*) FROM person_match m WHERE verdict = 'new' "
        "AND EXISTS (SELECT FROM header h WHERE h.buyer = m.n AND h.trouble IS NULL)"
    )
    batch.counts["products"] = batch.value("SELECT count(*) FROM ware")
    batch.counts["products_new"] = batch.value("SELECT count(*) FROM ware WHERE id IS NULL")


def report(batch: Batch) -> dict[str, object]:
    """What `regulars import orders --json` says beside the counts of rows."""
    bought = batch.figures.get("order_value", Decimal(0))
    returned = batch.figures.get("return_value", Decimal(0))
    counted = ("customers", "orders", "order_lines", "returns", "return_lines")
    figures: dict[str, object] = {name: batch.counts[name] for name in counted}
    figures["lines_without_customer"] = batch.counts["without_customer"]
    return figures | {
        "order_value": format(bought, ".2f"),
        "return_value": format(returned, ".2f"),
        "net_value": format(bought + returned, ".2f"),
        "currency": batch.ways.currency,
        "customers_new": batch.counts["customers_new"],
        "products_new": batch.counts["products_new"],
        "orders_without_rate": batch.counts["orders_without_rate"],
    }
