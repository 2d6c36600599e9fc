"""The target-customer profile, the fit of every prospect, and whether to develop them."""

import pytest
from django.urls import reverse

from regulars.core import clock
from regulars.core.models import AuditEvent
from regulars.customers.models import Customer, CustomerMeasures, Need
from regulars.insights.tests.shop import buys, customer, day
from regulars.reports.models import ProspectScore, TargetProfile
from regulars.reports.tasks import score_prospects
from regulars.reports.tests.worth import open_page, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def promising(shop):
    """Pan Guoqiang, who has not ordered yet: from Suzhou, well off, good credit, wants a gift box."""
    who = shop["prospect"]
    Customer.objects.filter(pk=who.pk).update(city="Suzhou", income_band="high", credit_grade="A")
    Need.objects.create(customer=who, text="Gift box", strength=4, noted_on=day("2026-09-01"))
    return who


def potential(client, who):
    return text(client.get(f"/customers/{who.pk}/potential/"))


@pytest.mark.covers("SEG-29")
def test_a_profile_by_hand_gives_every_prospect_a_fit_with_reasons(promising, refresh, client, boss):
    half_alike = customer("Gao Lei", city="Wuxi")
    Need.objects.create(customer=half_alike, text="tea tin", strength=2, noted_on=day("2026-09-01"))
    refresh()
    client.force_login(boss)
    given = {
        "city": "suzhou, Hangzhou",
        "city_weight": "3",
        "kind": "person",
        "kind_weight": "1",
        "need": "gift box, tea tin",
        "need_weight": "2",
        "industry": "hotels",
    }
    client.post(reverse("reports:target_profile"), given)
    score_prospects()
    # All three known fields match; the industry is not known.
    assert ProspectScore.objects.get(customer=promising).fit == 100
    shown = potential(client, promising)
    assert "Like the target customer in Kind: Person, City: suzhou, What they need: gift box." in shown
    assert "Not known: Industry." in shown
    # The weights of kind and need out of those of city, kind and need: 3 of 6.
    assert ProspectScore.objects.get(customer=half_alike).fit == 50
    assert "Unlike in City." in potential(client, half_alike)
    assert "Gao Lei" not in text(client.get("/customers/?f=target_fit:more:99"))
    assert "Pan Guoqiang" in text(client.get("/customers/?f=target_fit:more:99"))
    page = text(open_page(client, boss, "prospects"))
    assert "Hangzhou Features, City" in page
    assert "Written by hand." in page
    assert AuditEvent.objects.filter(verb="target_profile.made").count() == 1


@pytest.mark.covers("SEG-29")
def test_a_profile_is_learnt_from_the_best_customers(morning, refresh, client, boss):
    """100 buyers; the 20 best live in Suzhou, of the others one in ten."""
    for number in range(100):
        city = "Suzhou" if number < 20 or number % 10 == 0 else "Wuxi"
        buys(customer(f"Buyer {number:03}", city=city), "2026-09-01", amount=1000 - number)
    prospect = customer("Pan Guoqiang", city="SUZHOU")
    refresh()
    page = text(open_page(client, boss, "prospects"))
    assert "Learnt from 100 buyers, 20 of them of high value." in page
    assert "Suzhou Features, City" in page
    assert "None yet, so nobody has a fit." in page
    client.post(reverse("reports:take_learnt"))
    score_prospects()
    profile = TargetProfile.objects.get()
    assert [
        (trait["field"], trait["value"], trait["best_share"], trait["other_share"])
        for trait in profile.traits
    ] == [("city", "Suzhou", 1.0, 0.1)]
    assert ProspectScore.objects.get(customer=prospect).fit == 100
    page = text(open_page(client, boss, "prospects"))
    assert "Learnt from the best customers." in page
    assert "The profile is just that." in page
    assert page.count("Suzhou Features, City") == 1


@pytest.mark.covers("SEG-30")
def test_a_good_prospect_is_to_be_developed_with_reasons(promising, refresh, client, boss):
    refresh()
    client.force_login(boss)
    shown = potential(client, promising)
    # (30 × 80 + 20 × 85 + 20 × 100) / 70 = 87; fit and cost are not known.
    assert "Develop: 87 of 100 points, 65 are asked for." in shown
    assert "Need 80 30 open need of strength 4 of 5" in shown
    assert "Ability to pay 85 20 income band: High" in shown
    assert "Credit 100 20 credit grade A" in shown
    assert "Cost to serve – 10 No contact so far, so nothing is known of the effort." in shown
    page = open_page(client, boss, "prospects")
    assert [(line.code, line.customers) for line in page.context["verdicts"]] == [
        ("develop", 1),
        ("watch", 0),
        ("no", 0),
    ]
    listed = text(client.get(f"/customers/{page.context['verdicts'][0].url}"))
    assert "Pan Guoqiang" in listed
    assert "Zhou Wenbin" not in listed


@pytest.mark.covers("SEG-30")
def test_bad_credit_is_not_advised_and_somebody_unknown_is_watched(promising, refresh, client, boss):
    Customer.objects.filter(pk=promising.pk).update(credit_grade="D")
    unknown = customer("Gao Lei")
    half_known = customer("Deng Ke", credit_grade="A")
    refresh()
    client.force_login(boss)
    assert "Not advised: the credit grade is D, whatever else speaks for it." in potential(client, promising)
    assert "Watch: nothing is known yet that could be weighed." in potential(client, unknown)
    assert "Watch: 100 of 100 points, but too little is known yet to say more." in potential(
        client, half_known
    )
    rows = CustomerMeasures.objects.exclude(selection=None).values_list("customer__name", "selection")
    assert dict(rows) == {"Pan Guoqiang": "no", "Gao Lei": "watch", "Deng Ke": "watch"}


def test_who_has_ordered_is_no_prospect_any_more(promising, refresh, morning):
    refresh()
    buys(promising, "2026-09-27")
    score_prospects()
    assert not ProspectScore.objects.exists()
    assert CustomerMeasures.objects.get(customer=promising).selection is None
    assert clock.today() == day("2026-09-28")


def test_sensitive_reasons_are_hidden_from_those_who_may_not_see_them(
    promising, refresh, client, boss, reader
):
    refresh()
    client.force_login(reader)
    if reader.may_see_sensitive:
        pytest.skip("readers may see sensitive fields here")
    shown = potential(client, promising)
    assert "income band" not in shown
    assert "credit grade" not in shown


def test_only_managers_define_the_profile(shop, client, lin):
    client.force_login(lin)
    assert client.post(reverse("reports:target_profile"), {"city": "Suzhou"}).status_code == 403
    assert client.post(reverse("reports:take_learnt")).status_code == 403
    assert not TargetProfile.objects.exists()


def test_an_empty_profile_is_refused_and_nothing_learnt_cannot_be_taken(shop, client, boss):
    client.force_login(boss)
    assert client.post(reverse("reports:target_profile"), {}).status_code == 422
    client.post(reverse("reports:take_learnt"))
    assert not TargetProfile.objects.exists()
    refusal = text(client.get(reverse("reports:prospects")))
    assert "Nothing has been learnt yet that could be taken." in refusal
