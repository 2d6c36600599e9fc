from datetime import timedelta

import pytest

from regulars.analytics.settings import ContactLimits, Settings, SettingsRefused
from regulars.analytics.tests.shop import contact, customer, day, order

AS_OF = day("2024-06-30")


def test_contacts_are_counted_by_direction_up_to_the_day(measure):
    contacts = [
        contact(1, "2024-05-01"),
        contact(1, "2024-06-01"),
        contact(1, "2024-06-10", "from_customer", answered=False),
        contact(1, "2024-06-11", "from_customer"),
        contact(1, "2024-07-01"),
    ]
    row = measure("2024-06-30", customers=[customer(1)], contacts=contacts)[1]
    assert (row["outgoing_count"], row["incoming_count"], row["unanswered_count"]) == (2, 2, 1)
    assert (row["last_outgoing_on"], row["last_incoming_on"]) == (day("2024-06-01"), day("2024-06-11"))
    assert (row["contact_since_on"], row["contact_counted_from"]) == (day("2024-06-01"), "contact")
    assert row["days_without_contact"] == 29


def test_a_customer_is_neglected_the_day_after_the_limit(measure):
    def since(days):
        return (AS_OF - timedelta(days=days)).isoformat()

    rows = measure(
        "2024-06-30",
        customers=[customer(1), customer(2)],
        contacts=[contact(1, since(90)), contact(2, since(91))],
    )
    assert [rows[number]["neglected"] for number in (1, 2)] == [False, True]
    assert rows[1]["contact_limit_days"] == 90
    assert rows[1]["next_contact_due_on"] == AS_OF


def test_the_limit_is_the_shorter_of_class_and_stage(measure):
    limits = ContactLimits(by_stage={"exploration": 14, "decline": 400})
    row = measure("2024-06-30", customers=[customer(1)], settings=Settings(contact=limits))[1]
    assert row["contact_limit_days"] == 14


def test_without_any_contact_the_days_count_from_the_customers_arrival_in_the_books(measure):
    rows = measure(
        "2024-06-30",
        customers=[
            customer(1, created_on=day("2024-01-01")),
            customer(2, created_on=day("2024-06-30")),
            customer(3, created_on=day("2024-07-05")),
        ],
        orders=[order(2, "2024-02-01")],
    )
    assert [rows[n]["contact_counted_from"] for n in (1, 2, 3)] == ["arrival"] * 3
    assert [rows[n]["contact_since_on"] for n in (1, 2)] == [day("2024-01-01"), day("2024-06-30")]
    assert [rows[n]["days_without_contact"] for n in (1, 2, 3)] == [181, 0, 0]
    assert [rows[n]["neglected"] for n in (1, 2, 3)] == [True, False, False]


def test_an_incoming_call_is_no_care_of_ours(measure):
    contacts = [contact(1, "2024-06-29", "from_customer")]
    assert measure("2024-06-30", customers=[customer(1)], contacts=contacts)[1]["neglected"]


def test_nobody_is_told_to_call_the_dead_the_erased_or_the_let_go(measure):
    gone = [customer(1, deceased=True), customer(2, erased=True), customer(3, let_go=True)]
    rows = measure("2024-06-30", customers=gone)
    assert not any(row["neglected"] for row in rows.values())
    assert [rows[n]["status"] for n in (1, 2, 3)] == ["lost", "prospect", "lost"]


def test_who_asked_not_to_be_contacted_is_not_neglected(measure):
    rows = measure("2024-06-30", customers=[customer(1, resting=True), customer(2)])
    assert [rows[number]["neglected"] for number in (1, 2)] == [False, True]


def test_an_old_contact_that_came_with_an_import_neglects_nobody_before_the_limit_has_passed(measure):
    came = {1: day("2024-04-01"), 2: day("2024-03-31")}
    rows = measure(
        "2024-06-30",
        customers=[customer(number, created_on=on) for number, on in came.items()],
        contacts=[contact(1, "2023-01-05"), contact(2, "2023-01-05")],
    )
    assert [rows[number]["neglected"] for number in (1, 2)] == [False, True]
    assert rows[1]["days_without_contact"] == 542


def test_a_limit_is_missing_for_no_class():
    with pytest.raises(SettingsRefused, match="high, middle and low"):
        ContactLimits(by_class={"high": 30})
