"""Backups made by the schedule, and which of them stay: 7 days, 4 weeks, 6 months."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

from regulars.config.backup.writing import write_backup
from regulars.config.homes import prepare_folder

DAILY, WEEKLY, MONTHLY = 7, 4, 6
NOT_BEFORE = 2  # o'clock: the day before is over for everybody
NAME = re.compile(r"regulars-(\d{8})-\d{6}\.zip")


def back_up_if_due(folder: Path, *, now: datetime, conninfo: str, files: Path) -> Path | None:
    """Write today's unless it is there, and let go of those whose time is over. `now` in the firm's zone."""
    prepare_folder(folder)
    if now.hour < NOT_BEFORE or any(day_of(path) == now.date() for path in scheduled(folder)):
        return None
    target = folder / f"regulars-{now:%Y%m%d-%H%M%S}.zip"
    write_backup(target, conninfo=conninfo, files=files)
    prune(folder)
    return target


def scheduled(folder: Path) -> list[Path]:
    """Only files the schedule made."""
    return [path for path in folder.iterdir() if NAME.fullmatch(path.name)]


def prune(folder: Path) -> list[Path]:
    """What people put there stays."""
    mine = scheduled(folder)
    gone = set(mine) - kept(mine)
    for path in gone:
        path.unlink(missing_ok=True)
    return sorted(gone)


def kept(backups: Iterable[Path]) -> set[Path]:
    newest_first = sorted(backups, key=lambda path: path.name, reverse=True)
    return (
        newest_of_each(newest_first, lambda day: (day.year, day.month, day.day), DAILY)
        | newest_of_each(newest_first, lambda day: day.isocalendar()[:2], WEEKLY)
        | newest_of_each(newest_first, lambda day: (day.year, day.month), MONTHLY)
    )


def newest_of_each(backups: list[Path], period: Callable[[date], tuple[int, ...]], count: int) -> set[Path]:
    chosen: dict[tuple[int, ...], Path] = {}
    for path in backups:
        chosen.setdefault(period(day_of(path)), path)
    return set(list(chosen.values())[:count])


def day_of(path: Path) -> date:
    match = NAME.fullmatch(path.name)
    assert match
    return datetime.strptime(match[1], "%Y%m%d").date()  # noqa: DTZ007 -- a day, not a moment
