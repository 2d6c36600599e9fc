"""Products, orders and lines written in bulk; every change noted so that it can be undone."""
# ruff: noqa: S608

from regulars.customers.importing import changes
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.people.columns import default_of, insert_columns
from regulars.orders.importing import adding_up
from regulars.orders.models import Order, OrderLine, Product

# What a file may say anew about an order that is there already.
CHANGEABLE = {
    "ordered_at": "ordered_at",
    "ordered_on": "ordered_on",
    "channel": "channel",
    "outlet": "outlet",
    "store": "store",
    "discount": "order_discount",
    "tax": "tax",
    "on_credit": "on_credit",
    "due_on": "due_on",
    "promised_on": "promised_on",
    "delivered_on": "delivered_on",
    "remark": "remark",
    "department": "department",
}


def find_header_changes(batch: Batch) -> None:
    """Leaves ``order_change`` (header, order_id, field, before, after), and the amounts in ``header``."""
    adding_up.headers(batch)
    told = ", ".join(
        f"('{column}', to_jsonb(o.{column}), to_jsonb(h.{given}))" for column, given in CHANGEABLE.items()
    )
    batch.sql(
        f"""
        CREATE TEMP TABLE order_change ON COMMIT DROP AS
        SELECT h.id AS header, h.order_id, v.field, v.before, v.after
        FROM header h JOIN orders_order o ON o.id = h.order_id
        CROSS JOIN LATERAL (VALUES {told}) v (field, before, after)
        WHERE h.trouble IS NULL AND v.after IS NOT NULL AND v.before IS DISTINCT FROM v.after
        """
    )


def write(batch: Batch) -> None:
    batch.step("products")
    _write_products(batch)
    batch.step("orders")
    _insert_orders(batch)
    batch.step("lines")
    _insert_lines(batch)
    _update_lines(batch)
    batch.step("amounts")
    _update_orders(batch)


def _write_products(batch: Batch) -> None:
    batch.sql(
        "INSERT INTO orders_category (name) SELECT DISTINCT category FROM ware WHERE category IS NOT NULL "
        "ON CONFLICT (name) DO NOTHING"
    )
    batch.sql("ALTER TABLE ware ADD COLUMN is_new boolean")
    batch.sql(
        "UPDATE ware SET is_new = id IS NULL, "
        "id = COALESCE(id, nextval(pg_get_serial_sequence('orders_product', 'id')))"
    )
    given = {
        "id": "w.id",
        "code": "w.code",
        "name": "COALESCE(w.name, '')",
        "named_at": "CASE WHEN w.name IS NOT NULL THEN w.named_at END",
        "category_id": "g.id",
        "created_at": "%(now)s",
        "import_id": "%(run)s",
    }
    names, values = insert_columns(Product, given)
    changes.insert_noted(
        batch,
        "orders.Product",
        f"INSERT INTO orders_product ({names}) SELECT {values} FROM ware w "
        "LEFT JOIN orders_category g ON g.name = w.category WHERE w.is_new",
        witness="name price cost category_id",
        params={"now": batch.now, "run": batch.run.pk},
    )
    _rename_products(batch)


def _rename_products(batch: Batch) -> None:
    """A newer line names a product anew; a name somebody gave by hand (without a date) stays."""
    renamed = (
        "FROM ware w WHERE NOT w.is_new AND w.name IS NOT NULL AND w.name <> w.old_name "
        "AND (w.old_name = '' OR w.old_named_at <= w.named_at)"
    )
    changes.note_changed(
        batch,
        "orders.Product",
        "SELECT w.id, jsonb_build_object('name', w.old_name, 'named_at', w.old_named_at) AS before, "
        f"jsonb_build_object('name', w.name, 'named_at', w.named_at) AS after {renamed}",
    )
    batch.sql(f"UPDATE orders_product p SET name = w.name, named_at = w.named_at {renamed} AND p.id = w.id")


def _insert_orders(batch: Batch) -> None:
    _number_orders(batch)
    user = batch.run.started_by
    names, values = insert_columns(Order, _given())
    changes.insert_noted(
        batch,
        "orders.Order",
        f"INSERT INTO orders_order ({names}) SELECT {values} FROM header h "
        "LEFT JOIN orders_order named ON named.reference = h.original AND named.kind = 'order' "
        "LEFT JOIN header side ON side.invoice = h.invoice AND h.is_return AND NOT side.is_return "
        "WHERE h.is_new ORDER BY h.is_return, h.ordered_at, h.id",
        witness="changed_at",
        params={
            "now": batch.now,
            "by": user.pk if user else None,
            "run": batch.run.pk,
            "department": batch.run.department or None,
        },
    )


def _number_orders(batch: Batch) -> None:
    """Which headers are new orders, of whom, and under which id."""
    batch.sql("ALTER TABLE header ADD COLUMN is_new boolean, ADD COLUMN customer_id bigint")
    batch.sql(
        "UPDATE header h SET is_new = h.order_id IS NULL, customer_id = COALESCE(h.order_customer, m.customer_id, %s), "
        "order_id = COALESCE(h.order_id, nextval(pg_get_serial_sequence('orders_order', 'id'))) "
        "FROM header x LEFT JOIN person_match m ON m.n = x.buyer WHERE x.id = h.id AND h.trouble IS NULL",
        [_walk_in(batch)],
    )


def _given() -> dict[str, str]:
    """What the columns of a new order are filled from."""
    told = {
        column: f"COALESCE(h.{name}, {default_of(Order, column)})"
        for column, name in CHANGEABLE.items()
        if column not in ("ordered_at", "ordered_on")
    }
    moments = ("reference", "customer_id", "ordered_at", "ordered_on")
    amounts = ("currency", "rate", "rate_on", "amount", "amount_base", "cost_base")
    return told | {
        "id": "h.order_id",
        "kind": "CASE WHEN h.is_return THEN 'return' ELSE 'order' END",
        "original_id": "COALESCE(h.bought, named.id, side.order_id)",
        **{column: f"h.{column}" for column in (*moments, *amounts)},
        "department": f"COALESCE(h.department, %(department)s, {default_of(Order, 'department')})",
        "created_at": "%(now)s",
        "changed_at": "%(now)s",
        "created_by_id": "%(by)s",
        "import_id": "%(run)s",
    }


def _walk_in(batch: Batch) -> int | None:
    """The one customer that stands for all who bought without a name."""
    from regulars.customers.models import Customer

    if not batch.value("SELECT EXISTS (SELECT FROM header WHERE buyer IS NULL AND trouble IS NULL)"):
        return None
    found = Customer.objects.filter(is_walk_in=True, deleted_at=None).order_by("pk").first()
    if found is None:
        from django.utils.translation import gettext as _

        found = Customer.objects.create(
            name=_("Walk-in customers"), is_walk_in=True, created_at=batch.now, updated_at=batch.now
        )
        batch.sql(
            "INSERT INTO customers_importchange (run_id, model, object_id, is_new, before, after) "
            "VALUES (%s, 'customers.Customer', %s, true, '{}', '{}')",
            [batch.run.pk, found.pk],
        )
    return found.pk


def _insert_lines(batch: Batch) -> None:
    given = {
        "id": "nextval(pg_get_serial_sequence('orders_orderline', 'id'))",
        "order_id": "h.order_id",
        "position": "l.position",
        "product_id": "w.id",
        "description": "COALESCE(l.description, '')",
        "quantity": "l.quantity",
        "unit_price": "l.unit_price",
        "discount": "l.discount",
        "amount": "l.amount",
        "unit_cost": "COALESCE(l.unit_cost, w.cost)",
    }
    del given["id"]
    names, values = insert_columns(OrderLine, given)
    batch.sql(
        f"INSERT INTO orders_orderline ({names}) SELECT {values} FROM line l JOIN header h ON h.id = l.header "
        "LEFT JOIN ware w ON w.code = l.product_code WHERE l.kept_id IS NULL ORDER BY h.order_id, l.position"
    )
    batch.sql(
        "INSERT INTO customers_importchange (run_id, model, object_id, is_new, before, after) "
        "SELECT %s, 'orders.OrderLine', kept.id, true, '{}', jsonb_build_object('amount', kept.amount) "
        "FROM line l JOIN header h ON h.id = l.header AND NOT h.is_new "
        "JOIN orders_orderline kept ON kept.order_id = h.order_id AND kept.position = l.position "
        "WHERE l.kept_id IS NULL",
        [batch.run.pk],
    )


def _update_lines(batch: Batch) -> None:
    patch = (
        "SELECT l.kept_id AS id, jsonb_build_object('product_id', w.id, 'description', COALESCE(l.description, k.description), "
        "'quantity', l.quantity, 'unit_price', l.unit_price, 'discount', l.discount, 'amount', l.amount, "
        "'unit_cost', COALESCE(l.unit_cost, k.unit_cost)) AS after, "
        "jsonb_build_object('product_id', k.product_id, 'description', k.description, 'quantity', k.quantity, "
        "'unit_price', k.unit_price, 'discount', k.discount, 'amount', k.amount, 'unit_cost', k.unit_cost) AS before "
        "FROM line l JOIN orders_orderline k ON k.id = l.kept_id LEFT JOIN ware w ON w.code = l.product_code "
        "WHERE l.verdict = 'changed'"
    )
    batch.sql(f"CREATE TEMP TABLE line_patch ON COMMIT DROP AS {patch}")
    batch.sql("DELETE FROM line_patch WHERE before = after")
    changes.note_changed(batch, "orders.OrderLine", "SELECT id, before, after FROM line_patch")
    columns = ["product_id", "description", "quantity", "unit_price", "discount", "amount", "unit_cost"]
    batch.sql(
        f"UPDATE orders_orderline k SET ({', '.join(columns)}) = "
        f"(SELECT {', '.join(f'r.{column}' for column in columns)} FROM jsonb_populate_record(k, p.after) r) "
        "FROM line_patch p WHERE p.id = k.id"
    )


def _update_orders(batch: Batch) -> None:
    """Orders that were there: their new header, and their amounts from all their lines."""
    batch.sql(
        """
        CREATE TEMP TABLE order_patch ON COMMIT DROP AS
        SELECT o.id, o.discount, COALESCE(c.before, '{}') AS before, COALESCE(c.after, '{}') AS after
        FROM orders_order o
        JOIN header h ON h.order_id = o.id AND NOT h.is_new
        LEFT JOIN (
            SELECT header, jsonb_object_agg(field, before) AS before, jsonb_object_agg(field, after) AS after
            FROM order_change GROUP BY header
        ) c ON c.header = h.id
        WHERE c.header IS NOT NULL OR EXISTS (SELECT FROM line l WHERE l.header = h.id AND l.verdict <> 'same')
        """
    )
    adding_up.patches(batch)
    fields = [row[0] for row in batch.rows("SELECT DISTINCT jsonb_object_keys(after) FROM order_patch")]
    if not fields:
        return
    batch.sql(
        f"UPDATE orders_order o SET ({', '.join(fields)}) = "
        f"(SELECT {', '.join(f'r.{name}' for name in fields)} FROM jsonb_populate_record(o, p.after) r) "
        "FROM order_patch p WHERE p.id = o.id"
    )
    changes.note_changed(batch, "orders.Order", "SELECT id, before, after FROM order_patch")
