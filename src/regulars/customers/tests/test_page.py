"""The page of one customer: what stands there, for whom."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regulars.core import clock
from regulars.core.models import AuditEvent
from regulars.customers import panels
from regulars.customers.choices import Channel
from regulars.customers.editing import save_customer
from regulars.customers.models import (
    Contact,
    CustomField,
    FamilyEvent,
    Interaction,
    MemoryNote,
    Need,
    ProjectCycle,
    Promise,
)
from regulars.customers.tests.test_editing import opened


def page(client, customer, path=""):
    response = client.get(f"/customers/{customer.pk}/{path}")
    assert response.status_code == 200, response.content.decode()[:800]
    return response.content.decode()


@pytest.mark.covers("CARE-22", "CARE-15")
def test_how_to_treat_a_customer_stands_above_everything_else(as_user, lin, wang):
    save_customer(wang, {"manner_do": "Call after three", "manner_dont": "No bulk SMS"}, by=lin)
    html = page(as_user(lin), wang)
    assert html.index("Call after three") < html.index("No bulk SMS") < html.index('class="tabs')


@pytest.mark.covers("CARE-15")
def test_who_is_not_to_be_contacted_is_not_offered_for_a_call(as_user, lin, wang, morning):
    assert 'class="btn btn-primary" href="tel:13800001234"' in page(as_user(lin), wang)
    save_customer(
        wang, {"do_not_contact_from": date(2026, 9, 20), "do_not_contact_until": date(2026, 10, 8)}, by=lin
    )
    html = page(as_user(lin), wang)
    assert "Not to be contacted until 2026-10-08." in html
    assert 'class="btn btn-primary" href="tel:' not in html
    assert "No contact 2026-09-20 – 2026-10-08" in " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.covers("CARE-15")
def test_the_channel_and_time_a_customer_prefers_are_kept_shown_and_offered_first(
    as_user, lin, wang, morning
):
    client = as_user(lin)
    wanted = {"preferred_channel": "wechat", "preferred_from": "09:30", "preferred_until": "11:00"}
    assert client.post(f"/customers/{wang.pk}/edit/", opened(client, wang) | wanted).status_code == 302
    html = page(client, wang)
    assert "<dt>Best reached</dt><dd>WeChat 09:30–11:00</dd>" in html
    assert re.findall(r'name="channel" value="(\w+)" checked', html) == ["wechat"]


def test_a_past_stretch_without_contact_no_longer_counts(as_user, lin, wang, morning):
    save_customer(
        wang, {"do_not_contact_from": date(2026, 9, 1), "do_not_contact_until": date(2026, 9, 27)}, by=lin
    )
    assert "Not to be contacted" not in page(as_user(lin), wang)


@pytest.mark.covers("DB-13")
def test_a_fact_shows_where_and_when_it_was_learnt_and_by_whom(as_user, lin, wang, morning):
    save_customer(
        wang, {"occupation": "architect"}, by=lin, source="conversation", collected_on=date(2026, 8, 3)
    )
    html = page(as_user(lin), wang)
    assert '<dd title="Past conversation, 2026-08-03, Lin Xiaotong"><bdi>architect</bdi>' in html


@pytest.mark.covers("DB-25")
def test_a_changed_fact_keeps_what_it_was_before(as_user, lin, wang, morning):
    save_customer(wang, {"occupation": "teacher"}, by=lin)
    with clock.at(morning.replace(hour=3)):
        save_customer(wang, {"occupation": "architect"}, by=lin, source="feedback")
    html = page(as_user(lin), wang, "facts/")
    row = html[html.index("<b>Occupation</b>") :]
    assert "<bdi>architect</bdi>" in row.split("</tr>")[0]
    assert '<bdi class="soft">teacher</bdi>' in row.split("</tr>")[0]
    assert "Occupation: teacher → architect" in page(as_user(lin), wang)


def test_what_is_not_known_yet_is_asked_for(as_user, lin, wang):
    html = page(as_user(lin), wang)
    assert f'<a href="/customers/{wang.pk}/edit/#id_occupation">Ask next time</a>' in html


def test_readers_are_not_asked_for_anything_and_get_no_forms(as_user, reader, wang):
    html = page(as_user(reader), wang)
    assert "Ask next time" not in html
    assert 'id="quick"' not in html
    assert "/add/need/" not in html


@pytest.mark.covers("DB-22", "DB-04", "TRU-02")
def test_sensitive_facts_are_masked_and_a_look_at_them_is_noted_once(as_user, lin, boss, wang, morning):
    save_customer(wang, {"income_band": "high", "home_town": "Wuxi"}, by=boss)
    html = page(as_user(lin), wang)
    assert "Wuxi" not in html
    assert html.count("<bdi>•••</bdi>") == 2
    looks = AuditEvent.objects.filter(verb="customer.viewed_sensitive", customer_id=wang.pk)
    assert looks.count() == 0
    html = page(as_user(boss), wang)
    assert "Wuxi" in html
    assert "noted on 2026-09-28" in html
    assert [(event.actor_name, event.data["fields"]) for event in looks] == [
        ("Zheng Qiuyun", ["Home town or dialect", "Income band"])
    ]


def test_a_masked_fact_is_masked_in_its_history_and_on_the_timeline_too(as_user, lin, boss, wang):
    CustomField.objects.create(key="debt", label_en="Debts", is_sensitive=True)
    save_customer(wang, {"home_town": "Wuxi", "custom.debt": "three million"}, by=boss)
    for path in ("", "timeline/", "facts/", "history/"):
        html = page(as_user(lin), wang, path)
        assert "Wuxi" not in html
        assert "three million" not in html


@pytest.mark.covers("DB-03")
def test_the_family_is_only_shown_to_who_may_see_it(as_user, lin, boss, wang):
    FamilyEvent.objects.create(customer=wang, relation="Daughter", name="Yu", day_month=5, day_day=4)
    assert "Something is noted here that your role may not read." in page(as_user(lin), wang)
    html = page(as_user(boss), wang)
    assert "<bdi>Daughter Yu</bdi>" in html
    assert "05-04" in html


@pytest.mark.covers("KEY-05")
def test_relations_still_to_be_made_stand_first_whatever_the_rank(as_user, sun, teahouse, morning):
    assert roles_unknown(as_user(sun), teahouse) == "Decides, Uses, Purchases, Technical, Finance, Influences"
    chief = Contact.objects.create(
        customer=teahouse,
        name="Chief Shen",
        role="decision",
        relation_strength=5,
        position="Manager",
        department="Purchasing",
    )
    Contact.objects.create(customer=teahouse, name="Clerk Zhuang", role="user", relation_strength=0)
    gone = Contact.objects.create(
        customer=teahouse, name="Old Qian", relation_strength=0, left_on=date(2026, 1, 1)
    )
    Interaction.objects.create(
        customer=teahouse, contact=chief, happened_at=morning, channel=Channel.VISIT, created_at=morning
    )
    html = page(as_user(sun), teahouse)
    people = html[html.index('id="people-h"') :].split("</section>")[0]
    assert people.index("Clerk Zhuang") < people.index("Chief Shen") < people.index(gone.name)
    assert people.count("relation still to be made") == 1
    assert "very close · last contact today" in people
    assert "not established · never contacted" in people
    chiefs = people[people.index("Chief Shen") : people.index(gone.name)]
    assert '<span class="tag">Decides</span>' in chiefs
    assert "<bdi>Manager</bdi> · <bdi>Purchasing</bdi>" in chiefs
    assert chiefs.index("Manager") < chiefs.index("very close · last contact today")
    assert roles_unknown(as_user(sun), teahouse) == "Purchases, Technical, Finance, Influences"


def roles_unknown(client, customer):
    return page(client, customer).split("Still unknown:")[1].split("</p>")[0].strip()


@pytest.mark.covers("DB-10", "DB-11", "DB-19")
def test_credit_projects_and_needs_of_a_firm_are_there(as_user, boss, teahouse):
    save_customer(teahouse, {"credit_grade": "B", "credit_limit": 50000, "payment_term_days": 30}, by=boss)
    ProjectCycle.objects.create(
        customer=teahouse, name="New branch", stage="tender", repurchase_on=date(2027, 3, 1)
    )
    Need.objects.create(customer=teahouse, text="Gift boxes", kind="need", noted_on=date(2026, 9, 1))
    html = page(as_user(boss), teahouse)
    assert "¥50,000" in html
    assert "New branch" in html
    assert "2027-03-01" in html
    assert "Gift boxes" in html
    assert "Unmet" in html


@pytest.mark.covers("CARE-09", "TRU-03")
def test_what_lies_ahead_stands_before_the_figures(as_user, lin, wang, morning):
    Promise.objects.create(
        customer=wang, text="Two tins of Longjing", made_on=date(2026, 9, 1), due_on=date(2026, 9, 25)
    )
    Promise.objects.create(
        customer=wang, text="Invoice", made_on=date(2026, 8, 1), due_on=date(2026, 8, 2), status="kept"
    )
    MemoryNote.objects.create(
        customer=wang, kind="detail", text="Daughter studies abroad", noted_on=date(2026, 8, 3)
    )
    MemoryNote.objects.create(customer=wang, kind="quote", text="Likes it strong", noted_on=date(2026, 8, 4))
    MemoryNote.objects.create(
        customer=wang, kind="request", text="When is the osmanthus tea back?", noted_on=date(2026, 8, 5)
    )
    MemoryNote.objects.create(
        customer=wang, kind="detail", text="Told already", noted_on=date(2026, 8, 3), used_at=morning
    )
    html = page(as_user(lin), wang)
    ahead = html[html.index('class="card ahead"') : html.index('id="value-h"')]
    assert "until 2026-09-25, 3 days late" in ahead
    assert "1 of 1 promise kept so far" in ahead
    assert "Daughter studies abroad" in ahead
    assert "Told already" not in ahead
    remember = ahead[ahead.index(">Bring up again</h2>") :].split("</section>")[0]
    assert re.findall(r"<li><bdi>(.*?)</bdi><small>(.*?) · ", remember) == [
        ("When is the osmanthus tea back?", "Request"),
        ("Likes it strong", "Something said"),
        ("Daughter studies abroad", "Detail"),
    ]
    assert (remember.count(">Mentioned</button>"), remember.count(">Fulfilled</button>")) == (3, 3)
    assert html.index('class="card ahead"') < html.index('id="quick"')


@pytest.fixture
def tea_tab():
    tab = panels.Panel(
        "tea",
        "Teas",
        "tab",
        "ui/parts/empty.html",
        lambda who, user: {"title": who.name},
        count=lambda who: 1234,
    )
    panels.register(tab)
    yield tab
    panels._registered.pop("tea")


@pytest.mark.covers("DB-06")
def test_a_module_gets_a_tab_with_its_count_by_registering(as_user, lin, wang, tea_tab):
    html = page(as_user(lin), wang)
    assert f'<a href="/customers/{wang.pk}/tea/">Teas <span class="fig">1,234</span></a>' in html
    assert "<h2>王小明</h2>" in page(as_user(lin), wang, "tea/")
    assert as_user(lin).get(f"/customers/{wang.pk}/coffee/").status_code == 404


def test_a_tab_within_another_one_stands_in_the_row_below_the_tabs(as_user, lin, wang, tea_tab):
    cups = replace(tea_tab, code="cups", title="Cups", within="tea", count=None)
    panels._registered["tea"] = replace(tea_tab, first_title="All teas")
    panels.register(cups)
    try:
        strip, below = re.findall(r'<nav class="tabs.*?</nav>', page(as_user(lin), wang, "cups/"), re.DOTALL)
        assert f'<a href="/customers/{wang.pk}/tea/" aria-current="page">Teas' in strip
        assert "Cups" not in strip
        assert re.findall(r"<a (.*?)>(.*?)</a>", below) == [
            (f'href="/customers/{wang.pk}/tea/"', "All teas"),
            (f'href="/customers/{wang.pk}/cups/" aria-current="page"', "Cups"),
        ]
        assert "customer-subtabs" not in page(as_user(lin), wang)
    finally:
        panels._registered.pop("cups")


def test_two_panels_cannot_take_the_same_place(tea_tab):
    with pytest.raises(ValueError, match="tea is registered twice"):
        panels.register(replace(tea_tab, title="Coffees"))
    assert panels.find("tea") == tea_tab


def test_changes_read_as_sentences(as_user, lin, wang):
    save_customer(wang, {"occupation": "architect"}, by=lin)
    assert "Lin Xiaotong changed Occupation of 王小明." in page(as_user(lin), wang, "history/")


def test_a_customer_of_another_team_does_not_exist(as_user, wei, wang):
    for path in ("", "timeline/", "facts/", "history/", "consents/", "interactions/", "add/need/", "orders/"):
        assert as_user(wei).get(f"/customers/{wang.pk}/{path}").status_code == 404


def test_the_page_asks_as_many_questions_for_a_full_customer_as_for_an_empty_one(
    as_user, lin, wang, shan, morning
):
    for number in range(40):
        Interaction.objects.create(
            customer=wang, happened_at=morning, channel="phone", created_at=morning, summary=str(number)
        )
        Need.objects.create(customer=wang, text=f"Need {number}", noted_on=date(2026, 9, 1))
        MemoryNote.objects.create(
            customer=wang, kind="quote", text=f"Note {number}", noted_on=date(2026, 9, 1)
        )
        Promise.objects.create(
            customer=wang, text=f"Promise {number}", made_on=date(2026, 9, 1), due_on=date(2026, 9, 30)
        )
    asked = {}
    for customer in (wang, shan, wang):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(as_user(lin), customer)
        asked[customer.name] = len(queries)
    assert asked["王小明"] <= asked["单雄信"] + 2
