"""Item-item offers beside implicit: CPU seconds of one thread for fit and the best ten of everybody, same purchases."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from bench.peers.running import mib, peer_python, seconds, told
from bench.purchases import write_purchases
from bench.report import Line, Table, keep

CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", 100_000))
PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", 10_000))
SAME_SCORE = 1e-3


def main() -> None:
    peer = peer_python()
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as folder:
        lines = [*_size(peer, Path(folder), CUSTOMERS, 1.5), *_size(peer, Path(folder), 10 * CUSTOMERS, 12.0)]
    note = (
        "Each customer bought about 22 products; the fifty nearest products by cosine, the ten best not yet bought for "
        "everybody. CPU seconds of one thread, without reading the file. Many products lie equally near as "
        "the fiftieth neighbour, and each side keeps others of them: so the sums of the scores are compared. "
        "Nine tenths of our time is the product of two sparse tables in sparse_dot_topn, and differs by a fifth from "
        "run to run."
    )
    keep("offering", [Table("Offers by what the same customers bought", note, lines)])


def _size(peer: str, folder: Path, customers: int, target: float) -> list[Line]:
    file, own_lists, peer_lists = folder / "bought.npz", folder / "own.npy", folder / "peer.npy"
    write_purchases(file, customers, PRODUCTS)
    own = told([sys.executable, "-m", "bench.own_offering", str(file), str(own_lists)])
    theirs = told([peer, "bench/peers/implicit_lists.py", str(file), str(peer_lists)])
    ours, other = np.load(own_lists), np.load(peer_lists)
    same, whole = _same(ours, other), float(ours.sum() / other.sum())
    took = seconds(own)
    what = f"{customers:,} customers x {PRODUCTS:,} products, {own['pairs']:,} pairs"
    return [
        Line(what, _took(own), f"{target:g} s", f"{_took(theirs)} implicit", took <= target),
        Line("sum of the scores of all lists, ours over theirs", f"{whole:.4f}", "0.999", f"{same:.1%} of the places alike", whole >= 0.999),
    ]  # fmt: skip


def _same(own: Any, theirs: Any) -> float:
    return float((np.abs(own - theirs) <= SAME_SCORE * np.maximum(1, theirs)).mean())


def _took(found: Any) -> str:
    return f"{seconds(found):.2f} s ({found['fit']:.2f} + {found['score']:.2f}), {mib(found)}"


if __name__ == "__main__":
    main()
