"""The program's own words in the terminal's language, before and without Django."""

import gettext
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def words_of(module: str) -> Callable[[str], str]:
    """A translating function over the catalogue of one module: ``_ = words_of("insights")``."""
    return lambda message: _catalogue(module, terminal_language()).gettext(message)


def terminal_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if chosen := os.environ.get(name):
            return "zh_Hans" if chosen.lower().startswith("zh") else "en"
    return "en"


@lru_cache
def _catalogue(module: str, language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "django", str(PACKAGE / module / "locale"), languages=[language], fallback=True
    )
