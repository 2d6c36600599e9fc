"""Days and figures inside the sentences of cards."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
