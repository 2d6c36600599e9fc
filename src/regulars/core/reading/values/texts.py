"""Texts and codes, exactly as they stand."""

import re

from .problems import Problem

_DIGITS_GONE = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}", re.ASCII)


def parse_text(text: str | None, *, longest: int) -> str | Problem | None:
    """The text exactly as it is; nothing where it is only white space."""
    if not text or text.isspace():
        return None
    if len(text) > longest:
        return Problem("too_long", text, {"length": len(text), "longest": longest})
    return text


def parse_code(text: str | None, *, longest: int = 64) -> str | Problem | None:
    """A code or number that is only a name: letters and leading zeros stay, white space around it goes."""
    code = text.strip() if text else ""
    if not code:
        return None
    if _DIGITS_GONE.fullmatch(code):
        return Problem("digits_lost", text or "")
    return parse_text(code, longest=longest)
