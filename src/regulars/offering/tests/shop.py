"""A tea shop whose offers can be worked out by hand.

120 customers buy Green every 30 days, eight times, the last time 0 to 29 days ago. Three of four took a Cup with
their first order and none a second one. Thirty others buy Black and a Pot together, three times.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from regulars.customers.models import Customer
from regulars.insights import scoring
from regulars.orders.models import Category, Order, OrderLine, Product

TODAY = date(2026, 9, 28)
MANY, OTHERS, TIMES = 120, 30, 8


def products():
    tea, ware = Category.objects.create(name="Tea"), Category.objects.create(name="Ware")
    priced = {
        "Green": (tea, 100), "Black": (tea, 160), "Gold": (tea, 240), "Cup": (ware, 50), "Pot": (ware, 80),
        "Tray": (ware, 120),
    }  # fmt: skip
    return {
        name: Product.objects.create(
            code=name.upper(), name=name, category=category, price=price, cost=Decimal(price) / 2
        )
        for name, (category, price) in priced.items()
    }


def fill(owner, goods):
    """The customers in order of their number; their orders."""
    people = Customer.objects.bulk_create(
        Customer(
            name=f"Customer {n}",
            code=f"C{n}",
            owner=owner,
            team=owner.team,
            kind="person" if n % 2 else "firm",
        )
        for n in range(MANY + OTHERS)
    )
    for n, who in enumerate(people[:MANY]):
        for time in range(TIMES):
            day = TODAY - timedelta(days=n % 30 + 30 * (TIMES - 1 - time))
            bought = [(goods["Green"], 1 + n % 5)]
            if time == 0 and n % 4:
                bought.append((goods["Cup"], 1))
            if time == 1 and n < 10:
                bought.append((goods["Gold"], 1))
            sell(who, day, bought)
    for n, who in enumerate(people[MANY:]):
        for time in range(3):
            day = TODAY - timedelta(days=10 + n + 70 * time)
            sell(who, day, [(goods["Black"], 1), (goods["Pot"], 1)])
    return people


def sell(who, day, bought):
    amount = sum(Decimal(product.price * quantity) for product, quantity in bought)
    order = Order.objects.create(
        reference=f"{who.code}-{day}",
        customer=who,
        ordered_at=datetime(day.year, day.month, day.day, 2, tzinfo=UTC),
        ordered_on=day,
        currency="CNY",
        rate=1,
        amount=amount,
        amount_base=amount,
        cost_base=amount / 2,
    )
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=place,
            product=product,
            quantity=quantity,
            unit_price=product.price,
            amount=product.price * quantity,
            unit_cost=product.cost,
        )
        for place, (product, quantity) in enumerate(bought, start=1)
    )


def refresh():
    return scoring.refresh(TODAY)
