"""How a file is read: what a person says on the page holds until the rows are in."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from regulars.customers.importing import engine
from regulars.customers.models import Customer, Import
from regulars.customers.tests.importing.files import applied

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, morning):
    settings.REGULARS_FILES = tmp_path


def workbook(*rows, epoch=None, **more_sheets):
    book = Workbook()
    if epoch:
        book.epoch = epoch
    for name, cells in {"会员": rows, **more_sheets}.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    del book["Sheet"]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def uploaded(client, content, name):
    file = SimpleUploadedFile(name, content)
    client.post(reverse("customers:import_upload", args=["customers"]), {"file": file})
    return Import.objects.latest("pk")


def shown(client, run, **told):
    address = reverse("customers:import_sheet", args=[run.pk])
    page = client.post(address, told, follow=True) if told else client.get(address)
    run.refresh_from_db()
    return page.content.decode().split("<main")[1]


def brought(run):
    engine.apply(run)
    return sorted(Customer.objects.values_list("name", flat=True))


def test_day_numbers_of_a_1904_workbook_do_not_shift():
    content = workbook(("姓名", "手机", "生日"), ("甲", "13800138000", 29706), epoch=CALENDAR_MAC_1904)
    applied(content, name="members.xlsx")
    customer = Customer.objects.get()
    assert (customer.day_year, customer.day_month, customer.day_day) == (1985, 5, 1)


def test_a_header_of_two_rows_stays_one_until_the_rows_are_in(client, boss):
    client.force_login(boss)
    content = workbook(
        ("人", None, "联络", None), ("甲方", "乙方", "丙方", "丁方"), ("王秀兰", "绍兴", "13800138000", 7)
    )
    run = uploaded(client, content, "members.xlsx")
    assert run.options["reading"]["header_rows"] == 2
    shown(client, run, sheet="会员", header_row="1", header_rows="2")
    assert run.options["headers"] == {"0": "人 甲方", "1": "人 乙方", "2": "联络 丙方", "3": "联络 丁方"}
    run.mapping = {"0": "name", "1": "city", "2": "phone", "3": ""}
    assert brought(run) == ["王秀兰"]


def test_the_preview_begins_below_the_header(client, boss):
    client.force_login(boss)
    run = uploaded(client, "姓名,手机\n甲,13800138000\n".encode(), "members.csv")
    page = shown(client, run, encoding="utf-8", delimiter=",", header_row="0")
    assert page.count(">姓名<") == 1
    page = shown(client, run, encoding="utf-8", delimiter=",", header_row="1")
    assert page.split("<tbody>")[1].count("姓名") == 0


def test_a_person_says_what_divides_the_cells(client, boss):
    client.force_login(boss)
    run = uploaded(client, "姓名;备注\n甲;a,b\n乙;c,d\n".encode(), "members.csv")
    assert run.options["headers"] == {"0": "姓名", "1": "备注"}
    shown(client, run, encoding="utf-8", delimiter=",", header_row="1")
    assert run.options["headers"]["0"] == "姓名;备注"
    shown(client, run, encoding="utf-8", delimiter=";", header_row="1")
    assert run.options["headers"] == {"0": "姓名", "1": "备注"}
    assert brought(run) == ["乙", "甲"]


def test_a_person_says_which_encoding_it_is(client, boss):
    client.force_login(boss)
    run = uploaded(client, "姓名,城市\n陳大文,臺北\n".encode("big5"), "members.csv")
    shown(client, run, encoding="big5", delimiter=",", header_row="1")
    assert brought(run) == ["陳大文"]


def test_another_sheet_is_looked_at_anew(client, boss):
    client.force_login(boss)
    more = {"名单": (("九月名单",), (), ("姓名", "手机"), ("乙", "13800138001"))}
    run = uploaded(client, workbook(("姓名", "手机"), ("甲", "13800138000"), **more), "members.xlsx")
    assert run.options["reading"]["header_row"] == 1
    shown(client, run, sheet="名单", header_row="1")
    assert (run.options["reading"]["sheet"], run.options["reading"]["header_row"]) == ("名单", 3)
    assert brought(run) == ["乙"]
