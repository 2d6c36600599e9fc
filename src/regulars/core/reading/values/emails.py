"""E-mail addresses in one spelling."""

import re
from functools import lru_cache

from .characters import narrowed, says_nothing
from .problems import Problem

_SIMPLE = re.compile(
    r"[A-Za-z0-9_+\-]+(?:\.[A-Za-z0-9_+\-]+)*@[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,}", re.ASCII
)
_HYPHEN_AT_EDGE = re.compile(r"[.@]-|-\.")
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~\-]+(?:\.[\w!#$%&'*+/=?^`{|}~\-]+)*")
_LABEL = re.compile(r"(?!-)[a-z0-9\-]{1,63}(?<!-)", re.ASCII)
_NAMED = re.compile(r"[^<>]*<\s*([^<>\s]+)\s*>")
_SEVERAL = re.compile(r"[,;、\s/|]+")
_LONGEST = 254
_LONGEST_CELL = 500


def parse_email(text: str | None) -> str | Problem | None:
    """The address with its domain in lower case and ASCII; the part before the @ stays as it is."""
    if text and len(text) <= 64 and _SIMPLE.fullmatch(text) and not _HYPHEN_AT_EDGE.search(text):
        return text
    return _understood(text) if text else None


@lru_cache(maxsize=20_000)
def _understood(text: str) -> str | Problem | None:
    plain = narrowed(text[:_LONGEST_CELL])
    if len(text) > _LONGEST_CELL or len(plain) > _LONGEST_CELL:
        return Problem("not_an_email", text)
    if says_nothing(plain):
        return None
    if named := _NAMED.fullmatch(plain):
        plain = named[1]
    plain = plain.removeprefix("mailto:")
    address = _normalised(plain)
    if address:
        return address
    several = [part for part in _SEVERAL.split(plain) if _normalised(part)]
    return Problem("several_emails" if len(several) > 1 else "not_an_email", text)


def _normalised(plain: str) -> str | None:
    local, at, domain = plain.rpartition("@")
    ascii_domain = _ascii(domain)
    if not at or not ascii_domain or not _LOCAL.fullmatch(local) or len(local) > 64:
        return None
    address = f"{local}@{ascii_domain}"
    return address if len(address) <= _LONGEST else None


def _ascii(domain: str) -> str | None:
    try:
        name = domain.casefold().replace("。", ".").encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = name.split(".")
    whole = len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    return name if whole else None
