"""Keep a text from becoming a spreadsheet formula, and take exactly that guard off again."""

import re

GUARD = "'"
_DANGEROUS = re.compile(
    r"'*[\s\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\u061c\u180e\x00-\x1f]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
)
_BARE = re.compile(_DANGEROUS.pattern.removeprefix("'*"))


def guarded(text: str) -> str:
    """Put one apostrophe before a text that a spreadsheet would calculate, or that looks guarded."""
    return GUARD + text if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """The text before `guarded`; every other text stays as it is."""
    return text[1:] if text[:1] == GUARD and _DANGEROUS.match(text, 1) else text


def is_dangerous(text: str) -> bool:
    return _BARE.match(text) is not None


def looks_guarded(text: str) -> bool:
    return unguarded(text) != text
