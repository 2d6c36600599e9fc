"""Many customers at once: tags, owners, tasks, each with a way back; export; bin; pool."""

import csv
import html
import io
import re
from datetime import timedelta
from urllib.parse import unquote

import openpyxl
import pytest

from regulars.core import clock, settings_store
from regulars.core.models import AuditEvent
from regulars.customers import actions, binning, bulk, owning, tasks
from regulars.customers.models import Customer, CustomerTag, FamilyEvent, Interaction, UndoStep
from regulars.customers.tests.test_list import names
from regulars.customers.tests.test_searching import found

pytestmark = pytest.mark.database


def said(client, url="/customers/"):
    """What the next page says, and where its undo leads."""
    page = client.get(url).content.decode()
    notices = re.search(r'id="notices".*?</div>\s*</div>|id="notices".*?<header', page, re.DOTALL)[0]
    undo = re.search(r'action="(/customers/undo/\d+/[^"]*|/customers/\d+/restore/)"', notices)
    return " ".join(re.findall(r"<p>(.*?)</p>", notices)), html.unescape(undo[1]) if undo else ""


def tagged(name):
    return sorted(CustomerTag.objects.filter(tag__name=name).values_list("customer__name", flat=True))


@pytest.fixture
def ten(add, lin):
    return [add(f"客户{number}", owner=lin, city="杭州" if number % 2 else "宁波") for number in range(10)]


def test_all_that_match_are_tagged_and_taken_back(as_user, lin, ten):
    client = as_user(lin)
    ask = client.post("/customers/bulk/", {"f": "city:is:杭州", "every": "1", "action": "tag"})
    assert 'To <span class="fig">5</span> customers.' in ask.content.decode()
    assert tagged("秋茶") == []
    done = client.post(
        "/customers/bulk/", {"f": "city:is:杭州", "every": "1", "action": "tag", "sure": "1", "tag": " 秋茶 "}
    )
    assert unquote(done.url) == "/customers/?f=city:is:杭州"
    assert tagged("秋茶") == ["客户1", "客户3", "客户5", "客户7", "客户9"]
    assert found(lin, "秋茶") == ["客户1", "客户3", "客户5", "客户7", "客户9"]
    sentence, undo = said(client)
    assert sentence == "5 customers have the tag 秋茶."
    client.post(undo)
    assert said(client)[0] == "Taken back for 5 customers."
    assert tagged("秋茶") == found(lin, "秋茶") == []
    client.post(undo)
    assert said(client)[0] == "This was taken back already, or is more than a day ago."
    assert [e.sentence for e in AuditEvent.objects.filter(verb__startswith="customers.").order_by("pk")] == [
        "Lin Xiaotong gave 5 customers the tag 秋茶.",
        "Lin Xiaotong took back: 秋茶.",
    ]


def test_taking_it_back_leads_to_the_list_it_was_done_from(as_user, lin, ten):
    client = as_user(lin)
    listed = {"f": ["city:is:杭州", "name:has:客户"], "q": "客户", "sort": "-city", "columns": "city"}
    done = client.post(
        "/customers/bulk/", listed | {"every": "1", "action": "tag", "sure": "1", "tag": "秋茶"}
    )
    assert done.url != "/customers/"
    _sentence, undo = said(client, done.url)
    assert client.post(undo).url == done.url
    assert said(client, done.url)[0] == "Taken back for 5 customers."


@pytest.mark.parametrize("query", ["?f=no_such:is:1", "?sort=//evil.example", "?next=//evil.example", ""])
def test_taking_back_never_leads_anywhere_but_to_the_list(as_user, lin, ten, query):
    step = bulk.tag([ten[0].pk], "x", by=lin).step
    assert as_user(lin).post(f"/customers/undo/{step.pk}/{query}").url == "/customers/"
    assert tagged("x") == []


def test_undo_takes_back_only_what_it_gave(as_user, lin, ten):
    bulk.tag([ten[0].pk], "老客户", by=lin)
    done = bulk.tag([each.pk for each in ten[:3]], "老客户", by=lin)
    assert (done.changed, done.left_alone) == (2, 1)
    assert bulk.sentence(done) == "2 customers have the tag 老客户. 1 was so already."
    CustomerTag.objects.filter(customer=ten[1]).delete()
    client = as_user(lin)
    client.post(f"/customers/undo/{done.step.pk}/")
    assert said(client)[0] == "Taken back for 1 customer. 1 stays as it was changed since: 客户1."
    assert tagged("老客户") == ["客户0"]


def test_a_tag_is_removed_and_comes_back(as_user, lin, ten):
    bulk.tag([each.pk for each in ten[:3]], "老客户", by=lin)
    client = as_user(lin)
    client.post(
        "/customers/bulk/",
        {"pick": [ten[0].pk, ten[1].pk, ten[5].pk], "action": "untag", "sure": "1", "tag": "老客户"},
    )
    sentence, undo = said(client)
    assert sentence == "2 customers lost the tag 老客户. 1 was so already."
    assert tagged("老客户") == found(lin, "老客户") == ["客户2"]
    client.post(undo)
    assert tagged("老客户") == ["客户0", "客户1", "客户2"]


def test_owners_change_together_and_go_back_but_not_those_changed_since(as_user, manager, lin, sun, ten):
    client = as_user(manager)
    client.post(
        "/customers/bulk/",
        {"pick": [each.pk for each in ten[:4]], "action": "owner", "sure": "1", "owner": sun.pk},
    )
    sentence, undo = said(client)
    assert sentence == "4 customers went to Sun Li."
    assert Customer.objects.owned_by(sun).count() == 4
    owning.give(ten[0], manager, by=manager)
    client.post(undo)
    assert said(client)[0] == "Taken back for 3 customers. 1 stays as it was changed since: 客户0."
    assert Customer.objects.owned_by(lin).count() == 9
    assert Customer.objects.get(pk=ten[0].pk).owner == manager


def test_only_managers_give_customers_away_and_only_within_their_team(as_user, lin, manager, wei, ten):
    post = {"pick": ten[0].pk, "action": "owner", "sure": "1", "owner": wei.pk}
    assert as_user(lin).post("/customers/bulk/", post).status_code == 403
    client = as_user(manager)
    client.post("/customers/bulk/", post)
    assert said(client)[0] == "Choose who is to look after them."
    assert Customer.objects.get(pk=ten[0].pk).owner == lin


def test_what_one_does_not_see_is_not_touched(as_user, wei, lin, reader, ten):
    client = as_user(wei)
    client.post(
        "/customers/bulk/", {"pick": [each.pk for each in ten], "action": "tag", "sure": "1", "tag": "x"}
    )
    assert said(client)[0] == "Pick at least one customer."
    client.post("/customers/bulk/", {"every": "1", "action": "tag", "sure": "1", "tag": "x"})
    assert CustomerTag.objects.count() == UndoStep.objects.count() == 0
    assert as_user(reader).post("/customers/bulk/", {"every": "1", "action": "tag"}).status_code == 403
    step = bulk.tag([ten[0].pk], "x", by=lin).step
    assert as_user(wei).post(f"/customers/undo/{step.pk}/").status_code == 404
    assert tagged("x") == ["客户0"]


def test_undo_closes_after_a_day(as_user, lin, ten):
    step = bulk.tag([ten[0].pk], "x", by=lin).step
    client = as_user(lin)
    with clock.at(clock.now() + timedelta(hours=25)):
        client.post(f"/customers/undo/{step.pk}/")
        tasks.purge_bin()
    assert tagged("x") == ["客户0"]
    assert UndoStep.objects.count() == 0


@pytest.mark.covers("CHN-10")
def test_an_action_of_another_module_is_done_for_all_and_undone(as_user, lin, ten, monkeypatch):
    done, undone = [], []
    action = actions.Action(
        "greet", "Greet", allowed=lambda user, customer: True, do=lambda c, by, data: done.append(c.pk) or c.pk, undo=lambda token, by: undone.append(token)
    )  # fmt: skip
    monkeypatch.setitem(actions._registered, "greet", action)
    client = as_user(lin)
    assert 'value="greet"' in client.get("/customers/").content.decode()
    client.post("/customers/bulk/", {"pick": [ten[2].pk, ten[3].pk], "action": "greet"})
    sentence, undo = said(client)
    assert (sentence, done) == ("Greet: 2 customers.", [ten[2].pk, ten[3].pk])
    client.post(undo)
    assert undone == [ten[2].pk, ten[3].pk]
    assert client.post("/customers/bulk/", {"pick": ten[2].pk, "action": "no_such"}).status_code == 400


@pytest.mark.covers("DB-01")
def test_a_workbook_holds_the_eleven_fields_for_those_who_may_see_them(as_user, boss, lin, add):
    customer = add("罗美玲", owner=lin, gender="female", hobbies=["arts", "mahjong"], personality=["重面子"], age_given=41, occupation="医生", income_band="high", phones=["13800001234"], measures={"order_count": 3, "total_spend": 120})  # fmt: skip
    FamilyEvent.objects.create(customer=customer, relation="配偶", name="李雷")
    response = as_user(boss).post("/customers/export/", {"format": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(response.getvalue())).active.values)
    row = dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) == 2
    assert {name: row[name] for name in ("Name", "Gender", "Hobbies", "Personality", "Age", "Occupation", "Income band", "Phone", "Family", "Orders")} == {
        "Name": "罗美玲", "Gender": "Female", "Hobbies": "Arts, Mahjong", "Personality": "Minds face", "Age": 41, "Occupation": "医生",
        "Income band": "High", "Phone": "13800001234", "Family": "配偶 李雷", "Orders": 3,
    }  # fmt: skip
    assert (
        AuditEvent.objects.get(verb="customers.exported").sentence
        == "Zheng Qiuyun exported 1 customers as XLSX."
    )


def test_an_export_leaves_out_what_one_may_not_see_and_guards_formulas(as_user, lin, add, sun):
    add("=cmd|'/c calc'!A0", owner=lin, city="@SUM(1)", income_band="high")
    add("孙丽的客户", owner=sun)
    response = as_user(lin).post("/customers/export/", {"format": "csv"})
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert [row[1] for row in rows] == ["Name", "'=cmd|'/c calc'!A0"]
    assert not {"Income band", "Personality", "Family", "Credit limit"} & set(rows[0])
    assert "'@SUM(1)" in rows[1]
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_is_longer_than_a_cell_is_cut_and_the_other_customers_still_leave(as_user, boss, add, format):
    add("Li Hua", remark="x" * 40_000)
    add("Ming Wang", remark="=" * 32_766)
    response = as_user(boss).post("/customers/export/", {"format": format})
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    if format == "csv":
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        assert [row["Remark"] for row in rows] == [f"{'x' * 32_765}…", f"'{'=' * 32_766}"]


def test_many_customers_leave_only_with_a_reason(as_user, lin, ten):
    settings_store.put("customers.export_reason_above", 9)
    client = as_user(lin)
    assert "What for" in client.get("/customers/export/").content.decode()
    assert client.post("/customers/export/", {"format": "csv"}).status_code == 422
    assert AuditEvent.objects.filter(verb="customers.exported").count() == 0
    assert client.post("/customers/export/", {"format": "csv", "reason": "年度核对"}).status_code == 200
    assert AuditEvent.objects.get(verb="customers.exported").data["reason"] == "年度核对"


def test_read_only_people_do_not_export(as_user, reader):
    assert as_user(reader).get("/customers/export/").status_code == 403


def test_a_deleted_customer_is_gone_from_everywhere_and_comes_back(as_user, lin, manager, wang):
    client = as_user(lin)
    client.post(f"/customers/{wang.pk}/delete/")
    sentence, undo = said(client)
    assert sentence == "王小明 is in the recycle bin."
    assert names(client) == found(lin, "wxm") == []
    assert (
        client.get(f"/customers/{wang.pk}/").status_code
        == client.get(f"/customers/{wang.pk}/edit/").status_code
        == 404
    )
    assert "王小明" in as_user(manager).get("/customers/bin/").content.decode()
    client = as_user(lin)
    client.post(undo)
    assert names(client) == found(lin, "wxm") == ["王小明"]
    assert [e.verb for e in AuditEvent.objects.about(wang).order_by("pk")] == [
        "customer.created",
        "customer.deleted",
        "customer.restored",
    ]


def test_the_bin_is_for_managers_and_holds_ones_own_customers_only(as_user, lin, wei, manager, boss, wang):
    binning.delete(wang, by=boss)
    assert as_user(lin).get("/customers/bin/").status_code == 403
    assert as_user(lin).post(f"/customers/{wang.pk}/restore/").status_code == 404
    assert as_user(wei).post(f"/customers/{wang.pk}/restore/").status_code == 404
    assert Customer.objects.deleted().count() == 1
    as_user(manager).post(f"/customers/{wang.pk}/restore/")
    assert Customer.objects.deleted().count() == 0


def test_a_number_given_away_meanwhile_does_not_come_back_twice(as_user, boss, add):
    old = add("旧", owner=boss, code="K1")
    binning.delete(old, by=boss)
    add("新", owner=boss, code="K1")
    client = as_user(boss)
    client.post(f"/customers/{old.pk}/restore/")
    assert said(client)[0] == "The number K1 belongs to another customer now. Change that one first."
    assert Customer.objects.deleted().get() == old


def test_the_bin_is_emptied_after_its_days(boss, wang, shan):
    binning.delete(wang, by=boss)
    with clock.at(clock.now() + timedelta(days=89)):
        assert tasks.purge_bin() == 0
    with clock.at(clock.now() + timedelta(days=91)):
        assert tasks.purge_bin() == 1
    assert list(Customer.objects.all()) == [shan]


def test_a_customer_of_the_pool_is_claimed_once(as_user, lin, sun, add):
    customer = add("公海客户", owner=None)
    as_user(sun).post(f"/customers/{customer.pk}/claim/")
    assert as_user(lin).post(f"/customers/{customer.pk}/claim/").status_code == 404
    customer.refresh_from_db()
    assert (customer.owner, customer.team) == (sun, sun.team)
    assert owning.claim(customer, by=lin) is False
    assert [e.sentence for e in AuditEvent.objects.filter(verb="customer.claimed")] == [
        "Sun Li took 公海客户 from the pool."
    ]


def test_a_customer_goes_back_into_the_pool_and_is_given_to_somebody(as_user, lin, sun, manager, wang):
    as_user(lin).post(f"/customers/{wang.pk}/release/")
    wang.refresh_from_db()
    assert (wang.owner, wang.team) == (None, lin.team)
    assert names(as_user(sun), "?f=owner:empty") == ["王小明"]
    assert as_user(sun).post(f"/customers/{wang.pk}/release/").status_code == 403
    assert as_user(lin).post(f"/customers/{wang.pk}/assign/", {"owner": sun.pk}).status_code == 403
    as_user(manager).post(f"/customers/{wang.pk}/assign/", {"owner": sun.pk})
    wang.refresh_from_db()
    assert wang.owner == sun


def test_customers_nobody_contacts_return_to_the_pool_when_the_firm_says_so(lin, wang, shan):
    later = clock.now() + timedelta(days=61)
    with clock.at(later):
        assert tasks.return_to_pool() == 0
        settings_store.put("customers.pool_after_days", 60)
        Interaction.objects.create(
            customer=wang, happened_at=later - timedelta(days=2), channel="phone", created_at=later
        )
        assert tasks.return_to_pool() == 1
        assert tasks.return_to_pool() == 0
    shan.refresh_from_db()
    wang.refresh_from_db()
    assert (shan.owner, wang.owner) == (None, lin)
