"""One central database: who a customer is stands in one place, and every module reads it there."""

import argparse
import io
import json
import re
from datetime import date

import openpyxl
import pytest
from django.apps import apps

from regulars.analytics.snapshot import SCHEMAS
from regulars.care import command_line
from regulars.care.models import CareTask
from regulars.care.tests.shop import buys_every, refresh
from regulars.customers import measures
from regulars.customers.contact_points import read
from regulars.customers.editing import add_customer
from regulars.customers.models import Customer, Promise
from regulars.customers.tests.importing.files import checked, verdicts
from regulars.orders.models import Order

IDENTITY = {
    "name", "pinyin", "salutation", "gender", "phone", "phones", "email", "wechat", "city", "address", "company",
    "occupation", "birthday", "day_month", "day_day", "day_year", "age", "income_band",
}  # fmt: skip
# These have names of their own.
STAFF_AND_GOODS = {
    "accounts", "core", "orders.category", "orders.product", "segments.segment", "insights.entitlement",
    "reports.ltvtemplate",
}  # fmt: skip


def test_no_module_keeps_a_copy_of_who_a_customer_is():
    models = [each for each in apps.get_models() if each.__module__.startswith("regulars.")]
    others = [
        each._meta
        for each in models
        if not {each._meta.app_label, each._meta.label_lower} & (STAFF_AND_GOODS | {"customers"})
    ]
    copies = {
        (meta.label, field.name)
        for meta in others
        for field in meta.concrete_fields
        if field.name in IDENTITY
    }
    assert len(others) > 8
    assert copies == set()
    assert IDENTITY & {each.name for each in measures.registered()} == set()
    assert IDENTITY & {name for schema in SCHEMAS.values() for name in schema.names} == set()


@pytest.fixture
def zhou(morning, lin):
    changes = {"name": "周文斌", "phones": [read("phone", "138 0571 2290")], "day_month": 9, "day_day": 30}
    who = add_customer(changes, by=lin, owner=lin)
    buys_every(who, 32, last=date(2026, 8, 3), times=6)
    Promise.objects.create(customer=who, text="Two tins", made_on=date(2026, 9, 1), due_on=date(2026, 9, 25))
    refresh()
    return who


@pytest.fixture
def lins_page(client, lin):
    client.force_login(lin)
    return lambda path: client.get(path).content.decode()


def edited(client, customer, **changes):
    """The customer's form as the browser sends it, with something typed over."""
    html = client.get(f"/customers/{customer.pk}/edit/").content.decode()
    opened = re.search(r'name="opened" value="([^"]+)"', html)[1]
    form = {"kind": "person", "name": customer.name, "phones": "138 0571 2290", "day_calendar": "solar"}
    form |= {"day_month": "9", "day_day": "30", "opened": opened}
    assert client.post(f"/customers/{customer.pk}/edit/", form | changes).status_code == 302


@pytest.mark.covers("DI-03")
def test_a_new_name_and_phone_noted_on_one_page_is_what_every_other_page_shows(client, lin, zhou, lins_page):
    client.force_login(lin)
    edited(client, zhou, name="周文彬", phones="139 8888 7766")
    order, card = Order.objects.latest("pk"), CareTask.objects.filter(customer=zhou).first()
    for path in (
        "/today/", f"/today/{card.pk}/done/", "/customers/", "/customers/?q=7766", "/promises/", "/orders/",
        f"/orders/{order.pk}/", f"/orders/new/{zhou.pk}/", "/search/?q=zhouwb",
    ):  # fmt: skip
        html = lins_page(path)
        assert "周文彬" in html, path
        assert "周文斌" not in html, path
    assert "周文彬" not in lins_page("/customers/?q=2290")
    assert 'href="tel:13988887766"' in lins_page(f"/customers/{zhou.pk}/")
    assert 'href="tel:13988887766"' in lins_page("/today/")


@pytest.mark.covers("DI-03")
def test_the_command_line_and_the_export_show_what_a_page_changed(client, lin, zhou, capfd):
    client.force_login(lin)
    edited(client, zhou, name="周文彬", phones="139 8888 7766")
    asked = argparse.Namespace(user="lin", as_of=None, limit=None, json=True)
    assert command_line.run(asked) == 0
    owed, card = json.loads(capfd.readouterr().out)
    assert owed["play"] == "promise_due"
    assert owed["customer"] == card["customer"] == {"id": zhou.pk, "code": "", "name": "周文彬"}
    book = client.post("/customers/export/", {"format": "xlsx"}).getvalue()
    rows = list(openpyxl.load_workbook(io.BytesIO(book)).active.values)
    row = dict(zip(rows[0], rows[1], strict=True))
    assert (row["Name"], row["Phone"]) == ("周文彬", "139 8888 7766")


@pytest.mark.covers("DI-03")
def test_an_import_knows_a_customer_by_the_phone_a_page_noted(client, lin, zhou, settings, tmp_path):
    settings.REGULARS_FILES = tmp_path
    client.force_login(lin)
    edited(client, zhou, phones="139 8888 7766")
    run = checked("姓名,手机\n周文斌,+86 139-8888-7766\n周文斌,138 0571 2290\n")
    assert verdicts(run) == {"same": 1, "new": 1}
    assert Customer.objects.count() == 1
