"""A fresh installation in a temporary home, whose database runs for as long as it is measured."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.processes import MIB, Peak, cpu_seconds
from regulars.config.embedded import lifecycle
from regulars.config.embedded.place import find_place
from regulars.config.embedded.postmaster import find_postmaster

ROOT = Path(__file__).resolve().parents[1]

PATHS = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


@dataclass(frozen=True)
class Measured:
    """One command, run to its end."""

    answer: Any
    wall: float
    cpu: float
    postgres_cpu: float
    peak_mib: float


@contextmanager
def fresh_home() -> Iterator[Path]:
    """Its path stands in REGULARS_HOME meanwhile, for this process and those it starts."""
    with _folder() as folder:
        os.environ["REGULARS_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        with lifecycle.running(Path(folder)):
            run("migrate")
            yield Path(folder)


@contextmanager
def _folder() -> Iterator[str]:
    if kept := os.environ.get("BENCH_HOME"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield kept
    else:
        with tempfile.TemporaryDirectory(prefix="regulars-bench-") as folder:
            yield folder


def run(*arguments: str) -> Measured:
    """The program itself, measured: its own processes, and PostgreSQL by itself."""
    before, began = postgres_cpu(), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "regulars.config.cli", *arguments],
        env=os.environ | PATHS,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with Peak(process.pid) as peak:
        told, errors, usage = _finish(process)
    if process.returncode:
        raise RuntimeError(f"regulars {' '.join(arguments)} failed:\n{errors[-2000:]}")
    answer = json.loads(told) if "--json" in arguments else None
    wall = time.perf_counter() - began
    return Measured(answer, wall, usage, postgres_cpu() - before, peak.bytes / MIB)


def _finish(process: "subprocess.Popen[str]") -> tuple[str, str, float]:
    """What it said, and the CPU seconds of it and all it waited for."""
    before = _children_cpu()
    told, errors = process.communicate()
    return told, errors, _children_cpu() - before


def _children_cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system


def postgres_cpu() -> float:
    postmaster = find_postmaster(find_place(Path(os.environ["REGULARS_HOME"])).data)
    return cpu_seconds(postmaster.pid, postgres=True) if postmaster else 0.0
