"""What the form of a product refuses."""

import pytest

from regulars.orders.models import Product


@pytest.mark.parametrize("days", ["3651", "2147483648"])
def test_a_product_that_lasts_longer_than_ten_years_is_refused_in_words(client, boss, days):
    client.force_login(boss)
    response = client.post("/products/new/", {"code": "T-1", "name": "Tea", "repurchase_days": days})
    assert response.status_code == 422
    assert "less than or equal to 3650" in response.content.decode()
    assert not Product.objects.exists()


def test_prices_stand_under_one_another_at_the_right(client, manager, green):
    client.force_login(manager)
    shown = " ".join(client.get("/products/").content.decode().split())
    assert '<th scope="col" class="num">Price</th>' in shown
    assert '<td class="cell-price num"> <bdi>' in shown
