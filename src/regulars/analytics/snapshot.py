"""The columns that analytics reads: their schemas, and a snapshot of them opened on DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.operations.core import Node
    from ibis.expr.types import Table

# Amounts are whole minor units (cents, fen) of the firm's base currency, tax included, net of discounts;
# negative where goods came back. Null means "no exchange rate": left out of totals and counted.
# Costs carry the sign of their amount. Days are days in the firm's time zone.
CUSTOMERS = pa.schema(
    [
        pa.field("customer_id", pa.int64(), nullable=False),
        pa.field("created_on", pa.date32(), nullable=False),
        pa.field("owner_id", pa.int64()),
        pa.field("kind", pa.string(), nullable=False),  # person | firm
        pa.field("deceased", pa.bool_(), nullable=False),
        pa.field("erased", pa.bool_(), nullable=False),
        pa.field("let_go", pa.bool_(), nullable=False),  # said by the customer, or decided: no longer ours
        pa.field("resting", pa.bool_(), nullable=False),  # asked not to be contacted, that day or at all
    ]
)
ORDERS = pa.schema(
    [
        pa.field("order_id", pa.int64(), nullable=False),
        pa.field("customer_id", pa.int64(), nullable=False),
        pa.field("ordered_on", pa.date32(), nullable=False),
        pa.field("is_return", pa.bool_(), nullable=False),
        pa.field("amount_minor", pa.int64()),
        pa.field("cost_minor", pa.int64()),
        pa.field("channel", pa.string()),
        pa.field("promised_on", pa.date32()),
        pa.field("delivered_on", pa.date32()),
    ]
)
ORDER_LINES = pa.schema(
    [
        pa.field("order_id", pa.int64(), nullable=False),
        pa.field("customer_id", pa.int64(), nullable=False),
        pa.field("product_id", pa.int64()),
        pa.field("ordered_on", pa.date32(), nullable=False),
        pa.field("quantity", pa.float64(), nullable=False),
        pa.field("amount_minor", pa.int64()),
        pa.field("cost_minor", pa.int64()),
        pa.field("is_return", pa.bool_(), nullable=False),
    ]
)
INTERACTIONS = pa.schema(
    [
        pa.field("interaction_id", pa.int64(), nullable=False),
        pa.field("customer_id", pa.int64(), nullable=False),
        pa.field("happened_on", pa.date32(), nullable=False),
        pa.field("direction", pa.string(), nullable=False),  # to_customer | from_customer
        pa.field("channel", pa.string()),
        pa.field("answered", pa.bool_()),  # null where no answer was asked for
    ]
)
SCHEMAS = {
    "customers": CUSTOMERS,
    "orders": ORDERS,
    "order_lines": ORDER_LINES,
    "interactions": INTERACTIONS,
}


class SnapshotIncomplete(ValueError):
    """A file of the snapshot is missing, or has other columns than its schema."""


def write_part(directory: Path, name: str, table: pa.Table) -> Path:
    """Write one table of a snapshot as `<name>.parquet`, cast to its schema; the path comes back.

    Raises KeyError for an unknown name or a missing column, ValueError where a value does not fit.
    """
    schema = SCHEMAS[name]
    path = directory / f"{name}.parquet"
    pq.write_table(table.select(schema.names).cast(schema), path, compression="zstd")
    return path


class Snapshot:
    """A folder with one Parquet file per schema, as Ibis tables on an own DuckDB connection.

    Use it as a context manager, or close it; nothing is ever written into the four files.
    """

    def __init__(self, directory: Path, *, memory_limit: str = "1GB", threads: int = 2) -> None:
        self.directory = directory
        self._check_files()
        self._made: list[str] = []
        self._backend = self._connect(memory_limit, threads)
        self.customers = self._open("customers")
        self.orders = self._open("orders")
        self.order_lines = self._open("order_lines")
        self.interactions = self._open("interactions")

    def kept(self, table: Table) -> Table:
        """Compute a table once and return it as it then stands, so that later steps need not repeat it."""
        query, name = self._query(table), self._name("kept")
        self._backend.raw_sql(f"CREATE TEMP TABLE {name} AS {query}")
        return self._backend.table(name)

    def lent(self, table: pa.Table) -> Table:
        """An Arrow table as an Ibis table beside the others, read where it lies."""
        name = self._name("lent")
        self._backend.con.register(name, table)
        return self._backend.table(name)

    @contextmanager
    def only(self, customer_ids: pa.Array) -> Iterator[Snapshot]:
        """The same days of some customers; at the end of the block what it kept and lent is let go.

        The next block's tables then have the same names, so that a question asked of many groups of customers
        is compiled once.
        """
        before = len(self._made)
        chosen = self.kept(self.lent(pa.table({"customer_id": customer_ids.cast(pa.int64())})))
        narrowed = copy(self)
        for name in SCHEMAS:
            setattr(narrowed, name, getattr(self, name).semi_join(chosen, "customer_id"))
        narrowed.orders = self.kept(narrowed.orders)  # asked again and again, and small beside all of them
        try:
            yield narrowed
        finally:
            self._let_go(self._made[before:])
            del self._made[before:]

    def arrow(self, table: Table) -> pa.Table:
        """Compute a table into Arrow, columns as its Ibis schema says."""
        # Not by Ibis itself, which would import pandas for it: half a second in every process.
        found = self._backend.con.sql(self._query(table)).to_arrow_table()
        return found.cast(table.schema().to_pyarrow())

    def _query(self, table: Table) -> str:
        return f"SELECT {_typed(table)} FROM ({_compiled(table)})"  # noqa: S608, own text

    def close(self) -> None:
        """Free the memory and files of the connection."""
        self._backend.disconnect()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _name(self, kind: str) -> str:
        self._made.append(f"{kind}_{len(self._made) + 1}")
        return self._made[-1]

    def _let_go(self, names: list[str]) -> None:
        for name in names:
            if name.startswith("kept"):
                self._backend.raw_sql(f"DROP TABLE {name}")
            else:
                self._backend.con.unregister(name)

    def _connect(self, memory_limit: str, threads: int) -> Backend:
        # Merging nested selects costs most of the time of compiling, and DuckDB does it again anyway.
        ibis.options.sql.fuse_selects = False
        backend = ibis.duckdb.connect(
            memory_limit=memory_limit,
            threads=threads,
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )
        # Not among the arguments: connections that only differ by their folder then compile alike.
        backend.con.execute("SET temp_directory = ?", [str(self.directory / ".spill")])
        return backend

    def _open(self, name: str) -> Table:
        return self._backend.read_parquet(self._path(name), table_name=name)

    def _path(self, name: str) -> Path:
        return self.directory / f"{name}.parquet"

    def _check_files(self) -> None:
        for name, schema in SCHEMAS.items():
            if not self._path(name).is_file():
                raise SnapshotIncomplete(f"{name}.parquet is missing in {self.directory}")
            found = pq.read_schema(self._path(name))
            if found.names != schema.names or found.types != schema.types:
                raise SnapshotIncomplete(f"{name}.parquet has other columns than the schema {name}")


@lru_cache(maxsize=256)
def _text_of(operation: Node) -> str:
    """Compiling costs more than computing where customers are few, and the same question comes again."""
    question = operation.to_expr()
    return str(question.get_backend().compile(question))


def _compiled(table: Table) -> str:
    return _text_of(table.op())


def _typed(table: Table) -> str:
    # DuckDB sums int64 into 128 bits, which Ibis does not know of and therefore never casts back.
    typed = (
        f'CAST("{name}" AS BIGINT) AS "{name}"' if kind.is_int64() else f'"{name}"'
        for name, kind in table.schema().items()
    )
    return ", ".join(typed)
