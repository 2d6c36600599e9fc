"""性格: six words that are offered in either language, and any others."""

from functools import cache
from typing import Any

from django.utils import translation

from regulars.core import settings_store
from regulars.customers.choices import PERSONALITY_WORDS

LANGUAGES = ("zh-hans", "en")


def offered() -> list[tuple[str, Any]]:
    """The word that is stored, in the firm's language, and the word to show."""
    language = settings_store.get("firm.language")
    return [(_in(language)[place], word) for place, word in enumerate(PERSONALITY_WORDS)]


def shown(word: str) -> str:
    """A stored word in the reader's language, where it is one of the six."""
    place = _places().get(word)
    return word if place is None else str(PERSONALITY_WORDS[place])


def stored(word: str) -> str:
    """A typed word as it is kept: one of the six in the firm's language, any other as it is."""
    place = _places().get(word.strip())
    return word.strip() if place is None else _in(settings_store.get("firm.language"))[place]


@cache
def _in(language: str) -> tuple[str, ...]:
    with translation.override(language):
        return tuple(str(word) for word in PERSONALITY_WORDS)


@cache
def _places() -> dict[str, int]:
    return {word: place for language in LANGUAGES for place, word in enumerate(_in(language))}
