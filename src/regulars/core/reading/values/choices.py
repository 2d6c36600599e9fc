"""Yes and no, one of a few, several of a few."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from .characters import narrowed, says_nothing
from .problems import Problem

_YES = frozenset(
    [
        "是",
        "y",
        "yes",
        "true",
        "t",
        "1",
        "1.0",
        "on",
        "对",
        "有",
        "真",
        "√",
        "✓",
        "✔",
        "☑",
        "ok",
        "启用",
        "已",
        "同意",
    ]
)
_NO = frozenset(
    [
        "否",
        "n",
        "no",
        "false",
        "f",
        "0",
        "0.0",
        "off",
        "不",
        "不是",
        "没",
        "没有",
        "无",
        "假",
        "×",
        "✗",
        "✘",
        "x",
        "☐",
        "停用",
        "未",
        "不同意",
    ]
)
_BETWEEN = re.compile(r"[、,，;；/|\n]+|(?<!\s)\s+和\s+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def _folded(word: str) -> str:
    return narrowed(word).casefold()


class Choices:
    """A few values, each with the words that mean it in either language, and the label to show."""

    def __init__(
        self, words: Mapping[str, Iterable[str]], *, labels: Mapping[str, Any] | None = None
    ) -> None:
        self.values = tuple(words)
        self.labels = tuple((labels or {}).get(value, value) for value in words)
        self._by_word = {
            _folded(word): value for value, all_words in words.items() for word in (value, *all_words)
        }

    def __str__(self) -> str:
        return ", ".join(map(str, self.labels))

    def find(self, text: str) -> str | None:
        return self._by_word.get(text) or self._by_word.get(_folded(text))


class Chosen(NamedTuple):
    """What was recognised, and what else the cell says."""

    values: tuple[str, ...]
    others: tuple[str, ...]


GENDERS = Choices(
    {
        "male": ("男", "男性", "男士", "先生", "m", "man", "mr", "mr."),
        "female": ("女", "女性", "女士", "小姐", "太太", "f", "woman", "ms", "ms.", "mrs", "mrs.", "miss"),
        "unknown": ("未知", "不详", "保密", "其他", "其它", "other", "u"),
    },
    labels={"male": _("male"), "female": _("female"), "unknown": _("unknown")},
)
HOBBIES = Choices(
    {
        "arts": ("文艺", "艺术", "音乐", "阅读", "art", "music", "reading"),
        "sports": ("体育", "运动", "健身", "sport", "fitness"),
        "drinking": ("喝酒", "饮酒", "酒", "品酒", "wine", "drinks"),
        "mahjong": ("麻将", "打麻将", "mah-jong", "mah jongg"),
        "other": ("其它", "其他", "others"),
    },
    labels={
        "arts": _("arts"),
        "sports": _("sports"),
        "drinking": _("drinking"),
        "mahjong": _("mahjong"),
        "other": _("other"),
    },
)


def parse_boolean(text: str | None) -> bool | Problem | None:
    """Yes or no, in the words of either language."""
    if not text:
        return None
    word = _folded(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    return None if says_nothing(word) else Problem("not_yes_or_no", text)


def parse_choice(text: str | None, choices: Choices) -> str | Problem | None:
    """The one value that the cell's word means."""
    if not text:
        return None
    value = choices.find(text)
    if value is not None or says_nothing(narrowed(text)):
        return value
    return Problem("unknown_choice", text, {"choices": choices})


def parse_choices(text: str | None, choices: Choices) -> Chosen:
    """All values that a list in one cell names, in its order; unknown words are kept exactly."""
    values: dict[str, None] = {}
    others: dict[str, None] = {}
    for part in parse_list(text):
        value = choices.find(part)
        if value is None:
            others[part] = None
        else:
            values[value] = None
    return Chosen(tuple(values), tuple(others))


def parse_list(text: str | None) -> tuple[str, ...]:
    """The parts of a list in one cell, each once."""
    parts = (part.strip() for part in _BETWEEN.split(text or ""))
    return tuple(dict.fromkeys(part for part in parts if part))
