"""Five customers of the tea shop with figures, and segments over them."""

import pytest

from regulars.core import clock
from regulars.customers.tests.conftest import add, as_user
from regulars.insights.tests.shop import buys
from regulars.segments.models import Segment
from regulars.segments.rules import VERSION

__all__ = ["add", "as_user"]


def rule(*parts, join="all"):
    return {"version": VERSION, "rule": {"join": join, "parts": list(parts)}}


@pytest.fixture
def five(morning, add, lin, sun, wei):
    """Their names with (value class, spend of 12 months, orders)."""
    figures = {
        "An": (lin, "high", 9000, 12, "杭州"),
        "Bo": (lin, "high", 2000, 3, "宁波"),
        "Cui": (sun, "middle", 900, 1, "杭州"),
        "Ding": (sun, "low", 100, 1, "苏州"),
        "E": (wei, "low", None, 0, ""),
    }
    return {
        name: add(
            name,
            owner=owner,
            city=city,
            measures={"value_class": value, "spend_12m": spend, "order_count": orders},
        )
        for name, (owner, value, spend, orders, city) in figures.items()
    }


@pytest.fixture
def segment(db):
    """segment("Loyal", "value_class:in:high", owner=lin) is made and counted."""
    from regulars.segments import recounting

    def _segment(name, *parts, join="all", **fields):
        fields.setdefault("is_shared", fields.get("owner") is None)
        made = Segment.objects.create(
            name=name, rule=rule(*parts, join=join), created_at=clock.now(), changed_at=clock.now(), **fields
        )
        recounting.recount(made, because="begun")
        made.refresh_from_db()
        return made

    return _segment


@pytest.fixture
def buy(five):
    """buy("An", "2026-09-20", product="Longjing") puts one order with one line."""
    from regulars.orders.models import Category, Order, OrderLine, Product

    def _buy(name, on, *, product="Longjing", category="Green tea"):
        buys(five[name], on)
        kind, _ = Category.objects.get_or_create(name=category)
        goods, _ = Product.objects.get_or_create(code=product, defaults={"name": product, "category": kind})
        OrderLine.objects.create(
            order=Order.objects.latest("pk"),
            position=1,
            product=goods,
            quantity=1,
            unit_price=100,
            amount=100,
        )

    return _buy
