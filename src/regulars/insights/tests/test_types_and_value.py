"""Customer types, care before the loss, high-value customers, and how one differs from the others."""

import pytest
from django.urls import reverse

from regulars.core.models import AuditEvent
from regulars.customers.models import CustomerMeasures
from regulars.insights import overriding
from regulars.insights.models import CustomerGroups, Entitlement
from regulars.insights.stages import grouping
from regulars.insights.tests.shop import buys, customer, day
from regulars.insights.tests.test_signs import page, tab, talks, text
from regulars.orders.models import Order, OrderLine

pytestmark = pytest.mark.django_db

DAYS = ("2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01")


@pytest.fixture
def crowd(morning, monkeypatch):
    """Sixty customers with four orders each: ten send half of them back, ten get a quarter off."""
    monkeypatch.setattr("regulars.analytics.clusters.LEAST_CUSTOMERS", 60)
    people = [customer(f"Buyer {number:02}") for number in range(60)]
    for number, who in enumerate(people):
        buys(who, *DAYS)
        if number < 10:
            buys(who, "2026-06-05", "2026-06-06", kind="return")
        if 10 <= number < 20:
            Order.objects.filter(customer=who).update(discount=25 + number)
    return people


@pytest.mark.covers("SEG-14")
def test_customers_are_grouped_and_named_by_how_they_behave(crowd, refresh, client, boss):
    refresh()
    types = dict(CustomerMeasures.objects.values_list("customer__name", "customer_type"))
    assert types["Buyer 03"] == "demanding"
    assert types["Buyer 13"] == "thrifty"
    assert types["Buyer 40"] == "ordinary"
    shown = page(client, boss, reverse("insights:types"))
    link = reverse("customers:list") + "?f=customer_type:in:demanding"
    assert f'<a href="{link}"><span class="fig">10</span></a>' in shown
    assert "the group with the most complaints and returns per order" in shown
    assert "Left out, known of too few customers: Days from first look to order" in shown
    assert "50.0" in shown  # returns per 100 orders at the centre of the demanding


@pytest.mark.covers("SEG-14")
def test_a_type_set_by_hand_counts_and_survives_the_refresh(crowd, refresh, client, boss):
    refresh()
    client.force_login(boss)
    url = reverse("insights:override", args=[crowd[40].pk, "customer_type"])
    client.post(url, {"value": "hesitant", "reason": "Asks three times before every order"})
    hesitant = reverse("customers:list") + "?f=customer_type:in:hesitant"
    for _again in range(2):
        assert "Buyer 40" in page(client, boss, hesitant)
        assert "Buyer 41" not in page(client, boss, hesitant)
        assert "Asks three times before every order" in page(client, boss, url)
        refresh()
    assert overriding.in_force(crowd[40], "customer_type").computed == "ordinary"
    client.post(reverse("insights:end_override", args=[crowd[40].pk, "customer_type"]), follow=True)
    assert "Buyer 40" not in page(client, boss, hesitant)


@pytest.mark.covers("SEG-15")
def test_names_stay_with_their_groups_until_a_manager_has_them_named_anew(
    crowd, refresh, client, boss, manager
):
    refresh("2026-09-26")
    kept = CustomerGroups.objects.get()
    swap = {"demanding": "thrifty", "thrifty": "demanding"}
    found = kept.groups["found"]
    found["names"] = [swap.get(name, name) for name in found["names"]]
    kept.save()
    refresh("2026-09-27")
    types = dict(CustomerMeasures.objects.values_list("customer__name", "customer_type"))
    assert (types["Buyer 03"], types["Buyer 13"]) == ("thrifty", "demanding")
    assert "By the rule this group would now be: Demanding." in page(client, boss, reverse("insights:types"))
    client.force_login(manager)
    client.post(reverse("insights:name_types_anew"))
    refresh("2026-09-28")
    types = dict(CustomerMeasures.objects.values_list("customer__name", "customer_type"))
    assert (types["Buyer 03"], types["Buyer 13"]) == ("demanding", "thrifty")
    assert AuditEvent.objects.filter(verb="types.named_anew").count() == 1


@pytest.mark.covers("SEG-15")
def test_two_groups_of_one_name_are_one_row_whose_customers_count_once(crowd, refresh, client, boss):
    refresh()
    kept = CustomerGroups.objects.get()
    found, groups = kept.groups["found"], kept.groups
    found["names"] = ["ordinary" if name == "thrifty" else name for name in found["names"]]
    kept.save()
    CustomerMeasures.objects.filter(customer_type="thrifty").update(customer_type="ordinary")
    shown = page(client, boss, reverse("insights:types"))
    link = reverse("customers:list") + "?f=customer_type:in:ordinary"
    assert shown.count(f'<a href="{link}"><span class="fig">50</span></a>') == 1
    assert "By the rule this group would now be: Thrifty." in shown
    parts = [
        (size, centre["discount_share"])
        for name, size, centre in zip(found["names"], groups["sizes"], groups["centres"], strict=True)
        if name == "ordinary"
    ]
    assert len(parts) == 2
    average = sum(size * share for size, share in parts) / sum(size for size, _share in parts)
    assert f"{100 * average:.1f}%" in shown


def test_the_same_day_computed_again_finds_the_same_groups(crowd, refresh):
    refresh()
    first = CustomerGroups.objects.get().groups
    refresh()
    assert CustomerGroups.objects.get().groups == first
    assert sorted(first["sizes"]) == [10, 10, 40]
    assert first["found"]["seed"] == grouping.SEED


def test_too_few_customers_make_no_types(shop, refresh, client, boss):
    refresh()
    assert "It takes 100 customers with at least three order days" in page(
        client, boss, reverse("insights:types")
    )


@pytest.fixture
def lost_ones(shop):
    """Twelve customers who ordered every ten days until January 2026; four were called before they were lost."""
    talks(shop["steady"], "2025-01-02")
    people = [customer(f"Gone {number:02}") for number in range(12)]
    for who in people:
        buys(who, "2025-12-12", "2025-12-22", "2026-01-01")
    return people


@pytest.mark.covers("CHN-09")
def test_the_share_lost_without_care_stands_beside_the_rule_of_thumb(lost_ones, refresh, client, boss):
    refresh()
    lost_on = CustomerMeasures.objects.get(pk=lost_ones[0].pk).lost_on
    for who in lost_ones[:4]:
        talks(who, lost_on.isoformat())
    refresh()
    shown = page(client, boss, reverse("insights:last_care"))
    # Eight of the twelve, and Chen Yutong, who fell silent a year before.
    read = text(shown)
    assert "69% of the lost were lost without care" in read
    assert "95% range 42%–87%, of 13 lost customers" in read
    assert "The rule of thumb says 67% (two thirds); nobody has verified it." in read
    behind = reverse("customers:list") + "?f=lost_on:filled&f=lost_uncared:yes"
    assert f'<a href="{behind.replace("&", "&amp;")}"><span class="fig">9</span></a>' in shown
    assert "Gone 11" in page(client, boss, behind)
    assert "Gone 00" not in page(client, boss, behind)


def test_too_few_lost_customers_make_no_share(shop, refresh, client, boss):
    talks(shop["steady"], "2025-01-02")
    refresh()
    assert "It takes 10 lost customers" in page(client, boss, reverse("insights:last_care"))


@pytest.mark.covers("SEG-07")
def test_special_services_stand_on_the_pages_of_high_value_customers(shop, refresh, client, manager, lin):
    refresh()
    client.force_login(manager)
    client.post(
        reverse("insights:offer_service"), {"name": "Tasting before the sale", "words": "By invitation"}
    )
    service = Entitlement.objects.get()
    high = CustomerMeasures.objects.filter(value_class="high").get()
    assert high.customer_id == shop["silent"].pk
    assert "<b>Tasting before the sale</b>" in tab(client, lin, shop["silent"])
    assert "Tasting before the sale" not in tab(client, lin, shop["steady"])
    client.force_login(manager)
    client.post(reverse("insights:withdraw_service", args=[service.pk]))
    assert "<b>Tasting before the sale</b>" not in tab(client, lin, shop["silent"])


def test_staff_read_the_services_and_change_none(shop, refresh, client, lin):
    refresh()
    client.force_login(lin)
    refused = client.post(reverse("insights:offer_service"), {"name": "A car", "words": ""})
    assert refused.status_code == 403
    assert not Entitlement.objects.exists()


@pytest.fixture
def best(shop, lin):
    """A high-value customer who spends half of what the year before brought, though regularly."""
    who = customer("Shao Best", owner=lin)
    for year, amount in (("2024", 3000), ("2025", 3000), ("2026", 1800)):
        buys(who, *[f"{year}-{month:02}-20" for month in (1, 2, 3, 4, 5, 6, 7, 8, 9)], amount=amount)
    return who


@pytest.mark.covers("SEG-07")
def test_a_high_value_customer_who_spends_less_is_on_the_watch_list(best, refresh, client, lin):
    refresh()
    row = CustomerMeasures.objects.get(pk=best.pk)
    assert (row.value_class, row.watch_spend, row.is_watched) == ("high", True, True)
    shown = page(client, lin, reverse("insights:high"))
    behind = reverse("customers:list") + "?f=watch_spend:yes"
    assert f'<a href="{behind}"><span class="fig">1</span></a>' in shown
    assert "spent ¥16,200 in the last 12 months, ¥27,000 before" in shown
    assert "Shao Best" in page(client, lin, behind)


@pytest.mark.covers("SEG-27")
def test_rising_spend_makes_a_candidate_for_development(shop, refresh, client, lin):
    grows = customer("Fang Grows", owner=lin)
    buys(grows, "2025-05-01", "2025-06-01", amount=100)
    buys(grows, "2025-11-01", "2025-12-01", amount=150)
    buys(grows, "2026-05-01", "2026-09-01", amount=240)
    refresh()
    shown = page(client, lin, reverse("insights:high"))
    assert "1 growing customer: candidate for development" in text(shown)
    assert "Fang Grows" in page(client, lin, reverse("customers:list") + "?f=is_growing:yes")
    assert "Spent 2.4 times as much as a year earlier." in tab(client, lin, grows)


@pytest.mark.covers("SEG-31")
def test_a_customer_is_compared_with_the_average_of_the_class(morning, refresh, client, boss):
    for number in range(5):
        buys(customer(f"Peer {number}"), "2026-03-01", "2026-06-01", amount=200)
    often = customer("Often")
    buys(often, *[f"2026-0{month}-10" for month in range(1, 9)], amount=100)
    refresh()
    shown = tab(client, boss, often)
    rows = CustomerMeasures.objects.filter(value_class=CustomerMeasures.objects.get(pk=often.pk).value_class)
    assert rows.count() < 5
    assert "Not enough data yet: an average needs five buyers." in shown
    assert OrderLine.objects.count() == 0
    for number in range(5):
        buys(customer(f"Other {number}"), *[f"2026-0{month}-12" for month in range(1, 9)], amount=200)
    refresh()
    peer = CustomerMeasures.objects.get(customer__name="Peer 0")
    alike = CustomerMeasures.objects.filter(stage=peer.stage, order_count__gt=0)
    assert alike.count() >= 5
    assert "Against the average, Stage" in tab(client, boss, peer.customer)
    assert day("2026-09-27") == peer.as_of
