"""A budget and hours shared among groups, beside what contacts have cost."""

from datetime import timedelta
from decimal import Decimal

import pytest

from regulars.core import clock, settings_store
from regulars.costs import recording
from regulars.customers.models import Customer, CustomerMeasures, Interaction
from regulars.reports.models import WalletEstimate
from regulars.reports.tests.worth import names, open_page, text
from regulars.segments.models import Segment
from regulars.segments.saving import keep

pytestmark = pytest.mark.django_db


def priced(**prices):
    for name, price in prices.items():
        settings_store.put(f"costs.of_{name}", price)


def contacted(who, channel, *, days_ago=3, **fields):
    at = clock.now() - timedelta(days=days_ago)
    Interaction.objects.create(customer=who, channel=channel, happened_at=at, created_at=at, **fields)


@pytest.mark.covers("SEG-19")
def test_money_and_hours_are_shared_by_value_and_potential(shop, refresh, client, boss):
    refresh()
    shown = open_page(client, boss, "allocation", "?budget=6&hours=1&days=90&value=100")
    plan = shown.context["plan"]
    # By value alone: 12 months brought 0 (high: Chen), 400 (middle: Xu), 280 + 12 (low: Zhou and Wu).
    assert [line.value for line in plan.lines] == [0, 400, 292]
    assert [round(line.weight, 4) for line in plan.lines] == [0, round(400 / 692, 4), round(292 / 692, 4)]
    assert [line.money for line in plan.lines] == [0, Decimal("3.47"), Decimal("2.53")]
    assert (plan.money, plan.hours) == (6, 1)
    assert "1. Weight of a group = 100% of its share" in text(shown)
    assert names(client.get(plan.lines[1].url)) == ["Xu Jiahao"]


@pytest.mark.covers("SEG-19")
def test_the_proposal_stands_beside_what_was_spent(shop, refresh, client, boss):
    priced(visit=40, phone=2, wechat=2)
    contacted(shop["silent"], "visit")
    contacted(shop["new"], "phone")
    contacted(shop["new"], "wechat")
    contacted(shop["new"], "phone", days_ago=200)
    contacted(shop["new"], "phone", is_planned=True)
    contacted(shop["new"], "phone", direction="from_customer")
    refresh()
    plan = open_page(client, boss, "allocation", "?days=90").context["plan"]
    high, middle, low = (line.spent for line in plan.lines)
    assert (high.contacts, high.visits, high.money, high.minutes) == (0, 1, 40, 90)
    assert (middle.contacts, middle.money, middle.minutes, middle.customers) == (
        2,
        6,
        30,
        1,
    )  # the call that came in has its price too
    assert (low.contacts, low.visits) == (0, 0)
    assert names(client.get(plan.lines[1].spent_url)) == ["Xu Jiahao"]
    assert "Still missing: the cost of campaigns" in text(client.get("/dashboard/allocation/?days=90"))


@pytest.mark.covers("SEG-19", "SEG-10")
def test_costs_on_record_are_what_was_spent_and_no_contact_counts_twice(shop, refresh, client, boss):
    priced(phone=7, wechat=2)
    contacted(shop["new"], "phone")
    contacted(shop["new"], "wechat")
    refresh()
    recording.record(shop["new"], "gift", by=boss, spent_on=clock.today(), amount=Decimal(30))
    recording.record(shop["new"], "delivery", by=boss, spent_on=clock.today(), amount=Decimal(9))
    recording.record(shop["silent"], "coupon", by=boss, spent_on=clock.today(), amount=Decimal(5))
    long_ago = clock.today() - timedelta(days=91)
    recording.record(shop["silent"], "gift", by=boss, spent_on=long_ago, amount=Decimal(70))
    high, middle, _low = (
        line.spent for line in open_page(client, boss, "allocation", "?days=90").context["plan"].lines
    )
    # The call at its price of 7, the gift, and the message at its price of 2; delivery is a cost of selling.
    assert (middle.contacts, middle.money) == (2, 39)
    assert (high.contacts, high.money) == (0, 5)


@pytest.mark.covers("SEG-19")
def test_a_budget_is_shared_between_a_segment_and_the_others(shop, refresh, client, boss, wei):
    refresh()
    made = Segment(name="Invited", is_shared=True)
    keep(made, Customer.objects.filter(pk=shop["new"].pk), by=boss)
    by = f"segment:{made.pk}"
    plan = open_page(client, boss, "allocation", f"?by={by}&value=100").context["plan"]
    assert [(line.label, line.customers, line.value) for line in plan.lines] == [
        ("Invited", 1, 400),
        ("Not in Invited", 3, 292),
    ]
    assert names(client.get(plan.lines[0].url)) == ["Xu Jiahao"]
    assert sorted(names(client.get(plan.lines[1].url))) == ["Chen Yutong", "Wu Jiahui", "Zhou Wenbin"]
    Segment.objects.filter(pk=made.pk).update(is_shared=False)
    assert open_page(client, wei, "allocation", f"?by={by}").context["asked"].by == "value_class"
    assert client.get(plan.lines[0].url).status_code == 404


def test_no_group_gets_more_than_full_care_costs(shop, refresh, client, boss):
    priced(phone=2, visit=40)
    refresh()
    plan = open_page(client, boss, "allocation", "?budget=100000&hours=100000").context["plan"]
    assert all(line.money == line.full_money for line in plan.lines if line.weight)
    assert plan.money_left > 0
    assert plan.hours_left > 0
    assert "Left over, because full care of all groups needs no more" in text(
        open_page(client, boss, "allocation", "?budget=100000&hours=100000")
    )


def test_groups_may_be_stages_or_risks_and_nonsense_falls_back(shop, refresh, client, boss):
    refresh()
    stages = open_page(client, boss, "allocation", "?by=stage").context["plan"]
    assert [line.label for line in stages.lines] == ["Exploration", "Growth", "Stability", "Decline"]
    assert open_page(client, boss, "allocation", "?by=name&budget=-3").context["asked"].by == "value_class"


def test_the_plan_leaves_as_a_file(shop, refresh, client, boss):
    refresh()
    sent = open_page(client, boss, "allocation", "?budget=20&value=100&format=csv")
    lines = b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"Group","Customers"')
    assert lines[2].startswith("Middle value,1,400")


def test_without_prices_the_money_knows_no_full_care_and_the_page_says_so(shop, refresh, client, boss):
    refresh()
    shown = open_page(client, boss, "allocation", "?budget=100000&hours=100000")
    plan = shown.context["plan"]
    assert (plan.money, plan.money_left) == (100_000, 0)
    assert plan.hours_left > 0
    assert (
        "Neither a call nor a visit has a price yet: nobody can say what full care costs, so the budget is shared without that limit."
        in text(shown)
    )
    priced(phone=2)
    assert "Neither a call nor a visit has a price" not in text(client.get("/dashboard/allocation/"))


@pytest.mark.covers("SEG-19")
def test_what_a_customer_is_believed_to_spend_elsewhere_is_their_potential(shop, refresh, client, boss):
    """Xu spent 1,000 of the 5,000 believed: 4,000 in place of what was reckoned from similar customers."""
    on = clock.today() - timedelta(days=1)
    for yearly in (9_000, 5_000):  # the newer one counts
        WalletEstimate.objects.create(
            customer=shop["new"], yearly_total=yearly, estimated_on=on, source="customer", made_by=boss
        )
    refresh()
    CustomerMeasures.objects.update(potential=100)
    shown = open_page(client, boss, "allocation", "?value=0")
    assert [line.potential for line in shown.context["plan"].lines] == [100, 4_000, 200]
    assert "For 1 customer the potential is what they are believed to spend elsewhere." in text(shown)
