"""The texts that a workbook's cells point at."""

import re

from . import limits
from .archive import Archive
from .markup import feeding, local_name, parser_for
from .refusing import Refused

_ESCAPES = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """`_x000D_` is how a workbook writes a character that XML cannot hold."""
    return _ESCAPES.sub(_character_run, text) if "_x" in text else text


def strings_of(archive: Archive, part: str | None) -> list[str]:
    if part is None or part not in archive:
        return []
    reader = _Strings()
    parser = parser_for(reader.start)
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    for _ in feeding(parser, archive, part):
        pass
    return reader.strings


class _Strings:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._wanted = False
        self._phonetic = False  # the reading printed above Japanese characters is no part of the text
        self._size = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        name = local_name(name)
        if name == "t":
            self._wanted = not self._phonetic
        elif name == "si":
            self._pieces, self._size = [], 0
        elif name == "rPh":
            self._phonetic = True

    def text(self, text: str) -> None:
        if self._wanted:
            self._size += len(text)
            if self._size > 2 * limits.CELL_CHARACTERS:
                raise Refused("cell_too_long", limit=limits.CELL_CHARACTERS)
            self._pieces.append(text)

    def end(self, name: str) -> None:
        name = local_name(name)
        if name == "t":
            self._wanted = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            text = unescaped("".join(self._pieces))
            if len(text) > limits.CELL_CHARACTERS:
                raise Refused("cell_too_long", limit=limits.CELL_CHARACTERS)
            self.strings.append(text)


def _character_run(match: re.Match[str]) -> str:
    codes = [int(code, 16) for code in _ESCAPE.findall(match[0])]
    units = b"".join(code.to_bytes(2, "little") for code in codes)
    text = units.decode("utf-16-le", "surrogatepass")
    if any("\ud800" <= character <= "\udfff" for character in text) or "\0" in text:
        return match[0]  # half a character, or none: keep what the file says
    return text
