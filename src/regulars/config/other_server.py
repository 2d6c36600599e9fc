"""Runs a command, such as the test suite, against another PostgreSQL than the embedded one. See bin/with-postgresql.

A throw-away cluster below the temporary folder is started for it and removed afterwards; the command finds
its address in REGULARS_TEST_DATABASE_URL, as a role that owns the database and is no superuser.
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


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", type=Path, help="the folder with initdb and postgres")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args(argv)
    folder = Path(tempfile.mkdtemp(prefix="regulars-server-"))
    folder.chmod(0o711)
    try:
        binaries = Binaries(arguments.programs.parent)
        return run(arguments.command, find_place(folder / "home", binaries=binaries))
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
