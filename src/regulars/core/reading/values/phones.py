"""Phone numbers as people and spreadsheets write them."""

import re
from functools import lru_cache
from typing import NamedTuple

from .characters import narrowed, says_nothing
from .problems import Problem

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_MOBILE_WITH_PREFIX = re.compile(r"(?:0086|86|0)?(1[3-9]\d{9})", re.ASCII)
_MOBILE_WITH_COUNTRY = re.compile(r"86(1[3-9]\d{9})", re.ASCII)
_BRACKETED_COUNTRY = re.compile(r"^\(\+(\d{1,3})\)", re.ASCII)
_FLOAT_TAIL = re.compile(r"\.0+$")
_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?e\+?(\d{1,2})", re.ASCII | re.IGNORECASE)
_CERTAIN_DIGITS = 8  # spreadsheets show at most six; eight were written by a program that keeps all
_EXTENSION = re.compile(
    r"(?<!\s)\s*(?:转|轉|分机|分機|内线|ext\.?|extension|x|#|,|;)\s*(?::\s*)?(\d{1,7})$", re.IGNORECASE
)
_DASHED_EXTENSION = re.compile(r"((?:\+?86-?)?0\d{2,3}-?\d{7,8})-(\d{1,5})")
_LABEL = re.compile(r"^(?:tel|phone|mobile|fax|电话|手机号?|联系电话|座机)\s*[.:]?\s*", re.IGNORECASE)
_ALLOWED = re.compile(r"(?:\+|\(\+)?[\d\s().\-/·]+", re.ASCII)
_LONGEST = 200
_SEVERAL = re.compile(r"[、,;/\n|]|\s和\s|\s{2,}")


class Phone(NamedTuple):
    e164: str
    extension: str = ""


def parse_phone(text: str | None, *, region: str = "CN") -> Phone | Problem | None:
    """The number in E.164, with its extension; a number without country code is one of `region`."""
    if text and region == "CN" and len(text) == 11 and _MOBILE.fullmatch(text):
        return Phone("+86" + text)
    return _understood(text, region) if text else None


@lru_cache(maxsize=20_000)
def _understood(text: str, region: str) -> Phone | Problem | None:
    if len(text) > _LONGEST:
        return Problem("not_a_phone", text)
    plain = _LABEL.sub("", narrowed(text))
    if says_nothing(plain):
        return None
    restored = _restored(plain)
    if restored is None:
        return Problem("digits_lost", text)
    main, extension = _split_extension(restored)
    found = _number(main, region)
    if found is None:
        return _several(text, plain, region) or Problem("not_a_phone", text)
    return Problem(found, text) if found[:1] != "+" else Phone(found, extension)


def _restored(plain: str) -> str | None:
    """Undo what a spreadsheet does to long numbers; None where digits are gone for good."""
    plain = _FLOAT_TAIL.sub("", plain)
    match = _SCIENTIFIC.fullmatch(plain)
    if not match:
        return plain
    digits, places = match[1] + (match[2] or ""), int(match[3])
    if len(digits) < _CERTAIN_DIGITS or len(digits) > places + 1:
        return None
    return digits.ljust(places + 1, "0")


def _split_extension(plain: str) -> tuple[str, str]:
    if dashed := _DASHED_EXTENSION.fullmatch(plain.replace(" ", "")):
        return dashed[1], dashed[2]
    match = _EXTENSION.search(plain)
    if match and sum(map(str.isdigit, plain[: match.start()])) >= 7 and len(match[1]) < 7:
        return plain[: match.start()], match[1]
    return plain, ""


def _number(main: str, region: str) -> str | None:
    """E.164, or the code of a problem that we can name; None where it is no number at all."""
    if not _ALLOWED.fullmatch(main) or "/" in main:
        return None
    main = _BRACKETED_COUNTRY.sub(r"+\1 ", main)
    digits = re.sub(r"\D", "", main)
    chinese = _MOBILE_WITH_COUNTRY if main.startswith("+") else _MOBILE_WITH_PREFIX
    if region == "CN" and (mobile := chinese.fullmatch(digits)):
        return "+86" + mobile[1]
    if digits.startswith("00"):
        main, digits = "+" + digits[2:], digits[2:]
    return _formal(main, digits, region)


def _formal(main: str, digits: str, region: str) -> str | None:
    import phonenumbers  # late: most cells never need it

    international = main.lstrip().startswith("+")
    candidates = ["+" + digits] if international else [digits, *(["+" + digits] if len(digits) > 10 else [])]
    for candidate in candidates:
        try:
            number = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if region == "CN" and re.fullmatch(r"[2-8]\d{6,7}", digits):
        return "area_code_missing"
    return None


def _several(text: str, plain: str, region: str) -> Problem | None:
    parts = [part.strip() for part in _SEVERAL.split(plain) if part and part.strip()]
    found = [part for part in parts if (_number(part, region) or "")[:1] == "+"]
    return Problem("several_phones", text) if len(found) > 1 else None
