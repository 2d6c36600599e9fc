"""Our models on one file, in a process of their own: python -m bench.own_models FILE.npz [pareto]."""

import json
import sys
import time

import numpy as np

from bench.peers.peak import peak_mib
from regulars.analytics.clv import BetaGeo, GammaGamma, ParetoNBD


def main() -> None:
    base = np.load(sys.argv[1])
    x, t_x, age, value = (base[name] for name in ("x", "t_x", "T", "value"))
    began = time.process_time()
    if "pareto" in sys.argv:
        model = ParetoNBD().fit(x, t_x, age)
        fitted = scored = time.process_time()
        spending = []
    else:
        model, worth = BetaGeo().fit(x, t_x, age), GammaGamma().fit(x, value)
        fitted = time.process_time()
        model.expected_purchases(39, x, t_x, age)
        model.probability_alive(x, t_x, age)
        worth.expected_average_value(x, value)
        scored = time.process_time()
        spending = [worth.p_, worth.q_, worth.gamma_]
    told = {
        "fit": fitted - began,
        "score": scored - fitted,
        "orders": [getattr(model, name) for name in model.NAMES],
        "spending": spending,
        "peak_mib": peak_mib(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
