"""`regulars today`: the worklist in the terminal."""

import argparse
from datetime import date
from typing import Any

from regulars.core.command_line import Command, Refusal, answer, given_day, say
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

    tasks = CareTask.objects.due(day)
    person = _person(arguments.user) if arguments.user else None
    limit = arguments.limit
    if person is not None:
        tasks = tasks.visible_to(person).of(person)
        limit = limit or worklist.worklist_of(person, seen_by=person, day=day).limit
    found = worklist.cards(tasks.ranked(), limit=limit, me=person)
    if arguments.json:
        answer([_as_json(card) for card in found])
    else:
        _print(found)
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


def _print(cards: list[Any]) -> None:
    if not cards:
        say(_("Nothing is due. Import orders or run “regulars refresh”, then look again."))
    for number, card in enumerate(cards, 1):
        print(f"{number:>3}. {card.customer.name} · {card.play.label} · {card.task.at_stake:,.2f}")  # noqa: T201
        for line in (card.reason, *card.other_reasons, card.advice):
            print(f"     {line}")  # noqa: T201


TODAY = Command(run, add_arguments, json=True)
