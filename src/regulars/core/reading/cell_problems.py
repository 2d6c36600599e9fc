"""What is wrong in one place of a file, found while reading it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .sandbox.cells import column_name
from .sentences import Sentence

_SENTENCES = {
    "extra_cells": _("The row has more cells than the header: “%(text)s”. Put the text with the delimiter into quotation marks."),
    "stray_quote": _("A quotation mark inside a quoted cell is not doubled, so the row cannot be taken apart. Correct it."),
    "formula_without_value": _("Cell %(cell)s holds a formula without a stored value. Open the file in a spreadsheet program and save it."),
    "error_value": _("Cell %(cell)s holds the error %(text)s. Correct the formula or enter the value."),
    "digits_lost": _("Cell %(cell)s holds a number of more than 15 digits, which the spreadsheet has damaged. Enter it as text."),
    "impossible_date": _("Cell %(cell)s holds a date that does not exist (%(text)s). Enter the right one."),
}  # fmt: skip


@dataclass(frozen=True)
class CellProblem:
    """`column` counts from 1; None means the whole row. `text` is what the file says."""

    row: int
    column: int | None
    code: str
    text: str

    @property
    def sentence(self) -> Sentence:
        cell = f"{column_name(self.column)}{self.row}" if self.column else str(self.row)
        return Sentence(_SENTENCES[self.code], {"cell": cell, "text": self.text})
