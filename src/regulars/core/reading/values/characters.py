"""Characters that mean the same: widths, invisible marks, empty words."""

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NOTHING = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "—",
        "——",
        "/",
        "\\",
        "null",
        "n/a",
        "na",
        "nan",
        "none",
        "nil",
        "nat",
        "无",
        "暂无",
        "空",
        "未知",
        "没有",
    }
)


def narrowed(text: str) -> str:
    """Ordinary width, no invisible characters, no spaces around. For understanding, never for storing."""
    text = unicodedata.normalize("NFKC", text)
    return _INVISIBLE.sub("", text).strip().removeprefix("'").strip()


def says_nothing(text: str) -> bool:
    """Whether a narrowed cell of a date, number or the like is only a way of leaving it empty."""
    return text.casefold() in _NOTHING
