import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from regulars.analytics.pareto import pareto


def measures(*values: int) -> pa.Table:
    return pa.table(
        {
            "customer_id": pa.array(range(1, len(values) + 1)),
            "total_spend_minor": pa.array(values, pa.int64()),
        }
    )


def test_two_of_five_customers_make_four_fifths():
    curve = pareto(measures(5, 50, 30, 10, 5))
    assert (curve.customers_making, curve.customers, curve.share_of_customers) == (2, 5, 0.4)
    assert curve.points["customer_id"].to_pylist() == [2, 3, 4, 1, 5]
    assert curve.points["cumulative_minor"].to_pylist() == [50, 80, 90, 95, 100]


def test_customers_who_cost_money_lower_the_total():
    # The total is 80, four fifths of it 64: the first customer's 60 are not enough.
    curve = pareto(measures(60, 40, -20))
    assert (curve.total_minor, curve.customers_making) == (80, 2)
    assert curve.points["cumulative_share"].to_pylist() == [0.75, 1.25, 1.0]


def test_without_profit_nobody_makes_four_fifths():
    assert pareto(measures(10, -10)).customers_making is None
    assert pareto(measures()).points.num_rows == 0


def test_the_curve_has_at_most_200_points_and_shows_where_it_reaches_the_share():
    curve = pareto(measures(*range(1, 5_001)))
    assert curve.points.num_rows <= 200
    ranks = curve.points["rank"].to_pylist()
    assert {1, curve.customers_making, 5_000} <= set(ranks)
    assert ranks == sorted(set(ranks))


@given(st.lists(st.integers(-10_000, 10**12), min_size=1, max_size=40))
def test_the_number_is_the_smallest_that_reaches_the_share(values):
    curve = pareto(measures(*values))
    if curve.customers_making:
        best = sorted(values, reverse=True)
        assert sum(best[: curve.customers_making]) * 5 >= sum(values) * 4
        assert sum(best[: curve.customers_making - 1]) * 5 < sum(values) * 4
