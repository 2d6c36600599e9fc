"""Whom to win back first, and who was lost why: on their pages, down to the customers."""

from types import SimpleNamespace

import pyarrow as pa
import pytest
from django.urls import reverse

from regulars.customers.models import CustomerMeasures
from regulars.insights import foretold
from regulars.insights.foreseeing import warned
from regulars.insights.models import ClassChange, DeclineCause
from regulars.insights.stages import deciding
from regulars.insights.tests.shop import buys, customer, day
from regulars.insights.tests.test_signs import page, text, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost(shop, refresh, lin, wei):
    """Chen lost 500 at a time, He Xiuying 50; Tan is lost too but nobody knows why. Forty came back."""
    for number in range(40):
        buys(customer(f"Back {number:02}", owner=wei), "2026-01-01", "2026-03-07")
    small, tan = customer("He Xiuying", owner=lin), customer("Tan Wei", owner=lin)
    buys(small, "2025-06-01", "2025-07-01", "2025-07-31", amount=50)
    buys(tan, "2025-06-02", "2025-07-02", "2025-08-01", amount=100)
    refresh()
    for who, cause, churn, on in (
        (shop["silent"], "needs", "demand", "2026-01-10"),
        (shop["silent"], "competitor", "price", "2026-02-10"),
        (small, "competitor", "price", "2026-03-10"),
    ):
        DeclineCause.objects.create(
            customer=who, cause=cause, churn_cause=churn, source="conversation", noted_on=day(on)
        )
    ClassChange.objects.create(
        customer=shop["silent"], measure="stage", old="stability", new="decline", changed_on=day("2025-08-01")
    )
    return {"chen": shop["silent"], "small": small, "tan": tan}


@pytest.mark.covers("CHN-08")
def test_the_win_back_list_is_ordered_by_value_times_chance(lost, client, lin, manager):
    for name, chance, recoverable in (("chen", 0.1, 244), ("small", 0.2, 49), ("tan", 0.6, 293)):
        row = CustomerMeasures.objects.filter(pk=lost[name].pk)
        row.update(return_chance=chance, recoverable=recoverable)
    shown = page(client, lin, reverse("insights:win_back"))
    table = text(shown.split("<tbody", 1)[1])
    places = [table.index(name) for name in ("Tan Wei", "Chen Yutong", "He Xiuying")]
    assert places == sorted(places)
    assert "¥2,440 10%" in table
    told_above = text(shown.split("<tbody", 1)[0])
    assert ("3 customers" in told_above, "¥586" in told_above) == (True, True)
    deciding.decide(lost["chen"], "let_go", reason="Moved abroad", by=manager)
    after = page(client, lin, reverse("insights:win_back"))
    assert "Chen Yutong" not in after
    assert "Let go and not on this list</a>: <span" in after


@pytest.mark.covers("CHN-02")
def test_the_lost_are_counted_by_main_cause_class_stage_and_quarter_and_open(lost, client, lin):
    address = reverse("insights:churn")
    shown = page(client, lin, address)
    rows = {line.split("</th>")[0].split(">")[-1].strip(): text(line) for line in shown.split("<tr>")}
    value = told(lost["chen"]).margin_a_year + told(lost["small"]).margin_a_year
    # The cause found out last is the main one: Chen counts by price, not by demand.
    assert rows["Lost by price"] == f"Lost by price 101 2 ¥{value:,.0f}"  # high, middle, low; together
    assert rows["Lost by demand"] == "Lost by demand 000 0 ¥0"
    behind = reverse("customers:list") + "?f=lost_on:filled&amp;f=main_cause:in:price"
    assert f'<a href="{behind}"><span class="fig">2</span></a>' in shown
    people = page(client, lin, behind.replace("&amp;", "&"))
    assert ("Chen Yutong" in people, "He Xiuying" in people, "Tan Wei" in people) == (True, True, False)
    assert rows["Stability"].startswith("Stability1¥2,440")
    stable = page(client, lin, f"{address}?stage=stability")
    assert "main_cause:in:price" in stable
    assert "f=lost_on:filled&amp;f=stage_before:in:stability" in stable
    quarter = "2025-10-01_2025-12-31"
    assert f'value="{quarter}"' in shown
    narrowed = page(client, lin, f"{address}?period={quarter}")
    assert "f=lost_on:between:2025-10-01,2025-12-31" in narrowed


def test_nobody_sees_the_lost_of_others(lost, client, wei):
    shown = page(client, wei, reverse("insights:churn"))
    assert "Lost by price</th> " in shown
    assert "main_cause:in:price" not in shown
    assert "Chen Yutong" not in page(client, wei, reverse("insights:win_back"))
    assert client.get(f"{reverse('insights:churn')}?period=x&value=<b>&stage=decline").status_code == 200


def test_what_staff_heard_raises_the_place_but_not_the_chance():
    """With a model that speaks: another brand noted counts 5 points; two notes are one warning."""
    table = pa.table(
        {
            "risk_score": pa.array([20, 98, None, 20]),
            "risk_source": ["model", "model", None, "points"],
            "other_brands": [2, 1, 1, 1],
            "sign_complaint": [True, False, False, False],
            "sign_lower_score": pa.array([None, False, False, True]),
        }
    )
    raised = warned(table, None, day=day("2026-09-27"), settings=None)
    assert raised["risk_score"].to_pylist() == [30, 100, None, 20]


def test_the_risk_names_every_warning_beside_the_chance(monkeypatch):
    row = SimpleNamespace(
        neglected=False, unanswered_count=1, other_brands=2, sign_complaint=False, sign_lower_score=None
    )
    monkeypatch.setattr(foretold, "risk_reasons", lambda row: [])
    assert [words for _code, words in foretold._warnings(row)] == [
        "a request has not been answered",
        "looks at other brands",
    ]
