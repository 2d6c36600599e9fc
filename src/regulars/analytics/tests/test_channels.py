from regulars.analytics.channels import channel_sales
from regulars.analytics.tests.shop import customer, day, order

ORDERS = [
    order(1, "2024-01-01", 10_000, channel="online"),
    order(1, "2024-03-01", 20_000, channel="offline"),
    order(1, "2024-03-02", 5_000, channel="online"),
    order(2, "2024-03-03", 7_000, channel="online"),
    order(2, "2024-03-04", -2_000, channel="online"),
    order(2, "2024-03-05", 1_000),
    order(3, "2024-03-06", None, channel="offline"),
    order(3, "2024-04-01", 90_000, channel="online"),
]


def test_sales_by_channel_are_net_and_count_the_days_asked_for(open_shop):
    shop = open_shop(customers=[customer(number) for number in (1, 2, 3)], orders=ORDERS)
    found = channel_sales(shop, day("2024-03-31"), after=day("2024-02-29"))
    assert found.by_channel.to_pylist() == [
        {"channel": "offline", "orders": 2, "customers": 2, "net_minor": 20_000},
        {"channel": "online", "orders": 2, "customers": 2, "net_minor": 10_000},
        {"channel": None, "orders": 1, "customers": 1, "net_minor": 1_000},
    ]
    assert (found.customers, found.multichannel) == (3, 1)


def test_without_orders_there_are_no_channels(open_shop):
    found = channel_sales(open_shop(customers=[customer(1)]), day("2024-03-31"), after=day("2024-02-29"))
    assert (found.by_channel.num_rows, found.customers, found.multichannel) == (0, 0, 0)


def test_a_narrowed_snapshot_knows_only_its_customers(open_shop):
    import pyarrow as pa

    shop = open_shop(customers=[customer(number) for number in (1, 2, 3)], orders=ORDERS)
    with shop.only(pa.array([2])) as only:
        found = channel_sales(only, day("2024-03-31"), after=day("2024-02-29"))
        assert found.by_channel["net_minor"].to_pylist() == [5_000, 1_000]
        assert shop.arrow(only.customers)["customer_id"].to_pylist() == [2]
    assert shop.arrow(shop.customers)["customer_id"].to_pylist() == [1, 2, 3]
