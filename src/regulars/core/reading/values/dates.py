"""Days and moments as people write them. A day that can be read in two ways is never guessed."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal

from regulars.core.reading.sandbox import serials
from regulars.core.reading.sandbox.number_formats import DATE

from .characters import narrowed, says_nothing
from .numerals import with_digits
from .problems import Problem

DateOrder = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")

_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = r"(?:(?:[T\s]|(?<=日))\s*(?P<time>(?:上午|下午|晚上|中午|凌晨|早上)?\s*\d{1,2}[:时点]\d{1,2}.*|(?:上午|下午)\s*\d{1,2}[时点]))?"
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年_ ]\s*(\d{1,2})\s*[-/.月_ ]\s*(\d{1,2})\s*[日号]?" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?" + _TIME)
_LOOSE = re.compile(r"(\d{1,2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{4}|\d{1,2})(?!\d)日?" + _TIME)
_NAMED = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-/]*([a-z]{3,9})\.?[\s,\-/]*(\d{4}|\d\d)(?!\d)"
    + _TIME,
    re.I,
)
_NAMED_FIRST = re.compile(
    r"(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})(?!\d)" + _TIME, re.I
)
_INCOMPLETE = re.compile(r"\d{4}年?|\d{4}\s*[-/.年]\s*\d{1,2}月?|\d{1,2}\s*[-/.月]\s*\d{1,2}[日号]?|\d{6}")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_ONLY_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:\s*[ap]m)?", re.I)
_CLOCK = re.compile(
    r"(?P<half>上午|下午|晚上|中午|凌晨|早上)?\s*(?P<h>\d{1,2})(?:[:时点]\s*(?P<m>\d{1,2})?)(?:[:分]\s*(?P<s>\d{1,2})?)?秒?"
    r"(?:[.,](?P<f>\d{1,9}))?\s*(?P<ap>am|pm|a\.m\.|p\.m\.)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?",
    re.I,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_DAYS = {
    "0000-00-00",
    "0001-01-01",
    "1899-12-30",
    "1899-12-31",
    "1900-01-00",
    "1900-01-01",
    "9999-12-31",
    "2999-12-31",
}
_PIVOT = 69  # POSIX: 69 to 99 are of the last century

Parts = tuple[date, str]


def parse_date(
    text: str | None, *, order: DateOrder | None = None, latest: date | None = None, from_1904: bool = False
) -> date | Problem | None:
    """The day a cell names. `latest` moves two-digit years a century back when they lie after it."""
    if not text:
        return None
    if len(text) == 10 and _ISO.fullmatch(text) and text not in _NO_DAYS:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return Problem("no_such_day", text)
    found = _parts(text, order, latest, from_1904)
    return found[0] if isinstance(found, tuple) else found


def parse_datetime(
    text: str | None, *, zone: tzinfo, order: DateOrder | None = None, from_1904: bool = False
) -> datetime | Problem | None:
    """The moment a cell names; without a zone of its own it is local time in `zone`, without a time midnight."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text) if text[:4].isdigit() and text[4:5] == "-" else None
    except ValueError:
        moment = None
    if moment is not None and text[:10] not in _NO_DAYS and len(text) >= 10:
        return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
    found = _parts(text, order, None, from_1904)
    if not isinstance(found, tuple):
        return found
    return _at_time(found[0], found[1], zone) or Problem("not_a_date", text)


def infer_date_order(values: Iterable[str | None]) -> DateOrder | None:
    """The order in which all loosely written days of a column exist; None unless it is the only one."""
    possible = set(ORDERS)
    for text in values:
        match = _LOOSE.fullmatch(with_digits(narrowed(text))) if text else None
        if match:
            possible &= {order for order in ORDERS if _in_order(match, order, None)}
    return possible.pop() if len(possible) == 1 else None


@lru_cache(maxsize=50_000)
def _parts(
    text: str, order: DateOrder | None, latest: date | None, from_1904: bool
) -> Parts | Problem | None:
    plain = narrowed(text)
    if says_nothing(plain):
        return None
    plain = with_digits(plain)
    if plain[:10] in _NO_DAYS or re.fullmatch(r"0+([-/.]0+)*|00000000|99991231", plain):
        return Problem("placeholder_date", text)
    found = _certain(plain) or _loose(plain, order, latest) or _serial(plain, from_1904)
    if isinstance(found, str):
        return Problem(found, text)
    if found:
        return Problem("placeholder_date", text) if found[0].isoformat() in _NO_DAYS else found
    return Problem(_shortcoming(plain), text)


def _certain(plain: str) -> Parts | str | None:
    for pattern in (_YEAR_FIRST, _COMPACT):
        if match := pattern.fullmatch(plain):
            day = _day(int(match[1]), int(match[2]), int(match[3]))
            return (day, _time_in(match)) if day else "no_such_day"
    for pattern, day_at, month_at in ((_NAMED, 1, 2), (_NAMED_FIRST, 2, 1)):
        match = pattern.fullmatch(plain)
        if match and match[month_at][:3].lower() in _MONTHS:
            month = _MONTHS.index(match[month_at][:3].lower()) + 1
            day = _day(_year(match[3], None, month, int(match[day_at])), month, int(match[day_at]))
            return (day, _time_in(match)) if day else "no_such_day"
    return None


def _loose(plain: str, order: DateOrder | None, latest: date | None) -> Parts | str | None:
    match = _LOOSE.fullmatch(plain)
    if not match:
        return None
    orders: tuple[DateOrder, ...] = (order,) if order else ("ymd",) if "年" in plain else ORDERS
    days = {day for each in orders if (day := _in_order(match, each, latest))}
    if len(days) > 1:
        return "ambiguous_date"
    return (days.pop(), _time_in(match)) if days else "no_such_day"


def _in_order(match: re.Match[str], order: DateOrder, latest: date | None) -> date | None:
    written = dict(zip(order, match.groups()[:3], strict=True))
    if len(written["y"]) not in (2, 4) or len(written["d"]) > 2:
        return None
    month, day = int(written["m"]), int(written["d"])
    return _day(_year(written["y"], latest, month, day), month, day)


def _year(written: str, latest: date | None, month: int, day: int) -> int:
    year = int(written)
    if len(written) == 4:
        return year
    year += 1900 if year >= _PIVOT else 2000
    return year - 100 if latest and (year, month, day) > (latest.year, latest.month, latest.day) else year


def _serial(plain: str, from_1904: bool) -> Parts | None:
    """A day number that lost its format: only where it falls between 1927 and 2173."""
    if not _SERIAL.fullmatch(plain):
        return None
    written = serials.text_of(float(plain), DATE, from_1904=from_1904)
    return (date.fromisoformat(written[:10]), written[11:]) if written[:2] in ("19", "20", "21") else None


def _shortcoming(plain: str) -> str:
    if _INCOMPLETE.fullmatch(plain):
        return "incomplete_date"
    return "time_without_date" if _ONLY_TIME.fullmatch(plain) else "not_a_date"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time_in(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("hour"):
        return f"{groups['hour']}:{groups['minute']}:{groups['second'] or '00'}"
    return groups.get("time") or ""


def _at_time(day: date, clock: str, zone: tzinfo) -> datetime | None:
    if not clock:
        return datetime(day.year, day.month, day.day, tzinfo=zone)
    match = _CLOCK.fullmatch(clock.strip())
    if not match:
        return None
    hour = _hour(int(match["h"]), (match["half"] or match["ap"] or "").replace(".", "").lower())
    minute, second = int(match["m"] or 0), int(match["s"] or 0)
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute + second):
        return None
    fraction = int((match["f"] or "0")[:6].ljust(6, "0"))
    own = _zone(match["zone"]) or zone
    return datetime(day.year, day.month, day.day, tzinfo=own).replace(
        hour=hour % 24, minute=minute, second=second, microsecond=fraction
    ) + timedelta(days=hour // 24)


def _hour(hour: int, half: str) -> int:
    if half in ("下午", "晚上", "pm") and hour < 12:
        return hour + 12
    if half in ("上午", "凌晨", "am") and hour == 12:
        return 0
    return hour


def _zone(written: str | None) -> tzinfo | None:
    if not written:
        return None
    offset = "+00:00" if written[0] in "zZuUgG" else written
    return datetime.fromisoformat(f"2000-01-01T00:00:00{offset}").tzinfo
