"""From blocks of facts, each of some ids, to the snapshot of one day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
from ibis import _

from regulars.analytics.days import literal
from regulars.analytics.snapshot import CUSTOMERS, INTERACTIONS, ORDER_LINES, ORDERS, SCHEMAS

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import BooleanValue, Table

# As the snapshot's, but with everything that depends on the day left open.
CUSTOMER_FACTS = pa.schema(
    [
        *(field for field in CUSTOMERS if field.name != "resting"),
        pa.field("counts", pa.bool_(), nullable=False),  # neither deleted nor the walk-in customer
        pa.field("do_not_contact", pa.bool_(), nullable=False),
        pa.field("do_not_contact_from", pa.date32()),
        pa.field("do_not_contact_until", pa.date32()),
    ]
)
FACTS = {
    "customers": CUSTOMER_FACTS,
    "orders": ORDERS,
    "order_lines": ORDER_LINES,
    "interactions": INTERACTIONS,
}
_DAY = {"orders": "ordered_on", "order_lines": "ordered_on", "interactions": "happened_on"}


def assemble(blocks: dict[str, list[Path]], target: Path, as_of: date, *, memory_limit: str = "1GB") -> None:
    """Write the snapshot of the end of a day into `target`: customers who count, and their facts up to then.

    blocks: for each name in FACTS the Parquet files of its schema, in the order in which rows shall stand. Each
    file of the snapshot is replaced as a whole.
    """
    backend = ibis.duckdb.connect(memory_limit=memory_limit, threads=2)
    try:
        backend.con.execute("SET temp_directory = ?", [str(target / ".spill")])
        customers = _read(backend, "customers", blocks["customers"]).filter(_.counts)
        _write(backend, "customers", customers.mutate(resting=_resting(as_of)), target)
        for name, day in _DAY.items():
            facts = _read(backend, name, blocks[name])
            ours = facts.filter(facts[day] <= literal(as_of)).semi_join(customers, "customer_id")
            _write(backend, name, ours, target)
    finally:
        backend.disconnect()


def _read(backend: Backend, name: str, paths: list[Path]) -> Table:
    if paths:
        return backend.read_parquet([str(path) for path in paths], table_name=f"facts_{name}")
    backend.con.register(f"facts_{name}", FACTS[name].empty_table())
    return backend.table(f"facts_{name}")


def _resting(as_of: date) -> BooleanValue:
    begins, ends = _.do_not_contact_from, _.do_not_contact_until
    has_dates = begins.notnull() | ends.notnull()
    day = literal(as_of)
    within = (begins.isnull() | (begins <= day)) & (ends.isnull() | (ends >= day))
    return _.do_not_contact | (has_dates & within)


def _write(backend: Backend, name: str, table: Table, target: Path) -> None:
    unfinished = target / f"{name}.unfinished"
    backend.to_parquet(table.select(SCHEMAS[name].names), unfinished, compression="zstd")
    unfinished.replace(target / f"{name}.parquet")
