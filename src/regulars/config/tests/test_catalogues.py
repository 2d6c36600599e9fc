"""The catalogues: what is found, what is kept, what is refused."""

import gettext
import io
from pathlib import Path

import pytest

from regulars.config import catalogue_rules as rules
from regulars.config import catalogues
from regulars.config.catalogue_file import BrokenCatalogue, Entry, compiled, read, write
from regulars.config.catalogue_source import messages_of

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
GREETING = _("Good " "morning")
OPEN = pgettext("a shop", "Open")
def count(n): return ngettext("one customer", "%(n)s customers", n)
"""
TEMPLATE = """{% load i18n %}{# {% translate "Hidden" %} #}
<h1 title="{% translate 'Today' %}">{{ x|default:_("Nobody") }}</h1>
{% blocktranslate trimmed with name=x count n=n %}
  {{ n }} card for {{ name }}
{% plural %}
  {{ n }} cards for {{ name }}
{% endblocktranslate %}"""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    shop = tmp_path / "shop"
    (shop / "templates").mkdir(parents=True)
    (shop / "words.py").write_text(CODE)
    (shop / "templates" / "today.html").write_text(TEMPLATE)
    return shop


def complaints(english: str, chinese: str, *, plural: str = "") -> list[str]:
    found = catalogues.messages_of(Path("/nowhere"))
    found.add(Entry(msgid=english, plural=plural), place="here")
    entry = Entry(msgid=english, plural=plural, strings=(chinese,))
    return list(rules.problems(found, {entry.key: entry}))


def test_messages_are_found_in_python_and_in_templates(module):
    found = messages_of(module)
    assert found.problems == []
    assert {(each.context, each.msgid, each.plural) for each in found.entries.values()} == {
        ("", "Good morning", ""),
        ("a shop", "Open", ""),
        ("", "one customer", "%(n)s customers"),
        ("", "Today", ""),
        ("", "Nobody", ""),
        ("", "%(n)s card for %(name)s", "%(n)s cards for %(name)s"),
    }


def test_the_words_of_the_terminal_are_found(module):
    (module / "words.py").write_text(
        'from regulars.core.terminal_words import words_of\n_ = words_of("shop")\n_("Whose list")\n'
    )
    assert ("", "Whose list") in messages_of(module).entries


def test_a_message_put_together_in_the_call_is_refused(module):
    (module / "words.py").write_text('from django.utils.translation import gettext as _\n_(f"Dear {x}")\n')
    assert messages_of(module).problems == [
        f"{module}/words.py:2: a message is built here; give gettext a plain text."
    ]


def test_extracting_keeps_translations_and_forgets_what_nobody_says(module):
    path = module / catalogues.CATALOGUE
    write(
        path,
        {entry.key: entry for entry in [Entry("Today", strings=("今日",)), Entry("Gone", strings=("没了",))]},
    )
    assert catalogues.extract([module]) == 0
    entries = read(path)
    assert entries["", "Today"].strings == ("今日",)
    assert ("", "Gone") not in entries
    assert entries["", "Nobody"].strings == ("",)
    before = path.read_text()
    catalogues.extract([module])
    assert path.read_text() == before


def test_a_catalogue_is_the_same_after_writing_and_reading(tmp_path):
    entry = Entry(
        'say "hi"\n\\',
        context="door",
        plural="many",
        strings=("说“你好”\t",),
        fuzzy=True,
        notes=("# to a guest",),
    )
    write(tmp_path / "django.po", {entry.key: entry})
    assert read(tmp_path / "django.po") == {entry.key: entry}


def test_python_reads_what_is_compiled():
    entries = [
        Entry("Today", strings=("今日",)),
        Entry("Open", context="a shop", strings=("营业",)),
        Entry("one customer", plural="%(n)s customers", strings=("%(n)s 位客户",)),
        Entry("Draft", strings=("草稿",), fuzzy=True),
        Entry("Empty"),
    ]
    chinese = gettext.GNUTranslations(io.BytesIO(compiled({entry.key: entry for entry in entries})))
    assert chinese.gettext("Today") == "今日"
    assert chinese.pgettext("a shop", "Open") == "营业"
    assert chinese.ngettext("one customer", "%(n)s customers", 1) == "%(n)s 位客户"
    assert chinese.gettext("Draft") == "Draft"
    assert chinese.gettext("Empty") == "Empty"


def test_compiling_twice_writes_once_and_removes_what_has_no_source(tmp_path):
    path = tmp_path / "shop" / catalogues.CATALOGUE
    write(path, {("", "Today"): Entry("Today", strings=("今日",))})
    catalogues.compile_all(tmp_path)
    binary = path.with_suffix(".mo")
    written = binary.stat().st_mtime_ns
    catalogues.compile_all(tmp_path)
    assert binary.stat().st_mtime_ns == written
    path.unlink()
    catalogues.compile_all(tmp_path)
    assert not binary.exists()


@pytest.mark.parametrize(
    ("english", "chinese", "complaint"),
    [
        ("Today", "", "here: “Today” has no Chinese translation."),
        ("%(n)s days", "%(m)s 天", "here: “%(n)s days” has other placeholders than “%(m)s 天”."),
        ("{name} is due", "到期", "here: “{name} is due” has other placeholders than “到期”."),
        ("Saved", "已保存！", "here: “Saved” is translated with an exclamation mark: “已保存！”."),
        ("Send a file", "上传 file", "here: “Send a file” keeps English in “上传 file”: file."),
        ("Pool 公海", "公海", "here: “Pool 公海” has Chinese characters in its English text."),
    ],
)
def test_a_faulty_translation_is_named(english, chinese, complaint):
    assert complaints(english, chinese) == [complaint]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("CSV or XLSX, sent by SMS", "CSV 或 XLSX，通过 SMS 发送"),
        ("Run “regulars import customers FILE --json”", "运行“regulars import 文件 --json”"),
        ("<strong>%(n)s</strong> of {total}", "{total} 中的 <strong>%(n)s</strong>"),
    ],
)
def test_names_and_commands_may_stay_as_they_are(english, chinese):
    assert complaints(english, chinese) == []


def test_what_nobody_says_is_reported(module):
    entry = Entry("Gone", strings=("没了",))
    messages = catalogues.messages_of(Path("/nowhere"))
    assert list(rules.problems(messages, {entry.key: entry})) == [
        "“Gone” is in the catalogue, but nowhere in the code."
    ]


def test_two_modules_may_not_translate_one_message_differently():
    here, there = Entry("Return", strings=("退货",)), Entry("Return", strings=("返回",))
    assert list(rules.contradictions({"orders": {here.key: here}, "ui": {there.key: there}})) == [
        "“Return” is “退货” in orders, but “返回” in ui."
    ]


def test_a_message_translated_twice_is_refused(tmp_path):
    path = tmp_path / "django.po"
    path.write_text('msgid "Today"\nmsgstr "今日"\n\nmsgid "Today"\nmsgstr "今天"\n')
    with pytest.raises(BrokenCatalogue, match="“Today” is here twice"):
        read(path)


def test_two_branches_may_have_added_the_same_message(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(
        'msgid "Today"\nmsgstr "今日"\n\nmsgid "Today"\nmsgstr ""\n\nmsgid "Today"\nmsgstr "今日"\n'
    )
    assert read(path) == {("", "Today"): Entry("Today", strings=("今日",))}
