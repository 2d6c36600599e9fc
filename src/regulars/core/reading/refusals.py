"""Why a file cannot be taken in: one code and one sentence for each reason."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from .sentences import Sentence

_SENTENCES = {
    "not_a_file": _("%(file)s is not a file that can be read. Choose another file."),
    "not_there": _("There is no file %(file)s. Check the name and the folder."),
    "not_allowed": _("%(file)s may not be read. Change its permissions, or copy it to a place of your own."),
    "empty_file": _("%(file)s is empty. Choose a file with a header and at least one row."),
    "too_large": _("%(file)s is larger than %(limit)s MB. Split it into several files and import them in turn."),
    "unpacks_too_large": _("%(file)s unpacks to more than %(limit)s MB. Split it into several files."),
    "needs_too_much_memory": _("%(file)s needs more memory than one file may use. Split it into several files."),
    "takes_too_long": _("%(file)s takes too long to read. Split it, or save it again as a plain table."),
    "busy": _("Other files are being read just now. Try %(file)s again in a minute."),
    "crashed": _("%(file)s could not be read to its end. Save it again as .xlsx or as CSV in UTF-8 and retry."),
    "old_workbook": _("%(file)s is an old Excel file (.xls). Open it and save it as .xlsx."),
    "binary_workbook": _("%(file)s is a binary workbook (.xlsb). Open it and save it as .xlsx."),
    "open_document": _("%(file)s is an OpenDocument file. Open it and save it as .xlsx or CSV."),
    "password_protected": _("%(file)s is protected by a password. Open it, remove the password and save it."),
    "web_page": _("%(file)s is a web page, whatever its name says. Open it in a spreadsheet program and save it as .xlsx."),
    "xml_file": _("%(file)s is an XML file. Open it in a spreadsheet program and save it as .xlsx."),
    "pdf": _("%(file)s is a PDF. Import the table that it was printed from, as .xlsx or CSV."),
    "picture": _("%(file)s is a picture. Import the table itself, as .xlsx or CSV."),
    "other_archive": _("%(file)s is an archive. Unpack it and import the table inside."),
    "zip_of_files": _("%(file)s is a zip of files. Unpack it and import the table inside."),
    "nested_archive": _("%(file)s contains another archive (%(part)s). Unpack it and import the table inside."),
    "not_a_workbook": _("%(file)s is not a spreadsheet. Save the table as .xlsx or CSV."),
    "damaged_workbook": _("%(file)s is damaged. Open it in a spreadsheet program and save it again as .xlsx."),
    "damaged_archive": _("%(file)s is damaged. Fetch it again, or save it again as .xlsx."),
    "truncated": _("%(file)s ends too early. It was probably not copied completely; fetch it again."),
    "trailing_bytes": _("%(file)s goes on after its end. Pack it again, or import the unpacked table."),
    "polyglot": _("%(file)s hides other data before or behind the workbook. Save it again as .xlsx."),
    "misleading_archive": _("%(file)s says two different things about its contents. Save it again as .xlsx."),
    "overlapping_entries": _("%(file)s stores several parts in one place, as no spreadsheet program does. Save it again as .xlsx."),
    "duplicate_entries": _("%(file)s contains the part %(part)s twice. Save it again as .xlsx."),
    "too_many_entries": _("%(file)s contains more than %(limit)s parts. Save the table again as .xlsx."),
    "path_in_archive": _("%(file)s contains a part that points outside (%(part)s). Save it again as .xlsx."),
    "link_in_archive": _("%(file)s contains a link (%(part)s). Save it again as .xlsx."),
    "encrypted_archive": _("%(file)s is encrypted. Remove the password and save it again."),
    "zip_bomb": _("%(file)s unpacks to more than %(ratio)s times its size, as no table does. Save it again as .xlsx."),
    "gzip_bomb": _("%(file)s unpacks to more than %(ratio)s times its size, as no table does. Import the unpacked table."),
    "doctype": _("%(file)s contains XML definitions, which a workbook never needs. Save it again as .xlsx."),
    "xml_encoding": _("%(file)s is written in an encoding that workbooks do not use. Save it again as .xlsx."),
    "no_sheets": _("%(file)s has no worksheet. Choose a workbook with a table."),
    "no_such_sheet": _("%(file)s has no sheet named “%(sheet)s”. Choose one of its sheets."),
    "damaged_sheet": _("%(file)s, sheet “%(sheet)s”, cell %(cell)s: the sheet is damaged here. Save it again as .xlsx."),
    "row_out_of_range": _("%(file)s, sheet “%(sheet)s”: row %(row)s lies beyond the last possible row, %(limit)s. Save it again as .xlsx."),
    "cell_out_of_range": _("%(file)s, sheet “%(sheet)s”: cell %(cell)s lies beyond column %(limit)s. Delete it, or move the table to the left."),
    "too_many_rows": _("%(file)s has more than %(limit)s rows. Split it into several files and import them in turn."),
    "too_many_columns": _("%(file)s, row %(row)s has %(columns)s columns; at most %(limit)s can be read. Delete the columns that are not needed."),
    "cell_too_long": _("%(file)s, %(place)s: a cell holds more than %(limit)s characters. Shorten it; in CSV a quotation mark may be missing."),
    "row_too_long": _("%(file)s, row %(row)s never ends. Save the table again with one line per row."),
    "quote_never_closed": _("%(file)s: the quotation mark opened in row %(row)s is never closed. Close it, or save the file again as CSV."),
    "nul_character": _("%(file)s, row %(row)s holds a NUL character, which is not text. Remove it, or save the file again as CSV in UTF-8."),
    "undecodable": _("%(file)s, row %(row)s: byte %(byte)s (%(value)s) is no character in %(encoding)s. Correct the row, or choose another encoding."),
}  # fmt: skip
_FILE = _("The file")
_PLACES = {
    ("sheet", "row"): _("sheet “%(sheet)s”, row %(row)s"),
    ("row",): _("row %(row)s"),
    ("sheet",): _("sheet “%(sheet)s”"),
    (): _("a part of it"),
}


class ReadingRefused(Exception):
    """A file that cannot be taken in; nothing of it has been used."""

    def __init__(self, code: str, where: Mapping[str, Any] | None = None, *, file: str = "") -> None:
        super().__init__(code)
        self.code = code if code in _SENTENCES else "crashed"
        self.where = dict(where or {})
        self.file = file

    @property
    def is_busy(self) -> bool:
        """Nothing is wrong with the file; a little later it can be read."""
        return self.code == "busy"

    @property
    def sentence(self) -> Sentence:
        known = {
            "row": "?",
            "cell": "?",
            "sheet": "?",
            "part": "?",
            "limit": "?",
            "columns": "?",
            "ratio": "?",
        }
        params = {**known, **self.where, "file": self.file or _FILE, "place": self._place()}
        return Sentence(_SENTENCES[self.code], params)

    def __str__(self) -> str:
        return str(self.sentence)

    def _place(self) -> Sentence:
        known = next(names for names in _PLACES if all(name in self.where for name in names))
        return Sentence(_PLACES[known], self.where)
