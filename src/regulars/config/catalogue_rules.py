"""What a catalogue must hold before it may be shipped: both languages, whole and clean."""

import re
from collections.abc import Iterator

from regulars.config.catalogue_file import Entry, Key
from regulars.config.catalogue_source import Messages

CHINESE = re.compile(r"[㐀-鿿]")
PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*[\d.]*[a-zA-Z]|%%|%[sd]|\{\w*(?:![rs])?(?::[^{}]*)?\}")
NAMED = re.compile(r"%\(\w+\)\w|\{\w+\}|回头客")
# One letter alone is a date format or a grade.
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&+-]*[A-Za-z0-9]")
# Tags, addresses, commands, options and settings are the same in every language.
VERBATIM = re.compile(
    r"<[^>]*>|&\w+;|https?://\S+|`[^`]*`|--[\w-]+|\bregulars(?: [a-z]+)?\b|\b(?:REGULARS|DATABASE)_\w+|\b[\w-]+\.(?:csv|xlsx|gz|py|conf)\b",
    re.ASCII,
)
LATIN_IN_CHINESE = """
    API App CLV CNY CPU CSV CSS E.164 English Excel FIFO GB GB18030 GBK GBP gz HTTP HTTPS ID IP JSON
    KB KPI LTV MB MiB OK PDF PostgreSQL QQ Regulars RFM RMB SKU SLA SMS SQL UTF-8 UTC URL USD VIP WeCom
    WhatsApp XLS XLSX XML ZIP OpenDocument Ctrl Enter Esc Chromium
"""


def problems(messages: Messages, catalogue: dict[Key, Entry]) -> Iterator[str]:
    """Every sentence says where, which message and what is wrong with it."""
    yield from messages.problems
    for key, wanted in messages.entries.items():
        entry = catalogue.get(key)
        for fault in _faults(wanted, entry):
            yield f"{messages.places[key]}: “{wanted.msgid}” {fault}."
    for entry in catalogue.values():
        if entry.key not in messages.entries:
            yield f"“{entry.msgid}” is in the catalogue, but nowhere in the code."


def contradictions(catalogues: dict[str, dict[Key, Entry]]) -> Iterator[str]:
    """Django merges the catalogues, so that one message has one translation everywhere."""
    first: dict[Key, tuple[str, Entry]] = {}
    for module, catalogue in catalogues.items():
        for key, entry in catalogue.items():
            other, known = first.setdefault(key, (module, entry))
            if entry.translated and known.translated and entry.strings != known.strings:
                yield f"“{entry.msgid}” is “{known.strings[0]}” in {other}, but “{entry.strings[0]}” in {module}."


def _faults(wanted: Entry, entry: Entry | None) -> Iterator[str]:
    english = wanted.msgid + wanted.plural
    if CHINESE.search(NAMED.sub("", english)):
        yield "has Chinese characters in its English text"
    if entry is None or not entry.translated:
        yield "has no Chinese translation"
        return
    if wanted.plural != entry.plural:
        yield "has another plural in the catalogue"
    for text in entry.strings:
        yield from _faults_of_text(text, wanted=wanted)


def _faults_of_text(text: str, *, wanted: Entry) -> Iterator[str]:
    if _placeholders(text) not in {_placeholders(wanted.msgid), _placeholders(wanted.plural or wanted.msgid)}:
        yield f"has other placeholders than “{text}”"
    if "！" in text or "!" in VERBATIM.sub("", text):
        yield f"is translated with an exclamation mark: “{text}”"
    if words := _left_over(text):
        yield f"keeps English in “{text}”: {', '.join(words)}"


def _placeholders(text: str) -> tuple[str, ...]:
    return tuple(sorted(PLACEHOLDER.findall(text)))


def _left_over(text: str) -> list[str]:
    plain = VERBATIM.sub(" ", PLACEHOLDER.sub(" ", text))
    return sorted(set(LATIN.findall(plain)) - set(LATIN_IN_CHINESE.split()))
