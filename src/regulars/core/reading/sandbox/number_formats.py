"""How a workbook shows its numbers: which of them are days, times, or codes with leading zeros."""

import re
from typing import NamedTuple

from .archive import Archive
from .markup import elements

PLAIN, DATE, DATETIME, TIME, ELAPSED, MONTH_DAY, PADDED = range(7)


class Shown(NamedTuple):
    kind: int
    width: int = 0


_BUILT_IN = {
    **dict.fromkeys((14, 15, 17, 27, 30, 31, 36, 50, 52, 57), Shown(DATE)),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), Shown(MONTH_DAY)),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), Shown(TIME)),
    22: Shown(DATETIME),
    46: Shown(ELAPSED),
}
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"e[+-]", re.IGNORECASE)


def shown_by(pattern: str) -> Shown:
    """What kind of value a format pattern shows."""
    if re.fullmatch(r"0{2,}", pattern):
        return Shown(PADDED, len(pattern))
    bare = _LITERALS.sub("", pattern.split(";")[0])
    if _ELAPSED.search(bare):
        return Shown(ELAPSED)
    if bare.strip().casefold() == "general" or _SCIENTIFIC.search(bare) or re.search(r"[0#?]", _times(bare)):
        return Shown(PLAIN)
    return Shown(_kind_of(re.sub(r"am/pm|a/p|上午/下午", "h", bare, flags=re.IGNORECASE).casefold()))


def formats_of(archive: Archive, part: str | None) -> list[Shown]:
    """One entry per cell style of the workbook."""
    if part is None or part not in archive:
        return []
    own: dict[int, Shown] = {}
    styles: list[Shown] = []
    inside = ""
    for name, attributes in elements(archive, part):
        if name == "numFmt" and inside != "dxfs":
            own[_number(attributes.get("numFmtId"))] = shown_by(attributes.get("formatCode", ""))
        elif name == "xf" and inside == "cellXfs":
            number = _number(attributes.get("numFmtId"))
            styles.append(own.get(number) or _BUILT_IN.get(number) or Shown(PLAIN))
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = name
    return styles


def _times(pattern: str) -> str:
    return re.sub(r"s\.0+", "s", pattern, flags=re.IGNORECASE)  # 00:00.0 shows tenths of a second


def _kind_of(pattern: str) -> int:
    clock = "h" in pattern or "s" in pattern
    year = "y" in pattern or "e" in pattern
    day = year or "d" in pattern or ("m" in pattern and not clock)
    if not day:
        return TIME if clock else PLAIN
    if clock:
        return DATETIME
    return DATE if year or "d" not in pattern or "m" not in pattern else MONTH_DAY


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else -1
