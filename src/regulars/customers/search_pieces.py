"""Text as searching sees it: folded, then cut into the pieces an index can find.

Chinese and its neighbours are cut into single signs and pairs, other scripts into three letters and the
first one and two of each word, numbers into four digits.
"""

import re
import unicodedata
from functools import cache

WIDE = "\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
RUNS = re.compile(rf"[{WIDE}]+|[^\W_{WIDE}]+")
COMMON_HAN = re.compile("[\u4e00-\u9fff]+")
LONG_NUMBER = re.compile(r"\d{4,}")
DIALLED = re.compile(r"[\d\s+\-().]+")
HOME_PREFIX = re.compile(r"^\s*(?:\+|00)86")
GROUPED = re.compile(r"\d[-. ]\d")
LETTERS, DIGITS = 3, 4


def fold(text: str) -> str:
    """Width, case, accents and invisible signs make no difference: Ｚｏё is zoe."""
    if text.isascii():
        return text.lower()
    if COMMON_HAN.fullmatch(text):
        return text
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(sign for sign in spread if unicodedata.category(sign) not in ("Mn", "Cf"))
    return unicodedata.normalize("NFC", kept)


def pieces(folded: str) -> list[str]:
    """What a text is found by."""
    found: list[str] = []
    for run in RUNS.findall(folded):
        found += _narrow(run) if run.isascii() or not is_wide(run[0]) else _wide(run)
    return found


def wanted_pieces(folded: str) -> set[str]:
    """What a text must hold to contain this one."""
    found: set[str] = set()
    for run in RUNS.findall(folded):
        found.update(_wanted_wide(run) if is_wide(run[0]) else _wanted_narrow(run))
    return found


def number_pieces(digits: str) -> list[str]:
    return _cut(digits, DIGITS)


def digits_of(text: str) -> str:
    return text if text.isdecimal() else "".join(filter(str.isdecimal, text))


def words_of(text: str) -> list[str]:
    """The words a person typed; a number stays whole however it was grouped: +86 138-0000 1234."""
    folded = fold(text)
    if DIALLED.fullmatch(folded) and len(digits_of(folded)) >= DIGITS:
        return [_dialled(folded)]
    return [_dialled(word) if _is_grouped(word) else word for word in folded.split()]


def has_grouped_digits(folded: str) -> bool:
    """2024-001: also found without its dash."""
    return GROUPED.search(folded) is not None


@cache
def is_wide(sign: str) -> bool:
    return re.fullmatch(f"[{WIDE}]", sign) is not None


def _is_grouped(word: str) -> bool:
    return bool(DIALLED.fullmatch(word)) and len(digits_of(word)) >= DIGITS


def _dialled(text: str) -> str:
    return digits_of(HOME_PREFIX.sub("", text))


def _wide(run: str) -> list[str]:
    return [*run, *_cut(run, 2)]


def _wanted_wide(run: str) -> list[str]:
    return _cut(run, 2) if len(run) > 1 else [run]


def _narrow(run: str) -> list[str]:
    found = [run[:1], run[:2], *_cut(run, LETTERS)]
    if len(run) >= DIGITS and not run.isalpha():
        for number in LONG_NUMBER.findall(run):
            found += number_pieces(number)
    return found


def _wanted_narrow(run: str) -> list[str]:
    if len(run) < LETTERS:
        return [run]
    return _cut(run, DIGITS if run.isdecimal() and len(run) >= DIGITS else LETTERS)


def _cut(run: str, size: int) -> list[str]:
    return [run[at : at + size] for at in range(len(run) - size + 1)]
