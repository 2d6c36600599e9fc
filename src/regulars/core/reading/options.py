"""How a person wants a file to be read; what is left open is found out."""

from dataclasses import asdict, dataclass
from typing import Any

ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "cp932", "cp1252")
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Options:
    """`header_row` 0 says that there is no header; None leaves it to be guessed."""

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    header_rows: int = 1
    columns: int = 0  # at least so many; the header may name more
    known_headers: frozenset[str] = frozenset()  # header keys that the caller knows, to find the header by

    def __post_init__(self) -> None:
        if self.encoding is not None and self.encoding not in (*ENCODINGS, "utf-8-sig", "utf-32"):
            raise ValueError(f"unknown encoding: {self.encoding!r}")
        if self.delimiter is not None and (len(self.delimiter) != 1 or self.delimiter in '"\r\n\0'):
            raise ValueError(f"not a delimiter: {self.delimiter!r}")

    def as_request(self) -> dict[str, Any]:
        request = asdict(self)
        del request["known_headers"]
        if self.encoding == "utf-8":
            request["encoding"] = "utf-8-sig"  # reads both with and without the mark
        return request
