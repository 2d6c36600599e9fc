"""`regulars createadmin`: add an administrator from the terminal."""

import argparse
import getpass
import sys
from pathlib import Path

from regulars.config.words import _
from regulars.core.command_line import Command, Refusal, answer, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--username", help=_("the name to sign in with (asked for when left out)"))
    parser.add_argument("--name", help=_("the name colleagues see (otherwise the same)"))
    parser.add_argument(
        "--password-file",
        type=Path,
        metavar=_("FILE"),
        help=_("where the password is; “-” reads it from standard input"),
    )


def run(arguments: argparse.Namespace) -> int:
    username = (arguments.username or asked(_("User name: "))).strip()
    password = given_password(arguments.password_file)
    create(username, arguments.name or username, password=password)
    if arguments.json:
        answer({"username": username})
    say(_("{username} may now sign in as administrator.").format(username=username))
    return 0


def asked(question: str) -> str:
    if not sys.stdin.isatty():
        raise Refusal(_("Nobody is at the terminal to answer; give --username and --password-file."))
    say(question)
    return input()


def given_password(file: Path | None) -> str:
    if file is not None:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        return text.rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refusal(_("Nobody is at the terminal to answer; give --username and --password-file."))
    password = getpass.getpass(_("Password: "))
    if password != getpass.getpass(_("Once more: ")):
        raise Refusal(_("The two passwords differ; nothing was changed."))
    return password


def create(username: str, name: str, *, password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from regulars.accounts.models import Role, User
    from regulars.core import audit

    user = User(username=User.objects.normalise(username), name=name, role=Role.ADMINISTRATOR)
    user.set_password(password)
    try:
        user.full_clean()
        validate_password(password, user)
    except ValidationError as problem:
        raise Refusal(" ".join(problem.messages)) from problem
    with transaction.atomic():
        user.save()
        audit.record(None, "user.created", subject=user, role=str(user.get_role_display()))


CREATEADMIN = Command(run, add_arguments, json=True)
