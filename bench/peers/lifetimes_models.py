"""BG/NBD and Gamma-Gamma of lifetimes: python lifetimes_models.py FILE.npz; one JSON object on standard output."""

import json
import sys
import time

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter
from peak import peak_mib

base = np.load(sys.argv[1])
x, t_x, age, value = (pd.Series(base[name]) for name in ("x", "t_x", "T", "value"))
began = time.process_time()
orders = BetaGeoFitter().fit(x, t_x, age)
spending = GammaGammaFitter().fit(x[x > 0], value[x > 0])
fitted = time.process_time()
orders.conditional_expected_number_of_purchases_up_to_time(39, x, t_x, age)
orders.conditional_probability_alive(x, t_x, age)
spending.conditional_expected_average_profit(x, value)
scored = time.process_time()
print(json.dumps({
    "fit": fitted - began, "score": scored - fitted,
    "orders": list(map(float, orders.params_[["r", "alpha", "a", "b"]])),
    "spending": list(map(float, spending.params_[["p", "q", "v"]])),
    "peak_mib": peak_mib(),
}))  # fmt: skip
