"""A spreadsheet's day numbers as ISO text, without the shift of the day that never was."""

from datetime import date, timedelta

from .number_formats import DATE, ELAPSED, MONTH_DAY, TIME

IMPOSSIBLE = ""
_DAY_SECONDS = 86_400
_FICTITIOUS = 60  # 29 February 1900, which Lotus invented and every spreadsheet kept
_LAST = 2_958_465  # 9999-12-31
_EPOCH_1904 = date(1904, 1, 1)
_BEFORE_FICTITIOUS = date(1899, 12, 31)
_AFTER_FICTITIOUS = date(1899, 12, 30)


def text_of(serial: float, kind: int, *, from_1904: bool) -> str:
    """The day, moment or time that this number shows; empty when it shows none."""
    if not 0 <= serial < _LAST + 1:
        return IMPOSSIBLE
    days, seconds = divmod(round(serial * _DAY_SECONDS), _DAY_SECONDS)
    if kind == ELAPSED:
        return _clock(days * _DAY_SECONDS + seconds)
    if kind == TIME and (days == 0 or seconds):
        return _clock(seconds)
    if days == 0 and not from_1904:
        return _clock(seconds) if seconds else IMPOSSIBLE
    day = _day(days, from_1904=from_1904)
    if not day or kind == MONTH_DAY:
        return day and day[5:]
    return day if kind in (DATE, TIME) and not seconds else f"{day}T{_clock(seconds)}"


def _day(days: int, *, from_1904: bool) -> str:
    if from_1904:
        return "" if days > _LAST - 1462 else (_EPOCH_1904 + timedelta(days)).isoformat()
    if days == _FICTITIOUS or days > _LAST:
        return IMPOSSIBLE
    return ((_BEFORE_FICTITIOUS if days < _FICTITIOUS else _AFTER_FICTITIOUS) + timedelta(days)).isoformat()


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"
