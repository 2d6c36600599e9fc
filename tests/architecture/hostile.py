"""What attackers, broken programs and slips of the hand put where a word or a figure is expected."""

import random
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "regulars"
SEED = 20260928
# Names that views and what they call read from an address, found in the code itself.
READ = re.compile(r"""(?:GET|query|told)\.get(?:list)?\(\s*"([a-z][\w-]*)\"""")
READ_AS_NUMBER = re.compile(r"""number_in\(\w+(?:\.GET)?, "([a-z]\w*)"\)""")

VALUES = (
    "a\0b", "²", "١٢", "-1", "0", "9" * 19, "9" * 2000, "2147483648", "9223372036854775808", "1e400", "NaN",
    "-Infinity", "0.00000001", "0001-01-01", "9999-12-31", "0000-00-00", "10000-01-01", "0001-01-01T00:00",
    "9999-12-31T23:59", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "1~NaN", "1~9999-12-31",
    "~", "1~" + "9" * 40, "created_at:after:9999-12-31", "created_at:on:0001-01-01", "age:between:150,0",
    "name:has:%", "user__password", "password:has:a", "owner__password:has:a", "\u202eevil", "\u200b\ufeff",
    "<script>alert(1)</script>", "' OR 1=1 --", "%s%n%(x)s", "{0.__class__}", "{", "x" * 300, "x" * 2500,
    "汉" * 300, "\r\nSet-Cookie: a=b", "=1+1", "../../etc/passwd", "//evil.example/", "[]", "{}", "null",
    "\\", ",", ":::", "😀", "1_000", "+1", "",
)  # fmt: skip


def names_read() -> list[str]:
    """Every parameter that some page reads."""
    found: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        if "tests" not in file.parts:
            text = file.read_text(encoding="utf-8")
            found |= {*READ.findall(text), *READ_AS_NUMBER.findall(text)}
    return sorted(found)


def some(count: int, *, of: str) -> list[str]:
    """The same few values each time; other ones for another page."""
    return few(VALUES, count, of=of)


def few(things: Sequence[str], count: int, *, of: str) -> list[str]:
    return random.Random(f"{SEED}:{of}").sample(things, count)


class Fields(HTMLParser):
    """The fields of the forms of a page that are sent by POST, with what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._open: dict[str, str] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method", "").lower() == "post":
            self._open = {}
            self.forms.append((told.get("action", ""), self._open))
        elif self._open is not None:
            self._field(tag, told)

    def handle_endtag(self, tag: str) -> None:
        self._open = None if tag == "form" else self._open
        self._select = "" if tag == "select" else self._select

    def _field(self, tag: str, told: dict[str, str]) -> None:
        assert self._open is not None
        name = told.get("name", "")
        if tag == "option" and self._select and ("selected" in told or not self._open[self._select]):
            self._open[self._select] = told.get("value", "")
        if not name or told.get("type") == "file":
            return
        self._select = name if tag == "select" else self._select
        is_off = told.get("type") in ("checkbox", "radio") and "checked" not in told
        if not is_off or name not in self._open:
            self._open[name] = "" if is_off else told.get("value", "")


def forms_of(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Action and fields of each form."""
    page = Fields()
    page.feed(html)
    yield from page.forms
