"""A shop to compute on, closed after the test."""

from contextlib import ExitStack

import pyarrow as pa
import pytest

from regulars.analytics.measures import compute_measures
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.tests.shop import day, write_shop


@pytest.fixture
def open_shop(tmp_path):
    with ExitStack() as stack:
        numbers = iter(range(1000))

        def open_one(**facts):
            directory = tmp_path / str(next(numbers))
            directory.mkdir()
            return stack.enter_context(Snapshot(write_shop(directory, **facts), threads=1))

        yield open_one


@pytest.fixture
def measure(open_shop):
    """Measures of a shop written by hand: a row per customer id."""

    def measured(as_of, *, settings=None, **facts):
        table = compute_measures(open_shop(**facts), day(as_of), settings)
        return {row["customer_id"]: row for row in table.to_pylist()}

    return measured


@pytest.fixture
def judge(open_shop):
    """Rows written by hand, through one of the functions that add columns to them."""
    shop = open_shop(customers=[])

    def judged(rows, columns, step):
        table = shop.lent(pa.Table.from_pylist(rows, schema=pa.schema(columns)))
        return {row["customer_id"]: row for row in shop.arrow(step(table)).to_pylist()}

    return judged
