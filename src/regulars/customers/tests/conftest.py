"""A few customers of the tea shop, whom the tests know."""

import pytest

from regulars.core import clock
from regulars.customers.choices import Kind
from regulars.customers.contact_points import read
from regulars.customers.editing import add_customer
from regulars.customers.models import Customer, CustomerMeasures


@pytest.fixture
def add(db):
    """add("王小明", owner=lin, phones=["138 0000 1234"], city="杭州")"""

    def _add(name, *, owner=None, phones=(), emails=(), tags=(), measures=None, **fields):
        from regulars.customers.models import CustomerTag, Tag
        from regulars.customers.searching import reindex

        changes = {"name": name, **fields}
        changes["phones"] = [read("phone", phone) for phone in phones]
        changes["emails"] = [read("email", email) for email in emails]
        customer = add_customer(changes, by=owner, owner=owner)
        for tag in tags:
            CustomerTag.objects.create(customer=customer, tag=Tag.objects.get_or_create(name=tag)[0])
        if tags:
            reindex([customer.pk])
        if measures:
            CustomerMeasures.objects.create(customer_id=customer.pk, as_of=clock.today(), **measures)
        return Customer.objects.get(pk=customer.pk)

    return _add


@pytest.fixture
def wang(add, lin):
    return add(
        "王小明",
        owner=lin,
        phones=["138 0000 1234"],
        emails=["wang.xm@example.cn"],
        company="云雾茶行",
        city="杭州",
        tags=["爱喝普洱"],
    )


@pytest.fixture
def shan(add, lin):
    return add("单雄信", owner=lin, phones=["13900005678"], city="宁波")


@pytest.fixture
def teahouse(add, sun):
    return add("观前书吧", owner=sun, kind=Kind.FIRM, phones=["0512-6512 3456"], city="苏州")


@pytest.fixture
def as_user(client):
    """as_user(lin) signs her in and gives the browser."""

    def _as_user(user):
        client.force_login(user)
        return client

    return _as_user
