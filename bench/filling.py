"""A firm of 100,000 customers and a million orders, the same in every run but for its last day."""

import io
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from django.db import connection, models
from psycopg import sql

from bench.names import people
from regulars.accounts.models import Role, Team, User
from regulars.config.with_django import with_django
from regulars.core import clock, settings_store
from regulars.customers import searching
from regulars.customers.models import ContactPoint, Customer, Interaction, Promise
from regulars.customers.pinyin import pinyin_key
from regulars.orders.models import Order, OrderLine, Product

CUSTOMERS, ORDERS, INTERACTIONS, PROMISES, PRODUCTS = 100_000, 1_000_000, 200_000, 5_000, 500
TEAMS, STAFF = 8, 40
DAYS = 1100
CHUNK = 10_000


def main() -> None:
    """In a process of its own, as the owner of the tables; everything happens up to last night."""
    with with_django("owner"):
        fill(clock.today() - timedelta(days=1))


def fill(last: date) -> None:
    chance = np.random.default_rng(11)
    settings_store.put("firm.name", "云雾茶行")
    staff = _staff()
    names, cities = zip(*people(CUSTOMERS, seed=3), strict=True)
    _customers(list(names), list(cities), staff=staff, chance=chance)
    _found_by(list(names), list(cities))
    _products()
    _orders(last, chance=chance)
    _contacts(last, staff=staff, chance=chance)


def add_day(orders: int = 1_000) -> None:
    """Today's orders of customers at random, after those of `fill`."""
    with with_django("owner"):
        chance, today = np.random.default_rng(12), clock.today()
        first = Order.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
        who = chance.integers(1, CUSTOMERS + 1, orders)
        _write_orders(
            np.arange(first, first + orders), who, np.full(orders, np.datetime64(today)), chance=chance
        )


def settle() -> None:
    """What autovacuum does in the minutes after so much was written, done before anything is measured."""
    with with_django("owner"), connection.cursor() as cursor:
        cursor.execute("VACUUM (FREEZE, ANALYZE)")


def _staff() -> list[User]:
    teams = [Team.objects.create(name=f"{number + 1}组") for number in range(TEAMS)]
    User.objects.create(username="boss", name="郑秋云", role=Role.ADMINISTRATOR, language="zh-hans")
    return [
        User.objects.create(
            username=f"staff{number}",
            name=f"员工{number}",
            role=Role.STAFF,
            team=teams[number % TEAMS],
            language="zh-hans",
        )
        for number in range(STAFF)
    ]


def _customers(
    names: list[str], cities: list[str], *, staff: list[User], chance: np.random.Generator
) -> None:
    """One in twenty stands in the pool."""
    owner = chance.integers(0, STAFF, CUSTOMERS)
    in_pool = chance.random(CUSTOMERS) < 0.05
    owners = np.array([user.pk for user in staff])[owner]
    teams = np.array([user.team_id for user in staff])[owner]
    ids = _ids(CUSTOMERS)
    long_ago = clock.today() - timedelta(days=DAYS + 100)
    columns = {
        "id": ids,
        "code": [f"K{number:06}" for number in ids],
        "kind": np.where(chance.random(CUSTOMERS) < 0.1, "firm", "person"),
        "name": names,
        "pinyin": [pinyin_key(name) for name in names],
        "city": cities,
        "owner_id": pa.array(owners, mask=in_pool),
        "team_id": teams,
        "day_calendar": ["solar"] * CUSTOMERS,
        "day_month": chance.integers(1, 13, CUSTOMERS),
        "day_day": chance.integers(1, 29, CUSTOMERS),
        "imported_on": [long_ago] * CUSTOMERS,
    }
    _copy(Customer, columns, CUSTOMERS)
    phones = [f"139{number:08}" for number in ids]
    points = {
        "customer_id": ids,
        "kind": ["phone"] * CUSTOMERS,
        "value": phones,
        "normalised": [f"+86{phone}" for phone in phones],
        "is_primary": [True] * CUSTOMERS,
    }
    _copy(ContactPoint, points, CUSTOMERS)


def _found_by(names: list[str], cities: list[str]) -> None:
    for start in range(0, CUSTOMERS, CHUNK):
        searching.write_entries(
            searching.Findable(
                place + 1, [names[place]], [f"139{place + 1:08}"], [f"K{place + 1:06}", cities[place]]
            )
            for place in range(start, start + CHUNK)
        )


def _products() -> None:
    ids = _ids(PRODUCTS)
    columns = {
        "id": ids,
        "code": [f"P{number:04}" for number in ids],
        "name": [f"第{number}号茶" for number in ids],
        "price": 20 + ids % 200,
        "cost": 10 + ids % 90,
    }
    _copy(Product, columns, PRODUCTS)


def _orders(last: date, *, chance: np.random.Generator) -> None:
    """Few customers order much and most order little; each in a rhythm that wears off for some."""
    weight = chance.pareto(1.6, CUSTOMERS) + 0.3
    who = np.sort(chance.choice(CUSTOMERS, ORDERS, p=weight / weight.sum())) + 1
    age = (chance.random(ORDERS) ** 1.2 * DAYS).astype(int)
    on = np.datetime64(last) - age
    _write_orders(_ids(ORDERS), who, on, chance=chance)


def _write_orders(ids: np.ndarray, who: np.ndarray, on: np.ndarray, *, chance: np.random.Generator) -> None:
    """With one line each."""
    count = len(ids)
    cents = (chance.lognormal(5.2, 0.7, count) * 100).astype(np.int64) + 500
    amount, cost = cents / 100, (cents * 6 // 10) / 100
    at = on.astype("datetime64[s]") + np.timedelta64(4, "h")
    online = np.where(chance.random(count) < 0.4, "online", "offline")
    columns = {
        "id": ids, "reference": [f"A{number:08}" for number in ids], "customer_id": who, "ordered_at": _utc(at),
        "ordered_on": on, "channel": online, "currency": ["CNY"] * count, "rate": [1] * count, "rate_on": on,
        "amount": amount, "amount_base": amount, "cost_base": cost,
    }  # fmt: skip
    _copy(Order, columns, count)
    lines = {
        "order_id": ids,
        "position": [1] * count,
        "product_id": ids % PRODUCTS + 1,
        "quantity": [1] * count,
        "unit_price": amount,
        "amount": amount,
        "unit_cost": cost,
    }
    _copy(OrderLine, lines, count)


def _contacts(last: date, *, staff: list[User], chance: np.random.Generator) -> None:
    who = chance.integers(1, CUSTOMERS + 1, INTERACTIONS)
    at = _utc(np.datetime64(last) - chance.integers(0, 700, INTERACTIONS) + np.timedelta64(6, "h"))
    columns = {
        "customer_id": who,
        "happened_at": at,
        "channel": ["phone"] * INTERACTIONS,
        "summary": ["问了上次的茶，想要小罐的"] * INTERACTIONS,
        "staff_id": np.array([user.pk for user in staff])[who % STAFF],
        "created_at": at,
    }
    _copy(Interaction, columns, INTERACTIONS)
    made = np.datetime64(last) - chance.integers(0, 20, PROMISES)
    promises = {
        "customer_id": who[:PROMISES],
        "text": ["寄两罐样品"] * PROMISES,
        "made_on": made,
        "due_on": made + 14,
    }
    _copy(Promise, promises, PROMISES)


def _ids(count: int) -> np.ndarray:
    return np.arange(1, count + 1)


def _utc(moments: np.ndarray) -> pa.Array:
    return pa.array(moments.astype("datetime64[s]"), pa.timestamp("s", "UTC"))


def _copy(model: type[models.Model], given: dict[str, Any], count: int) -> None:
    """Columns as given; the rest of the table has each field's default."""
    columns = {
        field.attname: pa.array(given[field.attname]) if field.attname in given else _default(field, count)
        for field in model._meta.concrete_fields
        if field.attname in given or not field.primary_key
    }
    table = model._meta.db_table
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    text = io.BytesIO()
    pacsv.write_csv(pa.table(columns), text, pacsv.WriteOptions(include_header=False))
    with connection.cursor() as cursor:
        with cursor.cursor.copy(statement) as copy:
            copy.write(text.getvalue())
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


def _default(field: models.Field, count: int) -> pa.Array:
    value = field.get_default()
    if isinstance(value, list | dict):
        value = "[]" if isinstance(value, list) and field.get_internal_type() == "JSONField" else "{}"
    return pa.array([value] * count)
