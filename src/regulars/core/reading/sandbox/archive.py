"""A workbook's zip, looked at before anything is unpacked, and unpacked while counting."""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from . import limits
from .refusing import Refused
from .source import Unpacked, inflated

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_WIDE_END = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_BYTES = 20
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_UTF8_NAME = 0x0800
_STORED, _DEFLATED = 0, 8
_SYMLINK = 0o120000
_TYPE_BITS = 0o170000


class Entry(NamedTuple):
    name: str
    method: int
    packed: int
    unpacked: int
    start: int  # of its local header
    checksum: int


class Archive:
    """The entries of a zip that passed every check."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._counter = Unpacked(code="zip_bomb", packed=size)
        self.entries = {entry.name: entry for entry in self._directory()}
        self._check_layout()

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def weigh(self) -> None:
        """Unpack everything once, keeping nothing: sizes and checksums must be what they claim."""
        for name in self.entries:
            for _ in self._pieces(self.entries[name]):
                pass
        self._counter = Unpacked(code="zip_bomb", packed=self._size)

    def pieces(self, name: str) -> Iterator[bytes]:
        return self._pieces(self.entries[name])

    def read(self, name: str, *, most: int = 4 * limits.MEBIBYTE) -> bytes:
        content = bytearray()
        for piece in self.pieces(name):
            content += piece
            if len(content) > most:
                raise Refused("damaged_workbook", part=name)
        return bytes(content)

    def _pieces(self, entry: Entry) -> Iterator[bytes]:
        alone = Unpacked(code="zip_bomb", packed=entry.packed)
        checksum = 0
        for piece in self._raw(entry):
            alone.add(len(piece))
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if alone.size != entry.unpacked or checksum != entry.checksum:
            raise Refused("damaged_archive", part=entry.name)

    def _raw(self, entry: Entry) -> Iterator[bytes]:
        at = self._content_start(entry)
        end = at + entry.packed
        member = zlib.decompressobj(wbits=-15)
        while at < end:
            self._file.seek(at)
            packed = self._file.read(min(limits.CHUNK_BYTES, end - at))
            if not packed:
                raise Refused("truncated")
            at += len(packed)
            for piece in inflated(member, packed) if entry.method == _DEFLATED else (packed,):
                self._counter.add(len(piece))
                yield piece

    def _content_start(self, entry: Entry) -> int:
        self._file.seek(entry.start)
        header = self._file.read(_LOCAL.size)
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise Refused("damaged_archive", part=entry.name)
        fields = _LOCAL.unpack(header)
        if fields[2] & _ENCRYPTED:
            raise Refused("encrypted_archive")
        name = self._file.read(fields[-2])
        if _name_of(name, fields[2]) != entry.name:
            raise Refused("misleading_archive", part=entry.name)
        return entry.start + _LOCAL.size + fields[-2] + fields[-1]

    def _directory(self) -> list[Entry]:
        count, size, start = self._end_record()
        if count > limits.ARCHIVE_ENTRIES or size > limits.DIRECTORY_BYTES:
            raise Refused("too_many_entries", limit=limits.ARCHIVE_ENTRIES)
        self._directory_start = start
        self._file.seek(start)
        content = self._file.read(size)
        entries: list[Entry] = []
        at = 0
        while at < len(content):
            entry, at = _central_entry(content, at)
            entries.append(entry)
        _check_names(entries, count)
        return entries

    def _end_record(self) -> tuple[int, int, int]:
        at, record = end_of_directory(self._file, self._size)
        _, disk, first_disk, here, count, size, start, _ = record
        if disk or first_disk or here != count:
            raise Refused("damaged_archive")
        end = at
        if 0xFFFF in (here, count) or 0xFFFFFFFF in (size, start):
            end, count, size, start = self._wide_end_record(at)
        if start + size != end:
            raise Refused("polyglot")
        return count, size, start

    def _wide_end_record(self, at: int) -> tuple[int, int, int, int]:
        self._file.seek(max(at - _LOCATOR_BYTES, 0))
        locator = self._file.read(_LOCATOR_BYTES)
        wide_at = int.from_bytes(locator[8:16], "little")
        self._file.seek(min(wide_at, self._size))
        record = self._file.read(_WIDE_END.size)
        if locator[:4] != b"PK\x06\x07" or record[:4] != b"PK\x06\x06" or len(record) < _WIDE_END.size:
            raise Refused("damaged_archive")
        fields = _WIDE_END.unpack(record)
        return wide_at, fields[7], fields[8], fields[9]

    def _check_layout(self) -> None:
        """Entries follow one another from the first byte on; none lies inside another."""
        end = 0
        for entry in sorted(self.entries.values(), key=lambda entry: entry.start):
            if entry.start < end:
                raise Refused("overlapping_entries", part=entry.name)
            if end == 0 and entry.start:
                raise Refused("polyglot")
            end = self._content_start(entry) + entry.packed
        if end > self._directory_start:
            raise Refused("overlapping_entries", part="")


def end_of_directory(file: BinaryIO, size: int) -> tuple[int, tuple[int, ...]]:
    """Where the zip's last record begins, and its fields; the file must end with it."""
    file.seek(max(size - 65_535 - _END.size, 0))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Refused("truncated")
    record = _END.unpack_from(tail, at)
    if at + _END.size + record[-1] != len(tail):
        raise Refused("polyglot")
    return size - len(tail) + at, record


def _central_entry(content: bytes, at: int) -> tuple[Entry, int]:
    if content[at : at + 4] != b"PK\x01\x02" or at + _CENTRAL.size > len(content):
        raise Refused("damaged_archive")
    fields = _CENTRAL.unpack_from(content, at)
    flags, method, checksum, packed, unpacked = fields[3], fields[4], fields[7], fields[8], fields[9]
    name_size, extra_size, comment_size, attributes, start = *fields[10:13], fields[15], fields[16]
    if flags & _ENCRYPTED:
        raise Refused("encrypted_archive")
    names = at + _CENTRAL.size
    name = _name_of(content[names : names + name_size], flags)
    if method not in (_STORED, _DEFLATED):
        raise Refused("damaged_archive", part=name)
    if attributes >> 16 & _TYPE_BITS == _SYMLINK:
        raise Refused("link_in_archive", part=name)
    extra = content[names + name_size : names + name_size + extra_size]
    unpacked, packed, start = _widened(extra, unpacked, packed, start)
    entry = Entry(name, method, packed, unpacked, start, checksum)
    return entry, names + name_size + extra_size + comment_size


def _widened(extra: bytes, *fields: int) -> tuple[int, int, int]:
    """Replace each 32-bit field that says "look in the 64-bit extra" by what stands there."""
    wide = _extra_field(extra, 0x0001)
    values: list[int] = []
    for field in fields:
        if field == 0xFFFFFFFF:
            if len(wide) < 8:
                raise Refused("damaged_archive")
            field, wide = int.from_bytes(wide[:8], "little"), wide[8:]
        values.append(field)
    return values[0], values[1], values[2]


def _extra_field(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + size]
        at += 4 + size
    return b""


def _name_of(name: bytes, flags: int) -> str:
    return name.decode("utf-8" if flags & _UTF8_NAME else "cp437", "replace")


def _check_names(entries: list[Entry], count: int) -> None:
    if len(entries) != count:
        raise Refused("misleading_archive", part="")
    seen: set[str] = set()
    for entry in entries:
        folded = entry.name.replace("\\", "/").casefold()
        if folded.startswith("/") or ".." in folded.split("/") or "\0" in folded or folded[1:2] == ":":
            raise Refused("path_in_archive", part=entry.name)
        if folded in seen:
            raise Refused("duplicate_entries", part=entry.name)
        seen.add(folded)
        if folded.endswith((".zip", ".xlsx", ".xlsm", ".gz", ".7z", ".rar")) and "embeddings/" not in folded:
            raise Refused("nested_archive", part=entry.name)
