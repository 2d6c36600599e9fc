"""Summaries of lifetimes: python lifetimes_summaries.py FILE.parquet UNTIL; one JSON object on standard output."""

import json
import sys
import time

import pandas as pd
from lifetimes.utils import summary_data_from_transaction_data
from peak import peak_mib

began = time.process_time()
orders = pd.read_parquet(sys.argv[1])
orders["ordered_on"] = pd.to_datetime(orders["ordered_on"])
read = time.process_time()
found = summary_data_from_transaction_data(
    orders, "customer_id", "ordered_on", "amount", observation_period_end=sys.argv[2], freq="D"
)
ended = time.process_time()
print(json.dumps({
    "read": read - began, "summarise": ended - read, "customers": len(found),
    "repeats": int(found["frequency"].sum()), "ages": float(found["T"].sum()), "peak_mib": peak_mib(),
}))  # fmt: skip
