"""How long a product lasts by its buyers, who needs it again soon, and who bought it at all."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from regulars.orders.product_rhythm import ENOUGH

NAME = re.compile(r'class="name" href="/customers/\d+/"[^>]*>\s*(?:<bdi>)?([^<]+)')


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def page(client, user, product):
    client.force_login(user)
    return client.get(product.get_absolute_url()).content.decode()


@pytest.mark.covers("SEG-28")
def test_the_days_until_a_product_is_bought_again_come_from_its_buyers(client, lin, ming, black, sell):
    # Every 20 days up to 20 September, twice on the last day, and once with another 60 days before.
    days = [date(2026, 9, 20) - timedelta(days=20 * place) for place in range(ENOUGH)]
    for on in [*days, days[0], days[-1] - timedelta(days=60)]:
        sell(ming, black, on=on)
    html = page(client, lin, black)
    assert f"Bought again after 20 days median of {ENOUGH} repeat purchases" in text_of(html)
    block = html.split('id="due-h"')[1].split("</section>")[0]
    assert "Who needs it again within 14 days" in block
    assert "Mingxiang Teahouse 2026-09-20 2026-10-10" in text_of(block)


@pytest.mark.parametrize(("bought_on", "is_due"), [(28, False), (29, True), (13, False)])
def test_what_somebody_said_counts_before_what_buyers_tell(client, lin, ming, green, sell, bought_on, is_due):
    # Thirty days: bought on 29 August it is needed today, on 28 August yesterday, on 13 September in 15 days.
    sell(ming, green, on=date(2026, 9 if bought_on == 13 else 8, bought_on))
    html = page(client, lin, green)
    assert ('id="due-h"' in html) is is_due
    assert "Bought again after" not in html


def test_a_colleagues_customers_neither_count_nor_stand_there(client, lin, ming, hua, green, sell):
    sell(hua, green, on=date(2026, 9, 1))
    assert 'id="due-h"' not in page(client, lin, green)


@pytest.mark.covers("DB-01", "DB-16")
def test_customers_are_filtered_by_what_they_bought_from_the_products_page(
    client, manager, lin, ming, green, black, sell
):
    black.code = "B,1"
    black.save()
    sell(ming, black)
    other = type(ming).objects.create(name="Never bought", owner=lin, team=lin.team)
    assert other.pk
    address = unescape(re.search(r'href="(/customers/\?f=bought[^"]+)"', page(client, lin, black))[1])
    for query, names in (
        (address, ["Mingxiang Teahouse"]),
        ("/customers/?f=bought:has:keem", ["Mingxiang Teahouse"]),
        ("/customers/?f=bought:is:Dragon Well", []),
        ("/customers/?f=bought:filled", ["Mingxiang Teahouse"]),
        ("/customers/?f=bought:empty", ["Never bought"]),
    ):
        html = client.get(query).content.decode()
        assert NAME.findall(html) == names, query
    assert "Bought product" in text_of(client.get(address).content.decode())
