"""The measures of a real wholesaler, whose figures are known."""

from datetime import date

import pyarrow.compute as pc
import pytest

from regulars.analytics.backtest import backtest_risk
from regulars.analytics.cohorts import cohorts
from regulars.analytics.measures import COLUMNS, compute_measures, firm_of
from regulars.analytics.pareto import pareto
from regulars.analytics.sales import sales
from regulars.analytics.snapshot import Snapshot
from regulars.analytics.tests import online_retail

pytestmark = pytest.mark.skipif(
    not online_retail.file().is_file(),
    reason=f"needs {online_retail.file().name} in REGULARS_SHARED/data or ../shared/data",
)


@pytest.fixture(scope="module")
def wholesaler(tmp_path_factory):
    directory = tmp_path_factory.mktemp("wholesaler")
    online_retail.write(directory)
    with Snapshot(directory) as snapshot:
        yield snapshot


@pytest.fixture(scope="module")
def measures(wholesaler):
    return compute_measures(wholesaler, online_retail.AS_OF)


def total(measures, column):
    return pc.sum(measures[column]).as_py()


def test_orders_and_returns_are_exact_to_the_penny(measures):
    assert (total(measures, "order_count"), total(measures, "return_count")) == (18_536, 3_654)
    assert total(measures, "gross_minor") == 891_140_790
    assert total(measures, "returned_minor") == -61_134_209
    assert total(measures, "total_spend_minor") == 830_006_581


def test_customers_are_counted_once(measures):
    firm = firm_of(measures)
    assert (firm.customers, firm.customers_with_orders, firm.single_order_customers) == (4_372, 4_339, 1_494)
    assert measures.num_rows == 4_372
    assert measures.schema.names == list(COLUMNS)


def test_1171_customers_make_four_fifths(measures):
    curve = pareto(measures)
    assert (curve.customers, curve.customers_making) == (4_372, 1_171)


def test_every_customer_has_exactly_one_class_stage_and_status(measures):
    for column in ("value_class", "stage", "stage_rule", "status"):
        assert measures[column].null_count == 0
    buyers = measures.filter(pc.greater(measures["order_count"], 0))
    for column in ("rfm", "risk_level", "next_order_due_on", "interval_source", "lapsed_after_days"):
        assert buyers[column].null_count == 0
    assert pc.sum(pc.equal(buyers["value_class"], "high")).as_py() == 868  # a fifth of 4,339


def test_the_cohorts_hold_every_buyer_once(wholesaler):
    rows = cohorts(wholesaler, online_retail.AS_OF).to_pylist()
    assert sum(row["size"] for row in rows if row["later"] == 0) == 4_339
    assert (rows[1]["size"], rows[1]["active"]) == (885, 324)
    assert not rows[-1]["complete"]


def test_the_months_add_up_to_the_whole(wholesaler):
    table = sales(wholesaler, online_retail.AS_OF)
    assert total(table, "net_minor") == 830_006_581
    assert total(table, "new_customers") == 4_339


@pytest.mark.parametrize("as_of", [date(2011, 6, 30), date(2011, 9, 9)])
def test_a_higher_risk_level_stayed_silent_more_often(wholesaler, as_of):
    found = backtest_risk(wholesaler, as_of, horizon_days=90)
    low, medium, high = found.levels
    assert low.high < medium.low < medium.high < high.share
    assert found.separation > 0.7
    assert sum(outcome.customers for outcome in found.levels) == found.all_levels.customers
