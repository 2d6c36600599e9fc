"""Our summaries of one file of orders, in a process of their own: python -m bench.own_summaries FILE.parquet."""

import json
import sys
import time
from datetime import date

import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.peers.peak import peak_mib
from regulars.analytics.clv import summarize


def main() -> None:
    began = time.process_time()
    orders = pq.read_table(sys.argv[1], use_threads=False, pre_buffer=False)
    read = time.process_time()
    found = summarize(orders, date.fromisoformat(sys.argv[2]), "D")
    ended = time.process_time()
    told = {
        "read": read - began,
        "summarise": ended - read,
        "customers": len(found),
        "repeats": pc.sum(found["repeat_purchases"]).as_py(),
        "ages": pc.sum(found["T"]).as_py(),
        "peak_mib": peak_mib(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
