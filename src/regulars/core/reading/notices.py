"""What is worth knowing about a file before it is imported; none of it stops the import."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from .sentences import Sentence

_SENTENCES = {
    "encoding_uncertain": _("The encoding is a guess (%(encoding)s). Check the preview and choose another if letters look wrong."),
    "mixed_encodings": _("From row %(row)s on the file looks like UTF-8, above it like %(encoding)s. Save it in one encoding, or the letters come out wrong."),
    "damaged_text": _("The text already contains � where letters were lost before. Export it again if you can."),
    "wrong_ending": _("The file is a text table although its name ends in %(ending)s. It is read as CSV."),
    "rows_estimated": _("The file is large; the number of rows is an estimate."),
    "ragged_rows": _("The rows have between %(least)s and %(most)s cells; the first that differs is row %(row)s."),
    "unreadable_rows": _("Row %(rows)s cannot be taken apart, because of a stray quotation mark. It is reported as an error."),
    "no_header": _("The first row looks like data. Say what each column means."),
    "no_rows": _("Below the header there is no row."),
    "two_header_rows": _("The header takes two rows, %(first)s and %(second)s. They are read as one."),
    "rows_above_header": _("The table begins in row %(row)s; what stands above it is left out."),
    "duplicated_headers": _("Several columns are called “%(header)s” (%(columns)s). Choose which one to use."),
    "empty_headers": _("Columns without a name: %(columns)s."),
    "totals_row": _("Row %(row)s looks like a row of totals, not a record. It is left out unless you keep it in the next step."),
    "several_sheets": _("The workbook has %(count)s sheets. “%(sheet)s” is read."),
    "hidden_sheets": _("Hidden sheets: %(sheets)s. They are read only when chosen."),
    "hidden_rows": _("Hidden rows in sheet “%(sheet)s”: %(count)s. They are read like the others."),
    "filtered_rows": _("Rows hidden by a filter in sheet “%(sheet)s”: %(count)s. They are read like the others."),
    "hidden_columns": _("Hidden columns in sheet “%(sheet)s”: %(columns)s. They are read like the others."),
    "merged_cells": _("Merged cells in sheet “%(sheet)s”: %(count)s (%(ranges)s). Only the first cell of each holds the value."),
    "protected_sheet": _("Sheet “%(sheet)s” is protected against changes. It can be read."),
    "images": _("Sheet “%(sheet)s” contains pictures. They are not imported."),
    "macros": _("The workbook contains macros. They are never run; only the values are read."),
    "from_1904": _("The workbook counts days from 1904. Its dates are read accordingly."),
    "formula_without_value": _("Formulas without a stored value in sheet “%(sheet)s”: %(count)s, the first in %(cell)s. Open the file in a spreadsheet program and save it."),
    "error_value": _("Cells with an error such as #N/A in sheet “%(sheet)s”: %(count)s, the first in %(cell)s."),
    "digits_lost": _("Numbers of more than 15 digits, damaged by the spreadsheet, in sheet “%(sheet)s”: %(count)s, the first in %(cell)s. Enter them as text."),
    "impossible_date": _("Dates that do not exist in sheet “%(sheet)s”: %(count)s, the first in %(cell)s."),
}  # fmt: skip


@dataclass(frozen=True)
class Notice:
    code: str
    where: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> Sentence:
        return Sentence(_SENTENCES[self.code], self.where)
