"""`regulars demo`: the demo business, loaded and served, or taken away."""

import argparse
import os

from regulars.config.env import Environment
from regulars.config.serving import refuse_taken_address, serve
from regulars.config.with_django import with_django
from regulars.config.words import _
from regulars.core.command_line import Command
from regulars.demo import command_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    command_line.add_arguments(parser)
    parser.add_argument("--bind", metavar="HOST:PORT", help=_("where to listen (otherwise REGULARS_BIND)"))
    parser.add_argument("--no-serve", action="store_true", help=_("load it, but serve no pages"))


def run(arguments: argparse.Namespace) -> int:
    if arguments.bind:
        os.environ["REGULARS_BIND"] = arguments.bind
        os.environ.setdefault("REGULARS_URL", f"http://{arguments.bind}")
    environment = Environment.read()
    serves = not (arguments.wipe or arguments.no_serve)
    if serves:
        refuse_taken_address(environment.bind)
    with with_django("app"):
        command_line.run(arguments)
        if serves:
            serve(environment)
    return 0


DEMO = Command(run, add_arguments, json=True)
