"""Lines of a file gathered into invoices, their buyers and their headers. All of it is SQL over ``incoming``."""
# ruff: noqa: S608

from regulars.customers.importing.batch import Batch

WHO = (
    "who text GENERATED ALWAYS AS (COALESCE('c' || customer_code, 'p' || customer_phone[2], "
    "'e' || customer_email[2], 'n' || customer_name)) STORED"
)
# What a line says about its whole order, with how several lines are brought together.
HEADER = {
    "channel": "min",
    "outlet": "min",
    "store": "min",
    "currency": "min",
    "order_discount": "max",
    "tax": "max",
    "on_credit": "bool_or",
    "due_on": "max",
    "promised_on": "max",
    "delivered_on": "max",
    "remark": "min",
    "department": "min",
    "original": "min",
}
BUYER = ("customer_code", "customer_name", "customer_phone", "customer_email", "country", "city")

INVOICES = """
CREATE TEMP TABLE invoice ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY min(n)) AS id, reference, min(n) AS n, min(ordered_at) AS ordered_at,
    bool_or(quantity >= 0) AS buys, bool_or(quantity < 0) AS returns, min(who) AS who,
    min(who) <> max(who) AS is_mixed, count(*) AS lines{columns}
FROM incoming GROUP BY reference
"""

# An invoice that names several customers belongs to the one of its first line.
FIRST_BUYER = """
UPDATE invoice v SET who = first.who{columns} FROM (
    SELECT DISTINCT ON (i.reference) i.* FROM incoming i JOIN invoice USING (reference)
    WHERE is_mixed AND i.who IS NOT NULL ORDER BY i.reference, i.n
) first WHERE first.reference = v.reference
"""

BUYERS = """
CREATE TEMP TABLE buyer ON COMMIT DROP AS
SELECT min(n) AS n, who FROM invoice WHERE who IS NOT NULL AND who <> 'w' GROUP BY who
"""

# A return without goods bought on the same number keeps its number; else it is told apart by /R.
HEADERS = """
CREATE TEMP TABLE header ON COMMIT DROP AS
WITH side (is_return) AS (VALUES (false), (true)), numbered AS (
    SELECT v.*, side.is_return, b.n AS buyer, bought.id AS bought,
        v.reference || CASE WHEN side.is_return AND (v.buys OR bought.id IS NOT NULL) THEN '/R' ELSE '' END AS number
    FROM invoice v
    LEFT JOIN buyer b ON b.who = v.who
    JOIN side ON CASE WHEN side.is_return THEN v.returns ELSE v.buys END
    LEFT JOIN orders_order bought ON side.is_return AND bought.reference = v.reference AND bought.kind = 'order'
    WHERE v.who IS NOT NULL
)
SELECT row_number() OVER (ORDER BY numbered.id, numbered.is_return) AS id, numbered.id AS invoice, numbered.n,
    numbered.number AS reference, numbered.is_return, numbered.buyer, numbered.bought,
    LEAST(o.ordered_at, numbered.ordered_at) AS ordered_at,
    (LEAST(o.ordered_at, numbered.ordered_at) AT TIME ZONE %(zone)s)::date AS ordered_on,
    o.id AS order_id, o.customer_id AS order_customer,
    CASE
        WHEN (o.kind = 'return') <> numbered.is_return THEN 'number_of_other_kind'
        WHEN count(*) OVER (PARTITION BY numbered.number) > 1 AND numbered.is_return THEN 'number_twice'
    END AS trouble{columns}
FROM numbered LEFT JOIN orders_order o ON o.reference = numbered.number
"""


def gather(batch: Batch) -> None:
    """Leaves ``invoice``, ``buyer``, ``person`` and ``header``."""
    told = [column for column in (*HEADER, *BUYER) if column in batch.mapped]
    columns = "".join(f", {HEADER.get(column, 'max')}({column}) AS {column}" for column in told)
    batch.sql(INVOICES.format(columns=columns))
    own = "".join(f", {column} = first.{column}" for column in BUYER if column in batch.mapped)
    batch.sql(FIRST_BUYER.format(columns=own))
    if batch.run.options.get("walk_in") == "keep":
        batch.sql("UPDATE invoice SET who = 'w' WHERE who IS NULL")
    batch.sql("ANALYZE invoice")
    batch.sql(BUYERS)
    batch.sql("ANALYZE buyer")


def number(batch: Batch) -> None:
    told = [column for column in HEADER if column in batch.mapped]
    columns = "".join(f", numbered.{column}" for column in told)
    columns += "".join(
        f", NULL::{_type(column)} AS {column}" for column in HEADER if column not in batch.mapped
    )
    batch.sql(HEADERS.format(columns=columns), {"zone": str(batch.ways.zone)})
    batch.sql("CREATE INDEX ON header (invoice)")
    batch.sql("ANALYZE header")


def _type(column: str) -> str:
    types = {"order_discount": "numeric", "tax": "numeric", "on_credit": "boolean"}
    return types.get(column, "date" if column.endswith("_on") else "text")


def gather_people(batch: Batch) -> None:
    """One row per buyer into ``person``: what the newest of his orders says of him."""
    attributes = [column for column in BUYER if column in batch.mapped]
    newest = ", ".join(map(_newest, attributes))
    names = ", ".join(column.removeprefix("customer_") for column in attributes)
    batch.sql(
        f"INSERT INTO person (n, as_of, decision, {names}) "
        "SELECT b.n, (max(v.ordered_at) AT TIME ZONE %s)::date, "
        f"CASE WHEN left(b.who, 1) IN ('p', 'e') THEN 'update' END, {newest} "
        "FROM buyer b JOIN invoice v USING (who) GROUP BY b.n, b.who",
        [str(batch.ways.zone)],
    )
    batch.sql(
        "UPDATE person p SET known_id = named.id FROM buyer b, "
        "(SELECT min(id) AS id, name FROM customers_customer WHERE deleted_at IS NULL GROUP BY name "
        "HAVING count(*) = 1) named WHERE b.n = p.n AND left(b.who, 1) = 'n' AND named.name = p.name"
    )
    batch.sql("ANALYZE person")


def _newest(column: str) -> str:
    """What the newest order says that says anything. Phones and e-mail are pairs: written, compared."""
    if column in ("customer_phone", "customer_email"):
        first, second = (_newest_of(f"v.{column}[{place}]") for place in (1, 2))
        return f"CASE WHEN count(v.{column}) > 0 THEN ARRAY[{first}, {second}] END"
    return _newest_of(f"v.{column}")


def _newest_of(expression: str) -> str:
    return f"(array_agg({expression} ORDER BY v.ordered_at DESC, v.n DESC) FILTER (WHERE {expression} IS NOT NULL))[1]"
