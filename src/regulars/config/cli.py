"""The program `regulars`: finds the subcommand, runs it, and turns every failure into a sentence."""

import argparse
import contextlib
import importlib
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

import regulars
from regulars.config.failures import explained
from regulars.config.with_django import prepare, with_django
from regulars.config.words import _
from regulars.core.command_line import Command, answer


@dataclass(frozen=True)
class Entry:
    """A line of the table: where the Command lies, and as which database role it needs Django, if at all."""

    name: str
    command: str
    help: str
    role: str | None = None

    def load(self) -> Command:
        if self.role is not None:
            prepare(self.role)
        module, _colon, name = self.command.partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, Command)
        return command


class Parser(argparse.ArgumentParser):
    """A slip on the command line is answered like every failure: in JSON where that was asked for."""

    def error(self, message: str) -> NoReturn:
        if "--json" in sys.argv:
            answer({"error": message})
        super().error(message)


def entries() -> tuple[Entry, ...]:
    own = "regulars.config.commands"
    return (
        Entry("serve", "regulars.config.serving:SERVE", _("run the web pages, the worker and the schedule")),
        Entry("demo", "regulars.demo.command_line:DEMO", _("load the demo business, or take it away"), "app"),
        Entry(
            "import",
            "regulars.customers.importing.command_line:IMPORT",
            _("import customers, orders and more from a file"),
            "app",
        ),
        Entry(
            "refresh",
            "regulars.insights.command_line:REFRESH",
            _("compute all measures and plan the care"),
            "app",
        ),
        Entry("today", "regulars.care.command_line:TODAY", _("show whom to care for today, and why"), "app"),
        Entry("backup", f"{own}.backing_up:BACKUP", _("write everything to one file")),
        Entry("restore", f"{own}.restoring:RESTORE", _("bring back what a backup holds")),
        Entry(
            "upgrade",
            f"{own}.upgrade:UPGRADE",
            _("back up, update the tables, verify; back to before on failure"),
        ),
        Entry("doctor", f"{own}.doctor:DOCTOR", _("check this installation and say what to do")),
        Entry("createadmin", f"{own}.createadmin:CREATEADMIN", _("add an administrator"), "app"),
        Entry("migrate", f"{own}.migrate:MIGRATE", _("bring the tables up to date")),
    )


def main(argv: list[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    leave_when_told()
    with explained(wants_json="--json" in argv) as outcome:
        arguments = parse(argv)
        outcome.status = run(arguments)
    return outcome.status


def leave_when_told() -> None:
    signal.signal(signal.SIGTERM, leave)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # the window is closed; under nohup it may be
        signal.signal(signal.SIGHUP, leave)


def leave(signum: int, _frame: FrameType | None) -> None:
    """Asked to end: unwind, so that whatever was started is stopped."""
    raise SystemExit(128 + signum)


def take_home(argv: list[str]) -> None:
    """Settings look once where the data is, before the subcommand is known."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--home")
    if home := parser.parse_known_args(argv)[0].home:
        os.environ["REGULARS_HOME"] = home


def parse(argv: list[str]) -> argparse.Namespace:
    """Only the subcommand that is called gets imported; --help lists them all without."""
    take_home(argv)
    parser = Parser(
        prog="regulars",
        description=_("Regulars 回头客: keep the customers you already have."),
        epilog=_("“regulars COMMAND --help” says more about one command."),
    )
    parser.add_argument("--version", action="version", version=f"Regulars {regulars.__version__}")
    parser.add_argument("--home", metavar=_("FOLDER"), help=_("where the data is (otherwise REGULARS_HOME)"))
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)
    called = next((word for word in argv if word in {entry.name for entry in entries()}), None)
    for entry in entries():
        subparser = commands.add_parser(entry.name, help=entry.help, description=entry.help)
        subparser.add_argument("--home", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        if entry.name == called:
            declare(subparser, entry)
    return parser.parse_args(argv)


def declare(subparser: argparse.ArgumentParser, entry: Entry) -> None:
    command = entry.load()
    subparser.set_defaults(entry=entry, command=command, json=False)
    if command.json:
        subparser.add_argument("--json", action="store_true", help=_("answer with one JSON document"))
    command.add_arguments(subparser)


def run(arguments: argparse.Namespace) -> int:
    with surroundings(arguments.entry.role):
        if not arguments.json:
            return int(arguments.command.run(arguments))
        with contextlib.redirect_stdout(sys.stderr):
            return int(arguments.command.run(arguments))


@contextlib.contextmanager
def surroundings(role: str | None) -> Iterator[None]:
    if role is None:
        yield
    else:
        with with_django(role):
            yield


if __name__ == "__main__":
    sys.exit(main())
