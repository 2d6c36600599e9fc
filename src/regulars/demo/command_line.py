"""`regulars demo`: the demo business with fresh figures and worklists, or its end."""

import argparse
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from regulars.accounts.models import User
from regulars.core import clock
from regulars.core.command_line import Command, answer, say
from regulars.demo import loading, wiping
from regulars.demo.records import Language
from regulars.insights import scoring

# Figures are also computed for these days before, so that stages and classes have a past to move from.
LOOKING_BACK = (30, 7)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=("zh", "en"), default="zh", help=_("of the shop: Chinese or English")
    )
    parser.add_argument(
        "--as-of", type=date.fromisoformat, metavar="DAY", help=_("the day it stands at, today by default")
    )
    parser.add_argument("--anew", action="store_true", help=_("wipe the demo that is there and load it anew"))
    parser.add_argument("--wipe", action="store_true", help=_("take the demo away, and nothing of your own"))


def run(arguments: argparse.Namespace) -> int:
    if arguments.wipe:
        document = wipe()
    else:
        document = _present(arguments.language, arguments.as_of, anew=arguments.anew)
    if arguments.json:
        answer(document)
    return 0


def load(language: Language = "zh", as_of: date | None = None) -> dict[str, Any]:
    """Load the demo, compute its figures and plan its care; what to sign in with comes back."""
    password = loading.new_password()
    done = loading.load(language, as_of, password=password)
    refresh(done.as_of)
    say(
        _("Loaded the demo business: {customers} customers, {orders} orders.").format(
            customers=done.customers, orders=done.orders
        )
    )
    return {
        "language": language,
        "as_of": done.as_of.isoformat(),
        "customers": done.customers,
        "orders": done.orders,
        **_sign_in(password),
    }


def wipe() -> dict[str, Any]:
    """Take the demo away; a demo that is not there is no mistake."""
    wiped = wiping.wipe()
    if wiped.customers:
        scoring.refresh()
    say(
        _("Wiped {customers} customers and {orders} orders of the demo.").format(
            customers=wiped.customers, orders=wiped.orders
        )
    )
    return {"customers": wiped.customers, "orders": wiped.orders}


def refresh(as_of: date) -> None:
    """As if the shop had had its figures computed before, and this morning."""
    for days in LOOKING_BACK:
        day = as_of - timedelta(days=days)
        with clock.at(clock.end_of(day)):
            scoring.refresh(day)
    scoring.refresh(as_of)


def _present(language: Language, as_of: date | None, *, anew: bool) -> dict[str, Any]:
    """The demo, loaded now or before. Doing it twice changes nothing but the password."""
    state = loading.loaded()
    if state and anew:
        wipe()
        state = None
    if state is None:
        return load(language, as_of)
    say(
        _(
            "The demo business is loaded already and stands at {day}. `regulars demo --anew` loads it anew."
        ).format(day=state["as_of"])
    )
    password = loading.new_password()
    loading.give_password(password)
    return {"language": state["language"], "as_of": state["as_of"], **_sign_in(password)}


def _sign_in(password: str) -> dict[str, Any]:
    people = User.objects.filter(is_demo=True, is_active=True).order_by("pk")
    for user in people:
        say(f"  {user.username}  {user.name}, {user.get_role_display()}")
    say(_("Password of each of them: {password}").format(password=password))
    return {"usernames": [user.username for user in people], "password": password}


DEMO = Command(run, add_arguments, json=True)
