"""What time it is for the firm. Nothing else in the code asks the system's clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from regulars.core import settings_store

INSTANT = timedelta(microseconds=1)
_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    return _frozen.get() or datetime.now(UTC)


def zone() -> ZoneInfo:
    return ZoneInfo(settings_store.get("firm.timezone"))


def today() -> date:
    return now().astimezone(zone()).date()


def day_of(moment: datetime) -> date:
    """The firm's calendar day of a moment."""
    return moment.astimezone(zone()).date()


def start_of(day: date) -> datetime:
    try:
        return datetime.combine(day, time.min, zone()).astimezone(UTC)
    except OverflowError:  # the first day of all began before there were days
        return datetime.min.replace(tzinfo=UTC)


def end_of(day: date) -> datetime:
    """The first moment after the day: ``as_of`` means everything before it."""
    return start_of(day + timedelta(days=1)) if day < date.max else datetime.max.replace(tzinfo=UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be another time inside the block: recomputing a past day, and tests."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
