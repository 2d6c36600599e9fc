"""Item-item lists of ours on one file, in a process of their own: python -m bench.own_offering FILE.npz LISTS.npy."""

import json
import sys
import time
from datetime import date

import numpy as np
import pyarrow as pa

from bench.peers.peak import peak_mib
from regulars.analytics.offering.neighbours import ItemNeighbours
from regulars.analytics.offering.purchases import Purchases

NEIGHBOURS, LIST = 50, 10


def main() -> None:
    base = np.load(sys.argv[1])
    customer, product = base["customer"], base["product"]
    bought = Purchases(
        date(2026, 11, 25),
        pa.array(np.arange(int(base["customers"]))),
        pa.array(np.arange(int(base["products"]))),
        customer,
        product,
        np.zeros(len(customer)),
    )
    began = time.process_time()
    model = ItemNeighbours(NEIGHBOURS).fit(bought)
    fitted = time.process_time()
    lists = model.recommend(LIST)
    scored = time.process_time()
    np.save(sys.argv[2], lists.score)
    told = {"fit": fitted - began, "score": scored - fitted, "pairs": len(customer), "peak_mib": peak_mib()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
