"""Decline: what is advised, what a manager decides, and why a customer declines."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from regulars.core.models import AuditEvent
from regulars.customers.models import Customer, CustomerMeasures
from regulars.insights import explaining_stages
from regulars.insights.models import DeclineCause, RescueDecision
from regulars.insights.stages import causes, deciding
from regulars.insights.stages.deciding import CauseDoesNotFit, NotDeclining
from regulars.insights.tests.shop import buys, customer
from regulars.insights.tests.test_signs import page, tab

pytestmark = pytest.mark.django_db

CAUSE = {"cause": "competitor", "churn_cause": "price", "words": "Ten a pound less", "source": "conversation", "noted_on": "2026-09-20"}  # fmt: skip


@pytest.fixture
def seen_through(shop):
    """Forty customers whose silence of 60 days ended with a second order, so that chances are known."""
    for number in range(40):
        buys(customer(f"Back {number:02}"), "2026-01-01", "2026-03-07")
    return shop


def decide_url(who):
    return reverse("insights:rescue_one", args=[who.pk])


@pytest.mark.covers("LC-15")
def test_the_arithmetic_stands_line_by_line_and_the_manager_decides(
    seen_through, refresh, client, manager, lin
):
    refresh()
    silent = seen_through["silent"]
    row = CustomerMeasures.objects.get(pk=silent.pk)
    assert (row.stage, row.rescue_advice) == ("decline", "let_go")
    assert row.recoverable - row.rescue_contact - row.rescue_offer == row.rescue_net
    shown = page(client, manager, decide_url(silent))
    assert "<td>Order days a year in good times</td><td>12.2</td>" in shown
    assert "<td>× margin of an order</td><td>¥200</td>" in shown
    assert "<td>− 3 contacts</td><td>¥60</td>" in shown
    answer = client.post(decide_url(silent), {"decision": "let_go", "reason": "Moved abroad"})
    assert answer.status_code == 302
    made = RescueDecision.objects.get()
    assert (made.decision, made.advice, made.reason) == ("let_go", "let_go", "Moved abroad")
    assert (made.decided_by, made.figures["rescue_net"]) == (manager, str(row.rescue_net))
    assert Customer.objects.get(pk=silent.pk).is_let_go
    event = AuditEvent.objects.get(verb="rescue.decided")
    assert event.sentence == ("He Min decided about Chen Yutong: Let go step by step. Reason: Moved abroad")
    assert "Moved abroad" in tab(client, lin, silent)


@pytest.mark.parametrize(
    ("months", "margin", "told"),
    [(12, 440, "× margin of 44%, = margin"), (6, 880, "× margin of 44%, over 12 months, = margin")],
)
def test_what_fell_away_is_told_with_the_rate_that_makes_it_up(shop, refresh, months, margin, told):
    refresh()
    row = CustomerMeasures.objects.get(pk=shop["silent"].pk)
    row.stage, row.stage_rule, row.trend_months = "decline", "spend_fell", months
    row.orders_a_year, row.return_chance, row.return_silences = Decimal(12), 0.85, 5378
    row.spend_before, row.spend_recent, row.margin_a_year = Decimal(3000), Decimal(2000), Decimal(margin)
    explained = explaining_stages.rescue(row.customer, row)
    assert [line.value for line in explained.lines[:3]] == ["¥3,000", "¥2,000", f"¥{margin}"]
    assert told in explained.lines[2].label
    assert "Of 5,378 silences" in explained.note


def test_those_in_decline_are_told_apart_from_those_already_lost(seen_through, refresh, client, manager):
    refresh()
    html = page(client, manager, reverse("insights:rescue"))
    told = re.findall(
        r'(In decline|not yet lost|already lost) <a href="([^"]+)"><span class="fig">([\d,]+)', html
    )
    all_in, active, lost = (int(number) for _label, _url, number in told)
    assert all_in == active + lost == CustomerMeasures.objects.filter(stage="decline").count()
    assert lost == CustomerMeasures.objects.filter(stage="decline", status="lost").count() > 0
    assert client.get(unescape(told[2][1])).status_code == 200


def test_only_a_manager_is_led_to_the_decision(seen_through, refresh, client, manager, lin):
    refresh()
    silent, listed = seen_through["silent"], reverse("insights:rescue")
    assert f'href="{decide_url(silent)}"' in page(client, manager, listed)
    html = page(client, lin, listed)
    assert f'href="{reverse("insights:cause", args=[silent.pk])}"' in html
    assert decide_url(silent) not in html


@pytest.mark.covers("LC-15")
def test_a_decision_taken_back_leaves_the_customer_as_before(shop, refresh, client, manager):
    refresh()
    silent = shop["silent"]
    deciding.decide(silent, "let_go", reason="x", by=manager)
    client.force_login(manager)
    client.post(reverse("insights:take_back_rescue", args=[silent.pk]))
    assert not Customer.objects.get(pk=silent.pk).is_let_go
    assert RescueDecision.objects.get().ended_by == manager
    client.post(reverse("insights:take_back_rescue", args=[silent.pk]))
    assert AuditEvent.objects.filter(verb="rescue.taken_back").count() == 1


def test_investing_after_letting_go_brings_the_customer_back(shop, refresh, manager):
    refresh()
    silent = shop["silent"]
    deciding.decide(silent, "let_go", reason="x", by=manager)
    deciding.decide(silent, "invest", reason="Asked for a price", by=manager)
    assert not Customer.objects.get(pk=silent.pk).is_let_go
    assert [each.ended_at is None for each in RescueDecision.objects.order_by("pk")] == [False, True]


def test_nothing_is_decided_about_who_does_not_decline(shop, refresh, manager):
    refresh()
    with pytest.raises(NotDeclining):
        deciding.decide(shop["steady"], "let_go", reason="x", by=manager)
    assert not RescueDecision.objects.exists()
    assert not Customer.objects.get(pk=shop["steady"].pk).is_let_go


def test_staff_who_are_no_managers_decide_nothing(shop, refresh, client, lin):
    refresh()
    client.force_login(lin)
    answer = client.post(decide_url(shop["silent"]), {"decision": "let_go", "reason": "x"})
    assert answer.status_code == 403
    assert not RescueDecision.objects.exists()


@pytest.mark.covers("LC-15")
def test_the_page_lists_everybody_in_decline_with_advice_and_sums(seen_through, refresh, client, boss):
    refresh()
    shown = page(client, boss, reverse("insights:rescue"))
    assert "Why in decline" in shown
    assert "No order for 515 days; 90 days are the limit for this customer." in shown
    behind = reverse("customers:list") + "?f=stage:in:decline&amp;f=rescue_advice:in:"
    declining = CustomerMeasures.objects.filter(stage="decline")
    assert declining.filter(rescue_advice="let_go").count() >= 1
    for advice in ("invest", "let_go"):
        found = declining.filter(rescue_advice=advice).count()
        assert f'<a href="{behind}{advice}"><span class="fig">{found}</span></a>' in shown
    assert "Chen Yutong" in shown


def test_without_enough_silences_the_page_says_what_is_missing(shop, refresh, client, boss):
    refresh()
    assert "Not enough data yet: at least 30 silences" in page(client, boss, reverse("insights:rescue"))
    assert "Not enough data yet: too few silences" in tab(client, boss, shop["silent"])


@pytest.mark.covers("LC-16")
def test_a_cause_is_noted_with_its_churn_cause_day_and_source(shop, refresh, client, lin):
    refresh()
    silent = shop["silent"]
    url = reverse("insights:cause", args=[silent.pk])
    form = page(client, lin, url)
    for words in (
        "Tired of the product",
        "Likes a competitor&#x27;s product better",
        "Own needs changed",
        "Other",
    ):
        assert words in form
    client.post(url, CAUSE)
    noted = DeclineCause.objects.get()
    assert (noted.cause, noted.churn_cause, noted.source) == ("competitor", "price", "conversation")
    assert (noted.noted_on.isoformat(), noted.noted_by) == ("2026-09-20", lin)
    shown = tab(client, lin, silent)
    assert (
        "<b>Likes a competitor&#x27;s product better</b>, Lost by price <bdi>Ten a pound less</bdi>" in shown
    )
    for churn_cause, is_listed in (("price", True), ("service", False)):
        listed = page(client, lin, f"{reverse('customers:list')}?f=churn_cause:in:{churn_cause}")
        assert ("Chen Yutong" in listed) == is_listed
    client.post(reverse("insights:remove_cause", args=[noted.pk]))
    assert "No cause noted yet." in tab(client, lin, silent)


def test_a_churn_cause_that_does_not_belong_is_refused(shop, refresh, client, lin):
    refresh()
    client.force_login(lin)
    answer = client.post(
        reverse("insights:cause", args=[shop["silent"].pk]),
        CAUSE | {"cause": "needs", "churn_cause": "price"},
    )
    assert "This does not belong to the cause of decline." in answer.content.decode()
    with pytest.raises(CauseDoesNotFit):
        deciding.note_cause(
            shop["silent"], "needs", churn_cause="price", words="", source="survey", on=None, by=lin
        )
    assert not DeclineCause.objects.exists()


def test_every_cause_of_churn_belongs_to_a_cause_of_decline():
    from regulars.insights.models import Cause, ChurnCause

    assert {each for found in causes.CHURN_OF.values() for each in found} == set(ChurnCause)
    assert set(causes.CHURN_OF) == set(Cause)
    assert len(ChurnCause) == 9
