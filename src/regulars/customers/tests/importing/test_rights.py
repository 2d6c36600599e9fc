"""An import neither shows nor changes what its person may not read."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regulars.customers.models import Customer, CustomField, Import
from regulars.customers.tests.importing.files import applied, reasons

pytestmark = pytest.mark.django_db
FILE = "会员号,姓名,籍贯,体重,城市\nA-1,王芳,成都,60,杭州\n"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, morning):
    settings.REGULARS_FILES = tmp_path


@pytest.fixture
def weight():
    return CustomField.objects.create(key="weight", label_zh="体重", is_sensitive=True)


@pytest.fixture
def fang(lin, weight):
    return Customer.objects.create(
        name="王芳",
        code="A-1",
        owner=lin,
        team=lin.team,
        home_town="绍兴",
        city="上海",
        custom={"weight": "55.5"},
    )


def step(name):
    return reverse(f"customers:import_{name}", args=[Import.objects.get().pk])


def upload(client):
    file = SimpleUploadedFile("九月.csv", FILE.encode(), content_type="text/csv")
    client.post(reverse("customers:import_upload", args=["customers"]), {"file": file})
    return Import.objects.get()


def test_a_field_one_may_not_read_is_no_meaning_of_a_column(client, lin, fang):
    client.force_login(lin)
    upload(client)
    page = client.get(step("columns")).content.decode()
    assert 'value="city"' in page
    assert 'value="home_town"' not in page
    assert 'value="custom:weight"' not in page
    client.post(step("columns"), {"column-0": "code", "column-2": "home_town", "fact_source": "sales_data"})
    assert Import.objects.get().state == Import.State.UPLOADED


def test_what_was_guessed_of_such_a_column_is_not_read_either(client, lin, fang):
    client.force_login(lin)
    run = upload(client)
    run.mapping = {"0": "code", "1": "name", "2": "home_town", "3": "custom:weight", "4": "city"}
    run.save()
    page = client.post(step("check"), {"order-0": "dmy"}, follow=True).content.decode()
    assert "上海" in page
    assert "绍兴" not in page
    assert "55.5" not in str(Import.objects.get().examples)
    assert {field for _name, field, *_values in Import.objects.get().examples} == {"city"}


def test_who_may_read_them_imports_them(client, boss, fang):
    client.force_login(boss)
    run = upload(client)
    assert run.mapping["2"] == "home_town"
    columns = {f"column-{place}": key for place, key in run.mapping.items()} | {"column-3": "custom:weight"}
    client.post(step("columns"), {**columns, "fact_source": "sales_data"})
    changed = {field for _name, field, *_values in Import.objects.get().examples}
    assert {"city", "home_town"} <= changed


SECRETS = "会员号,姓名,信用额度,籍贯,手机\nA-1,王芳,六百六十,成都,\nB-2,李雷,88,重庆,12\n"


def test_what_a_colleague_may_read_in_a_file_a_manager_without_that_right_does_not(
    client, lin, manager, fang, boss
):
    """Beside it stand the names and the unreadable phone, which anybody who sees the import may read."""
    lin.sees_sensitive = True
    lin.save()
    client.force_login(lin)
    file = SimpleUploadedFile("九月.csv", SECRETS.encode(), content_type="text/csv")
    client.post(reverse("customers:import_upload", args=["customers"]), {"file": file})
    columns = {f"column-{place}": key for place, key in Import.objects.get().mapping.items()}
    assert columns["column-2"] == "credit_limit"
    client.post(step("columns"), {**columns, "fact_source": "sales_data"})
    for person, is_told in ((lin, True), (manager, False)):
        client.force_login(person)
        for name in ("sheet", "columns", "check", "not_taken"):
            answer = client.get(step(name))
            text = text_of(answer)
            assert answer.status_code == 200
            assert "李雷" in text or name == "check"
            assert any(each in text for each in ("六百六十", "成都", "重庆", "绍兴")) == is_told, name
            assert ("•••" in text) == (not is_told), name


def text_of(answer):
    if not answer.streaming:
        return answer.content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return str(list(sheet.values))


OWNERS = "会员号,姓名,负责人\nA,甲,sun\nB,乙,wei\nC,丙,Shao Pei\nD,丁,\n"


def test_a_manager_gives_customers_only_to_whom_the_pages_allow(manager, sun, wei, reader):
    run = applied(OWNERS, by=manager)
    assert reasons(run) == [(3, "负责人", "unknown_person"), (4, "负责人", "unknown_person")]
    assert dict(Customer.objects.values_list("code", "owner__username")) == {"A": "sun", "D": None}


def test_nor_does_a_choice_on_the_page_reach_beyond_that(client, manager, wei, reader, sun):
    client.force_login(manager)
    run = upload(client)
    page = client.get(step("columns")).content.decode()
    assert f'<option value="{sun.pk}">' in page
    assert f'<option value="{wei.pk}">' not in page
    assert f'<option value="{reader.pk}">' not in page
    columns = {f"column-{place}": key for place, key in run.mapping.items()} | {"fact_source": "sales_data"}
    assert client.post(step("columns"), {**columns, "owner": wei.pk}).status_code == 200
    run.refresh_from_db()
    assert "owner" not in run.options
    forged = applied("会员号,姓名,负责人\nB,乙,魏\n", by=manager, people={"魏": wei.pk})
    assert reasons(forged) == [(2, "负责人", "unknown_person")]
    assert not Customer.objects.exists()


def test_an_administrator_gives_them_to_every_team(boss, sun, wei, reader):
    run = applied(OWNERS, by=boss)
    assert reasons(run) == [(4, "负责人", "unknown_person")]
    assert dict(Customer.objects.values_list("code", "owner__username")) == {
        "A": "sun",
        "B": "wei",
        "D": None,
    }
