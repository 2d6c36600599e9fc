"""Only what changed is read again, and what comes out is what reading everything would give."""

from datetime import UTC, datetime
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from regulars.analytics.snapshot import SCHEMAS
from regulars.core import settings_store
from regulars.customers.models import Customer, Interaction
from regulars.insights import blocks
from regulars.insights.snapshotting import write_snapshot
from regulars.insights.tests.shop import buys, customer, day
from regulars.orders.models import Order, OrderLine

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = day("2026-09-27")


@pytest.fixture(autouse=True)
def _four_ids_a_block(monkeypatch):
    monkeypatch.setattr(blocks, "BITS", 2)


@pytest.fixture
def trade(tmp_path):
    """Twelve orders of two customers with a line each, and what was said to one of them."""
    one, other = customer("Zhou Wenbin"), customer("Chen Yutong")
    for number in range(6):
        buys(one, f"2026-0{number + 1}-05", amount=100 + number)
        buys(other, f"2026-0{number + 1}-20", amount=200 + number)
    for order in Order.objects.order_by("pk"):
        OrderLine.objects.create(order=order, position=1, quantity=1, unit_price=1, amount=order.amount)
    said(one, "2026-09-01T16:30:00")
    write_snapshot(TODAY, directory=tmp_path / "kept")
    return one, other


def said(who, at, **more):
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return Interaction.objects.create(
        customer=who, happened_at=moment, created_at=moment, channel="phone", summary="…", **more
    )


def rows(folder):
    by = {
        "customers": "customer_id",
        "orders": "order_id",
        "order_lines": "order_id",
        "interactions": "interaction_id",
    }
    return {name: pq.read_table(folder / f"{name}.parquet").sort_by(by[name]).to_pylist() for name in SCHEMAS}


def again(tmp_path, on=TODAY):
    """What the kept blocks give, which must be what a folder without any gives."""
    kept = rows(write_snapshot(on, directory=tmp_path / "kept"))
    anew = tmp_path / f"anew-{len(list(tmp_path.iterdir()))}"
    assert kept == rows(write_snapshot(on, directory=anew))
    return kept


def files(tmp_path):
    """Each block with the identity of its file: one that is written again has another."""
    place = tmp_path / "kept" / "blocks"
    found = {str(path.relative_to(place)): path.stat() for path in place.glob("*/*.parquet")}
    return {name: (file.st_ino, file.st_mtime_ns) for name, file in found.items()}


def changed(before, after):
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def block_of(kind, pk):
    return f"{kind}/{pk >> 2}.parquet"


def test_where_nothing_changed_nothing_is_read_again(trade, tmp_path):
    before = files(tmp_path)
    assert len(again(tmp_path)["orders"]) == 12
    assert files(tmp_path) == before


def test_a_new_order_is_read_with_its_block_alone(trade, tmp_path):
    before = files(tmp_path)
    buys(trade[0], "2026-09-20", amount=77)
    new = Order.objects.latest("pk")
    found = again(tmp_path)
    assert [row["amount_minor"] for row in found["orders"] if row["order_id"] == new.pk] == [7700]
    assert changed(before, files(tmp_path)) == {block_of("orders", new.pk), block_of("order_lines", new.pk)}


def test_an_order_edited_by_sql_is_seen(trade, tmp_path):
    before, first = files(tmp_path), Order.objects.earliest("pk")
    Order.objects.filter(pk=first.pk).update(amount_base=Decimal("9.99"))
    assert again(tmp_path)["orders"][0]["amount_minor"] == 999
    assert changed(before, files(tmp_path)) == {
        block_of("orders", first.pk),
        block_of("order_lines", first.pk),
    }


def test_lines_follow_the_rate_and_the_customer_of_their_order(trade, tmp_path):
    first = Order.objects.earliest("pk")
    Order.objects.filter(pk=first.pk).update(rate=2, customer=trade[1])
    found = again(tmp_path)
    assert (found["order_lines"][0]["amount_minor"], found["order_lines"][0]["customer_id"]) == (
        20000,
        trade[1].pk,
    )
    assert found["orders"][0]["customer_id"] == trade[1].pk


def test_a_line_that_changed_is_read_without_its_order(trade, tmp_path):
    before, line = files(tmp_path), OrderLine.objects.latest("order_id")
    OrderLine.objects.filter(pk=line.pk).update(quantity=3)
    assert again(tmp_path)["order_lines"][-1]["quantity"] == 3
    assert changed(before, files(tmp_path)) == {block_of("order_lines", line.order_id)}


def test_a_deleted_order_is_gone_and_so_is_a_block_without_rows(trade, tmp_path):
    last = Order.objects.latest("pk")
    whole = [order for order in Order.objects.all() if order.pk >> 2 == last.pk >> 2]
    for order in whole:
        order.delete()
    found = again(tmp_path)
    assert len(found["orders"]) == len(found["order_lines"]) == 12 - len(whole)
    assert block_of("orders", last.pk) not in files(tmp_path)


def test_a_deleted_customer_takes_the_orders_along_and_brings_them_back(trade, tmp_path):
    Customer.objects.filter(pk=trade[0].pk).update(deleted_at=datetime(2026, 9, 1, tzinfo=UTC))
    gone = again(tmp_path)
    assert [row["customer_id"] for row in gone["customers"]] == [trade[1].pk]
    assert (len(gone["orders"]), len(gone["order_lines"]), len(gone["interactions"])) == (6, 6, 0)
    Customer.objects.filter(pk=trade[0].pk).update(deleted_at=None)
    assert len(again(tmp_path)["orders"]) == 12


def test_the_walk_in_customer_counts_nowhere(trade, tmp_path):
    Customer.objects.filter(pk=trade[0].pk).update(is_walk_in=True)
    assert {row["customer_id"] for row in again(tmp_path)["orders"]} == {trade[1].pk}


def test_another_day_needs_no_row_from_the_database(trade, tmp_path):
    before = files(tmp_path)
    found = again(tmp_path, day("2026-02-05"))
    assert [row["ordered_on"] for row in found["orders"]] == [
        day("2026-01-05"),
        day("2026-01-20"),
        day("2026-02-05"),
    ]
    assert found["interactions"] == []
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("fields", "resting"),
    [
        ({"do_not_contact": True}, True),
        ({"do_not_contact_from": day("2026-09-27")}, True),
        ({"do_not_contact_from": day("2026-09-28")}, False),
        ({"do_not_contact_until": day("2026-09-27")}, True),
        ({"do_not_contact_until": day("2026-09-26")}, False),
        ({}, False),
    ],
)
def test_who_rests_depends_on_the_day(trade, tmp_path, fields, resting):
    Customer.objects.filter(pk=trade[0].pk).update(**fields)
    assert again(tmp_path)["customers"][0]["resting"] is resting


def test_what_was_planned_counts_once_it_happened(trade, tmp_path):
    planned = said(trade[0], "2026-09-10T04:00:00", is_planned=True)
    assert len(again(tmp_path)["interactions"]) == 1
    Interaction.objects.filter(pk=planned.pk).update(is_planned=False)
    assert [row["happened_on"] for row in again(tmp_path)["interactions"]] == [
        day("2026-09-02"),
        day("2026-09-10"),
    ]


def test_days_follow_the_time_zone_of_the_firm(trade, tmp_path):
    """Half past four in the afternoon of London is the next day in Shanghai."""
    assert again(tmp_path)["interactions"][0]["happened_on"] == day("2026-09-02")
    settings_store.put("firm.timezone", "Europe/London")
    assert again(tmp_path)["interactions"][0]["happened_on"] == day("2026-09-01")


def test_another_database_is_read_from_nothing(trade, tmp_path, monkeypatch):
    before = files(tmp_path)
    monkeypatch.setattr(blocks, "_origin", lambda kind: "another cluster")
    assert len(again(tmp_path)["orders"]) == 12
    assert not set(before.values()) & set(files(tmp_path).values())


def test_a_computation_that_was_killed_leaves_nothing_that_misleads(trade, tmp_path):
    place = tmp_path / "kept" / "blocks"
    first = Order.objects.earliest("pk")
    lost = place / block_of("orders", first.pk)
    lost.rename(lost.with_suffix(".unfinished"))
    (place / blocks.MANIFEST).write_text('{"orders": {"ori')
    assert again(tmp_path)["orders"][0]["order_id"] == first.pk
