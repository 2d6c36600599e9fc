"""Value classes by shares or by limits, and different means of marketing for each."""

import pytest
from django.urls import reverse

from regulars.core import settings_store
from regulars.customers.models import CustomerMeasures

pytestmark = pytest.mark.django_db

ONE_HIGH_ONE_MIDDLE = [
    ("Chen Yutong", "high"),
    ("Xu Jiahao", "middle"),
    ("Zhou Wenbin", "low"),
    ("Wu Jiahui", "low"),
]


def page(client, user, url):
    client.force_login(user)
    return " ".join(client.get(url).content.decode().split())


def classed():
    rows = CustomerMeasures.objects.filter(order_count__gt=0).order_by("-value")
    return list(rows.values_list("customer__name", "value_class"))


@pytest.mark.covers("SEG-03")
def test_each_class_says_who_belongs_to_it_who_is_in_it_and_which_means_fit(shop, refresh, client, boss):
    refresh()
    # Profit 600, 400, 280 and 52: a fifth of four buyers and the next third.
    assert classed() == ONE_HIGH_ONE_MIDDLE
    shown = page(client, boss, reverse("insights:classes"))
    assert "The best 20% of all buyers." in shown
    assert '<a href="/customers/?f=value_class:in:low"><span class="fig">3</span></a>' in shown
    means = ["In person: visits", "Personal messages with something", "What costs little: greetings"]
    assert [shown.count(words) for words in means] == [1, 1, 1]
    assert "In person: visits" in page(client, boss, shop["silent"].get_absolute_url())
    assert "What costs little: greetings" in page(client, boss, shop["steady"].get_absolute_url())


@pytest.mark.covers("SEG-03")
def test_an_administrator_sets_limits_and_means_on_a_page(shop, refresh, client, boss):
    client.force_login(boss)
    url = reverse("accounts:firm", args=["insights"])
    form = client.get(url).context["form"]
    values = {name: field.initial for name, field in form.fields.items()}
    refused = client.post(url, values | {"insights.value_limits": "300, 500"})
    assert "Give two falling whole amounts" in refused.content.decode()
    client.post(
        url, values | {"insights.value_limits": "500, 300", "insights.means_high": "A tin at New Year"}
    )
    refresh()
    assert classed() == ONE_HIGH_ONE_MIDDLE
    shown = page(client, boss, reverse("insights:classes"))
    assert "Brought ¥500 or more." in shown
    assert "Brought ¥300 or more, less than ¥500." in shown
    assert "A tin at New Year" in shown
    assert "A tin at New Year" in page(client, boss, shop["silent"].get_absolute_url())


def test_limits_move_customers_between_classes(shop, refresh):
    settings_store.put("insights.value_limits", "300, 60")
    refresh()
    assert [value_class for _name, value_class in classed()] == ["high", "high", "middle", "low"]


def test_staff_count_the_customers_they_may_see(shop, refresh, client, lin):
    refresh()
    shown = page(client, lin, reverse("insights:classes"))
    assert '<a href="/customers/?f=value_class:in:high"><span class="fig">1</span></a>' in shown
    assert '<a href="/customers/?f=value_class:in:middle"><span class="fig">0</span></a>' in shown
