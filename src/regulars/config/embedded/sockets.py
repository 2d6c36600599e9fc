"""The folder of the database's socket: short enough for the system, closed to everybody else."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from regulars.config.embedded.account import Account
from regulars.config.homes import is_root
from regulars.config.words import _
from regulars.core.command_line import Refusal

PORT = 5432
LONGEST_FOLDER = 103 - len(f"/.s.PGSQL.{PORT}")  # the shortest limit of the systems we know


def socket_folder(home: Path) -> Path:
    """Follows from the home folder alone, so that settings know it before the server runs."""
    inside = home / "database" / "run"
    if is_root():
        return system_run_folder() / f"regulars-{mark_of(home)}"
    if len(os.fsencode(inside)) <= LONGEST_FOLDER:
        return inside
    return Path("/tmp") / f"regulars-{os.geteuid()}-{mark_of(home)}"  # noqa: S108 (verified below)


def system_run_folder() -> Path:
    return Path("/run") if os.access("/run", os.W_OK) else Path(tempfile.gettempdir())


def mark_of(home: Path) -> str:
    return hashlib.sha256(os.fsencode(os.path.realpath(home))).hexdigest()[:12]


def prepare_socket_folder(folder: Path, account: Account) -> None:
    try:
        folder.mkdir(mode=0o700)
        account.give(folder)
    except FileExistsError:
        pass
    refuse_foreign_folder(folder, account)


def refuse_foreign_folder(folder: Path, account: Account) -> None:
    """Somebody may have put a folder, or a link to one, in our place under /tmp."""
    found = os.lstat(folder)
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid in (account.uid, os.geteuid())
    if not ours or stat.S_IMODE(found.st_mode) & 0o077:
        raise Refusal(
            _("{folder} must be a folder of {name} alone (mode 700); remove it and try again.").format(
                folder=folder, name=account.name
            )
        )
    if found.st_uid != account.uid:
        account.give(folder)
