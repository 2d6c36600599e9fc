"""A text file as a table: its bytes, its encoding and its dialect together."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from . import limits, sniffing, text_rows
from .encoding import Encoding, decoded_up_to, detected
from .rows import Row
from .source import Source
from .text_rows import Dialect

_SAMPLE_CHARACTERS = 256 * 1024


class TextTable(NamedTuple):
    source: Source
    encoding: Encoding
    dialect: Dialect

    @property
    def packed(self) -> bool:
        return self.source.packed

    def rows(self) -> Iterator[Row]:
        stream = io.TextIOWrapper(self.source.opened(), self.encoding.name, "strict", newline="")
        stream._CHUNK_SIZE = limits.CHUNK_BYTES  # type: ignore[attr-defined]
        return text_rows.rows_of(stream, self.dialect)


def text_table(file: BinaryIO, *, packed: bool, wanted: dict[str, Any]) -> TextTable:
    source = Source(file, packed=packed)
    if packed:
        sniffing.refuse_what_is_no_table(source.head(4096))
    encoding = detected(source, wanted.get("encoding"))
    sample = "".join(decoded_up_to(source, encoding.name, _SAMPLE_CHARACTERS))
    dialect = text_rows.dialect_of(
        sample, whole=len(sample) < _SAMPLE_CHARACTERS, wanted=wanted.get("delimiter")
    )
    return TextTable(source, encoding, dialect)
