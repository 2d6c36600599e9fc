"""The wizard, walked through as a person does: upload, sheet, columns, dry run, corrections, import, undo."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from regulars.core.models import AuditEvent
from regulars.core.reading.sandbox import limits
from regulars.customers.importing import tasks
from regulars.customers.models import Customer, CustomField, Import, ImportMapping

pytestmark = pytest.mark.django_db

MEMBERS = "会员号,姓名,手机,生日,负责人,茶龄\nA,甲,1.38E+10,5/6/90,小林,3\nB,乙,13800138001,25/6/90,,5\nC,丙,13800138002,,,\n"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, morning):
    settings.REGULARS_FILES = tmp_path


@pytest.fixture(autouse=True)
def jobs():
    """Jobs wait in memory; the test says when the worker comes."""
    with app.replace_connector(InMemoryConnector()) as replaced:
        yield replaced.connector


def uploaded(client, text, kind="customers", **told):
    file = SimpleUploadedFile("九月会员.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("customers:import_upload", args=[kind]), {"file": file, **told}, follow=True)


def step(name, run):
    return reverse(f"customers:import_{name}", args=[run.pk])


def matched(client, text, **told):
    """As far as the dry run, with the columns as guessed."""
    uploaded(client, text)
    run = Import.objects.latest("pk")
    columns = {f"column-{place}": key for place, key in run.mapping.items()}
    response = client.post(
        step("columns", run), {**columns, "fact_source": "sales_data", **told}, follow=True
    )
    run.refresh_from_db()
    return run, response


def worker_comes(run):
    tasks.apply_import(run.pk)
    run.refresh_from_db()


@pytest.mark.covers("DI-01")
@pytest.mark.parametrize("is_workbook", [False, True], ids=["csv", "xlsx"])
@pytest.mark.parametrize(
    ("department", "label"), [("sales", "销售部"), ("marketing", "市场部"), ("service", "客户服务部")]
)
def test_every_row_keeps_the_department_whose_file_it_came_in(client, boss, department, label, is_workbook):
    boss.language = "zh-hans"
    boss.save()
    client.force_login(boss)
    address = reverse("customers:import_upload", args=["customers"])
    asked = client.get(address).content.decode().split('name="department"')[1].split("</select>")[0]
    assert re.findall(r'<option value="\w+"[^>]*>(.*?)</option>', asked) == ["销售部", "市场部", "客户服务部"]
    rows = [
        ["客户编号", "贵姓", "部门"],
        ["A", "甲", ""],
        ["B", "乙", "客户服务" if department == "sales" else "销售部"],
    ]
    client.post(address, {"file": workbook(rows) if is_workbook else table(rows), "department": department})
    run = Import.objects.get()
    columns = {"column-0": "code", "column-1": "name", "column-2": "department", "fact_source": "survey"}
    client.post(step("columns", run), columns)
    client.post(step("start", run))
    worker_comes(run)
    says = "service" if department == "sales" else "sales"
    kept = Customer.objects.order_by("code").values_list("name", "department")
    assert list(kept) == [("甲", department), ("乙", says)]
    listed = client.get("/customers/", {"f": f"department:in:{department}"}).content.decode()
    assert ("<bdi>甲</bdi>" in listed, "<bdi>乙</bdi>" in listed, label in listed) == (True, False, True)


def table(rows):
    return SimpleUploadedFile("九月.csv", "\n".join(map(",".join, rows)).encode(), content_type="text/csv")


def workbook(rows):
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("九月.xlsx", file.getvalue())


@pytest.mark.covers("DI-01", "DI-05")
def test_a_file_is_corrected_imported_and_taken_back(client, boss, lin):
    client.force_login(boss)
    page = uploaded(client, MEMBERS, department="marketing", source="Shop")
    run = Import.objects.get()
    assert page.redirect_chain[-1][0] == step("sheet", run)
    assert "九月会员.csv" in page.content.decode()
    assert "13800138001" in page.content.decode()

    page = client.post(step("sheet", run), {"encoding": "utf-8", "header_row": "1", "go": "1"}, follow=True)
    assert page.redirect_chain[-1][0] == step("columns", run)

    columns = {"column-0": "code", "column-1": "name", "column-2": "phone", "column-3": "birthday"}
    columns |= {"column-4": "owner", "column-5": "custom!", "fact_source": "survey"}
    page = client.post(step("columns", run), columns, follow=True)
    run.refresh_from_db()
    assert (run.state, run.counts["new"], run.counts["error"]) == ("checked", 2, 1)
    text = page.content.decode()
    assert "1.38E+10" in text
    assert "Nobody to whom you may give customers has this name. Choose one." in text
    assert not Customer.objects.exists()

    fixes = {"fix-2-2": "13800138000", "order-3": "dmy", "person-小林": str(lin.pk)}
    client.post(step("check", run), fixes, follow=True)
    run.refresh_from_db()
    assert (run.counts["new"], run.counts.get("error", 0)) == (3, 0)

    page = client.post(step("start", run), follow=True)
    assert "Waiting for its turn" in page.content.decode()
    worker_comes(run)
    page = client.get(step("progress", run), follow=True)
    assert page.redirect_chain[-1][0] == step("check", run)
    customer = Customer.objects.get(code="A")
    assert customer.custom == {CustomField.objects.get(label_zh="茶龄").key: "3"}
    assert (customer.department, customer.owner, customer.day_month, customer.day_day) == (
        "marketing",
        lin,
        6,
        5,
    )
    assert ImportMapping.objects.get().source == "Shop"
    assert list(Customer.objects.order_by("code").values_list("code", "name", "department")) == [
        ("A", "甲", "marketing"), ("B", "乙", "marketing"), ("C", "丙", "marketing"),
    ]  # fmt: skip

    page = client.post(step("undo", run), follow=True)
    assert "Taken back: " in page.content.decode()
    assert not Customer.objects.exists()
    verbs = AuditEvent.objects.filter(subject_type="customers.import").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["import.applied", "import.undone"]


def test_columns_are_remembered_for_the_next_file_of_the_source(client, boss):
    client.force_login(boss)
    run, _page = matched(client, "Kennung,姓名\nA,甲\n", **{"column-0": "code"})
    client.post(step("start", run))
    worker_comes(run)
    uploaded(client, "Kennung,姓名\nB,乙\n")
    assert Import.objects.latest("pk").mapping == {"0": "code", "1": "name"}


def test_a_possible_duplicate_is_decided_on_the_page(client, boss):
    Customer.objects.create(name="王秀兰", code="17")
    client.force_login(boss)
    run, _page = matched(client, "会员号,姓名,手机\n17,王秀兰,13800138000\n")
    client.post(step("start", run))
    worker_comes(run)
    run, page = matched(client, "姓名,手机\n王小兰,13800138000\n")
    assert "belongs to 王秀兰" in page.content.decode()
    client.post(step("check", run), {"decide-2": "new"})
    run.refresh_from_db()
    assert run.counts["new"] == 1


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence_and_nothing_is_kept(client, boss):
    client.force_login(boss)
    response = uploaded(client, "%PDF-1.7 not a table")
    assert response.status_code == 422
    assert "九月会员.csv is a PDF" in response.content.decode()
    assert not Import.objects.exists()


def test_every_limit_stands_on_the_page(client, boss):
    client.force_login(boss)
    page = client.get(reverse("customers:import_upload", args=["customers"])).content.decode()
    sizes = [limits.FILE_BYTES // limits.MEBIBYTE, limits.UNPACKED_BYTES // limits.MEBIBYTE]
    for limit in (*sizes, limits.ROWS, limits.COLUMNS, limits.CELL_CHARACTERS):
        assert f" {limit:,} " in page.replace("(", " "), limit


def test_two_columns_cannot_mean_the_same(client, boss):
    client.force_login(boss)
    run, page = matched(client, "姓名,名字\n甲,乙\n", **{"column-0": "name", "column-1": "name"})
    assert run.state == "uploaded"
    assert "Several columns mean the same: Name." in page.content.decode()


def test_the_rows_not_taken_come_as_a_workbook_with_their_reasons(client, boss):
    from openpyxl import load_workbook

    client.force_login(boss)
    run, _page = matched(client, MEMBERS)
    response = client.get(step("not_taken", run))
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    rows = list(sheet.values)
    assert rows[0] == ("会员号", "姓名", "手机", "生日", "负责人", "茶龄", "Row", "Why it was not taken")
    assert rows[1][:3] == ("A", "甲", "1.38E+10")
    assert rows[1][6] == 2
    assert rows[1][7].startswith("手机: Digits were lost in a spreadsheet.")
    assert len(rows) == 2


def test_a_row_not_taken_that_fills_a_whole_cell_comes_back_cut_and_its_formula_stays_text(client, boss):
    client.force_login(boss)
    long = "x" * (limits.CELL_CHARACTERS - 1)
    run, _page = matched(client, f"会员号,姓名,手机,备注\nA,=1+1,12,{long}\n")
    response = client.get(step("not_taken", run))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    (row,) = list(sheet.iter_rows(min_row=2))
    assert (row[1].value, row[1].data_type) == ("=1+1", "s")
    assert (len(row[3].value), row[3].value[-2:]) == (limits.CELL_CHARACTERS - 2, "x…")
    assert "备注: Too long: at most 10000 characters fit. Shorten it." in row[5].value


def test_two_people_who_start_the_same_import_start_it_once(client, boss, jobs):
    client.force_login(boss)
    run, _page = matched(client, "姓名,手机\n甲,13800138000\n")
    client.post(step("start", run))
    page = client.post(step("start", run), follow=True)
    assert "This import was started already; it is done once." in page.content.decode()
    assert [job["task_name"] for job in jobs.jobs.values()] == ["apply_import"]
    worker_comes(run)
    client.post(step("start", run))
    worker_comes(run)
    assert (run.state, Customer.objects.count()) == ("done", 1)


def test_what_one_person_decides_after_another_started_changes_nothing(client, boss, monkeypatch):
    """Both had the page open: what the second sends meets an import at work."""
    client.force_login(boss)
    run, _page = matched(client, "姓名,手机\n甲,13800138000\n乙,12\n")
    seen_before = Import.objects.get(pk=run.pk)
    client.post(step("start", run))
    for module in ("importing", "import_results"):
        monkeypatch.setattr(f"regulars.customers.views.{module}.import_for", lambda request, pk: seen_before)
    columns = {"column-0": "", "column-1": "phone", "fact_source": "survey"}
    for name, told in (
        ("check", {"fix-3-1": "13800138001"}),
        ("columns", columns),
        ("sheet", {"encoding": "utf-8", "header_row": "0"}),
    ):
        response = client.post(step(name, run), told)
        assert response.status_code == 302, name
    run.refresh_from_db()
    assert (run.state, run.corrections, run.mapping) == ("waiting", {}, {"0": "name", "1": "phone"})
    worker_comes(run)
    assert (run.state, run.counts["new"], run.counts["error"]) == ("done", 1, 1)


def test_corrections_of_two_people_are_both_kept(client, boss):
    client.force_login(boss)
    run, _page = matched(client, "姓名,手机\n甲,1\n乙,12\n")
    client.post(step("check", run), {"fix-2-1": "13800138000"})
    client.post(step("check", run), {"fix-3-1": "13800138001"})
    run.refresh_from_db()
    assert run.corrections == {"2": {"1": "13800138000"}, "3": {"1": "13800138001"}}
    assert run.counts["new"] == 2


def test_a_long_file_of_few_rows_is_checked_by_the_worker(client, boss, jobs):
    client.force_login(boss)
    run, _page = matched(client, "姓名,备注\n甲," + ("汉" * 9_000 + "\n乙,") * 80)
    assert (run.state, [job["task_name"] for job in jobs.jobs.values()]) == ("checking", ["check_import"])


def test_an_import_that_waits_can_be_stopped(client, boss):
    client.force_login(boss)
    run, _page = matched(client, "姓名,手机\n甲,13800138000\n")
    client.post(step("start", run))
    client.post(step("stop", run))
    worker_comes(run)
    assert run.state == "cancelled"
    assert not Customer.objects.exists()


def test_an_import_can_be_given_up_before_it_starts(client, boss, tmp_path):
    client.force_login(boss)
    run, _page = matched(client, "姓名,手机\n甲,13800138000\n")
    client.post(step("discard", run))
    assert not Import.objects.exists()
    assert list(tmp_path.iterdir()) == []


def test_orders_are_imported_by_managers_only(client, lin, manager):
    address = reverse("customers:import_upload", args=["orders"])
    client.force_login(lin)
    assert client.get(address).status_code == 403
    assert address not in client.get(reverse("customers:imports")).content.decode()
    client.force_login(manager)
    assert client.get(address).status_code == 200


def test_the_import_of_another_team_does_not_exist(client, wei, lin):
    client.force_login(wei)
    run, _page = matched(client, "姓名,手机\n甲,13800138000\n")
    client.force_login(lin)
    for name in ("sheet", "columns", "check", "progress", "not_taken"):
        assert client.get(step(name, run)).status_code == 404
    for name in ("check", "start", "stop", "undo", "discard"):
        assert client.post(step(name, run)).status_code == 404
    run.refresh_from_db()
    assert run.state == "checked"


def test_who_may_only_read_does_not_import(client, reader):
    client.force_login(reader)
    assert client.get(reverse("customers:imports")).status_code == 403
    assert uploaded(client, MEMBERS).status_code == 403
    assert not Import.objects.exists()


def test_a_page_of_an_import_speaks_chinese_to_whom_it_should(client, boss):
    boss.language = "zh-hans"
    boss.save()
    client.force_login(boss)
    run, page = matched(client, MEMBERS)
    text = page.content.decode()
    assert "导入客户：试运行结果" in text
    assert "还没有写入任何数据。" in text
    assert "您可以分配客户的同事中没有这个名字，请选择一位。" in text
    pages = [client.get(step(name, run)).content.decode() for name in ("sheet", "columns", "check")]
    for page_text in [*pages, client.get(reverse("customers:imports")).content.decode()]:
        main = page_text.split("<main")[1].split("</main")[0]
        for english in ("Import", "Column", "Row ", "Sheet", "Nothing", "customers?"):
            assert f">{english}" not in main, english


def test_a_file_none_of_whose_rows_can_be_read_is_not_called_unchanged(client, boss):
    client.force_login(boss)
    run, response = matched(client, "会员号,姓名,手机\nA,甲,12\nB,乙,34\n")
    assert (run.counts["error"], run.counts.get("new", 0)) == (2, 0)
    assert "Nothing can be imported yet: no row could be taken as it stands." in response.content.decode()
    assert "nothing new in this file" not in response.content.decode()


def test_asking_for_the_new_rows_does_not_list_the_unreadable_ones(client, boss):
    client.force_login(boss)
    run, _response = matched(client, "会员号,姓名,手机\nA,甲,13800138001\nB,乙,34\n")
    new = client.get(step("check", run), {"show": "new"}).content.decode()
    assert "These rows are only counted, not listed" in new
    assert "1 cell cannot be read" not in new
    assert "1 cell cannot be read" in client.get(step("check", run), {"show": "error"}).content.decode()


def test_what_is_left_out_is_said_without_empty_counts(client, boss):
    client.force_login(boss)
    _run, response = matched(client, "会员号,姓名,手机\nA,甲,13800138001\nB,乙,34\n")
    shown = response.content.decode()
    assert "1 row that cannot be read is left out; it can follow later." in shown
    assert "0 possible duplicates" not in shown


def test_the_first_rows_are_drawn_without_holes(client, boss):
    client.force_login(boss)
    page = uploaded(client, "会员号,姓名,备注\nA,甲,老客户\nB,乙\n").content.decode()
    rows = re.findall(r"<tr>(?:(?!</tr>).)*</tr>", page.split("<tbody>")[-1], re.DOTALL)
    assert [row.count("<td") for row in rows] == [rows[0].count("<td")] * 2


def test_after_the_import_the_way_goes_on_to_what_was_imported_and_to_fresh_figures(client, boss):
    client.force_login(boss)
    run, _response = matched(client, "会员号,姓名,手机\nA,甲,13800138001\n")
    client.post(step("start", run))
    worker_comes(run)
    done = client.get(step("check", run)).content.decode()
    assert ">To the customers</a>" in done
    assert 'href="/insights/runs/">Compute again now</a>' in done


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1990-06-25", "Birthday or age: 1990-06-25"),
        ("6月25日", "Birthday or age: 06-25"),
        ("农历六月廿五", "Birthday or age: lunar 06-25"),
    ],
)
def test_a_customer_whose_birthday_came_from_a_file_opens_and_says_it(client, boss, written, shown):
    client.force_login(boss)
    run, _response = matched(client, f"会员号,姓名,生日\nA,甲,{written}\n")
    client.post(step("start", run))
    worker_comes(run)
    customer = Customer.objects.get()
    assert client.get(customer.get_absolute_url()).status_code == 200
    assert shown in client.get(f"{customer.get_absolute_url()}timeline/").content.decode()


def test_in_a_firm_of_one_the_customers_of_a_file_are_that_persons_own(client, boss):
    client.force_login(boss)
    uploaded(client, "会员号,姓名\nA,甲\n")
    shown = client.get(step("columns", Import.objects.get())).content.decode()
    assert f'<option value="{boss.pk}" selected>' in shown


def test_where_colleagues_are_the_owner_is_chosen(client, boss, lin):
    client.force_login(boss)
    uploaded(client, "会员号,姓名\nA,甲\n")
    shown = client.get(step("columns", Import.objects.get())).content.decode()
    assert f'<option value="{boss.pk}" selected>' not in shown
