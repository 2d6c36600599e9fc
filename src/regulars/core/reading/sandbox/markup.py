"""XML parts of a workbook, read in pieces, without document types and without endless cells."""

from collections.abc import Callable, Iterator
from xml.parsers import expat

from . import limits
from .archive import Archive
from .refusing import Refused

Attributes = dict[str, str]
_UNKNOWN_ENCODINGS = {18, 19}  # expat: unknown encoding, encoding not as declared


def local_name(name: str) -> str:
    return name.rpartition(":")[2]


def elements(archive: Archive, part: str) -> list[tuple[str, Attributes]]:
    """All start tags of a small part, in order."""
    found: list[tuple[str, Attributes]] = []
    parser = parser_for(lambda name, attributes: found.append((local_name(name), attributes)))
    for _ in feeding(parser, archive, part):
        if len(found) > limits.ROWS:
            raise Refused("damaged_workbook", part=part)
    return found


def parser_for(start: Callable[[str, Attributes], object]) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    return parser


def feeding(parser: expat.XMLParserType, archive: Archive, part: str) -> Iterator[int]:
    """Feed a part to the parser; hands over the number of bytes fed after every piece."""
    run = fed = 0
    try:
        for piece in archive.pieces(part):
            fed += len(piece)
            run = len(piece) - piece.rfind(b"<") if b"<" in piece else run + len(piece)
            if run > limits.XML_RUN_BYTES:
                raise Refused("cell_too_long", limit=limits.CELL_CHARACTERS, part=part)
            parser.Parse(piece, False)
            yield fed
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        code = "xml_encoding" if error.code in _UNKNOWN_ENCODINGS else "damaged_workbook"
        raise Refused(code, part=part) from None
    except (LookupError, UnicodeError):
        raise Refused("xml_encoding", part=part) from None
    yield fed


def _refuse_doctype(*_: object) -> None:
    raise Refused("doctype")
