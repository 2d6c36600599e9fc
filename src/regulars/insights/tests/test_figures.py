"""Every figure of a customer explains itself: a page of its own holds them all."""

import re

import pytest

from regulars.customers import measures
from regulars.orders.models import Category, Order, OrderLine, Product

pytestmark = pytest.mark.django_db


def figures(client, user, customer):
    """Label, value and explanation of each figure on the page, by its label."""
    client.force_login(user)
    answer = client.get(f"{customer.get_absolute_url()}figures/")
    assert answer.status_code == 200
    blocks = re.findall(r'<dl class="measures">(.*?)</dl>', answer.content.decode(), re.S)
    told = re.findall(r"((?:<dt>(?:(?!<dt>).)*?</dt>\s*)+)<dd>(.*?)</dd>", "".join(blocks), re.S)
    found = {}
    for names, explained in told:
        for name in re.findall(r"<dt>(.*?)</dt>", names, re.S):
            label, value = name.split("<b", 1)
            found[words(label)] = (words("<b" + value), words(explained))
    return found


def words(html):
    return re.sub(r" ([.,])", r"\1", " ".join(re.sub(r"<[^>]+>", " ", html).split()))


def test_every_figure_that_lists_offer_says_how_it_is_computed_and_explains_itself():
    offered = measures.listed()
    assert len(offered) > 40
    assert [each.name for each in offered if not each.explain or not each.formula] == []


def test_a_page_holds_every_figure_of_a_customer_with_the_customers_own_numbers(shop, refresh, client, lin):
    tea = Category.objects.create(name="Green tea")
    for code, name, category in (("G1", "Dragon Well", tea), ("B1", "Keemun", None)):
        Product.objects.create(code=code, name=name, category=category)
    for position, (code, amount) in enumerate((("G1", 70), ("B1", 30)), 1):
        OrderLine.objects.create(
            order=Order.objects.filter(customer=shop["steady"]).latest("ordered_on"), position=position,
            product=Product.objects.get(code=code), quantity=1, unit_price=amount, amount=amount,
        )  # fmt: skip
    refresh()
    shown = figures(client, lin, shop["steady"])
    assert shown["Total spend"][0] == "¥700"
    assert shown["Place by value"] == ("3", shown["Place by value"][1])
    value, explained = shown["Usual channel"]
    assert value == "Offline"
    assert "The last order came on 2026-09-24." in explained
    assert "Offline 6 orders Online 1 order Where most orders came from." in explained
    value, explained = shown["Favourite product"]
    assert value == "Dragon Well"
    assert "Most was spent on it in the 12 months up to 2026-09-27." in explained
    assert "Dragon Well ¥70 Keemun ¥30" in explained
    assert "Green tea ¥70" in shown["Favourite category"][1]
    row = shop["steady"].measures
    row.refresh_from_db()
    titles = re.findall(
        r"<summary><h2>(.*?)</h2></summary>",
        client.get(f"{shop['steady'].get_absolute_url()}figures/").content.decode(),
    )
    assert titles == ["Value", "Rhythm", "Relationship", "Contact", "Buying", "Loyalty"]
    known = {str(each.label) for each in measures.listed() if getattr(row, each.name) is not None}
    assert set(shown) == known


def test_what_the_firm_acts_on_comes_first_and_what_is_explained_alike_stands_together(
    shop, refresh, client, lin
):
    refresh()
    client.force_login(lin)
    html = client.get(f"{shop['steady'].get_absolute_url()}figures/").content.decode()
    value, rhythm = re.findall(r'<details class="card fold".*?</dl>\s*</details>', html, re.S)[:2]
    assert ('fold" open' in value, 'fold" open' in rhythm) == (True, False)
    blocks = [
        [words(name.split("<b")[0]) for name in re.findall(r"<dt>(.*?)</dt>", block, re.S)]
        for block in re.findall(r"<div>\s*(<dt>.*?)<dd>", value, re.S)
    ]
    assert blocks[0] == ["Value class"]
    assert blocks[1][:4] == ["Total spend", "Orders", "Average order", "Gross profit where costs are known"]


def test_before_anything_is_computed_the_page_says_so(shop, client, lin):
    client.force_login(lin)
    html = client.get(f"{shop['steady'].get_absolute_url()}figures/").content.decode()
    assert "Not computed yet." in html


def test_the_figures_of_a_colleagues_customer_do_not_exist(shop, refresh, client, wei):
    refresh()
    client.force_login(wei)
    assert client.get(f"{shop['steady'].get_absolute_url()}figures/").status_code == 404
