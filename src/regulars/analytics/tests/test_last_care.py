"""Care before a loss, and growth over three half years."""

import pyarrow as pa
import pytest

from regulars.analytics.growing import with_growth
from regulars.analytics.last_care import with_last_care
from regulars.analytics.tests.shop import contact, customer, day, order

LOST = {"customer_id": 1, "lost_rule": "silent", "last_order_on": day("2023-06-01"), "lost_after_days": 100}
LOST_TYPES = {
    "customer_id": pa.int64(),
    "lost_rule": pa.string(),
    "last_order_on": pa.date32(),
    "lost_after_days": pa.int64(),
}
FIRST_RECORD = contact(2, "2023-01-01")


@pytest.fixture
def care_of(open_shop):
    def found(*contacts, **changes):
        shop = open_shop(customers=[customer(1), customer(2)], contacts=[FIRST_RECORD, *contacts])
        rows = pa.Table.from_pylist([{**LOST, **changes}], schema=pa.schema(LOST_TYPES.items()))
        table = with_last_care(shop.lent(rows), shop, as_of=day("2024-01-01"), within_days=30)
        row = shop.arrow(table).to_pylist()[0]
        return row["lost_on"], row["care_before_loss"], row["lost_uncared"]

    return found


def test_a_customer_is_lost_the_day_after_the_limit(care_of):
    assert care_of() == (day("2023-09-10"), 0, True)


def test_only_our_own_contacts_within_the_days_before_count(care_of):
    assert care_of(contact(1, "2023-08-11"))[1:] == (0, True)
    assert care_of(contact(1, "2023-08-12"))[1:] == (1, False)
    assert care_of(contact(1, "2023-09-10"), contact(1, "2023-09-11"))[1:] == (1, False)
    assert care_of(contact(1, "2023-09-01", "from_customer"))[1:] == (0, True)


def test_before_the_first_record_nothing_is_known(care_of):
    assert care_of(last_order_on=day("2022-10-01")) == (day("2023-01-10"), None, None)


def test_who_did_not_fall_silent_has_no_day_of_loss(care_of):
    assert care_of(lost_rule="let_go") == (None, None, None)
    assert care_of(lost_rule=None) == (None, None, None)


@pytest.fixture
def growth_of(open_shop):
    types = {"customer_id": pa.int64(), "size_now": pa.float64(), "size_before": pa.float64()}

    def found(third, second, first, *, size=(None, None)):
        days = {"2023-02-01": third, "2023-08-01": second, "2024-06-30": first}
        orders = [order(1, on, amount) for on, amount in days.items() if amount]
        shop = open_shop(customers=[customer(1)], orders=orders)
        row = {"customer_id": 1, "size_before": size[0], "size_now": size[1]}
        rows = pa.Table.from_pylist([row], schema=pa.schema(types.items()))
        return shop.arrow(with_growth(shop.lent(rows), shop, as_of=day("2024-06-30"))).to_pylist()[0]

    return found


def test_spend_that_rises_over_three_half_years_is_growth(growth_of):
    row = growth_of(10_000, 11_000, 12_000)
    halves = [row[f"spend_half_{number}_minor"] for number in (3, 2, 1)]
    assert (halves, row["spend_growth"], row["is_growing"]) == ([10_000, 11_000, 12_000], 1.2, True)
    assert growth_of(10_000, 11_000, 11_900)["is_growing"] is False
    assert growth_of(10_000, 9_900, 20_000)["is_growing"] is False
    assert growth_of(0, 11_000, 20_000)["is_growing"] is False


def test_a_firm_that_became_larger_grows(growth_of):
    assert growth_of(0, 0, 0, size=(20.0, 35.0))["is_growing"] is True
    assert growth_of(0, 0, 0, size=(35.0, 35.0))["is_growing"] is False
    assert growth_of(0, 0, 0, size=(None, 35.0))["is_growing"] is False
