"""`regulars import …`, as it is typed."""

import os

import pytest
from django.utils import translation
from openpyxl import load_workbook

from regulars.core import settings_store
from regulars.core.command_line import Refusal
from regulars.customers.models import Customer, Import, ImportMapping
from regulars.orders.models import Order
from regulars.orders.tests.importing.command import told, typed
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


@pytest.mark.covers("DI-05")
def test_orders_end_with_one_json_document_and_come_in_once(capfd, lines):
    firm = ("--currency", "GBP", "--timezone", "Europe/London")
    first = told(capfd, "orders", lines, *firm)
    assert {name: first[name] for name in EXPECTED} == EXPECTED
    again = told(capfd, "orders", lines, *firm)
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 9)
    assert settings_store.get("firm.timezone") == "Europe/London"


@pytest.mark.parametrize(("phones", "status"), [(("12", "13"), 1), (("12", "13800138000"), 0), ((), 0)])
def test_a_file_of_which_no_row_can_be_taken_ends_with_a_failure(capfd, tmp_path, phones, status):
    path = tmp_path / "kunden.csv"
    path.write_text("".join(["姓名,手机\n", *(f"甲{phone},{phone}\n" for phone in phones)]))
    for words in (("--dry-run",), ()):
        assert typed("customers", str(path), *words) == status
    assert Customer.objects.count() == ("13800138000" in phones)


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


@pytest.mark.covers("DI-05")
def test_rows_not_taken_are_put_right_in_their_workbook_and_imported_again(capfd, tmp_path):
    path, errors = tmp_path / "kunden.csv", tmp_path / "errors.xlsx"
    path.write_text("Kennung,Wer,手机\nA,甲,13800138000\nB,乙,12\nC,丙,1.38E+10\n")
    meant = ("--mapping", "Kennung=code", "--mapping", "Wer=name")
    first = told(capfd, "customers", str(path), *meant, "--errors", str(errors))
    assert (first["new"], first["errors"]) == (1, 2)
    book = load_workbook(errors)
    rows = [[cell.value for cell in row] for row in book.active]
    assert rows[0] == ["Kennung", "Wer", "手机", "Row", "Why it was not taken"]
    assert [row[:4] for row in rows[1:]] == [["B", "乙", "12", 3], ["C", "丙", "1.38E+10", 4]]
    assert all(row[4].startswith("手机: ") for row in rows[1:])
    book.active["C2"], book.active["C3"] = "13800138001", "13800138002"
    book.save(errors)
    second = told(capfd, "customers", str(errors))
    assert (second["new"], second["errors"]) == (2, 0)
    assert dict(Customer.objects.values_list("code", "name")) == {"A": "甲", "B": "乙", "C": "丙"}


def test_a_field_may_be_filled_only_where_it_is_empty(capfd, tmp_path):
    path = tmp_path / "members.csv"
    path.write_text("会员号,姓名,城市,职业\nA,甲,绍兴,\n")
    told(capfd, "customers", str(path))
    path.write_text("会员号,姓名,城市,职业\nA,甲,上海,教师\n")
    fill = ("--fill-only", "city", "--fill-only", "occupation")
    assert told(capfd, "customers", str(path), *fill)["changed"] == 1
    assert Customer.objects.values_list("city", "occupation").get() == ("绍兴", "教师")
    with pytest.raises(Refusal, match="“town” is no field"):
        typed("customers", str(path), "--fill-only", "town")


def test_who_names_the_header_row_gets_the_rows_below_it(capfd, tmp_path):
    path = tmp_path / "members.csv"
    path.write_text("编号,名称\n会员号,姓名\nA,甲\n")
    assert told(capfd, "customers", str(path), "--header-row", "2")["new"] == 1
    assert Customer.objects.get().code == "A"


def test_an_import_ended_at_the_keyboard_keeps_nothing_and_says_so_in_the_list(lines, monkeypatch):
    def interrupted(batch):
        raise KeyboardInterrupt

    monkeypatch.setattr("regulars.orders.importing.writing.write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        typed("orders", lines)
    assert Import.objects.get().state == "cancelled"
    assert not Order.objects.exists()
    assert not Customer.objects.exists()


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
