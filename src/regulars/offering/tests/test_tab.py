"""What to offer one customer: the tab, and what staff do with it."""

import pytest
from django.apps import apps

from regulars.customers.models import Interaction
from regulars.offering.models import NotWanted, Offer, TasteSet
from regulars.offering.tests import shop
from regulars.orders.browsing import record_browsing

DUE, EARLY = 24, 0  # bought Green 24 days ago: four fifths of 30 have passed; today: they have not


def tab_of(page, who):
    return page(f"/customers/{who.pk}/offers/")


def offered(who, product):
    return Offer.objects.filter(customer=who, product=product)


@pytest.mark.covers("REC-01")
def test_an_offer_says_which_share_of_the_buyers_of_what_one_has_bought_it_too(people, page):
    assert "75% of the 120 customers who bought Green bought this too." in tab_of(page, people[DUE])


@pytest.mark.covers("REC-01")
def test_what_nobody_buys_twice_is_not_offered_to_who_has_it_nor_what_somebody_says_is_not(
    people, goods, page
):
    with_cup, without = people[1], people[4]
    assert not offered(with_cup, goods["Cup"]).exists()
    assert offered(without, goods["Cup"]).exists()
    assert "Buys it every 30 days" in tab_of(page, people[DUE])
    goods["Green"].is_repeatable = False
    goods["Green"].save()
    shop.refresh()
    assert "Buys it every 30 days" not in tab_of(page, people[DUE])


@pytest.mark.covers("REC-01")
def test_what_a_customer_looked_at_and_did_not_buy_is_offered_with_its_reason(people, goods, page, morning):
    record_browsing(people[DUE], goods["Tray"], at=morning)
    shop.refresh()
    told = tab_of(page, people[DUE])
    assert "Looked at it 1 time, last on 2026-09-28, and has not bought it." in told
    assert "too few such offers in the past to name a probability" in told


@pytest.mark.covers("REC-02")
def test_a_product_is_offered_from_four_fifths_of_its_interval_on_and_not_before(people, goods, page):
    due = tab_of(page, people[DUE])
    assert "Buys it every 30 days, last 24 days ago." in due
    early = tab_of(page, people[EARLY])
    assert "Buys it every 30 days, last 0 days ago. Not before 2026-10-22." in early
    listed = page("/offering/lists/next/", product=goods["Green"].pk)
    assert people[DUE].name in listed
    assert f">{people[23].name}<" not in listed  # 23 days: a day too soon


def test_the_record_of_the_past_stands_beside_the_offers(people, page):
    told = tab_of(page, people[DUE])
    assert (
        "Of 10 products offered as of 2026-08-29, 1.1 were bought by 2026-09-28 on average, by 140 customers"
        in told
    )
    assert "30 customers must have bought something new to them within the 30 days that followed" in told


@pytest.mark.covers("REC-04")
def test_one_step_up_names_the_price_the_usual_price_and_the_benefit(people, goods, page):
    goods["Black"].benefit = "Keeps its scent for two years."
    goods["Black"].save()
    told = tab_of(page, people[2])
    assert "Has bought a higher grade of this category before; 9 purchases in twelve months." in told
    assert "¥160 instead of ¥115.56 as usual: ¥44.44 more." in told  # eight at 100, one at 240
    assert "Keeps its scent for two years." in told


def test_what_is_not_wanted_is_gone_at_once_stays_away_and_can_be_taken_back(client, lin, people, goods):
    who, cup = people[DUE], goods["Cup"]
    client.force_login(lin)
    path = f"/offering/customers/{who.pk}/{cup.pk}/"
    for _twice in range(2):
        assert client.post(path + "not-wanted/", {"reason": "Has enough"}).status_code == 302
    assert NotWanted.objects.get().reason == "Has enough"
    assert not offered(who, cup).exists()
    shop.refresh()
    assert not offered(who, cup).exists()
    assert client.post(path + "wanted/").status_code == 302
    shop.refresh()
    assert offered(who, cup).exists()


def test_an_offer_is_noted_on_the_timeline_and_put_on_the_list(client, lin, people, goods):
    who, cup = people[DUE], goods["Cup"]
    client.force_login(lin)
    path = f"/offering/customers/{who.pk}/{cup.pk}/"
    assert client.post(path + "offered/").status_code == 302
    assert Interaction.objects.get(customer=who).summary == "Offered: Cup"
    assert client.post(path + "list/").status_code == 302
    assert (
        apps.get_model("care", "CareTask").objects.get(customer=who, play="by_hand").figures["note"]
        == "Offer: Cup"
    )


@pytest.mark.covers("REC-17")
def test_preferences_are_learnt_with_their_confidence(people, goods, page):
    ware = "Category: <b><bdi>Ware</bdi></b><small>in {}; usual 17%); {} sure</small>"
    told = tab_of(page, people[MANY_BLACK])
    assert ware.format("3 of 3 orders (100%", "98%") in told
    assert "Price grade: <b><bdi>middle</bdi></b>" in told
    shop.sell(people[MANY_BLACK], shop.TODAY, [(goods["Green"], 1)])
    shop.refresh()
    assert ware.format("3 of 4 orders (75%", "97%") in tab_of(page, people[MANY_BLACK])


@pytest.mark.covers("REC-17")
def test_staff_correct_a_preference_and_what_is_disliked_is_not_offered(client, lin, people, goods, page):
    who = people[DUE]
    client.force_login(lin)
    path = f"/offering/customers/{who.pk}/preferences/"
    answer = client.post(path, {"aspect": "Category", "value": "Ware", "stance": "dislikes"})
    assert answer.status_code == 302
    said = TasteSet.objects.get()
    assert (said.aspect, said.value, said.stance) == ("category", "Ware", "dislikes")
    assert "Does not want: said by Lin Xiaotong on 2026-09-28" in tab_of(page, who)
    shop.refresh()
    assert not Offer.objects.filter(customer=who, product__category__name="Ware").exists()
    assert offered(people[DUE + 4], goods["Cup"]).exists()
    assert client.post(f"/offering/preferences/{said.pk}/remove/").status_code == 302
    assert not TasteSet.objects.exists()


@pytest.mark.covers("SEG-38")
def test_a_gap_to_similar_more_valuable_customers_says_what_closing_it_would_bring(people, page):
    told = tab_of(page, people[-1])
    assert "Order more often" in told
    assert "3 orders a year; similar customers of the next class: 8." in told
    assert 'Closing the gap: <span class="fig">¥600</span> margin a year.' in told  # 5 orders of 120 margin
    listed = page("/offering/lists/gaps/", gap="often")
    assert people[-1].name in listed


def test_another_team_sees_nothing_and_changes_nothing(client, wei, people, goods):
    client.force_login(wei)
    who = people[DUE]
    assert client.get(f"/customers/{who.pk}/offers/").status_code == 404
    for act in ("not-wanted", "offered", "list"):
        assert client.post(f"/offering/customers/{who.pk}/{goods['Cup'].pk}/{act}/").status_code == 404
    assert client.get("/offering/lists/new/").content.decode().count(who.name) == 0
    assert not NotWanted.objects.exists()


MANY_BLACK = shop.MANY + 5
