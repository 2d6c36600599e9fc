"""What is offered to whom, and why."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from regulars.analytics.offering import topping
from regulars.analytics.offering.ease import Ease
from regulars.analytics.offering.judging import recall
from regulars.analytics.offering.neighbours import ItemNeighbours
from regulars.analytics.offering.next_basket import NextBasket
from regulars.analytics.offering.pairs import product_pairs
from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.tests.shop import SHOP, UNTIL, named, purchases


def number(found, product):
    return found.products.to_pylist().index(product)


def test_a_product_counts_once_a_basket_and_nothing_after_the_day():
    found = purchases()
    assert sorted(found.customers.to_pylist()) == ["Chen", "Lin", "Song", "Wu", "Zhou"]
    counts = dict(zip(found.products.to_pylist(), np.bincount(found.product).tolist(), strict=True))
    assert counts == {"tea": 5, "cup": 3, "calendar": 3, "vase": 1}
    assert found.demand().sum() == pytest.approx(1)


def test_favourites_come_first_and_then_what_is_bought_these_days():
    found = purchases()
    offers = NextBasket(half_life_days=90).fit(found).recommend(4, pull=found.pull(7))
    assert named(found, offers, "Zhou") == ["tea", "cup", "calendar", "vase"]
    assert named(found, offers, "Wu")[:2] == ["tea", "vase"]


def test_a_favourite_out_of_season_falls_behind():
    found = purchases()
    often = NextBasket(half_life_days=1e6).fit(found)
    assert named(found, often.recommend(3), "Zhou") == ["calendar", "tea", "cup"]
    assert named(found, often.recommend(3, pull=found.pull(7, floor=0.1)), "Zhou") == [
        "tea",
        "cup",
        "calendar",
    ]


@pytest.mark.parametrize("model", [ItemNeighbours(), Ease(ridge=1.0)])
def test_new_products_are_those_that_buyers_of_the_own_ones_bought(model):
    found = purchases()
    offers = model.fit(found).recommend(3)
    assert named(found, offers, "Wu")[0] == "cup"
    assert named(found, offers, "Song") == [None, None, None]
    owned = found.owned()
    for row, products in enumerate(offers.product):
        assert not owned[[row]][:, products[products >= 0]].sum()


@pytest.mark.parametrize("model", [ItemNeighbours(), Ease(ridge=1.0)])
def test_what_must_not_be_offered_never_is(model):
    found = purchases()
    pull = np.ones(len(found.products))
    pull[number(found, "cup")] = 0
    assert named(found, model.fit(found).recommend(3, pull=pull), "Wu") == ["calendar", None, None]
    next_basket = NextBasket().fit(found).recommend(5, pull=pull)
    assert (next_basket.product != number(found, "cup")).all()


def test_an_offer_says_which_purchase_speaks_for_it():
    found = purchases()
    model = ItemNeighbours().fit(found)
    why = model.reason(found.customers.to_pylist().index("Wu"), number(found, "cup"))
    assert (found.products[why.because].as_py(), why.share, why.customers) == ("tea", 0.75, 4)
    assert model.reason(found.customers.to_pylist().index("Song"), number(found, "cup")) is None


def test_similarity_is_the_cosine_of_who_bought_what():
    found = purchases()
    similar = ItemNeighbours().fit(found).similarity_.toarray()
    tea, cup, calendar = (number(found, each) for each in ("tea", "cup", "calendar"))
    assert similar[tea, cup] == pytest.approx(3 / np.sqrt(4 * 3))
    assert similar[calendar, cup] == pytest.approx(1 / np.sqrt(3))
    assert (np.diag(similar) == 0).all()


def test_ease_has_the_closed_form_of_its_source():
    found = purchases()
    model = Ease(ridge=2.0).fit(found)
    owned = found.owned().toarray()
    precision = np.linalg.inv(owned.T @ owned + 2 * np.eye(owned.shape[1]))
    wanted = -precision / np.diag(precision)
    np.fill_diagonal(wanted, 0)
    assert model.weights_ == pytest.approx(wanted, abs=1e-6)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 9)), min_size=1, max_size=80))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_the_lists_are_those_of_the_whole_table_of_scores(bought):
    table = pa.table({
        "customer_id": [each[0] for each in bought], "product_id": [each[1] for each in bought],
        "ordered_on": [UNTIL] * len(bought),
    })  # fmt: skip
    found = Purchases.of(table, UNTIL)
    model = ItemNeighbours().fit(found)
    offers = model.recommend(4)
    owned = found.owned().toarray()
    scores = np.where(owned > 0, 0, owned @ model.similarity_.toarray())
    best = -np.sort(-scores, axis=1)[:, :4]
    assert offers.score[:, : best.shape[1]] == pytest.approx(best, abs=1e-5)


def test_recall_divides_by_what_a_list_could_hold():
    lists = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    found = recall(lists, [{1, 9}, {4, 5, 10, 11, 12, 13}, set()])
    assert found.of_list == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert found.of_basket == pytest.approx((1 / 2 + 2 / 6) / 2)
    assert found.customers == 2
    assert found.low <= found.of_list <= found.high


def test_pairs_tell_how_often_together_and_how_much_beyond_chance():
    baskets = pa.table({
        "basket_id": [1, 1, 2, 2, 2, 3, 4, 4], "product_id": ["tea", "cup", "tea", "tea", "cup", "tea", "cup", "jug"],
    })  # fmt: skip
    assert product_pairs(baskets, least_baskets=2).to_pylist() == [
        {"product_id": "cup", "with_product_id": "tea", "baskets": 2, "support": 0.5, "confidence": 2 / 3, "lift": 8 / 9},
        {"product_id": "tea", "with_product_id": "cup", "baskets": 2, "support": 0.5, "confidence": 2 / 3, "lift": 8 / 9},
    ]  # fmt: skip


def test_lines_without_a_column_or_with_gaps_are_refused():
    with pytest.raises(ValueError, match="no column ordered_on"):
        Purchases.of(SHOP.drop_columns("ordered_on"), UNTIL)
    gap = pa.table(
        {"customer_id": ["a", None], "product_id": ["x", "y"], "ordered_on": [date(2026, 1, 1)] * 2}
    )
    with pytest.raises(ValueError, match="customer_id is missing in 1 of 2 lines"):
        Purchases.of(gap, UNTIL)


def test_the_best_of_a_row_are_those_a_plain_sort_finds_and_the_lower_number_first(monkeypatch):
    monkeypatch.setattr(topping, "AT_ONCE", 7)
    chance = np.random.default_rng(3)
    table = chance.integers(-2, 4, (40, 12)).astype(np.float32) * (chance.random((40, 12)) < 0.5)
    found = topping.top_of_rows(sparse.csr_array(table), 5)
    for row, product, score in zip(table, found.product.tolist(), found.score.tolist(), strict=True):
        best = sorted((-value, number) for number, value in enumerate(row.tolist()) if value > 0)[:5]
        missing = 5 - len(best)
        assert product == [number for _value, number in best] + missing * [topping.NONE]
        assert score == [-value for value, _number in best] + missing * [0.0]
