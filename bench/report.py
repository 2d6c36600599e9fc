"""Keeps figures below .artifacts/bench and draws docs/benchmarks.md from all that are there."""

import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".artifacts/bench"
PAGE = ROOT / "docs/benchmarks.md"
ORDER = ("importing", "pages", "nightly", "summaries", "models", "offering", "segments")
INTRODUCTION = """# Benchmarks

Made by `bin/bench`; each run replaces this page. Wall-clock time depends on what else the machine does, so
CPU seconds stand beside it: "own" are the processes of Regulars, "PostgreSQL" those of its database. The
peers' figures were measured before on a machine of the same kind, with 100,000 customers and 300,000 orders.
A target that is missed is marked so, with what profiling says of it below the table.
"""


@dataclass(frozen=True)
class Line:
    """One figure beside its target and the best peer."""

    what: str
    found: str
    target: str = ""
    peer: str = ""
    is_met: bool | None = None
    reason: str = ""  # known from profiling, told where the target is missed

    def cells(self) -> list[str]:
        verdict = {True: "met", False: "**missed**", None: ""}[self.is_met]
        return [self.what, self.found, self.target, verdict, self.peer]


@dataclass(frozen=True)
class Table:
    heading: str
    note: str
    lines: list[Line]


def keep(name: str, tables: list[Table]) -> None:
    """Write one benchmark's figures, and the page anew."""
    KEPT.mkdir(parents=True, exist_ok=True)
    told = {"where": _where(), "tables": [asdict(table) for table in tables]}
    (KEPT / f"{name}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False))
    parts = [_part(KEPT / f"{each}.json") for each in ORDER if (KEPT / f"{each}.json").exists()]
    PAGE.write_text("\n".join([INTRODUCTION, *parts]))
    for table in tables:
        print(_drawn(table))


def _part(path: Path) -> str:
    told = json.loads(path.read_text())
    tables = [
        Table(each["heading"], each["note"], [Line(**line) for line in each["lines"]])
        for each in told["tables"]
    ]
    return "\n".join([*map(_drawn, tables), f"*{told['where']}*", ""])


def _drawn(table: Table) -> str:
    rows = [["", "found", "target", "", "peers"], ["---"] * 5, *(line.cells() for line in table.lines)]
    drawn = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    reasons = [f"\nMissed: {line.what}. {line.reason}\n" for line in table.lines if line.is_met is False]
    return f"## {table.heading}\n\n{table.note}\n\n{drawn}\n{''.join(reasons)}"


def _where() -> str:
    """When, which commit, on what: so that two pages can be told apart."""
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    memory = round(psutil.virtual_memory().total / (1 << 30))
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {done.stdout.strip() or 'unknown'}; "
        f"{os.cpu_count()} cores {_processor()}, {memory} GiB, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f} when it ended"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next(
        (line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
