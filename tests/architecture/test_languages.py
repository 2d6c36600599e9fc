"""Both languages, whole: every message in the code has its Chinese, and nothing is written past gettext."""

import re

import pytest

from regulars.config import catalogues
from tests.architecture.layers import PACKAGE, modules

SILENT = re.compile(
    r"\{%\s*comment.*?%\}.*?\{%\s*endcomment\s*%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}"
    r"|<(?:kbd|code)\b[^>]*>.*?</(?:kbd|code)>"
    r"|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<!doctype[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
SPOKEN = re.compile(
    r"""\b(?:title|alt|placeholder|aria-label|aria-description|data-confirm)\s*=\s*("[^"]*"|'[^']*')"""
)
TAG = re.compile(r"<[^>]*>", re.DOTALL)
WORD = re.compile(r"[A-Za-z\u3400-\u9fff]{2,}")
# Names that are the same in both languages.
NAMES = {
    "Regulars",
    "回头客",
    "中文",
    "简体中文",
    "English",
    "nbsp",
    "middot",
    "hellip",
    "times",
    "rarr",
    "larr",
    "mdash",
}
NAMES |= {"ndash", "amp", "laquo", "raquo", "lsaquo", "rsaquo", "thinsp", "CSV", "XLSX"}


def spoken_past_gettext(source: str) -> list[str]:
    text = SILENT.sub(" ", source)
    attributes = SPOKEN.findall(text)
    return [
        word for part in (*attributes, TAG.sub(" ", text)) for word in WORD.findall(part) if word not in NAMES
    ]


def test_every_message_has_its_chinese(capsys):
    assert catalogues.main(["check"]) == 0, capsys.readouterr().err


def test_a_word_past_gettext_is_seen():
    assert spoken_past_gettext('<p title="Close">{% translate "Save" %} now {{ x }}</p>') == ["Close", "now"]


@pytest.mark.parametrize("module", modules())
def test_no_template_speaks_past_gettext(module):
    spoken = {
        str(path.relative_to(PACKAGE)): words
        for path in sorted((PACKAGE / module).glob("templates/**/*.html"))
        if "gallery" not in path.parts  # samples for whoever works on the looks
        and (words := spoken_past_gettext(path.read_text()))
    }
    assert spoken == {}
