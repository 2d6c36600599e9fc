"""Pareto/NBD of pymc-marketing by MAP: python pymc_models.py FILE.npz; one JSON object on standard output."""

import contextlib
import json
import sys
import time

import numpy as np
import pandas as pd
from peak import peak_mib
from pymc_extras.prior import Prior
from pymc_marketing.clv import ParetoNBDModel

base = np.load(sys.argv[1])
table = pd.DataFrame({
    "customer_id": np.arange(len(base["x"])), "frequency": base["x"], "recency": base["t_x"], "T": base["T"],
})  # fmt: skip
flat = {name: Prior("HalfFlat") for name in ("r_prior", "alpha_prior", "s_prior", "beta_prior")}
began = time.process_time()
model = ParetoNBDModel(
    data=table, model_config={name.replace("_prior", ""): prior for name, prior in flat.items()}
)
with contextlib.redirect_stdout(sys.stderr):
    model.fit(method="map", progressbar=False)
fitted = time.process_time()
found = model.fit_result
print(json.dumps({
    "fit": fitted - began,
    "orders": [float(found[name].values.ravel()[0]) for name in ("r", "alpha", "s", "beta")],
    "peak_mib": peak_mib(),
}))  # fmt: skip
