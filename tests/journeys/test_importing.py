"""A list of customers comes in: with mistakes, put right, taken back."""

import io
import re

import pytest
from python_calamine import CalamineWorkbook

from regulars.customers.models import Customer, Import

pytestmark = pytest.mark.journey

FILES = {
    "zh-CN": (
        "门店会员.csv",
        "gb18030",
        "姓名,手机号,生日,城市\n"
        "陈晓燕,13800138000,5/6/1990,杭州\n"
        "李伟,1380013,1990-05-06,上海\n"
        "吴桐,13700137000,7/8/1988,苏州\n"
        "周文斌,138 0571 2290,,杭州\n"
        "刘洋,12,,苏州\n",
    ),
    "en": (
        "members.csv",
        "utf-8",
        "Name,Mobile,Date of birth,City\n"
        "Chen Xiaoyan,13800138000,5/6/1990,Hangzhou\n"
        "Li Wei,1380013,1990-05-06,Shanghai\n"
        "Wu Tong,13700137000,7/8/1988,Suzhou\n"
        "Zhou Wenbin,138 0571 2290,,Hangzhou\n"
        "Liu Yang,12,,Suzhou\n",
    ),
}
PEOPLE = {
    "zh-CN": ["陈晓燕", "李伟", "吴桐", "刘洋"],
    "en": ["Chen Xiaoyan", "Li Wei", "Wu Tong", "Liu Yang"],
}
WORKED_OFF = 60_000


@pytest.mark.covers("DI-05")
def test_a_file_with_mistakes_is_put_right_imported_and_taken_back(visit, shop, language):
    chen, li, wu, liu = PEOPLE[language]
    visitor = visit()
    visitor.sign_in("lin")
    visitor.open("/customers/import/")
    visitor.look("1-imports")
    upload(visitor, language)
    visitor.sees(chen)
    visitor.look("2-sheet")
    visitor.send("main .btn-primary[name=go]")
    visitor.look("3-columns")
    visitor.send()
    assert counts(visitor) == {"new": 0, "changed": 1, "same": 0, "duplicate": 0, "error": 4}
    visitor.look("4-dry-run")
    visitor.page.locator("select[name^=order-]").first.select_option("dmy")
    visitor.page.locator("tr", has_text="1380013").locator("input").fill("13900139000")
    visitor.send("#rows .btn-primary")
    assert counts(visitor) == {"new": 3, "changed": 1, "same": 0, "duplicate": 0, "error": 1}
    visitor.look("5-put-right")
    assert not Customer.objects.filter(name=chen).exists()
    visitor.send(".say .btn-primary")
    visitor.page.wait_for_url("**/check/", timeout=WORKED_OFF)
    visitor.look("6-done")
    assert sorted(
        Customer.objects.filter(name__in=[chen, li, wu, liu]).values_list("name", flat=True)
    ) == sorted([chen, li, wu])
    zhou = shop.customers["zhou"]
    zhou.refresh_from_db()
    assert zhou.city in ("杭州", "Hangzhou")
    assert liu in rows_not_taken(visitor)[-1]
    visitor.send("form[action$='undo/'] button")
    visitor.look("7-taken-back")
    assert not Customer.objects.present().filter(name__in=[chen, li, wu]).exists()
    zhou.refresh_from_db()
    assert zhou.city == ""
    assert Import.objects.get().state == Import.State.UNDONE


def test_a_file_that_is_no_table_is_refused_with_a_sentence(visit, shop):
    visitor = visit(size="phone")
    visitor.expect(422)
    visitor.sign_in("lin")
    visitor.open("/customers/import/customers/new/")
    file = {"name": "members.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04 torn off"}
    visitor.page.locator("input[type=file]").set_input_files(file)
    visitor.send()
    assert visitor.page.locator("#id_file_error").is_visible()
    visitor.look("1-refused")
    assert not Import.objects.exists()


def upload(visitor, language):
    name, encoding, text = FILES[language]
    visitor.open("/customers/import/customers/new/")
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode(encoding)}
    visitor.page.locator("input[type=file]").set_input_files(file)
    visitor.send()


def counts(visitor):
    """What the panels say, by the address each leads to."""
    panels = visitor.page.locator("nav.counts a")
    told = {}
    for place in range(panels.count()):
        name = re.search(r"show=(\w+)", panels.nth(place).get_attribute("href")).group(1)
        told[name] = int(panels.nth(place).locator(".big").inner_text().replace(",", ""))
    return told


def rows_not_taken(visitor):
    with visitor.page.expect_download() as download:
        visitor.page.locator("a[href$='not-taken.xlsx']").click()
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(download.value.path().read_bytes()))
    return workbook.get_sheet_by_index(0).to_python()
