"""Costs nobody notes one by one: each contact at the firm's price, each month of open credit at its interest.

Every line carries what caused it, so that filling twice writes nothing twice.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from regulars.analytics.months import months_after, months_before
from regulars.core import clock, settings_store
from regulars.costs import prices
from regulars.costs.choices import CostKind, CostSource
from regulars.costs.models import CareCost
from regulars.costs.recording import reversal_of
from regulars.customers.choices import ContactResult
from regulars.customers.models import Interaction
from regulars.orders import amounts

KIND_OF_CHANNEL = {
    "visit": CostKind.VISIT,
    "meeting": CostKind.VISIT,
    "phone": CostKind.CONTACT,
    "wechat": CostKind.CONTACT,
    "sms": CostKind.CONTACT,
    "email": CostKind.CONTACT,
    "social": CostKind.CONTACT,
    "shop": CostKind.CONTACT,
}
CONTACTS = """
INSERT INTO costs_carecost (customer_id, kind, amount, spent_on, source, note, reference, created_at)
SELECT i.customer_id, p.kind, p.amount, (i.happened_at AT TIME ZONE %(zone)s)::date, 'settings', '',
    'interaction:' || i.id, %(now)s
FROM customers_interaction i
JOIN unnest(%(channels)s::text[], %(kinds)s::text[], %(prices)s::numeric[]) AS p (channel, kind, amount)
    ON p.channel = i.channel
WHERE NOT i.is_planned AND i.result <> 'no_answer'
    AND NOT EXISTS (SELECT FROM costs_carecost k WHERE k.reference = 'interaction:' || i.id)
ON CONFLICT (reference) DO NOTHING
"""
# A contact that was taken back, or whose import was undone, cost nothing after all.
GONE = """
INSERT INTO costs_carecost (customer_id, kind, amount, spent_on, source, note, reference, created_at)
SELECT k.customer_id, k.kind, -k.amount, k.spent_on, k.source, k.note, k.reference || ':reversed', %(now)s
FROM costs_carecost k
WHERE k.source = 'settings' AND k.amount > 0 AND k.reference ~ '^interaction:[0-9]+$'
    AND NOT EXISTS (SELECT FROM customers_interaction i WHERE i.id = split_part(k.reference, ':', 2)::bigint)
ON CONFLICT (reference) DO NOTHING
"""
# What was open on each day of a month, added up: the amount from the order on, less each payment from its day on.
# What counts as paid without a payment of its own was never open.
INTEREST = """
INSERT INTO costs_carecost (customer_id, kind, amount, spent_on, source, note, reference, created_at)
SELECT customer_id, 'credit', round(open_days * %(yearly)s / 365, %(places)s), %(last)s, 'settings', reference,
    'order:' || id || ':credit:' || to_char(%(first)s::date, 'YYYY-MM'), %(now)s
FROM (
    SELECT o.id, o.customer_id, o.reference, o.rate * (
        (o.amount - o.paid + COALESCE(p.amount, 0)) * (%(next)s::date - GREATEST(o.ordered_on, %(first)s::date))
        - COALESCE(p.amount_days, 0)) AS open_days
    FROM orders_order o LEFT JOIN LATERAL (
        SELECT sum(p.amount) AS amount, sum(p.amount * GREATEST(0, %(next)s::date
            - GREATEST((p.paid_at AT TIME ZONE %(zone)s)::date, %(first)s::date))) AS amount_days
        FROM orders_payment p WHERE p.order_id = o.id AND p.currency = o.currency
    ) p ON true
    WHERE o.on_credit AND o.kind = 'order' AND o.rate IS NOT NULL AND o.ordered_on < %(next)s::date
) owed
WHERE round(open_days * %(yearly)s / 365, %(places)s) > 0
ON CONFLICT (reference) DO NOTHING
"""
MOST_MONTHS = 24


def after_refresh(run: Any, tell: Callable[[str], None]) -> dict[str, Any]:
    return {"costs_written": fill(run.as_of)}


def fill(as_of: date) -> int:
    """Write down what is missing up to a day; how many lines came."""
    with transaction.atomic():
        return _contacts() + _interest(as_of)


def of_contact(interaction: Interaction) -> None:
    """A contact costs from the moment it is recorded."""
    price = _by_channel().get(interaction.channel)
    if not price or interaction.result == ContactResult.NO_ANSWER:
        return
    CareCost.objects.get_or_create(
        reference=f"interaction:{interaction.pk}",
        defaults={
            "customer_id": interaction.customer_id,
            "kind": KIND_OF_CHANNEL[interaction.channel],
            "amount": price,
            "spent_on": clock.day_of(interaction.happened_at),
            "source": CostSource.SETTINGS,
        },
    )


def when_taken_back(interaction: Interaction) -> None:
    line = CareCost.objects.filter(reference=f"interaction:{interaction.pk}").first()
    if line is None:
        return
    CareCost.objects.get_or_create(
        reference=reversal_of(line),
        defaults={
            "customer_id": line.customer_id,
            "kind": line.kind,
            "amount": -line.amount,
            "spent_on": line.spent_on,
            "source": line.source,
        },
    )


def _by_channel() -> dict[str, Decimal]:
    found = {channel: prices.of_channel(channel) for channel in KIND_OF_CHANNEL}
    return {channel: price for channel, price in found.items() if price}


def _contacts() -> int:
    priced = _by_channel()
    with connection.cursor() as cursor:
        cursor.execute(GONE, {"now": clock.now()})
        gone = cursor.rowcount
        if not priced:
            return gone
        cursor.execute(
            CONTACTS,
            {
                "now": clock.now(),
                "zone": str(clock.zone()),
                "channels": list(priced),
                "kinds": [str(KIND_OF_CHANNEL[name].value) for name in priced],
                "prices": list(priced.values()),
            },
        )
        return gone + cursor.rowcount


def _interest(as_of: date) -> int:
    """For each month that is over; the two years before are made up for when a rate is set the first time."""
    yearly = Decimal(str(settings_store.get("costs.credit_percent"))) / 100
    if not yearly:
        return 0
    written, unfinished = 0, (as_of + timedelta(days=1)).replace(day=1)
    with connection.cursor() as cursor:
        for back in range(MOST_MONTHS, 0, -1):
            first = months_before(unfinished, back)
            written += _interest_of(cursor, first, yearly)
    return written


def _interest_of(cursor: Any, first: date, yearly: Decimal) -> int:
    following = months_after(first, 1)
    cursor.execute(
        INTEREST,
        {
            "first": first,
            "next": following,
            "last": date.fromordinal(following.toordinal() - 1),
            "yearly": yearly,
            "places": amounts.places_of(amounts.base_currency()),
            "zone": str(clock.zone()),
            "now": clock.now(),
        },
    )
    return int(cursor.rowcount)
