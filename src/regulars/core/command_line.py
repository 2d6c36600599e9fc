"""What every subcommand of the program shares: how it is declared, answers and refuses."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


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


def answer(document: Any) -> None:
    """Write the one JSON document of a command called with --json."""
    json.dump(document, sys.__stdout__ or sys.stdout, ensure_ascii=False, indent=2, default=str)
    print(file=sys.__stdout__, flush=True)


def say(sentence: str) -> None:
    """Tell the person at the terminal, on standard error."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
