"""The models of a customer base beside lifetimes and pymc-marketing: CPU seconds of one thread, same customers.

The peers live in an environment of their own, made once below .artifacts from bench/peers/requirements.lock.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from bench.base import write_base
from bench.peers.running import mib, peer_python, seconds, told
from bench.report import Line, Table, keep
from regulars.analytics.clv.beta_geo import log_likelihood as beta_geo_height
from regulars.analytics.clv.pareto_nbd import log_likelihood as pareto_height

MILLION = 1_000_000


def main() -> None:
    peer = peer_python()
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as folder:
        million, ten = Path(folder) / "million.npz", Path(folder) / "ten.npz"
        write_base(million, MILLION)
        write_base(ten, 10 * MILLION)
        lines = [*_beta_geo(peer, million, ten), *_pareto(peer, million)]
    note = (
        "Customers generated from a Pareto/NBD world, first orders within 12 weeks, 39 weeks seen at the grain of a "
        "day. CPU seconds of one thread, without reading the file; memory is that of the whole process, the data "
        "included. Log-likelihoods are all computed by the same function of ours from the parameters found."
    )
    keep("models", [Table("Models of the customer base", note, lines)])


def _beta_geo(peer: str, million: Path, ten: Path) -> list[Line]:
    own = told([sys.executable, "-m", "bench.own_models", str(million)])
    theirs = told([peer, "bench/peers/lifetimes_models.py", str(million)])
    large = told([sys.executable, "-m", "bench.own_models", str(ten)])
    ours, lifetimes = (_height(beta_geo_height, million, each) for each in (own, theirs))
    took, large_took = seconds(own), seconds(large)
    peer_told = (
        f"{seconds(theirs):.1f} s ({theirs['fit']:.1f} + {theirs['score']:.1f}), {mib(theirs)} lifetimes"
    )
    return [
        Line("BG/NBD + Gamma-Gamma, 1,000,000 customers, fit + score", f"{took:.2f} s ({own['fit']:.2f} + {own['score']:.2f}), {mib(own)}", "1.0 s", peer_told, took <= 1),
        Line("its log-likelihood of BG/NBD", f"{ours:.3f}", "not worse", f"{lifetimes:.3f} lifetimes", ours >= lifetimes - 1e-3),
        Line("the same, 10,000,000 customers", f"{large_took:.2f} s ({large['fit']:.2f} + {large['score']:.2f})", "6 s", "", large_took <= 6),
        Line("most memory with 10,000,000", mib(large), "2,000 MB", "", large["peak_mib"] * 1.048576 < 2000),
    ]  # fmt: skip


def _pareto(peer: str, million: Path) -> list[Line]:
    own = told([sys.executable, "-m", "bench.own_models", str(million), "pareto"])
    theirs = told([peer, "bench/peers/pymc_models.py", str(million)])
    ours, other = (_height(pareto_height, million, each) for each in (own, theirs))
    return [
        Line("Pareto/NBD, 1,000,000 customers, fit", f"{own['fit']:.2f} s, {mib(own)}", "3 s", f"{theirs['fit']:.1f} s, {mib(theirs)} pymc-marketing (MAP, flat priors)", own["fit"] <= 3),
        Line("its log-likelihood", f"{ours:.3f}", "not worse", f"{other:.3f} pymc-marketing", ours >= other - 1e-3),
    ]  # fmt: skip


def _height(height: Any, file: Path, found: Any) -> float:
    base = np.load(file)
    return float(height(found["orders"], base["x"], base["t_x"], base["T"]))


if __name__ == "__main__":
    main()
