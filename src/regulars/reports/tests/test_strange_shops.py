"""Shops such as nobody had in mind: every page about figures opens, and says nothing that is no number."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from regulars.insights import scoring
from regulars.insights.models import ScoreRun
from regulars.insights.tests.shop import buys, customer, day
from regulars.reports.analyses import seven

pytestmark = [pytest.mark.django_db, pytest.mark.full]

PAGES = (
    "reports:dashboard", "reports:how_good", "reports:structure", "reports:allocation", "reports:ltv",
    "insights:loyalty", "insights:signs", "insights:rescue", "insights:win_back", "insights:churn", "insights:types",
    "offering:overview", "offering:products", "segments:segments",
)  # fmt: skip
NO_NUMBER = re.compile(r"(?<![A-Za-z])(nan|NaN|inf|Infinity|None)(?![A-Za-z ])")


def nobody():
    """No customer at all."""


def one_customer():
    customer("Xu Jiahao")


def only_returns():
    buys(customer("Xu Jiahao"), "2026-09-01", kind="return")


def nothing_paid():
    for number in range(30):
        buys(customer(f"Customer {number}"), "2026-09-01", "2026-09-10", amount=0)


def all_on_one_day():
    for number in range(150):
        buys(customer(f"Customer {number}"), "2026-09-01", amount=10 + number)


def orders_to_come():
    buys(customer("Xu Jiahao"), "2026-09-01", "2027-09-01")


def as_much_as_an_order_holds():
    for number in range(3):
        who = customer(f"Customer {number}")
        buys(who, "2026-09-01", amount=Decimal("999999999999"))
        buys(who, "2026-09-02", amount=Decimal("0.01"))


@pytest.mark.parametrize("fill", [
    nobody, one_customer, only_returns, nothing_paid, all_on_one_day, orders_to_come, as_much_as_an_order_holds,
])  # fmt: skip
def test_every_page_opens_for_a_strange_shop(fill, morning, client, boss, settings, tmp_path):
    settings.REGULARS_SNAPSHOT = tmp_path / "snapshot"
    fill()
    assert scoring.refresh(day("2026-09-27")).state == ScoreRun.State.DONE
    client.force_login(boss)
    pages = [reverse(name) for name in PAGES]
    pages += [reverse("reports:seven_analysis", args=[analysis.code]) for analysis in seven.SEVEN]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        told = re.sub(r"<[^>]+>", " ", answer.content.decode())
        assert not NO_NUMBER.search(told), page
