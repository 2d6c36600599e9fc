"""`regulars today`: the worklist in the terminal."""

import argparse
from datetime import date
from typing import Any

from regulars.core.command_line import Command, Refusal, answer, given_day, say, tell
from regulars.core.terminal_words import words_of

_ = words_of("care")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--user", metavar="NAME", help=_("whose list; without it, all customers, owned or not")
    )
    parser.add_argument(
        "--as-of",
        type=given_day,
        metavar="DAY",
        help=_("the list of a day that was computed with “regulars refresh --as-of DAY”"),
    )
    parser.add_argument("--limit", type=int, metavar="N", help=_("at most so many cards"))


def run(arguments: argparse.Namespace) -> int:
    from regulars.care.planning import list_day
    from regulars.core import clock

    if arguments.as_of is None:
        return _run(arguments, clock.today())
    _require_figures_of(arguments.as_of)
    if list_day(arguments.as_of) == clock.today():  # last night's figures made this morning's list
        return _run(arguments, clock.today())
    with clock.at(clock.end_of(arguments.as_of) - clock.INSTANT):
        return _run(arguments, arguments.as_of)


def _run(arguments: argparse.Namespace, day: date) -> int:
    from regulars.care import worklist
    from regulars.care.models import CareTask

    if arguments.user:
        return _run_of(_person(arguments.user), arguments, day)
    found = worklist.cards(CareTask.objects.due(day).ranked(), limit=arguments.limit)
    if arguments.json:
        answer([_as_json(card) for card in found])
    else:
        _print(found)
    return 0


def _run_of(person: Any, arguments: argparse.Namespace, day: date) -> int:
    """What the person's page of today shows: promises and requests, then the cards, and how many are left."""
    from regulars.care import worklist

    found = worklist.worklist_of(person, seen_by=person, day=day)
    owed = {play: worklist.duty_cards(duties, me=person) for play, duties in found.duties.items()}
    if arguments.json:
        everything = [card for cards in (*owed.values(), found.cards) for card in cards]
        answer([_as_json(card) for card in everything[: arguments.limit]])
    else:
        _print_day(found, owed, limit=arguments.limit)
    return 0


def _person(username: str) -> Any:
    from regulars.accounts.models import User

    found = User.objects.active().filter(username=User.objects.normalise(username)).first()
    if found is None:
        raise Refusal(_("There is nobody called {name} on the staff.").format(name=username))
    return found


def _require_figures_of(day: date) -> None:
    from regulars.insights.runs import latest

    run = latest()
    if run is None or run.as_of != day:
        raise Refusal(
            _("The figures are not those of {day}. Run “regulars refresh --as-of {day}” first.").format(
                day=day
            )
        )


def _as_json(card: Any) -> dict[str, Any]:
    task = card.task
    return {
        "customer": {"id": task.customer_id, "code": task.customer.code, "name": task.customer.name},
        "play": task.play,
        "reason": card.reason,
        "figures": task.figures,
        "suggested_action": card.advice,
        "words": card.words,
        "at_stake": f"{task.at_stake:.2f}",
        "due": task.due_on.isoformat(),
        "also": [{"play": other.play, "due": other.due_on.isoformat()} for other in card.others],
    }


def _print_day(found: Any, owed: dict[str, list[Any]], *, limit: int | None) -> None:
    from django.utils.translation import ngettext

    headings = {"promise_due": _("Promises due"), "unanswered_request": _("Unanswered requests")}
    shown = 0
    for play, cards in owed.items():
        if cards:
            print(f"{headings[play]} {found.duties[play].count}")  # noqa: T201
            shown += _print(cards[: _room(limit, shown)], after=shown)
    if found.cards:
        count = len(found.cards)
        heading = ngettext("Contact this customer today", "Contact these %(n)s today", count)
        print(heading % {"n": count})  # noqa: T201
    if found.cards or not shown:
        _print(found.cards[: _room(limit, shown)], after=shown)
    if found.left_over:
        words = ngettext(
            "%(n)s more customer is due today.", "%(n)s more customers are due today.", found.left_over
        )
        print(words % {"n": found.left_over})  # noqa: T201


def _room(limit: int | None, shown: int) -> int | None:
    return None if limit is None else max(limit - shown, 0)


def _print(cards: list[Any], *, after: int = 0) -> int:
    if not cards and not after:
        say(_("Nothing is due. Import orders or run “regulars refresh”, then look again."))
    for number, card in enumerate(cards, after + 1):
        tell(f"{number:>3}. {card.customer.name} · {card.play.label} · {card.task.at_stake:,.2f}")
        for line in (card.reason, *card.other_reasons, card.advice):
            tell(f"     {line}")
    return len(cards)


TODAY = Command(run, add_arguments, json=True)
