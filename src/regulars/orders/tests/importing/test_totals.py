"""A file that ends with a row of totals: it is shown, left out unless kept, and said either way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from regulars.customers.importing import engine, tasks
from regulars.customers.models import Contact, Customer, Import, Interaction
from regulars.orders.models import Order, OrderLine, Payment, Product
from regulars.orders.tests.importing.command import told, typed

pytestmark = pytest.mark.django_db

MEMBERS = "会员号,姓名,累计消费\nA,甲,10\nB,乙,20\n合计,2 人,30\n"
FILES = {
    "customers": ("会员号,姓名\nA,甲\n合计,1 人\n", Customer),
    "contacts": ("企业编号,姓名\nF,李雷\n合计：,1 人\n", Contact),
    "interactions": ("编号,客户编号,日期,内容\nI1,F,2024-03-01,来电\n总计,,,1 次\n", Interaction),
    "products": ("商品编号,商品名称,单价\nT1,龙井,80\nTotal,,80\n", Product),
    "orders": (
        "订单号,客户编号,日期,商品编号,数量,单价\nO1,F,2024-03-01,T1,2,80\n合计,,,,2,160\n",
        OrderLine,
    ),
    "payments": ("付款编号,客户编号,日期,金额\nP1,F,2024-03-02,100\n小计,,,100\n", Payment),
}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, morning):
    settings.REGULARS_FILES = tmp_path / "files"


@pytest.fixture(autouse=True)
def _jobs():
    with app.replace_connector(InMemoryConnector()):
        yield


@pytest.fixture
def firm(lin):
    return Customer.objects.create(name="茶业公司", code="F", kind="firm", owner=lin)


def uploaded(client, text, kind="customers", source=""):
    file = SimpleUploadedFile("九月.csv", text.encode(), content_type="text/csv")
    client.post(reverse("customers:import_upload", args=[kind]), {"file": file, "source": source})
    return Import.objects.latest("pk")


def step(name, run):
    return reverse(f"customers:import_{name}", args=[run.pk])


def matched(client, run, **told):
    columns = {f"column-{place}": key for place, key in run.mapping.items()}
    client.post(step("columns", run), {**columns, "fact_source": "sales_data", **told})
    run.refresh_from_db()
    return client.get(step("check", run)).content.decode()


def tick(client, run):
    return client.get(step("columns", run)).content.decode().split('name="leave_out_totals"')[1].split(">")[0]


@pytest.mark.parametrize("kind", FILES)
def test_the_totals_of_a_file_of_any_kind_become_no_record(client, boss, firm, kind):
    text, model = FILES[kind]
    before = model.objects.count()
    client.force_login(boss)
    run = uploaded(client, text, kind)
    assert (
        "Leave out row 3, which looks like a row of totals"
        in client.get(step("columns", run)).content.decode()
    )
    assert "checked" in tick(client, run)
    result = matched(client, run, leave_out_totals="on")
    assert "Row 3 looks like a row of totals and was left out." in result
    assert (run.counts["read"], run.counts["new"], run.counts.get("error", 0)) == (2, 1, 0)
    engine.apply(run)
    assert model.objects.count() == before + 1
    assert (
        "Row 3 looks like a row of totals and was left out."
        in client.get(step("check", run)).content.decode()
    )


def test_a_customer_called_total_is_kept_and_so_is_the_next_of_the_source(client, boss):
    client.force_login(boss)
    first = uploaded(client, "会员号,姓名\nA,甲\nTotal,道达尔\n", source="油站")
    assert "row of totals" not in matched(client, first)
    client.post(step("start", first))
    tasks.apply_import(first.pk)
    assert sorted(Customer.objects.values_list("code", flat=True)) == ["A", "Total"]
    following = uploaded(client, "会员号,姓名\nB,乙\nTotal,道达尔\n", source="油站")
    assert "checked" not in tick(client, following)
    elsewhere = uploaded(client, "会员号,姓名\nB,乙\nTotal,道达尔\n", source="门店")
    assert "checked" in tick(client, elsewhere)


def test_the_question_is_asked_in_chinese_and_not_of_a_file_without_totals(client, boss):
    boss.language = "zh-hans"
    boss.save()
    client.force_login(boss)
    run = uploaded(client, MEMBERS)
    assert "第 4 行像是合计行，不是一条记录。" in client.get(step("sheet", run)).content.decode()
    assert "不导入第 4 行（像是合计行）" in client.get(step("columns", run)).content.decode()
    assert "第 4 行像是合计行，不导入。" in matched(client, run, leave_out_totals="on")
    plain = uploaded(client, "会员号,姓名\nA,甲\nB,乙\n")
    assert "合计" not in client.get(step("columns", plain)).content.decode()


def test_on_the_command_line_the_totals_are_left_out_and_said(capfd, tmp_path):
    path = tmp_path / "members.csv"
    path.write_text(MEMBERS)
    report = told(capfd, "customers", str(path))
    assert (report["lines_read"], report["new"], report["totals_rows"]) == (3, 2, 1)
    assert sorted(Customer.objects.values_list("code", flat=True)) == ["A", "B"]
    typed("customers", str(path))
    assert "Row 4 looks like a row of totals and was left out." in capfd.readouterr().err


def test_on_the_command_line_the_last_row_is_kept_when_asked_for_and_the_next_time(capfd, tmp_path):
    path = tmp_path / "members.csv"
    path.write_text(MEMBERS)
    report = told(capfd, "customers", str(path), "--source", "油站", "--totals-row", "keep")
    assert (report["new"], report["totals_rows"]) == (3, 0)
    again = told(capfd, "customers", str(path), "--source", "油站")
    assert (again["new"], again["same"], again["totals_rows"]) == (0, 3, 0)
    last = told(capfd, "customers", str(path), "--source", "油站", "--totals-row", "skip")
    assert (last["same"], last["totals_rows"]) == (2, 1)


def test_orders_that_no_customer_is_named_for_add_up_with_the_totals_left_out(capfd, tmp_path, firm):
    path = tmp_path / "orders.csv"
    path.write_text(FILES["orders"][0].replace("合计,,", "O2,,2024-03-01,T1,1,80\n合计,,"))
    report = told(capfd, "orders", str(path))
    assert (report["lines_read"], report["lines_without_customer"], report["totals_rows"]) == (3, 1, 1)
    assert list(Order.objects.values_list("reference", flat=True)) == ["O1"]
