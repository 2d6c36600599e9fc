import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regulars.analytics.snapshot import SCHEMAS, Snapshot, SnapshotIncomplete, write_part
from regulars.analytics.tests.shop import customer, order, write_shop


def test_a_missing_part_is_named(tmp_path):
    write_shop(tmp_path, customers=[customer(1)])
    (tmp_path / "orders.parquet").unlink()
    with pytest.raises(SnapshotIncomplete, match=r"orders\.parquet is missing"):
        Snapshot(tmp_path)


def test_a_part_with_other_columns_is_refused(tmp_path):
    write_shop(tmp_path, customers=[customer(1)])
    pq.write_table(pa.table({"customer_id": [1]}), tmp_path / "customers.parquet")
    with pytest.raises(SnapshotIncomplete, match="other columns"):
        Snapshot(tmp_path)


@pytest.mark.parametrize("change", [{"order_id": None}, {"amount_minor": "ten"}, {"ordered_on": "yesterday"}])
def test_a_value_that_does_not_fit_its_column_is_not_written(tmp_path, change):
    row = {"order_id": 1, **order(1, "2024-01-01"), **change}
    with pytest.raises((ValueError, pa.ArrowException)):
        write_part(tmp_path, "orders", pa.Table.from_pylist([row]))
    assert not (tmp_path / "orders.parquet").exists()


def test_sums_that_are_kept_stay_whole_numbers(tmp_path):
    write_shop(tmp_path, customers=[customer(1), customer(2)])
    with Snapshot(tmp_path, threads=1, memory_limit="200MB") as snapshot:
        kept = snapshot.kept(snapshot.customers.agg(total=snapshot.customers.customer_id.sum()))
        assert snapshot.arrow(kept).schema.field("total").type == pa.int64()
        assert snapshot.arrow(kept)["total"].to_pylist() == [3]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.parquet" for name in SCHEMAS)
