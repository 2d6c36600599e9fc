"""Runs a command, such as the test suite, against the PostgreSQL that the system has.

    python -m regulars.config.other_server [--bin FOLDER] pytest -m database

A throw-away cluster below the temporary folder is started for it and removed afterwards; the command finds
its address in REGULARS_TEST_DATABASE_URL.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from regulars.config.database import ROLES, address
from regulars.config.embedded import lifecycle
from regulars.config.embedded.binaries import Binaries
from regulars.config.embedded.initialising import DATABASE
from regulars.config.embedded.place import Place, find_place
from regulars.core.command_line import Refusal, say

PLACES = "usr/lib/postgresql/*/bin/postgres"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bin", type=Path, help="the folder with initdb and postgres")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args(argv)
    folder = Path(tempfile.mkdtemp(prefix="regulars-server-"))
    folder.chmod(0o711)
    try:
        return run(arguments.command, find_place(folder / "home", binaries=find_server(arguments.bin)))
    except Refusal as reason:
        say(str(reason))
        return 1
    finally:
        shutil.rmtree(folder)


def run(command: list[str], place: Place) -> int:
    lifecycle.start(place, durable=False, throw_away=True)
    try:
        url = address({"dbname": DATABASE, "user": ROLES["owner"], "host": str(place.sockets)})
        say(f"PostgreSQL {place.binaries.version}")
        return subprocess.run(
            command, check=False, env=os.environ | {"REGULARS_TEST_DATABASE_URL": url}
        ).returncode
    finally:
        lifecycle.stop(place)


def find_server(given: Path | None) -> Binaries:
    if given is not None:
        return Binaries(given.parent)
    found = sorted(Path("/").glob(PLACES))
    if not found:
        raise Refusal(
            "This system has no PostgreSQL of its own; install the package postgresql, or give --bin."
        )
    return Binaries(found[-1].parent.parent)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
