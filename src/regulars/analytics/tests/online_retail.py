"""The real order lines of a UK wholesaler as a snapshot, made the way the importer makes it."""

import os
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv

from regulars.analytics.snapshot import CUSTOMERS, INTERACTIONS, SCHEMAS, write_part

AS_OF = date(2011, 12, 10)


def file() -> Path:
    root = Path(__file__).resolve().parents[4]
    shared = Path(os.environ.get("REGULARS_SHARED", root.parent / "shared"))
    return shared / "data" / "online_retail.csv.gz"


def read_lines() -> pa.Table:
    types = {
        "InvoiceNo": pa.string(),
        "StockCode": pa.string(),
        "Quantity": pa.int64(),
        "InvoiceDate": pa.timestamp("s"),
        "UnitPrice": pa.decimal128(12, 4),
        "CustomerID": pa.int64(),
    }
    lines = csv.read_csv(
        file(), convert_options=csv.ConvertOptions(column_types=types, include_columns=list(types))
    )
    lines = lines.filter(pc.is_valid(lines["CustomerID"]))
    return lines.append_column("amount_minor", _cents(lines)).append_column(
        "is_return", pc.less(lines["Quantity"], 0)
    )


def _cents(lines: pa.Table) -> pa.Array:
    price = pc.multiply(lines["UnitPrice"].combine_chunks(), pa.scalar(10_000, pa.decimal128(5, 0)))
    parts = np.asarray(price.cast(pa.int64())) * np.asarray(lines["Quantity"])
    whole, rest = np.divmod(parts, 100)  # ten-thousandths to hundredths, half to even
    up = (rest > 50) | ((rest == 50) & (whole % 2 == 1))
    return pa.array(whole + up)


def write(directory: Path) -> None:
    lines = read_lines()
    orders = lines.group_by(["InvoiceNo", "CustomerID", "is_return"]).aggregate(
        [("InvoiceDate", "min"), ("amount_minor", "sum")]
    )
    orders = orders.sort_by([("InvoiceDate_min", "ascending"), ("InvoiceNo", "ascending")])
    customers = pc.unique(lines["CustomerID"]).sort()
    count = len(customers)
    no = pa.array([False] * count)
    write_part(
        directory,
        "customers",
        pa.table(
            [
                customers,
                pa.array([AS_OF] * count),
                pa.nulls(count),
                pa.array(["firm"] * count),
                no,
                no,
                no,
                no,
            ],
            names=CUSTOMERS.names,
        ),
    )
    nothing = pa.nulls(len(orders))
    write_part(
        directory,
        "orders",
        pa.table(
            {
                "order_id": pa.array(range(1, len(orders) + 1)),
                "customer_id": orders["CustomerID"],
                "ordered_on": pc.cast(orders["InvoiceDate_min"], pa.date32()),
                "is_return": orders["is_return"],
                "amount_minor": orders["amount_minor_sum"],
                "cost_minor": nothing,
                "channel": nothing,
                "promised_on": nothing,
                "delivered_on": nothing,
            }
        ),
    )
    write_part(directory, "order_lines", SCHEMAS["order_lines"].empty_table())
    write_part(directory, "interactions", INTERACTIONS.empty_table())
