"""`regulars import …`, typed in a test."""

import json
from argparse import ArgumentParser

from regulars.customers.importing.command_line import IMPORT


def typed(*words):
    parser = ArgumentParser()
    parser.add_argument("--json", action="store_true")
    IMPORT.add_arguments(parser)
    return IMPORT.run(parser.parse_args(words))


def told(capfd, *words):
    assert typed(*words, "--json") == 0
    return json.loads(capfd.readouterr().out)
