"""What every subcommand of the program shares: how it is declared, answers and refuses."""

import argparse
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from regulars.core.terminal_words import words_of

_ = words_of("core")


# What a terminal obeys instead of showing it, and what turns a line round: text that somebody else wrote.
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class Refusal(Exception):
    """Something cannot be done. The message is one sentence that says what to do next."""


def no_arguments(parser: argparse.ArgumentParser) -> None:
    """For commands that take nothing of their own."""


@dataclass(frozen=True)
class Command:
    """One subcommand. `run` returns the exit status; arguments.json is there when `json` is set."""

    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None] = no_arguments
    json: bool = False


def given_day(text: str) -> date:
    """The type of an argument like --as-of."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“{text}” is no day; write it like 2026-09-28").format(text=text)
        ) from None


def answer(document: Any) -> None:
    """Write the one JSON document of a command called with --json."""
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    print(OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text), file=sys.__stdout__, flush=True)


def tell(line: str) -> None:
    """Write one line of what was asked for, on standard output."""
    print(harmless(line).replace("\n", "\\n"))  # noqa: T201


def harmless(text: str) -> str:
    """With signs like the escape of a terminal written out."""
    return OBEYED.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def say(sentence: str) -> None:
    """Tell the person at the terminal, on standard error."""
    print(harmless(sentence), file=sys.stderr, flush=True)  # noqa: T201
