"""Needs, notes, contacts, ways to reach, family, projects, promises: added, changed, removed, brought back."""

from datetime import date

import pytest
from django.utils.html import escape

from regulars.core.models import AuditEvent
from regulars.customers.models import Contact, ContactPoint, Fact, Need, Promise, UndoStep
from regulars.customers.record_kinds import KINDS
from regulars.customers.searching import search

GIVEN = {
    "need": {"kind": "need", "text": "Gift boxes", "strength": "4", "status": "unmet"},
    "note": {"kind": "quote", "text": "Last year's scent was right"},
    "promise": {"text": "Two tins of Longjing", "due_on": "2026-10-05"},
    "contact": {"name": "Chief Shen", "role": "decision", "relation_strength": "0", "day_calendar": "solar"},
    "point": {"kind": "email", "value": "Shop@Example.cn"},
    "family": {
        "relation": "Daughter",
        "name": "Yu",
        "day_calendar": "lunar",
        "day_month": "8",
        "day_day": "15",
    },
    "project": {"name": "New branch", "remind_days": "30", "repurchase_on": "2027-03-01"},
    "brand": {"kind": "comparison", "brand": "Another teahouse", "happened_on": "2026-09-20"},
    "obstacle": {"kind": "price", "text": "Too dear for every day", "happened_on": "2026-09-20"},
    "choosing": {"days": "12", "happened_on": "2026-09-20"},
    "tie": {
        "kind": "contractual",
        "text": "Delivery contract",
        "amount": "3000.00",
        "happened_on": "2026-01-01",
    },
}
# Shown on the tab “Loyalty”, which another module brings.
ELSEWHERE = ("brand", "obstacle", "choosing", "tie")
CHANGED = {
    "need": ("text", "Wedding gifts"), "note": ("text", "Likes it strong"), "promise": ("text", "Three tins"),
    "contact": ("position", "Manager"), "point": ("label", "Office"), "family": ("note", "studies in Leeds"),
    "project": ("stage", "tender"), "brand": ("text", "at the fair"), "obstacle": ("text", "Too far away"),
    "choosing": ("text", "looked for long"), "tie": ("text", "Contract of two years"),
}  # fmt: skip
EACH = pytest.mark.parametrize("code", sorted(GIVEN))


def add(client, customer, code, **values):
    return client.post(f"/customers/{customer.pk}/add/{code}/", GIVEN[code] | values, follow=True)


def rows(code):
    return KINDS[code].model.objects.order_by("pk")


def form_of(client, address):
    form = client.get(address).context["form"]
    given = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in given.items() if value is not None and value is not False}


@pytest.fixture
def added(as_user, boss, teahouse, morning):
    """One of each, at a firm, by the administrator."""

    def _added(code):
        add(as_user(boss), teahouse, code)
        return rows(code).last()

    return _added


@pytest.mark.covers("DB-03", "DB-11", "DB-19", "CARE-09", "KEY-05", "TRU-03")
@EACH
def test_each_kind_is_added_from_the_page_and_leaves_a_sentence(as_user, boss, teahouse, morning, code):
    before = set(rows(code).values_list("pk", flat=True))
    html = add(as_user(boss), teahouse, code).content.decode()
    (kept,) = rows(code).exclude(pk__in=before)
    assert str(KINDS[code].added) in html
    assert kept.customer == teahouse
    assert {name: str(getattr(kept, name)) for name in GIVEN[code]} == GIVEN[code]
    if code not in ("family", *ELSEWHERE):  # a firm has none to show
        assert escape(str(kept)) in as_user(boss).get(f"/customers/{teahouse.pk}/").content.decode()
    event = AuditEvent.objects.filter(verb=KINDS[code].verbs[0]).get()
    assert (event.actor_name, event.customer_id) == ("Zheng Qiuyun", teahouse.pk)
    assert "{" not in event.sentence


@EACH
def test_each_kind_is_changed_and_who_saves_second_overwrites_nothing(as_user, boss, added, code):
    record = added(code)
    address = f"/customers/records/{code}/{record.pk}/"
    client, (field, value) = as_user(boss), CHANGED[code]
    first = form_of(client, address)
    unchanged = client.post(address, first, follow=True)
    assert "Nothing was changed." in unchanged.content.decode(), unchanged.context["form"].errors
    assert "Saved." in client.post(address, first | {field: value}, follow=True).content.decode()
    record.refresh_from_db()
    assert getattr(record, field) == value
    late = client.post(address, first | {field: "Too late"})
    assert late.status_code == 422
    assert "A colleague changed this while you were writing." in late.content.decode()
    record.refresh_from_db()
    assert getattr(record, field) == value


@pytest.mark.parametrize("code", sorted(set(GIVEN) - {"promise"}))
def test_each_kind_is_removed_and_brought_back_once(as_user, boss, teahouse, added, code):
    record = added(code)
    client = as_user(boss)
    html = client.post(f"/customers/records/{code}/{record.pk}/removal/", follow=True).content.decode()
    assert str(KINDS[code].removed) in html
    assert not rows(code).filter(pk=record.pk).exists()
    address = f"/customers/{teahouse.pk}/bring-back/{UndoStep.objects.latest('pk').pk}/"
    assert f'action="{address}"' in html
    assert "It is back." in client.post(address, follow=True).content.decode()
    assert rows(code).get(pk=record.pk).__dict__ | {"_state": 0} == record.__dict__ | {"_state": 0}
    assert "too much time has passed" in client.post(address, follow=True).content.decode()


def test_a_promise_is_not_removed(as_user, boss, added):
    promise = added("promise")
    assert as_user(boss).post(f"/customers/records/promise/{promise.pk}/removal/").status_code == 403
    assert Promise.objects.count() == 1


@EACH
def test_readers_add_change_and_remove_nothing(as_user, reader, added, teahouse, code):
    record = added(code)
    client, before = as_user(reader), rows(code).count()
    for path in (
        f"{teahouse.pk}/add/{code}/",
        f"records/{code}/{record.pk}/",
        f"records/{code}/{record.pk}/removal/",
    ):
        assert client.post(f"/customers/{path}", GIVEN[code]).status_code == 403
    assert rows(code).count() == before


@EACH
def test_records_of_another_team_do_not_exist(as_user, wei, added, teahouse, code):
    record = added(code)
    client, before = as_user(wei), list(rows(code).values())
    for path in (
        f"{teahouse.pk}/add/{code}/",
        f"records/{code}/{record.pk}/",
        f"records/{code}/{record.pk}/removal/",
    ):
        assert client.post(f"/customers/{path}", GIVEN[code]).status_code == 404
    assert list(rows(code).values()) == before


def test_the_family_may_be_noted_but_not_read_by_who_does_not_see_sensitive_fields(
    as_user, lin, wang, morning
):
    client = as_user(lin)
    assert add(client, wang, "family").status_code == 200
    kept = rows("family").get()
    assert (kept.day_calendar, kept.day_month, kept.day_day) == ("lunar", 8, 15)
    assert client.get(f"/customers/records/family/{kept.pk}/").status_code == 403
    assert client.post(f"/customers/records/family/{kept.pk}/removal/").status_code == 403


@pytest.mark.covers("DB-19")
def test_the_day_of_a_new_status_is_noted_with_it(as_user, lin, wang, morning):
    client = as_user(lin)
    add(client, wang, "need")
    need = Need.objects.get()
    address = f"/customers/records/need/{need.pk}/"
    client.post(address, form_of(client, address) | {"status": "met"})
    need.refresh_from_db()
    assert (need.status, need.status_changed_on) == ("met", date(2026, 9, 28))


def test_a_day_that_does_not_exist_is_sent_back(as_user, boss, wang):
    response = add(as_user(boss), wang, "family", day_calendar="solar", day_month="2", day_day="30")
    assert response.status_code == 422
    assert "This day does not exist." in response.content.decode()


@pytest.mark.covers("KEY-05")
def test_a_contact_brings_a_phone_and_is_found_by_name(as_user, sun, teahouse, morning):
    add(as_user(sun), teahouse, "contact", phone="138 0571 2290")
    shen = Contact.objects.get()
    point = shen.contact_points.get()
    assert (point.value, point.normalised, point.customer) == ("138 0571 2290", "+8613805712290", teahouse)
    assert list(search(type(teahouse).objects.all(), "Chief Shen")) == [teahouse]
    assert list(search(type(teahouse).objects.all(), "2290")) == [teahouse]


def test_a_removed_contact_comes_back_with_the_phone_and_what_spoke_of_it(as_user, sun, teahouse, morning):
    client = as_user(sun)
    add(client, teahouse, "contact", phone="138 0571 2290")
    shen = Contact.objects.get()
    talk = teahouse.interactions.create(
        contact=shen, happened_at=morning, channel="visit", created_at=morning
    )
    client.post(f"/customers/records/contact/{shen.pk}/removal/")
    talk.refresh_from_db()
    assert (talk.contact, teahouse.contact_points.filter(contact__isnull=False).count()) == (None, 0)
    client.post(f"/customers/{teahouse.pk}/bring-back/{UndoStep.objects.get().pk}/")
    talk.refresh_from_db()
    assert talk.contact == shen
    assert [point.value for point in shen.contact_points.all()] == ["138 0571 2290"]


@pytest.mark.covers("DB-25")
def test_a_new_phone_is_a_fact_and_only_one_is_called_first(as_user, lin, wang, morning):
    add(as_user(lin), wang, "point", kind="phone", value="139 0000 1111", is_primary="on", is_verified="on")
    first, second = ContactPoint.objects.filter(customer=wang, kind="phone").order_by("pk")
    assert (first.is_primary, second.is_primary, second.verified_at) == (False, True, morning)
    fact = Fact.objects.filter(customer=wang, field="phones").latest("pk")
    assert (fact.previous, fact.value) == (["138 0000 1234"], ["138 0000 1234", "139 0000 1111"])
    html = as_user(lin).get(f"/customers/{wang.pk}/").content.decode()
    assert 'class="btn btn-primary" href="tel:13900001111"' in html


def test_the_same_phone_is_not_noted_twice(as_user, lin, wang):
    response = add(as_user(lin), wang, "point", kind="phone", value="+86 138-0000-1234")
    assert response.status_code == 422
    assert "This is noted already." in response.content.decode()


def test_a_phone_of_another_customer_names_the_owner_and_needs_a_second_look(as_user, lin, wang, shan):
    client = as_user(lin)
    response = add(client, wang, "point", kind="phone", value="13900005678")
    assert response.status_code == 422
    assert "13900005678 belongs to 单雄信 already. Owner: Lin Xiaotong." in response.content.decode()
    assert AuditEvent.objects.filter(verb="customer.phone_clash", customer_id=shan.pk).count() == 1
    assert add(client, wang, "point", kind="phone", value="13900005678", is_shared="1").status_code == 200
    assert wang.contact_points.filter(kind="phone").count() == 2


def test_a_phone_of_a_customer_one_does_not_see_stays_with_them(as_user, wei, add_far, wang):
    response = add(as_user(wei), add_far, "point", kind="phone", value="138 0000 1234", is_shared="1")
    assert response.status_code == 422
    assert "belongs to a customer already. Owner: Lin Xiaotong." in response.content.decode()
    assert "王小明" not in response.content.decode()
    assert add_far.contact_points.count() == 0


@pytest.fixture
def add_far(add, wei):
    return add("Far Away", owner=wei)


def test_a_kind_that_does_not_exist_is_not_found(as_user, lin, wang):
    assert as_user(lin).get(f"/customers/{wang.pk}/add/nonsense/").status_code == 404
    assert as_user(lin).get("/customers/records/nonsense/1/").status_code == 404
