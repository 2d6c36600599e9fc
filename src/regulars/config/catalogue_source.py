"""Finds the messages in a module's Python and templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from regulars.config.catalogue_file import Entry, Key

# The second speaks in the terminal, before and without Django.
TRANSLATION = ("django.utils.translation", "regulars.config.words")
# Which arguments are the context, the message and its plural.
ARGUMENTS = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
TEMPLATE_CALL = re.compile(rf"\b(n?p?gettext|_)\(({LITERAL}(?:, ?{LITERAL})*)")
LEFT_OUT = {"tests", "migrations", "static"}


@dataclass
class Messages:
    """What a module says, where, and what could not be read."""

    entries: dict[Key, Entry] = field(default_factory=dict)
    places: dict[Key, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, entry: Entry, *, place: str) -> None:
        known = self.entries.get(entry.key)
        if known is None or (entry.plural and not known.plural):
            self.entries[entry.key] = entry
            self.places[entry.key] = place


def messages_of(module: Path) -> Messages:
    messages = Messages()
    for path in _sources(module, "*.py"):
        _read_python(path, messages)
    for path in (each for each in _sources(module, "*") if "templates" in each.parts and each.is_file()):
        _read_template(path, messages)
    return messages


def _sources(module: Path, pattern: str) -> Iterator[Path]:
    for path in sorted(module.rglob(pattern)):
        if not LEFT_OUT & set(path.relative_to(module).parts):
            yield path


def _read_python(path: Path, messages: Messages) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    names = _gettext_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (kind := _kind(node.func, names)):
            place = f"{path}:{node.lineno}"
            texts = [_text(argument) for argument in node.args]
            if (entry := _entry(kind, texts)) is not None:
                messages.add(entry, place=place)
            elif any(_is_built(argument) for argument in node.args[:2]):
                messages.problems.append(f"{place}: a message is built here; give gettext a plain text.")


def _gettext_names(tree: ast.AST) -> dict[str, str]:
    """The local names of Django's functions, and of the terminal's own: {"_": "gettext"}."""
    spoken = {
        target.id: "gettext"
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("words_of(")
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return spoken | {
        alias.asname or alias.name: _plain(alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in TRANSLATION
        for alias in node.names
        if _plain(alias.name) in ARGUMENTS
    }


def _plain(name: str) -> str:
    if name == "_":
        return "gettext"
    return name.removesuffix("_lazy").removesuffix("_noop")


def _kind(function: ast.expr, names: dict[str, str]) -> str | None:
    if isinstance(function, ast.Name):
        return names.get(function.id)
    if isinstance(function, ast.Attribute) and _plain(function.attr) in ARGUMENTS:
        return _plain(function.attr)
    return None


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _is_built(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    return isinstance(node, ast.JoinedStr | ast.BinOp | ast.IfExp)


def _read_template(path: Path, messages: Messages) -> None:
    from django.utils.translation.template import templatize

    source = path.read_text(encoding="utf-8")
    try:
        python = templatize(source, origin=str(path))
    except SyntaxError as error:
        messages.problems.append(f"{path}: {error}")
        return
    for found in TEMPLATE_CALL.finditer(python):
        texts = [str(ast.literal_eval(text)) for text in re.findall(LITERAL, found[2])]
        entry = _entry("gettext" if found[1] == "_" else found[1], list(texts))
        if entry is not None:
            messages.add(entry, place=str(path))


def _entry(kind: str, texts: list[str | None]) -> Entry | None:
    context, message, plural = (_at(texts, place) for place in ARGUMENTS[kind])
    if not message:
        return None
    return Entry(msgid=message, context=context or "", plural=plural or "")


def _at(texts: list[str | None], place: int | None) -> str | None:
    return texts[place] if place is not None and place < len(texts) else None
