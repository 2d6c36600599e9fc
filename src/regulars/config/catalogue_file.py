"""Reads and writes gettext catalogues (.po), and compiles them (.mo), without GNU gettext."""

import ast
import re
import struct
from dataclasses import dataclass, replace
from pathlib import Path

HEADER = {
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
MAGIC = 0x950412DE
FIELD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?\s+(\".*\")$")

Key = tuple[str, str]


@dataclass(frozen=True)
class Entry:
    """One message with its translation; an empty context means none."""

    msgid: str
    context: str = ""
    plural: str = ""
    strings: tuple[str, ...] = ("",)
    fuzzy: bool = False
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return (self.context, self.msgid)

    @property
    def translated(self) -> bool:
        return not self.fuzzy and all(self.strings)


class BrokenCatalogue(ValueError):
    """A line that is no part of a catalogue, or a message told twice."""


def read(path: Path) -> dict[Key, Entry]:
    entries: dict[Key, Entry] = {}
    if not path.exists():
        return entries
    for number, block in _blocks(path.read_text(encoding="utf-8")):
        entry = _entry(block, where=f"{path}:{number}")
        if entry is None or not entry.msgid:
            continue
        known = entries.get(entry.key, entry)
        if known.translated and entry.translated and known != entry:
            raise BrokenCatalogue(f"{path}:{number}: “{entry.msgid}” is here twice, with two translations.")
        entries[entry.key] = known if known.translated else entry
    return entries


def write(path: Path, entries: dict[Key, Entry]) -> None:
    """Sorted, without places and dates, so that two branches seldom touch the same lines."""
    blocks = [_header_block(), *(_block(entry) for entry in sorted(entries.values(), key=_order))]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def compiled(entries: dict[Key, Entry]) -> bytes:
    """The .mo file of what is translated: a header, two tables of lengths and offsets, the texts."""
    texts = {b"": _header_text().encode()}
    texts |= {
        _mo_id(entry): "\0".join(entry.strings).encode() for entry in entries.values() if entry.translated
    }
    ids = sorted(texts)
    start = 7 * 4
    offset = start + len(ids) * 16
    tables, body = [b"", b""], b""
    for column, values in enumerate((ids, [texts[each] for each in ids])):
        for value in values:
            tables[column] += struct.pack("<2I", len(value), offset + len(body))
            body += value + b"\0"
    header = struct.pack("<7I", MAGIC, 0, len(ids), start, start + len(ids) * 8, 0, offset)
    return header + tables[0] + tables[1] + body


def _blocks(text: str) -> list[tuple[int, list[str]]]:
    blocks: list[tuple[int, list[str]]] = []
    current: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            current.append(line.strip())
        elif current:
            blocks.append((number - len(current), current))
            current = []
    return blocks


def _entry(lines: list[str], *, where: str) -> Entry | None:
    fields: dict[str, str] = {}
    last = ""
    for line in lines:
        if line.startswith("#"):
            continue
        if found := FIELD.match(line):
            last = found[1] + (found[2] or "")
            if last in fields:
                raise BrokenCatalogue(f"{where}: two messages without an empty line between them.")
            fields[last] = _unquoted(found[3])
        elif line.startswith('"') and last:
            fields[last] += _unquoted(line)
        else:
            raise BrokenCatalogue(f"{where}: cannot read “{line}”.")
    if not fields:
        return None
    return Entry(
        msgid=fields["msgid"],
        context=fields.get("msgctxt", ""),
        plural=fields.get("msgid_plural", ""),
        strings=tuple(text for name, text in sorted(fields.items()) if name.startswith("msgstr")),
        fuzzy=any(line.startswith("#,") and "fuzzy" in line for line in lines),
        notes=tuple(line for line in lines if line.startswith("# ")),
    )


def _unquoted(text: str) -> str:
    return str(ast.literal_eval(text))


def _quoted(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


def _block(entry: Entry) -> str:
    lines = list(entry.notes)
    if entry.fuzzy:
        lines.append("#, fuzzy")
    if entry.context:
        lines.append(f"msgctxt {_quoted(entry.context)}")
    lines.append(f"msgid {_quoted(entry.msgid)}")
    if entry.plural:
        lines.append(f"msgid_plural {_quoted(entry.plural)}")
        lines += [f"msgstr[{index}] {_quoted(text)}" for index, text in enumerate(entry.strings)]
    else:
        lines.append(f"msgstr {_quoted(entry.strings[0])}")
    return "\n".join(lines)


def _header_text() -> str:
    return "".join(f"{name}: {value}\n" for name, value in HEADER.items())


def _header_block() -> str:
    return "\n".join(
        ['msgid ""', 'msgstr ""', *(_quoted(f"{name}: {value}\n") for name, value in HEADER.items())]
    )


def _order(entry: Entry) -> tuple[str, str, str]:
    return (entry.msgid.casefold(), entry.msgid, entry.context)


def _mo_id(entry: Entry) -> bytes:
    context = f"{entry.context}\x04" if entry.context else ""
    plural = f"\0{entry.plural}" if entry.plural else ""
    return f"{context}{entry.msgid}{plural}".encode()


def merged(found: Entry, known: Entry | None) -> Entry:
    """A message as the code has it now, with the translation there was."""
    if known is None:
        return found
    return replace(found, strings=known.strings, fuzzy=known.fuzzy, notes=known.notes)
