"""From orders to one row per customer, beside lifetimes: CPU seconds of one thread, the same file, the same sums."""

import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.peers.running import mib, peer_python, told
from bench.report import Line, Table, keep

UNTIL = "2025-12-31"
DAYS, FIRST_DAY = 1000, np.datetime64("2023-01-01")
AT_ONCE = 5_000_000
MILLION = 1_000_000
SCHEMA = pa.schema([("customer_id", pa.int64()), ("ordered_on", pa.date32()), ("amount", pa.float64())])


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as folder:
        ten, hundred = Path(folder) / "ten.parquet", Path(folder) / "hundred.parquet"
        write_orders(ten, 10 * MILLION)
        own, theirs = _own(ten), told([peer_python(), "bench/peers/lifetimes_summaries.py", str(ten), UNTIL])
        same = [own[name] == theirs[name] for name in ("customers", "repeats", "ages")]
        if not all(same):
            raise SystemExit(f"The summaries differ, so nothing is published: {own} {theirs}")
        write_orders(hundred, 100 * MILLION)
        large = _own(hundred)
    took, peer = own["read"] + own["summarise"], theirs["read"] + theirs["summarise"]
    note = (
        "Orders of a tenth as many customers in no order, as Parquet with three columns, read and summed up by one "
        "thread. Customers, repeat purchases and ages are compared with the peer's before anything is published."
    )
    lines = [
        Line(
            "10,000,000 orders, read + summarise", _both(own), "3 s", f"{_both(theirs)} lifetimes", took <= 3
        ),
        Line(
            "most memory", mib(own), "700 MB", f"{mib(theirs)} lifetimes", own["peak_mib"] * 1.048576 <= 700
        ),
        Line("times as quick", f"{peer / took:.1f}"),
        Line("100,000,000 orders, read + summarise", _both(large)),
        Line(
            "most memory with 100,000,000", mib(large), "4,000 MB", "", large["peak_mib"] * 1.048576 <= 4000
        ),
    ]
    keep("summaries", [Table("From orders to customers", note, lines)])


def write_orders(path: Path, orders: int) -> None:
    """The same every time."""
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for start in range(0, orders, AT_ONCE):
            chance, count = np.random.default_rng(start + 7), min(AT_ONCE, orders - start)
            days = FIRST_DAY + (chance.random(count) ** 0.8 * DAYS).astype(int)
            columns = {
                "customer_id": chance.integers(0, orders // 10, count),
                "ordered_on": pa.array(days.astype("datetime64[D]"), pa.date32()),
                "amount": np.round(chance.lognormal(4, 0.7, count), 2),
            }
            writer.write_table(pa.table(columns, schema=SCHEMA))


def _own(path: Path) -> Any:
    return told(
        [sys.executable, "-m", "bench.own_summaries", str(path), UNTIL], ARROW_DEFAULT_MEMORY_POOL="system"
    )


def _both(found: Any) -> str:
    return f"{found['read'] + found['summarise']:.1f} s ({found['read']:.1f} + {found['summarise']:.1f})"


if __name__ == "__main__":
    main()
