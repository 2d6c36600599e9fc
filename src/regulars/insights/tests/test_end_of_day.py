"""A day ends at midnight in the firm's zone, summer time included; what comes later counts nowhere."""

from datetime import datetime

import pytest

from regulars.core import clock, settings_store
from regulars.customers.models import CustomerMeasures, Interaction
from regulars.insights.tests.shop import customer, day
from regulars.orders.models import Order

pytestmark = pytest.mark.django_db


def buys_at(who, moment):
    """As every way of recording an order does: the day is that of the firm."""
    at = datetime.fromisoformat(moment)
    Order.objects.create(
        reference=moment, customer=who, ordered_at=at, ordered_on=clock.day_of(at), currency="GBP",
        rate=1, rate_on=clock.day_of(at), amount=10, amount_base=10,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "last_day", "before", "after"),
    [
        ("Asia/Shanghai", "2026-09-27", "2026-09-27T15:59:59+00:00", "2026-09-27T16:00:00+00:00"),
        ("Europe/London", "2026-01-15", "2026-01-15T23:59:59+00:00", "2026-01-16T00:00:00+00:00"),
        ("Europe/London", "2026-07-15", "2026-07-15T22:59:59+00:00", "2026-07-15T23:00:00+00:00"),
        # The clocks go forward on 29 March 2026 and back on 25 October.
        ("Europe/London", "2026-03-29", "2026-03-29T22:59:59+00:00", "2026-03-29T23:00:00+00:00"),
        ("Europe/London", "2026-10-25", "2026-10-25T23:59:59+00:00", "2026-10-26T00:00:00+00:00"),
    ],
)
def test_the_last_second_of_the_day_counts_and_the_next_does_not(
    morning, refresh, zone, last_day, before, after
):
    settings_store.put("firm.timezone", zone)
    who = customer("Zhou Wenbin", imported_on=day("2025-01-01"))
    for moment in (before, after):
        buys_at(who, moment)
        Interaction.objects.create(
            customer=who, happened_at=datetime.fromisoformat(moment), channel="phone", created_at=clock.now()
        )
    with clock.at(datetime.fromisoformat("2026-12-01T00:00:00+00:00")):
        refresh(last_day)
    row = CustomerMeasures.objects.get(pk=who.pk)
    assert (row.order_count, row.last_order_on, row.days_since_last_order) == (1, day(last_day), 0)
    assert (row.outgoing_count, row.last_outgoing_on) == (1, day(last_day))
