"""Files of what customers looked at, as the web shop tells them."""

import re

import pytest

from regulars.customers.importing import undoing
from regulars.customers.models import Customer
from regulars.customers.tests.importing.files import applied, reasons, verdicts
from regulars.orders.models import BrowsingEvent

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LOOKS = (
    "会员号,货号,浏览时间,来源\n"
    "K1,G1,2026-09-20 10:00,小程序\n"
    "K1,B1,2026-09-21 09:00,网店\n"
    "K1,G1,2026-09-22 20:30,小程序\n"
    "K1,G1,2026-09-20 10:00,小程序\n"
    "K9,G1,2026-09-20 10:00,网店\n"
    "K1,X9,2026-09-20 10:00,网店\n"
)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.REGULARS_FILES = tmp_path


@pytest.fixture
def ming(ming):
    Customer.objects.filter(pk=ming.pk).update(code="K1")
    return ming


@pytest.mark.covers("DB-17")
def test_looks_are_kept_with_customer_product_time_and_source_and_shown_beside_what_was_bought(
    client, ming, green, black, sell, lin
):
    sell(ming, black)
    run = applied(LOOKS, "browsing")
    assert verdicts(run) == {"new": 3, "duplicate": 1, "error": 2}
    assert [code for _row, _column, code in reasons(run)] == [
        "row_twice",
        "unknown_customer",
        "unknown_product",
    ]
    kept = BrowsingEvent.objects.order_by("happened_at").values_list(
        "customer", "product__code", "happened_at", "source"
    )
    assert [(who, code, f"{at:%m-%d %H:%M}", source) for who, code, at, source in kept] == [
        (ming.pk, "G1", "09-20 02:00", "小程序"),
        (ming.pk, "B1", "09-21 01:00", "网店"),
        (ming.pk, "G1", "09-22 12:30", "小程序"),
    ]
    client.force_login(lin)
    html = client.get(f"/customers/{ming.pk}/orders/").content.decode()
    block = html.split('id="looked-h"')[1].split("</section>")[0]
    shown = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in re.findall(r"<li>(.*?)</li>", block)]
    assert [words.split(" time")[0] for words in shown] == ["Dragon Well never bought 2", "Keemun 1"]


def test_the_same_file_again_changes_nothing_and_an_import_is_taken_back(ming, green, black, boss):
    run = applied(LOOKS, "browsing")
    assert verdicts(applied(LOOKS, "browsing")) == {"same": 3, "duplicate": 1, "error": 2}
    assert BrowsingEvent.objects.count() == 3
    undoing.undo(run, by=boss)
    assert (BrowsingEvent.objects.count(), run.undo_report["removed"]) == (0, 3)


def test_a_product_without_a_code_is_known_by_its_name(ming, green):
    run = applied("会员号,商品,时间\nK1,Dragon Well,2026-09-20\nK1,Longjing,2026-09-20\n", "browsing")
    assert verdicts(run) == {"new": 1, "error": 1}
    assert BrowsingEvent.objects.get().product == green
