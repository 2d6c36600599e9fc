"""`regulars import …`, as it is typed."""

import json
import os
from argparse import ArgumentParser

import pytest
from django.utils import translation

from regulars.core import settings_store
from regulars.core.command_line import Refusal
from regulars.customers.command_line import IMPORT
from regulars.customers.models import Customer, Import, ImportMapping
from regulars.orders.models import Order
from regulars.orders.tests.importing.wholesaler import EXPECTED, FILE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, morning):
    settings.REGULARS_FILES = tmp_path / "files"


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_text(FILE)
    return str(path)


def typed(*words):
    parser = ArgumentParser()
    parser.add_argument("--json", action="store_true")
    IMPORT.add_arguments(parser)
    return IMPORT.run(parser.parse_args(words))


def told(capfd, *words):
    assert typed(*words, "--json") == 0
    return json.loads(capfd.readouterr().out)


@pytest.mark.covers("DI-05")
def test_orders_end_with_one_json_document_and_come_in_once(capfd, lines):
    firm = ("--currency", "GBP", "--timezone", "Europe/London")
    first = told(capfd, "orders", lines, *firm)
    assert {name: first[name] for name in EXPECTED} == EXPECTED
    again = told(capfd, "orders", lines, *firm)
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 9)
    assert settings_store.get("firm.timezone") == "Europe/London"


def test_a_dry_run_writes_nothing(capfd, lines):
    assert told(capfd, "orders", lines, "--dry-run")["state"] == "checked"
    assert not Order.objects.exists()


def test_an_import_can_be_taken_back(capfd, lines):
    number = told(capfd, "orders", lines)["import"]
    report = told(capfd, "orders", "--undo", str(number))
    assert (report["state"], report["removed"], report["kept_count"]) == ("undone", 12, 0)
    assert not Customer.objects.exists()


def test_the_firms_currency_cannot_change_under_its_orders(capfd, lines):
    told(capfd, "orders", lines, "--currency", "GBP")
    with pytest.raises(Refusal, match=r"The firm's currency is GBP, not EUR"):
        typed("orders", lines, "--currency", "EUR")
    Order.objects.all().delete()
    with pytest.raises(Refusal, match="no currency"):
        typed("orders", lines, "--currency", "EURO")


def test_columns_can_be_named_and_are_remembered(capfd, tmp_path):
    path = tmp_path / "kunden.csv"
    path.write_text("Kennung,姓名\nA,甲\n")
    assert told(capfd, "customers", str(path), "--mapping", "Kennung=code", "--source", "Kasse")["new"] == 1
    assert ImportMapping.objects.get(source="Kasse").mapping == {"0": "code", "1": "name"}
    path.write_text("Kennung,姓名\nB,乙\n")
    assert told(capfd, "customers", str(path), "--source", "Kasse")["new"] == 1
    assert sorted(Customer.objects.values_list("code", flat=True)) == ["A", "B"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["orders", "/nowhere/lines.csv"], "There is no file /nowhere/lines.csv."),
        (["orders", "/dev"], "/dev is not a file that can be read."),
        (["orders", "/dev/zero"], "/dev/zero is not a file that can be read."),
        (["orders"], "Name the file to import."),
        (["orders", "--undo", "999"], "There is no import 999 of this kind."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(words, sentence):
    with pytest.raises(Refusal, match=sentence):
        typed(*words)


@pytest.mark.parametrize(
    ("make", "sentences"),
    [
        (os.mkfifo, ("lines.csv is not a file that can be read.", "lines.csv 无法读取")),
        (lambda path: path.touch(), ("lines.csv is empty.", "lines.csv 是空的")),
        (
            lambda path: path.write_text("甲,乙\n1,2\n"),
            ("No column says: Order number", "缺少对应的列：订单号；下单时间"),
        ),
        (lambda path: path.write_bytes(b"\x89PNG\r\n"), ("lines.csv is a picture.", "lines.csv 是图片")),
    ],
    ids=["a pipe nobody writes to", "no byte", "unknown columns only", "a picture"],
)
def test_a_file_that_is_no_table_is_refused_in_both_languages(make, sentences, tmp_path):
    path = tmp_path / "lines.csv"
    make(path)
    for language, sentence in zip(("en", "zh-hans"), sentences, strict=True):
        with translation.override(language), pytest.raises(Refusal) as caught:
            typed("orders", str(path))
        assert sentence in str(caught.value)
    assert not Import.objects.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_text(FILE)
    path.chmod(0)
    with pytest.raises(Refusal, match=r"lines\.csv may not be read\."):
        typed("orders", str(path))


def test_a_file_that_lacks_a_column_is_refused_and_not_kept(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_text("Order no,Date\n1,2026-01-01\n")
    with pytest.raises(Refusal, match="No column says: Unit price / Line amount"):
        typed("orders", str(path))
    with pytest.raises(Refusal, match="There is no column “Preis” in the file"):
        typed("orders", str(path), "--mapping", "Preis=unit_price")
    assert list((tmp_path / "files").iterdir()) == []
    assert not Import.objects.exists()


def test_every_row_keeps_the_department_of_its_file(capfd, tmp_path):
    path = tmp_path / "leads.csv"
    path.write_text("姓名,手机\n甲,13800138000\n")
    told(capfd, "customers", str(path), "--department", "marketing")
    assert Customer.objects.get().department == "marketing"
