"""A workbook's numbers as text: as a person would write them, or as the days they show."""

from decimal import Decimal

from . import serials
from .number_formats import PADDED, PLAIN, Shown

MOST_DIGITS = 15  # a spreadsheet's numbers hold no more; the rest are zeros it made up
_MOST_KEPT = 50_000


class Damaged(str):
    """A number that cannot be trusted; the text is what the file says."""

    code = "digits_lost"


class Impossible(Damaged):
    code = "impossible_date"


class NumberTexts(dict[str, str]):
    """Text for each number shown in one format. Looks each number up once; most come again."""

    def __init__(self, shown: Shown, *, from_1904: bool) -> None:
        super().__init__()
        self._shown = shown
        self._from_1904 = from_1904

    def __missing__(self, written: str) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        text = self[written] = self._text(written)
        return text

    def _text(self, written: str) -> str:
        if self._shown.kind not in (PLAIN, PADDED):
            day = serials.text_of(float(written), self._shown.kind, from_1904=self._from_1904)
            return day or Impossible(written)
        text = _plain(written)
        return text.zfill(self._shown.width) if text else Damaged(written)


def _plain(written: str) -> str:
    if len(written) <= MOST_DIGITS and written.isascii() and written.isdigit():
        return written.lstrip("0") or "0"
    return number_text(float(written))


def number_text(value: float) -> str:
    """A number without exponent; empty when it holds more digits than a spreadsheet keeps."""
    if not abs(value) < 10**MOST_DIGITS:
        return ""
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{Decimal(text):f}"
    return text if float(text) else "0"
