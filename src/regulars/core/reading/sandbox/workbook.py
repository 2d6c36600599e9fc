"""A workbook: its sheets, and everything their cells refer to."""

import posixpath
from typing import NamedTuple

from . import limits
from .archive import Archive
from .cells import Book, own_text
from .markup import Attributes, elements
from .number_formats import formats_of
from .refusing import Refused
from .shared_strings import strings_of
from .sheet import SheetReader, is_true

_MAIN = (
    "sheet.main+xml",
    "sheet.macroenabled.main+xml",
    "template.main+xml",
    "template.macroenabled.main+xml",
)


class SheetPart(NamedTuple):
    name: str
    part: str
    hidden: bool


class Workbook:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        _check_kind(archive)
        main = _main_part(archive)
        self._related = _relations(archive, main)
        self.from_1904 = False
        self.sheets: list[SheetPart] = []
        for name, attributes in elements(archive, main):
            if name == "workbookPr":
                self.from_1904 = is_true(attributes.get("date1904"))
            elif name == "sheet":
                self._add_sheet(attributes)
        if not self.sheets:
            raise Refused("no_sheets")

    @property
    def has_macros(self) -> bool:
        return any(name.casefold().endswith("vbaproject.bin") for name in self._archive.entries)

    def book(self) -> Book:
        strings = [own_text(text) for text in strings_of(self._archive, self._related_part("/sharedStrings"))]
        formats = formats_of(self._archive, self._related_part("/styles"))
        return Book(strings, formats, self.from_1904)

    def reader(self, sheet: SheetPart, book: Book) -> SheetReader:
        return SheetReader(self._archive, sheet.part, book, name=sheet.name)

    def sheet(self, name: str | None) -> SheetPart:
        """The sheet of that name; without a name the first that is shown."""
        if name is None:
            return next((sheet for sheet in self.sheets if not sheet.hidden), self.sheets[0])
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise Refused("no_such_sheet", sheet=name)

    def _add_sheet(self, attributes: Attributes) -> None:
        key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        target, kind = self._related.get(key, ("", ""))
        if kind.endswith("/worksheet"):
            if target not in self._archive:
                raise Refused("damaged_workbook", part=target)
            hidden = attributes.get("state") in ("hidden", "veryHidden")
            name = attributes.get("name", "")[: limits.SHOWN_CHARACTERS]
            self.sheets.append(SheetPart(name, target, hidden))

    def _related_part(self, kind: str) -> str | None:
        return next((target for target, other in self._related.values() if other.endswith(kind)), None)


def _check_kind(archive: Archive) -> None:
    """A zip can be many things; say which, where we know it."""
    names = archive.entries
    if "mimetype" in names and b"opendocument" in archive.read("mimetype", most=1000):
        raise Refused("open_document")
    if "xl/workbook.bin" in names:
        raise Refused("binary_workbook")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise Refused("not_a_workbook")
    if "[Content_Types].xml" not in names:
        raise Refused("damaged_workbook" if "xl/workbook.xml" in names else "zip_of_files")
    kinds = [
        attributes.get("ContentType", "").casefold()
        for _, attributes in elements(archive, "[Content_Types].xml")
    ]
    if not any(kind.endswith(_MAIN) for kind in kinds):
        raise Refused("not_a_workbook")


def _main_part(archive: Archive) -> str:
    for target, kind in _relations(archive, "").values():
        if kind.endswith("/officeDocument") and target in archive:
            return target
    raise Refused("damaged_workbook", part="_rels/.rels")


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Id, target part and kind of everything that a part refers to inside the workbook."""
    folder, _, name = part.rpartition("/")
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive:
        raise Refused("damaged_workbook", part=relations)
    found: dict[str, tuple[str, str]] = {}
    for element, attributes in elements(archive, relations):
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = (target, attributes.get("Type", ""))
    return found
