"""What a night costs a shop of 100,000 customers and a million orders: all figures anew, and after one more day.

BENCH_HOME names a folder that is filled once and kept, for measuring again after a change.
"""

import os
import shutil
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bench.filled import as_owner, fill_once
from bench.installation import Measured, fresh_home, run
from bench.report import Line, Table, keep

ALL, ONE_DAY = 60, 10  # seconds
TRIALS = "The trials of models and offers and the first months of loyalty are in it, which come once a month."
ALL_ANEW = (
    "Facts are read again only where they changed, but every figure is computed anew: nearly all depend on the date, "
    "and ranks and models on everybody."
)


def main() -> None:
    with fresh_home() as home:
        fill_once(home)
        shutil.rmtree(home / "snapshot", ignore_errors=True)
        today = datetime.now(ZoneInfo("Asia/Shanghai")).date()  # of the firm, as it comes
        last_night = today - timedelta(days=1)
        first = run("refresh", "--as-of", last_night.isoformat(), "--json")
        as_owner("settle")
        as_owner("add_day")
        following = run("refresh", "--as-of", today.isoformat(), "--json")
    note = (
        "100,000 customers, 1,000,000 orders, 200,000 contacts, eight teams: facts read, every measure, model and "
        "recommendation computed and written back, class changes noted, the figures of the firm and of each team, "
        "segments brought up to date and the care planned. The second night follows a day of 1,000 new orders."
    )
    lines = [
        *_lines("everything anew", first, ALL, TRIALS),
        *_lines("after one more day", following, ONE_DAY, ALL_ANEW),
    ]
    keep("nightly", [Table("A night", note, lines)])


def _lines(what: str, night: Measured, target: int, where_it_goes: str) -> list[Line]:
    cores = f"{night.cpu:.0f} s own, {night.postgres_cpu:.0f} s PostgreSQL"
    return [
        Line(
            f"{what}, wall",
            f"{night.wall:.1f} s",
            f"{target} s",
            is_met=night.wall <= target,
            reason=f"{where_it_goes} {_steps(night)}",
        ),
        Line(f"{what}, CPU", cores),
        Line(f"{what}, most memory", f"{night.peak_mib:.0f} MiB"),
    ]


def _steps(night: Measured) -> str:
    took = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in night.answer["seconds"].items())
    return f"By step: {took}."


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    main()
