"""Where customers stood, found in fewer steps, is what the measures of that day say."""

import pyarrow as pa

from regulars.analytics.measures import compute_measures
from regulars.analytics.profit import with_profit
from regulars.analytics.settings import Settings
from regulars.analytics.standings import STANDING, standings
from regulars.analytics.tests.shop import customer, day, order

DAY = day("2026-06-30")
PEOPLE = [
    customer(1),
    customer(2, kind="firm"),
    customer(3),
    customer(4, let_go=True),
    customer(5),
    customer(6, deceased=True),
]
ORDERS = [
    *(order(1, f"2026-0{month}-03", 12_000, cost_minor=7_000) for month in range(1, 7)),
    *(order(2, f"2025-{month:02}-10", 90_000) for month in range(1, 13)),
    order(2, "2026-02-10", -5_000),
    order(3, "2026-06-20", 2_500),
    order(3, "2026-07-01", 99_000),  # after the day
    *(order(4, f"2025-0{month}-15", 3_000, cost_minor=1_000) for month in range(1, 10)),
    order(6, "2024-01-01", 4_000),
]
SAID = pa.table(
    {
        "customer_id": pa.array([1, 3], pa.int64()),
        "satisfaction": pa.array([0.1, None], pa.float64()),
        "trust": pa.array([None, None], pa.float64()),
    }
)


def test_every_figure_is_that_of_the_measures_of_the_day(open_shop):
    for settings in (Settings(), Settings(assumed_margin_rate=0.1)):
        for said in (None, SAID):
            shop = open_shop(customers=PEOPLE, orders=ORDERS)
            measures = with_profit(compute_measures(shop, DAY, settings, said=said))
            found = standings(shop, DAY, settings, said=said)
            assert found.to_pylist() == measures.select(list(STANDING)).to_pylist()


def test_profit_of_twelve_months_counts_the_orders_of_the_twelve_months(open_shop):
    found = standings(open_shop(customers=PEOPLE, orders=ORDERS), DAY)
    # 1: 6 × 5,000. The firm keeps 48,000 of 99,000 with known costs. 2: 6 orders and a return, 535,000.
    # 4: July to September, 3 × 2,000.
    assert found["profit_12m_minor"].to_pylist()[:5] == [
        30_000,
        round(535_000 * 48_000 / 99_000),
        round(2_500 * 48_000 / 99_000),
        6_000,
        0,
    ]
