"""The program's own words in the terminal's language, before and without Django."""

import gettext
import os
from functools import lru_cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parent / "locale"


def _(message: str) -> str:
    return catalogue(terminal_language()).gettext(message)


def terminal_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if chosen := os.environ.get(name):
            return "zh_Hans" if chosen.lower().startswith("zh") else "en"
    return "en"


@lru_cache
def catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", str(LOCALE), languages=[language], fallback=True)
