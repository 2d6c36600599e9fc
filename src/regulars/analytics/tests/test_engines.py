"""Every definition must also be sayable to the engine for many machines."""

from datetime import date
from types import SimpleNamespace

import ibis
import pyarrow as pa
import pytest

from regulars.analytics.contacts import with_contacts, with_neglect
from regulars.analytics.growing import with_growth
from regulars.analytics.intervals import with_intervals
from regulars.analytics.last_care import with_last_care
from regulars.analytics.lifecycle import with_stage
from regulars.analytics.measures import COLUMNS
from regulars.analytics.rescue import Chance, RescueRules, with_rescue
from regulars.analytics.rfm import rfm_of_day, with_rfm, with_rfm_change
from regulars.analytics.risk import with_risk
from regulars.analytics.settings import Settings
from regulars.analytics.signs import SignRules, with_signs, with_warnings
from regulars.analytics.snapshot import SCHEMAS
from regulars.analytics.status import with_status
from regulars.analytics.summaries import summarise
from regulars.analytics.tests.firms import MONTHLY_FIRM
from regulars.analytics.trends import with_trends
from regulars.analytics.value import with_value, with_value_class
from regulars.analytics.worth import with_worth

AS_OF = date(2024, 6, 30)


@pytest.fixture
def spark_sql():
    """SQL for Spark without Spark: its one option stands in for the backend that would register it."""
    object.__setattr__(ibis.options, "pyspark", SimpleNamespace(treat_nan_as_null=False))
    yield lambda table: ibis.to_sql(table, dialect="pyspark")
    object.__setattr__(ibis.options, "pyspark", None)


def test_every_measure_compiles_for_spark(spark_sql):
    tables = {
        name: ibis.table(ibis.Schema.from_pyarrow(schema), name=name) for name, schema in SCHEMAS.items()
    }
    shop, chosen = SimpleNamespace(**tables), Settings()
    table = with_intervals(summarise(shop, AS_OF), AS_OF, firm=MONTHLY_FIRM)
    table = with_rfm(with_trends(table, AS_OF, least_orders=3), chosen.rfm)
    table = with_rfm_change(table, rfm_of_day(shop, AS_OF, cuts=chosen.rfm))
    table = with_value_class(with_value(table, firm=MONTHLY_FIRM, basis="margin"), chosen.value)
    table = with_stage(with_status(table, chosen.silence, firm=MONTHLY_FIRM, key_share=0.05), chosen.stages)
    table = with_contacts(with_risk(table, chosen.risk, firm=MONTHLY_FIRM), shop, as_of=AS_OF)
    table = with_worth(with_neglect(table, chosen.contact, as_of=AS_OF), firm=MONTHLY_FIRM)
    sql = spark_sql(table.select("customer_id", "expected_margin_minor", "risk_level", "stage", "neglected"))
    assert "PERCENTILE" in sql
    assert "DATEDIFF(DAY" in sql


def test_signs_growth_care_and_rescue_compile_for_spark(spark_sql):
    tables = {
        name: ibis.table(ibis.Schema.from_pyarrow(schema), name=name) for name, schema in SCHEMAS.items()
    }
    shop = SimpleNamespace(**tables)
    columns = dict(ibis.Schema.from_pyarrow(pa.schema(COLUMNS.items())).items())
    facts = {"competitor_mentions": "int64", "complaints_open": "int64", "size_now": "float64"}
    table = ibis.table({**columns, **facts, "size_before": "float64", "deceased": "boolean"}, name="measures")
    table = with_warnings(with_signs(table, shop, as_of=AS_OF, rules=SignRules()), SignRules())
    table = with_last_care(with_growth(table, shop, as_of=AS_OF), shop, as_of=AS_OF, within_days=90)
    chance = Chance(60, silent=40, returned=10, chance=0.25, low=0.14, high=0.4)
    table = with_rescue(table, [chance], RescueRules())
    sql = spark_sql(table.select("customer_id", "signs", "stage_warning", "lost_uncared", "rescue_advice"))
    assert "STDDEV_SAMP" in sql
