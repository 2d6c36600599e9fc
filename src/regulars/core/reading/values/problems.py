"""What can be wrong with one cell, in a sentence that says what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.core.reading.sentences import Sentence

_SENTENCES = {
    "not_a_phone": _("“%(text)s” is no phone number. Write it with its area or country code."),
    "area_code_missing": _("“%(text)s” lacks its area code. Write it like 0571-87316602."),
    "several_phones": _("“%(text)s” holds several phone numbers. Keep one, and put the others into columns of their own."),
    "digits_lost": _("“%(text)s” has lost digits in a spreadsheet. Format the column as text and enter the number again."),
    "not_an_email": _("“%(text)s” is no e-mail address. Write it like name@example.com."),
    "several_emails": _("“%(text)s” holds several e-mail addresses. Keep one, and put the others into columns of their own."),
    "not_a_date": _("“%(text)s” is no date. Write it like 2024-05-06."),
    "no_such_day": _("There is no day “%(text)s”. Check the calendar."),
    "ambiguous_date": _("“%(text)s” can be read as several dates. Say whether day, month or year comes first in this column."),
    "incomplete_date": _("“%(text)s” is not a complete date. Add what is missing, like 2024-05-06."),
    "placeholder_date": _("“%(text)s” stands for an unknown date. Leave the cell empty if the date is not known."),
    "time_without_date": _("“%(text)s” is a time without a date. Write both, like 2024-05-06 09:30."),
    "ambiguous_calendar": _("“%(text)s” may be a day of the lunar or of the solar calendar. Say which one this column uses."),
    "birthday_in_future": _("The birthday “%(text)s” is still to come. Check the year."),
    "impossible_birthday": _("The birthday “%(text)s” is more than 130 years ago. Check the year."),
    "not_a_number": _("“%(text)s” is no number. Write it like 1234.56."),
    "not_whole": _("“%(text)s” is not a whole number."),
    "not_yes_or_no": _("“%(text)s” is neither yes nor no."),
    "unknown_choice": _("“%(text)s” is not one of: %(choices)s."),
    "too_long": _("The text has %(length)s characters; at most %(longest)s fit. Shorten it."),
}  # fmt: skip
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell was not understood; `text` is exactly what it says."""

    code: str
    text: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> Sentence:
        text = self.text if len(self.text) <= _SHOWN else self.text[:_SHOWN] + "…"
        return Sentence(_SENTENCES[self.code], {"text": text, **self.params})
