"""The file's bytes, from the start as often as needed, unpacked under the limits where it is gzip."""

import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from . import limits
from .refusing import Refused

GZIP = b"\x1f\x8b"


class Source:
    """Bytes of a plain or gzip-packed text file."""

    def __init__(self, file: BinaryIO, *, packed: bool) -> None:
        self._file = file
        self.packed = packed
        self.size = 0  # unpacked; known once everything has been read
        self.read_bytes = 0  # unpacked, of the stream opened last

    def head(self, size: int) -> bytes:
        collected = bytearray()
        for chunk in self.chunks():
            collected += chunk
            if len(collected) >= size:
                break
        return bytes(collected[:size])

    def window(self, start: int, size: int) -> bytes:
        """`size` bytes from `start`, without keeping what comes before."""
        collected = bytearray()
        passed = 0
        for chunk in self.chunks():
            collected += chunk[max(start - passed, 0) :]
            passed += len(chunk)
            if len(collected) >= size:
                break
        return bytes(collected[:size])

    def chunks(self) -> Iterator[bytes]:
        self._file.seek(0)
        return self._unpacked() if self.packed else self._plain()

    def opened(self) -> io.BufferedReader:
        return io.BufferedReader(_Chunks(self), limits.CHUNK_BYTES)

    def _plain(self) -> Iterator[bytes]:
        while chunk := self._file.read(limits.CHUNK_BYTES):
            yield chunk

    def _unpacked(self) -> Iterator[bytes]:
        counter = Unpacked(code="gzip_bomb")
        member = None
        members = 0
        for packed in self._plain():
            counter.packed += len(packed)
            while packed:
                if member is None:
                    packed = packed.lstrip(b"\0") if members else packed  # tapes are padded with zeros
                    if not packed:
                        break
                    member, members = zlib.decompressobj(wbits=31), members + 1
                for chunk in inflated(member, packed, damage="trailing_bytes" if members > 1 else ""):
                    counter.add(len(chunk))
                    yield chunk
                packed = member.unused_data
                member = None if member.eof else member
        if member is not None:
            raise Refused("truncated")


class Unpacked:
    """Counts what really comes out of an archive, whatever the archive says of itself."""

    def __init__(self, *, code: str, packed: int = 0) -> None:
        self.code = code
        self.packed = packed
        self.size = 0

    def add(self, size: int) -> None:
        self.size += size
        if self.size > limits.UNPACKED_BYTES:
            raise Refused("unpacks_too_large", limit=limits.UNPACKED_BYTES // limits.MEBIBYTE)
        if self.size > limits.RATIO_FLOOR and self.size > limits.RATIO * max(self.packed, 1):
            raise Refused(self.code, ratio=limits.RATIO)


class _Chunks(io.RawIOBase):
    def __init__(self, source: Source) -> None:
        self._source = source
        self._chunks = source.chunks()
        self._rest = b""
        source.read_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            following = next(self._chunks, None)
            if following is None:
                return 0
            self._rest = following
            self._source.read_bytes += len(following)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def inflated(member: "zlib._Decompress", packed: bytes, *, damage: str = "") -> Iterator[bytes]:
    """Everything that one stretch of packed bytes holds, in pieces of bounded size."""
    while True:
        try:
            chunk = member.decompress(packed, limits.CHUNK_BYTES)
        except zlib.error:
            raise Refused(damage or "damaged_archive") from None
        if chunk:
            yield chunk
        packed = member.unconsumed_tail
        if member.eof or (not packed and len(chunk) < limits.CHUNK_BYTES):
            return
