from datetime import date, timedelta

import pytest

from regulars.analytics.settings import RfmCuts, Settings, SettingsRefused, ValueClasses
from regulars.analytics.tests.shop import customer, order

AS_OF = date(2024, 6, 30)


def ten_customers():
    """Customer n ordered n times, last n x 10 days ago, 100 each: more orders, longer ago."""
    orders = []
    for number in range(1, 11):
        last = AS_OF - timedelta(days=number * 10)
        orders += [order(number, (last - timedelta(days=k)).isoformat(), 100) for k in range(number)]
    return {"customers": [customer(number) for number in range(1, 11)], "orders": orders}


def test_without_ties_two_of_ten_customers_get_each_score(measure):
    rows = measure(AS_OF.isoformat(), **ten_customers())
    assert [rows[number]["recency_score"] for number in range(1, 11)] == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert [rows[number]["frequency_score"] for number in range(1, 11)] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [rows[number]["rfm"] for number in (1, 10)] == ["511", "155"]


def test_equal_customers_never_get_different_scores(measure):
    orders = [order(number, "2024-06-01", 100) for number in range(1, 8)]
    rows = measure("2024-06-30", customers=[customer(number) for number in range(1, 8)], orders=orders)
    assert {row["rfm"] for row in rows.values()} == {"333"}


def test_explicit_cuts_decide_where_they_are_given(measure):
    cuts = RfmCuts(recency_days=(30, 60, 90, 180), order_count=(2, 4, 6, 8), spend_minor=(200, 400, 600, 800))
    rows = measure(AS_OF.isoformat(), settings=Settings(rfm=cuts), **ten_customers())
    assert [rows[n]["recency_score"] for n in range(1, 11)] == [5, 5, 5, 4, 4, 4, 3, 3, 3, 2]
    assert [rows[n]["frequency_score"] for n in range(1, 11)] == [1, 2, 2, 3, 3, 4, 4, 5, 5, 5]
    assert [rows[n]["monetary_score"] for n in range(1, 11)] == [1, 2, 2, 3, 3, 4, 4, 5, 5, 5]


def test_the_change_since_last_month_is_the_difference_of_the_sums(measure):
    cuts = RfmCuts(recency_days=(30, 60, 90, 180), order_count=(2, 3, 4, 5), spend_minor=(200, 300, 400, 500))
    orders = [order(1, "2024-04-20", 150), order(1, "2024-06-20", 150), order(2, "2024-04-20", 150)]
    customers = [customer(1), customer(2)]
    rows = measure("2024-06-30", customers=customers, orders=orders, settings=Settings(rfm=cuts))
    # On 2024-05-30 both had 40 days, 1 order, 150: 4 + 1 + 1.
    assert (rows[1]["previous_rfm"], rows[1]["rfm"], rows[1]["rfm_change"]) == ("411", "523", 4)
    assert (rows[2]["previous_rfm"], rows[2]["rfm"], rows[2]["rfm_change"]) == ("411", "311", -1)


def test_a_customer_new_this_month_has_no_change(measure):
    row = measure("2024-06-30", customers=[customer(1)], orders=[order(1, "2024-06-20")])[1]
    assert (row["previous_rfm"], row["rfm_change"]) == (None, None)


def test_the_best_fifth_is_high_and_the_next_three_tenths_middle(measure):
    rows = measure(AS_OF.isoformat(), **ten_customers())
    classes = [rows[number]["value_class"] for number in range(10, 0, -1)]
    assert classes == ["high"] * 2 + ["middle"] * 3 + ["low"] * 5
    assert rows[10]["value_position"] == 0.05


def test_customers_of_equal_value_are_of_one_class(measure):
    orders = [order(number, "2024-06-01", 100) for number in range(1, 7)]
    rows = measure("2024-06-30", customers=[customer(number) for number in range(1, 7)], orders=orders)
    assert {row["value_class"] for row in rows.values()} == {"middle"}


def test_limits_in_money_take_the_place_of_shares(measure):
    # Without known costs the value is 30 % of spend: 30 for each order of 100.
    chosen = Settings(value=ValueClasses(limits_minor=(240, 90)))
    rows = measure(AS_OF.isoformat(), settings=chosen, **ten_customers())
    assert [rows[n]["value_class"] for n in range(1, 11)] == ["low"] * 2 + ["middle"] * 5 + ["high"] * 3


def test_value_is_known_margin_and_the_firms_rate_on_the_rest(measure):
    orders = [
        order(1, "2024-06-01", 1_000, cost_minor=600),
        order(1, "2024-06-02", 500),
        order(2, "2024-06-02", 200),
    ]
    customers = [customer(1), customer(2)]
    rows = measure("2024-06-30", customers=customers, orders=orders)
    assert (rows[1]["value_minor"], rows[2]["value_minor"]) == (400 + 200, 80)
    by_spend = Settings(value=ValueClasses(basis="spend"))
    rows = measure("2024-06-30", customers=customers, orders=orders, settings=by_spend)
    assert (rows[1]["value_minor"], rows[2]["value_minor"]) == (1_500, 200)


def test_who_brought_nothing_in_the_end_is_low(measure):
    orders = [order(1, "2024-06-01", 900), order(1, "2024-06-02", -900)]
    row = measure("2024-06-30", customers=[customer(1)], orders=orders)[1]
    assert (row["value_minor"], row["value_class"], row["status"]) == (0, "low", "current_new")


def test_settings_without_sense_are_refused():
    with pytest.raises(SettingsRefused, match="four rising limits"):
        RfmCuts(recency_days=(90, 60, 30, 10))
    with pytest.raises(SettingsRefused, match="at most all customers"):
        ValueClasses(high_share=0.8, middle_share=0.3)
