"""Days and figures inside the sentences of cards."""

import re
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from regulars.core import clock


def countdown(day: date) -> str:
    """today, tomorrow, in 3 days, 2 days ago"""
    ahead = (day - clock.today()).days
    if ahead == 0:
        return _("today")
    if ahead == 1:
        return _("tomorrow")
    if ahead == -1:
        return _("yesterday")
    if ahead > 0:
        return ngettext("in {n} day", "in {n} days", ahead).format(n=ahead)
    return ngettext("{n} day ago", "{n} days ago", -ahead).format(n=-ahead)


def days(count: float) -> str:
    number = round(count)
    return ngettext("{n} day", "{n} days", number).format(n=f"{number:,}")


def orders(count: int) -> str:
    return ngettext("{n} order", "{n} orders", count).format(n=f"{count:,}")


# Marks around what matters most in a sentence; they never leave this module's readers.
BEGIN, END = "\ue000", "\ue001"
MARKED = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")


def strong(text: str) -> str:
    """The part of a sentence that a card shows in bold."""
    return f"{BEGIN}{text}{END}"


def plain(sentence: str) -> str:
    return sentence.replace(BEGIN, "").replace(END, "")


def marked(sentence: str) -> SafeString:
    """For a page: everything escaped, the marked part in bold."""
    safe = MARKED.sub(r'<b class="watch">\1</b>', escape(sentence))
    return mark_safe(plain(safe))  # noqa: S308 -- escaped in the line above


def joined(*sentences: str) -> str:
    """Sentences behind one another, as the language sets them."""
    return gap().join(sentence for sentence in sentences if sentence)


def gap() -> str:
    """What stands between two sentences: nothing in Chinese."""
    return "" if (get_language() or "").startswith("zh") else " "
