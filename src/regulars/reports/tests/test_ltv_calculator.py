"""The lifetime value calculator: components, templates of the firm, sums kept for a customer."""

from decimal import Decimal

import pytest
from django.urls import reverse

from regulars.core.models import AuditEvent
from regulars.insights.tests.shop import customer
from regulars.reports.models import LtvCalculation, LtvTemplate
from regulars.reports.tests.worth import open_page, text

pytestmark = pytest.mark.django_db
CALCULATOR = "/dashboard/ltv/"


def filled(*rows, basis="revenue", **more):
    """Components as the form posts them: label, units, price, whether it counts."""
    posted = {"basis": basis, **more}
    for place, (label, quantity, amount, counted) in enumerate(rows):
        posted |= {f"label_{place}": label, f"quantity_{place}": quantity, f"amount_{place}": amount}
        if counted:
            posted[f"counted_{place}"] = "on"
    return posted


CAR = [("Cars", "5", "200000", True), ("Parts", "1", "60000", True), ("Repairs", "1", "40000", True)]


@pytest.mark.covers("SEG-12")
def test_the_car_dealers_template_comes_to_1_130_000_line_by_line(client, boss):
    shown = open_page(client, boss, "ltv", "?template=car_dealer")
    assert shown.context["total"] == Decimal(1_130_000)
    words = text(shown)
    assert "¥1,130,000 Basis: revenue, before the cost of the goods." in words
    lines = "Cars bought in a lifetime 5 × ¥200,000 ¥1,000,000 Parts ¥60,000 Repair services ¥40,000"
    assert f"{lines} Interest income from the car loan ¥30,000 Lifetime value ¥1,130,000" in words


@pytest.mark.covers("SEG-12")
def test_the_interest_of_the_loan_may_be_left_out(client, boss):
    client.force_login(boss)
    rows = [*CAR, ("Interest income", "1", "30000", False)]
    shown = client.post(CALCULATOR, filled(*rows, template="car_dealer"))
    assert shown.context["total"] == Decimal(1_100_000)
    assert "Interest income left out ¥0" in text(shown)


@pytest.mark.covers("SEG-13")
def test_every_component_can_be_changed_and_the_basis_is_stated(client, boss):
    client.force_login(boss)
    rows = [
        ("Cars", "2.5", "100000.10", True),
        ("A component of our own", "1", "0.50", True),
        ("", "1", "999", True),
    ]
    shown = client.post(CALCULATOR, filled(*rows, basis="profit", template="car_dealer"))
    assert shown.context["total"] == Decimal("250000.75")
    assert "Basis: profit, after the cost of the goods." in text(shown)


@pytest.mark.covers("SEG-13")
def test_each_firm_defines_its_own_template(client, manager):
    client.force_login(manager)
    new = reverse("reports:new_ltv_template")
    assert client.get(f"{new}?from=car_dealer").context["form"]["label_1"].value() == "Parts"
    rows = [("Tea", "100", "200", True), ("Courses", "3", "500", True)]
    client.post(new, filled(*rows, name="Tea house", basis="profit", optional_1="on"))
    own = LtvTemplate.objects.get(name="Tea house")
    shown = client.get(CALCULATOR)
    assert shown.context["chosen"].name == "Tea house"
    assert shown.context["total"] == Decimal(21_500)
    again = client.post(new, filled(*rows, name="Tea house"))
    assert again.status_code == 422
    assert "A template of this name exists already." in text(again)
    client.post(reverse("reports:ltv_template", args=[own.pk]), filled(rows[0], name="Tea house"))
    client.post(reverse("reports:remove_ltv_template", args=[own.pk]))
    verbs = AuditEvent.objects.filter(verb__startswith="ltv_template").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "ltv_template.created",
        "ltv_template.changed",
        "ltv_template.removed",
    ]


def test_staff_use_templates_but_do_not_define_them(client, lin):
    client.force_login(lin)
    assert client.get(CALCULATOR).status_code == 200
    assert client.post(reverse("reports:new_ltv_template"), filled(*CAR, name="Mine")).status_code == 403
    assert not LtvTemplate.objects.exists()


@pytest.mark.covers("SEG-13")
def test_a_sum_is_kept_for_a_customer_with_its_lines(client, lin, morning):
    who = customer("Zhou Wenbin", owner=lin)
    client.force_login(lin)
    assert (
        f'href="{CALCULATOR}?customer={who.pk}"'
        in client.get(f"/customers/{who.pk}/potential/").content.decode()
    )
    opened = client.get(f"{CALCULATOR}?customer={who.pk}").content.decode()
    assert f'<input type="hidden" name="customer" value="{who.pk}">' in opened
    posted = filled(*CAR, template="car_dealer", customer=who.pk, do="keep")
    gone_on = client.post(CALCULATOR, posted)
    assert gone_on.url == f"/customers/{who.pk}/potential/"
    shown = text(client.get(gone_on.url))
    assert "¥1,100,000 Car dealer, Revenue, 2026-09-28, Lin Xiaotong" in shown.replace(" ,", ",")
    assert "Cars 5 × ¥200,000 ¥1,000,000" in shown
    kept = LtvCalculation.objects.get()
    client.post(reverse("reports:remove_ltv", args=[kept.pk]))
    assert not LtvCalculation.objects.exists()
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "ltv.kept",
        "ltv.removed",
    ]


def test_nothing_is_kept_for_somebody_elses_customer_or_by_readers(client, lin, wei, reader):
    theirs = customer("Xu Jiahao", owner=wei)
    client.force_login(lin)
    posted = filled(*CAR, template="car_dealer", customer=theirs.pk, do="keep")
    assert client.post(CALCULATOR, posted).status_code == 404
    client.force_login(reader)
    pooled = customer("Pan Guoqiang")
    assert client.post(CALCULATOR, posted | {"customer": pooled.pk}).status_code == 403
    assert not LtvCalculation.objects.exists()


def test_a_wrong_figure_is_said_beside_its_field(client, boss):
    client.force_login(boss)
    refused = client.post(CALCULATOR, filled(("Cars", "-1", "many", True)))
    assert refused.status_code == 422
    assert "Enter a number." in text(refused)
    assert "Name at least one component." in text(client.post(CALCULATOR, filled(("", "1", "1", True))))


def test_a_sum_too_large_to_be_kept_is_refused_and_nothing_is_kept(client, boss):
    client.force_login(boss)
    zhou = customer("Zhou Wenbin")
    rows = [("Towers", "999999999999", "999999999999", True)]
    answer = client.post(CALCULATOR, filled(*rows, do="keep", customer=zhou.pk))
    assert answer.status_code == 422
    assert "The sum is too large. Check the units and the prices." in text(answer)
    assert not LtvCalculation.objects.exists()
