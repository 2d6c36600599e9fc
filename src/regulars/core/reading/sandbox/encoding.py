"""Which encoding a text is in: strictly, never with a question mark in place of a letter."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from . import limits
from .refusing import Refused
from .source import Source
from .text_rows import row_at

KNOWN = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5", "cp932", "cp1252")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLDER = ("gb18030", "big5", "cp932", "cp1252")
_SAMPLE_BYTES = 256 * 1024
_OTHER_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r\f\x1a\x1b"})
_BINARY = 0.02  # the share of control characters above which nobody wrote it as text
_HAN_IN_UTF8 = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){3}")  # by chance once in a hundred million
_SURE = 0.7  # the share of everyday characters above which the first guess stands


class Encoding(NamedTuple):
    name: str
    candidates: list[str]
    certain: bool
    replaced: bool  # the text already holds U+FFFD: somebody lost letters before us
    foreign_row: int | None = None  # the first that looks as if it were UTF-8 after all


def detected(source: Source, wanted: str | None) -> Encoding:
    """The wanted encoding, or the likeliest that reads every byte."""
    sample = source.head(_SAMPLE_BYTES)
    if wanted:
        return _proven(source, wanted, [wanted], certain=True)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return _proven(source, name, [name], certain=True)
    if wide := _wide(sample):
        return _proven(source, wide, [wide], certain=True)
    return _unmarked(source)


def decoded(source: Source, encoding: str, *, until: int | None = None) -> Iterator[str]:
    """The text in pieces; `until` ends it before that byte."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    taken = 0
    for chunk in source.chunks():
        part = chunk if until is None else chunk[: until - taken]
        taken += len(part)
        yield decoder.decode(part)
        if taken == until:
            return
    yield decoder.decode(b"", until is None)


def _unmarked(source: Source) -> Encoding:
    bad = _first_bad_byte(source, "utf-8")
    if bad is None:
        return _proven(source, "utf-8", ["utf-8"], certain=True)
    if _is_mostly_utf8(source, bad):
        raise _undecodable(source, "utf-8", bad)
    ranked = _ranked([name for name in _OLDER if _first_bad_byte(source, name) is None], source)
    if not ranked:
        if _is_binary(source.head(_SAMPLE_BYTES)):
            raise Refused("not_a_workbook")
        raise _undecodable(source, *_furthest(source))
    share, name = ranked[0]
    found = _proven(source, name, [name for _, name in ranked], certain=share >= _SURE)
    return found._replace(foreign_row=_foreign_row(source, name))


def _proven(source: Source, name: str, candidates: list[str], *, certain: bool) -> Encoding:
    """Read everything once: no byte may be undecodable, no character may be NUL, no row endless."""
    bad = _first_bad_byte(source, name)
    if bad is not None:
        raise _undecodable(source, name, bad)
    replaced = False
    run = 0
    before = 0
    for text in decoded(source, name):
        if "\0" in text:
            raise Refused("nul_character", row=_row_at(source, name, before + text.index("\0")))
        run = 0 if "\n" in text or "\r" in text else run + len(text)
        if run > limits.ROW_CHARACTERS:
            raise Refused("row_too_long", row=_row_at(source, name, before - run + len(text)))
        replaced = replaced or "\ufffd" in text
        before += len(text)
    return Encoding(name, candidates, certain, replaced)


def _first_bad_byte(source: Source, encoding: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    fed = 0
    try:
        for chunk in source.chunks():
            fed += len(chunk)
            decoder.decode(chunk)
        decoder.decode(b"", True)
    except UnicodeDecodeError as error:
        return max(fed - len(error.object) + error.start, 0)
    source.size = fed
    return None


def _is_binary(sample: bytes) -> bool:
    return len(sample) - len(sample.translate(None, _OTHER_CONTROLS)) > _BINARY * len(sample)


def _foreign_row(source: Source, encoding: str) -> int | None:
    """Two files put together, each in its own encoding: the older one reads both, and one of them wrongly."""
    before, rest = 0, b""
    for chunk in source.chunks():
        searched = rest + chunk
        if found := _HAN_IN_UTF8.search(searched):
            at = before - len(rest) + found.start()
            return _row_at(source, encoding, sum(map(len, decoded(source, encoding, until=at))))
        before += len(chunk)
        rest = searched[-8:]
    return None


def _is_mostly_utf8(source: Source, bad: int) -> bool:
    """Many valid sequences before the first bad byte, or few bad ones around it, are no accident."""
    around = source.window(max(0, bad - _SAMPLE_BYTES), 2 * _SAMPLE_BYTES)
    text = around.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - damaged
    return whole >= 4 * max(damaged, 1)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: the zero bytes of ASCII letters all stand on one side."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 < max(len(sample), 20) or min(even, odd) * 4 > max(even, odd):
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = codecs.getincrementaldecoder(name)("strict").decode(sample)
    except UnicodeDecodeError:
        return None
    return name if len(sample) % 2 == 0 and ("\n" in text or "\r" in text) else None


def _ranked(names: list[str], source: Source) -> list[tuple[float, str]]:
    """Likeliest first; a later one must be clearly better to overtake an earlier one."""
    sample = source.head(_SAMPLE_BYTES)
    scored = [(_everyday_share(sample, name), name) for name in names]
    ordered: list[tuple[float, str]] = []
    for score, name in scored:
        place = next((at for at, (other, _) in enumerate(ordered) if score > other + 0.25), len(ordered))
        ordered.insert(place, (score, name))
    return ordered


def _everyday_share(sample: bytes, encoding: str) -> float:
    """How much of what is not ASCII are characters that people of that encoding write every day."""
    text = codecs.getincrementaldecoder(encoding)("strict").decode(sample)
    strange = [character for character in text if character > "\x7f"]
    if not strange:
        return 0.0
    if encoding == "cp1252":
        return _latin_share(text, strange)
    return sum(_is_everyday(character, encoding) for character in strange) / len(strange)


def _is_everyday(character: str, encoding: str) -> bool:
    code = character.encode(encoding, "replace")
    lead = code[0]
    if len(code) != 2:
        return False
    if encoding == "gb18030":
        return code[1] >= 0xA1 and (0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3)
    if encoding == "big5":
        return 0xA1 <= lead <= 0xA3 or 0xA4 <= lead <= 0xC6
    return "\u3040" <= character <= "\u30ff" or 0x88 <= lead <= 0x97 or lead == 0x81


def _latin_share(text: str, strange: list[str]) -> float:
    usual = sum(character.isalpha() or character in "€£–—‘’“”…°§·«»©®™½¼²³" for character in strange)
    apart = 1 - len(strange) / max(len(text), 1)  # western text is mostly ASCII
    return usual / len(strange) * (1.0 if apart > 0.6 else 0.3)


def _furthest(source: Source) -> tuple[str, int]:
    """No encoding reads it all: name the byte where the best one stopped."""
    reached = [(_first_bad_byte(source, name) or 0, name) for name in ("utf-8", *_OLDER[:-1])]
    bad, name = max(reached, key=lambda pair: pair[0])
    return name, bad


def _undecodable(source: Source, encoding: str, bad: int) -> Refused:
    characters = sum(len(text) for text in decoded(source, encoding, until=bad))
    value = source.window(bad, 1).hex().upper() or "-"
    row = _row_at(source, encoding, characters)
    return Refused("undecodable", row=row, byte=bad + 1, value=value, encoding=encoding)


def _row_at(source: Source, encoding: str, character: int) -> int:
    return row_at(decoded_up_to(source, encoding, character))


def decoded_up_to(source: Source, encoding: str, character: int) -> Iterator[str]:
    taken = 0
    for text in _until_it_breaks(source, encoding):
        yield text[: character - taken]
        taken += len(text)
        if taken >= character:
            return


def _until_it_breaks(source: Source, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    for chunk in source.chunks():
        try:
            yield decoder.decode(chunk)
        except UnicodeDecodeError as error:
            yield error.object[: error.start].decode(encoding)
            return
