"""`regulars demo`: load the demo business, ready to look at, or take it away."""

import argparse
from datetime import date
from typing import Any

from regulars.core.command_line import Command, answer, given_day, say
from regulars.core.terminal_words import words_of
from regulars.demo.records import Language

_ = words_of("demo")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=("zh", "en"), default="zh", help=_("of the shop: Chinese or English")
    )
    parser.add_argument(
        "--as-of", type=given_day, metavar="DAY", help=_("the day it stands at, today by default")
    )
    parser.add_argument("--anew", action="store_true", help=_("wipe the demo that is there and load it anew"))
    parser.add_argument("--wipe", action="store_true", help=_("take the demo away, and nothing of your own"))


def run(arguments: argparse.Namespace) -> int:
    """Within Django and a running database."""
    if arguments.wipe:
        document: dict[str, Any] = wipe()
        say(_("Wiped {customers} customers and {orders} orders of the demo.").format(**document))
    else:
        document = present(arguments.language, arguments.as_of, anew=arguments.anew)
        _tell(document)
    if arguments.json:
        answer(document)
    return 0


def load(language: Language = "zh", as_of: date | None = None) -> dict[str, Any]:
    from regulars.demo import presenting

    return presenting.load(language, as_of)


def present(language: Language, as_of: date | None, *, anew: bool) -> dict[str, Any]:
    from regulars.demo import presenting

    return presenting.present(language, as_of, anew=anew)


def wipe() -> dict[str, Any]:
    from regulars.demo import presenting

    return presenting.wipe()


def _tell(document: dict[str, Any]) -> None:
    if "customers" in document:
        say(_("Loaded the demo business: {customers} customers, {orders} orders.").format(**document))
    else:
        say(
            _(
                "The demo business is loaded already and stands at {as_of}. “regulars demo --anew” loads it anew."
            ).format(**document)
        )
    say(_("Sign in as any of these, with the password {password}").format(**document))
    for person in document["staff"]:
        say(f"  {person['username']:<12} {person['name']} ({_role(person['role'])})")


def _role(role: str) -> str:
    return {
        "administrator": _("administrator"),
        "manager": _("manager"),
        "staff": _("staff"),
        "read_only": _("read-only"),
    }[role]


DEMO = Command(run, add_arguments, json=True)
