"""What a segment costs: counting a rule while it is written, and finding who entered and left.

BENCH_CUSTOMERS is how many customers there are (1,000,000 unless told), each with every measure and two orders.
"""

import os
import time
from collections.abc import Callable
from typing import Any

from bench.installation import fresh_home
from bench.report import Line, Table, keep
from regulars.config.with_django import with_django

CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", "1000000"))
ORDERS_EACH = 2
ROUNDS = 5
TARGET = 1.0
PRODUCTS, STAFF_OWN = 200, 2_500
RULES = {
    "value class, spend, days since the last order": (
        "value_class:in:high,middle",
        "spend_12m:more:5000",
        "days_since_last_order:more:30",
    ),
    "city, stage, none of two tags": (
        "city:is:杭州",
        "stage:in:growth,stability",
        {"join": "none", "parts": ["tag:in:vip", "is_let_go:yes"]},
    ),
    "product twice in 90 days, or many orders, not lost": (
        {"join": "any", "parts": ["ordered_product:least:P7,2,90", "order_count:more:900"]},
        "status:not:lost",
    ),
}

WHERE_IT_GOES = {
    "product twice in 90 days, or many orders, not lost": (
        "Every line of the product is looked up and counted per customer, and “or” keeps PostgreSQL from narrowing the "
        "customers first."
    ),
}


def main() -> None:
    with fresh_home(), with_django("owner"):
        fill()
        keep("segments", [_counts(), _recounts()])


def _counts() -> Table:
    from regulars.customers.counting import count_within
    from regulars.customers.models import Customer
    from regulars.segments import rules

    lines = []
    for name, parts in RULES.items():
        rule = rules.read(_stored(*parts), rules.FIRM)
        found = rules.apply(rule, Customer.objects.present(), rules.FIRM)
        seconds, count = _quickest(lambda asked=found: count_within(asked, milliseconds=60_000))
        lines.append(
            Line(
                f"count: {name} ({count:,})",
                f"{seconds:.2f} s",
                f"{TARGET} s",
                is_met=seconds <= TARGET,
                reason=WHERE_IT_GOES.get(name, ""),
            )
        )
    return Table(
        "Segments: counting a rule",
        f"{CUSTOMERS:,} customers, each with every measure, {CUSTOMERS * ORDERS_EACH:,} orders; wall seconds, best of {ROUNDS}.",
        lines,
    )


def _recounts() -> Table:
    from regulars.core import clock
    from regulars.customers.models import CustomerMeasures
    from regulars.segments import recounting
    from regulars.segments.models import Segment

    now = clock.now()
    rule = _stored("value_class:in:high,middle")
    segment = Segment.objects.create(name="B", is_shared=True, rule=rule, created_at=now, changed_at=now)
    began = time.perf_counter()
    first = recounting.recount(segment, because="begun")
    entering = time.perf_counter() - began
    moved = CustomerMeasures.objects.filter(customer_id__lte=CUSTOMERS // 100)
    moved.filter(value_class="low").update(value_class="high")
    again, counted = _quickest(lambda: recounting.recount(segment, because="figures"), rounds=1)
    unchanged, _ = _quickest(lambda: recounting.recount(segment, because="figures"), rounds=2)
    assert first is not None
    assert counted is not None
    return Table(
        "Segments: who entered and left",
        "The same customers; one statement each.",
        [
            Line(f"first count, {first.entered:,} enter", f"{entering:.1f} s"),
            Line(f"one day later, {counted.entered:,} enter", f"{again:.1f} s"),
            Line("nothing changed", f"{unchanged:.1f} s"),
        ],
    )


def fill() -> None:
    """All rows are made by the database, from one of each."""
    from django.db import connection

    from regulars.customers.models import Customer
    from regulars.orders.models import Order, OrderLine, Product

    today = "CURRENT_DATE - (random() * 700)::int"
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        _many(cursor, Customer(name="客户", code=""), CUSTOMERS, name="'客户' || n", pinyin="'kehu' || n",
              city="(ARRAY['杭州', '宁波', '苏州', '上海'])[1 + (random() * 3)::int]")  # fmt: skip
        _measures(cursor)
        _many(cursor, Product(code="P"), PRODUCTS, code="'P' || n", name="'茶 ' || n")
        order = Order(reference="A", currency="CNY", amount=100, amount_base=100, rate=1)
        order.ordered_at = order.ordered_on = order.created_at
        _many(cursor, order, CUSTOMERS * ORDERS_EACH, reference="'A' || n", ordered_on=today,
              customer_id=f"1 + (random() * {CUSTOMERS - 1})::int")  # fmt: skip
        _many(cursor, OrderLine(position=1, quantity=1, unit_price=100, amount=100), CUSTOMERS * ORDERS_EACH,
              order_id="n", product_id=f"1 + (random() * {PRODUCTS - 1})::int")  # fmt: skip
        cursor.execute("VACUUM (FREEZE, ANALYZE)")


def _many(cursor: Any, one: Any, number: int, **varied: str) -> None:
    """``varied`` says in SQL what differs from row to row; n is its number, from 1."""
    from django.db import connection

    columns, values, params = [], [], []
    for field in one._meta.concrete_fields:
        columns.append(field.column)
        if field.primary_key or field.column in varied:
            values.append("n" if field.primary_key else varied[field.column])
        else:
            values.append("%s")
            params.append(field.get_db_prep_save(field.pre_save(one, True), connection))
    cursor.execute(
        f"INSERT INTO {one._meta.db_table} ({', '.join(columns)})"
        f" SELECT {', '.join(values)} FROM generate_series(1, {number}) AS n",
        params,
    )


def _measures(cursor: Any) -> None:
    """Every column of the wide table, so that a row is as wide as in a shop."""
    from regulars.customers import measures
    from regulars.insights.table import TABLE, ensure_table

    ensure_table()
    made = {
        "money": "round((random() * 10000)::numeric, 2)", "integer": "(random() * 1000)::int",
        "decimal": "random()", "percent": "random()", "days": "random() * 90",
        "date": "CURRENT_DATE - (random() * 700)::int", "boolean": "random() < 0.1", "text": "'乌龙茶'",
        "json": "NULL",
    }  # fmt: skip
    names, values = ["customer_id", "as_of"], ["n", "CURRENT_DATE"]
    for measure in measures.registered():
        names.append(f'"{measure.name}"')
        codes = ", ".join(f"'{code}'" for code, _label in measure.choices)
        one_of = f"(ARRAY[{codes}])[1 + floor(random() * {len(measure.choices)})::int]"
        values.append(one_of if measure.choices else made[measure.kind])
    cursor.execute(
        f"INSERT INTO {TABLE} ({', '.join(names)}) SELECT {', '.join(values)}"
        f" FROM generate_series(1, {CUSTOMERS}) AS n"
    )


def _stored(*parts: Any) -> dict[str, Any]:
    return {"version": 1, "rule": {"join": "all", "parts": list(parts)}}


def _quickest(act: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    best, answer = float("inf"), None
    for _round in range(rounds):
        began = time.perf_counter()
        answer = act()
        best = min(best, time.perf_counter() - began)
    return best, answer


if __name__ == "__main__":
    main()
