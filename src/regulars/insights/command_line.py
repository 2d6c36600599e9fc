"""`regulars refresh`: recompute every measure, then plan care."""

import argparse

from regulars.core.command_line import Command, Refusal, answer, given_day, say
from regulars.core.terminal_words import words_of

_ = words_of("insights")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        type=given_day,
        metavar="DAY",
        help=_("count everything up to the end of this day, like 2026-09-28"),
    )


def run(arguments: argparse.Namespace) -> int:
    from regulars.insights import scoring

    try:
        summary = scoring.refresh(arguments.as_of, tell=lambda step: say(f"… {step}")).summary
    except scoring.AlreadyRunning:
        raise Refusal(
            _("Another refresh is at work. Nothing was changed; try again when it is done.")
        ) from None
    if arguments.json:
        answer(summary)
    else:
        _tell(summary)
    return 0


def _tell(summary: dict[str, object]) -> None:
    words = _("As of {as_of}: {customers} customers, {customers_with_orders} of them with orders.")
    say(words.format(**summary))
    moved = summary["moved"]
    assert isinstance(moved, dict)
    for measure, count in moved.items():
        say(_("{count} customers changed {measure}.").format(count=count, measure=measure))


REFRESH = Command(run, add_arguments, json=True)
