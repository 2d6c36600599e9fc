"""Chinese numerals as they stand in dates."""

import re

_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": "0", "○": "0", "Ｏ": "0", "两": "2", "元": "1"}
_TENS = {"十": 10, "廿": 20, "卅": 30}
_YEAR = re.compile(r"([〇零○一二三四五六七八九]{4}|[〇零○一二三四五六七八九]{2})(?=年)")
_SMALL = re.compile(r"初?([一二三四五六七八九十廿卅]{1,3})")
_MONTHS = {"正月": "1月", "冬月": "11月", "腊月": "12月", "臘月": "12月"}


def with_digits(text: str) -> str:
    """二〇二四年十二月三十一日 as 2024年12月31日."""
    for name, month in _MONTHS.items():
        text = text.replace(name, month)
    text = _YEAR.sub(lambda match: "".join(_DIGITS[character] for character in match[1]), text)
    return _SMALL.sub(lambda match: str(small_number(match[1])), text)


def small_number(text: str) -> int:
    """三十一 as 31, 廿三 as 23."""
    total = 0
    for character in text:
        if character in _TENS:
            total = max(total, 1) * 10 if character == "十" else _TENS[character]
        else:
            total += int(_DIGITS[character])
    return total
