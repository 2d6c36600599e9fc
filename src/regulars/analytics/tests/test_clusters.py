"""Customer types on five kinds of customers made by hand."""

import numpy as np
import pyarrow as pa
import pytest

from regulars.analytics.clusters import FEATURES, Clusters, TooFewToGroup, find_clusters

KINDS = {
    "demanding": {"complaint_rate": 0.5},
    "hesitant": {"choosing_days": 40.0},
    "thrifty": {"discount_share": 0.3},
    "sophisticated": {"breadth": 3.5, "experience": 4.0},
    "ordinary": {},
}
PLAIN = {
    "complaint_rate": 0.02,
    "choosing_days": 5.0,
    "discount_share": 0.02,
    "breadth": 1.5,
    "experience": 2.0,
}


def shop(*, each=40, seed=1, moved=0.0, order=None):
    """`each` customers of every kind, a little different from one another."""
    rng = np.random.default_rng(seed)
    rows, kinds = [], []
    for kind, traits in KINDS.items():
        for _number in range(each):
            row = {**PLAIN, **traits}
            rows.append({name: value * rng.uniform(0.9, 1.1) + moved * value for name, value in row.items()})
            kinds.append(kind)
    places = order(len(rows)) if order else range(len(rows))
    table = pa.Table.from_pylist([rows[place] for place in places])
    return table.select(list(FEATURES)), [kinds[place] for place in places]


def names_of(clusters, features):
    return [clusters.names[group] for group in clusters.of(features)]


def test_each_kind_of_customer_gets_its_name():
    features, kinds = shop()
    found = find_clusters(features)
    assert names_of(found, features) == kinds
    centre = dict(zip(found.features, found.in_units[found.names.index("thrifty")], strict=True))
    assert centre["discount_share"] == pytest.approx(0.3, abs=0.01)
    assert centre["choosing_days"] == pytest.approx(5.0, abs=0.2)


def test_the_same_customers_in_another_order_get_the_same_names():
    features, kinds = shop(order=lambda n: list(np.random.default_rng(7).permutation(n)))
    assert names_of(find_clusters(features), features) == kinds


def test_the_same_seed_finds_the_same_groups():
    features, _kinds = shop()
    assert find_clusters(features, seed=3).told() == find_clusters(features, seed=3).told()


def test_names_follow_their_group_though_the_rule_would_say_otherwise():
    features, kinds = shop()
    first = find_clusters(features)
    renamed = Clusters.kept(
        {
            **first.told(),
            "names": [
                "thrifty" if n == "hesitant" else "hesitant" if n == "thrifty" else n for n in first.names
            ],
        }
    )
    later, _kinds = shop(seed=2, moved=0.05)
    second = find_clusters(later, before=renamed)
    swapped = {"thrifty": "hesitant", "hesitant": "thrifty"}
    assert names_of(second, later) == [swapped.get(kind, kind) for kind in kinds]
    assert second.rule_names == first.rule_names


def test_a_group_that_had_no_name_takes_a_free_one_and_no_other_group_changes_its_name():
    features, kinds = shop()
    first = find_clusters(features)
    unnamed = {**first.told(), "names": ["ordinary" if n == "hesitant" else n for n in first.names]}
    later, _kinds = shop(seed=2, moved=0.05)
    assert names_of(find_clusters(later, before=Clusters.kept(unnamed)), later) == kinds
    taken = {**unnamed, "names": ["hesitant" if n == "demanding" else n for n in unnamed["names"]]}
    second = names_of(find_clusters(later, before=Clusters.kept(taken)), later)
    swapped = {"demanding": "hesitant", "hesitant": "ordinary"}
    assert second == [swapped.get(kind, kind) for kind in kinds]


def test_groups_of_other_features_are_named_by_the_rule():
    features, kinds = shop()
    before = find_clusters(features)
    gone = features.set_column(1, "choosing_days", pa.nulls(len(features), pa.float64()))
    found = find_clusters(gone, before=before)
    assert found.features == ("complaint_rate", "discount_share", "breadth", "experience")
    assert "hesitant" not in found.names
    expected = ["ordinary" if kind == "hesitant" else kind for kind in kinds]
    assert names_of(found, gone) == expected


def test_what_is_not_known_of_one_customer_counts_as_usual():
    features, kinds = shop()
    column = features["choosing_days"].to_pylist()
    column[0] = None
    found = find_clusters(features.set_column(1, "choosing_days", pa.array(column)))
    assert names_of(found, features.slice(0, 1)) == [kinds[0]]


def test_told_and_kept_are_the_same_groups():
    features, _kinds = shop()
    found = find_clusters(features)
    assert Clusters.kept(found.told()).told() == found.told()


@pytest.mark.parametrize("table", [shop(each=19)[0], shop()[0].slice(0, 0)])
def test_too_few_customers_are_not_grouped(table):
    with pytest.raises(TooFewToGroup):
        find_clusters(table)


def test_customers_who_are_all_alike_are_not_grouped():
    same = pa.Table.from_pylist([PLAIN] * 200).select(list(FEATURES))
    with pytest.raises(TooFewToGroup):
        find_clusters(same)
