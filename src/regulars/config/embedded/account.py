"""Which account of the operating system the database runs as."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regulars.config.embedded.locks import alone
from regulars.config.env import SYSTEM_HOME
from regulars.config.homes import is_root, prepare_folder
from regulars.config.words import _
from regulars.core.command_line import Refusal

SYSTEM_USER = "regulars"
USERADD = (
    "useradd",
    "--system",
    "--user-group",
    "--no-create-home",
    f"--home-dir={SYSTEM_HOME}",
    "--shell=/usr/sbin/nologin",
    SYSTEM_USER,
)


@dataclass(frozen=True)
class Account:
    """Who runs the server: oneself, or the system user where oneself is root."""

    name: str
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        return self.uid != os.geteuid()

    def process_options(self) -> dict[str, Any]:
        """What subprocess needs to run something as this account, out of reach of the terminal's signals."""
        options: dict[str, Any] = {"umask": 0o077, "start_new_session": True, "stdin": subprocess.DEVNULL}
        if self.is_other:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def give(self, path: Path) -> None:
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def may_run(self, path: Path) -> bool:
        """Tried for real, so that access lists and mount options count too."""
        return self._test("-x", path)

    def may_enter(self, folder: Path) -> bool:
        """Whether the account gets to this folder, or to the nearest one above it that exists."""
        while not folder.exists():
            folder = folder.parent
        return self._test("-x", folder)

    def _test(self, flag: str, path: Path) -> bool:
        if not self.is_other:
            return os.access(path, os.X_OK)
        command = ["/bin/sh", "-c", f'test {flag} "$1"', "sh", str(path)]
        return subprocess.run(command, check=False, cwd="/", **self.process_options()).returncode == 0


def account_name() -> str:
    """The name alone, which settings need without looking anything else up."""
    return SYSTEM_USER if is_root() else own_name()


def own_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError as problem:
        raise Refusal(
            _(
                "User id {uid} has no name on this machine, and PostgreSQL needs one; add it to {file}."
            ).format(uid=os.geteuid(), file="/etc/passwd")
        ) from problem


def server_account() -> Account:
    """The account the server runs as; as root the system user, made when it is missing."""
    if not is_root():
        return Account(own_name(), os.geteuid(), os.getegid())
    entry = system_user()
    if entry is None:
        prepare_folder(SYSTEM_HOME, 0o755)
        with alone(SYSTEM_HOME):  # of two useradd at once the second changes the number the first one gave
            entry = system_user() or make_system_user()
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def system_user() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return None


def make_system_user() -> pwd.struct_passwd:
    try:
        done = subprocess.run(USERADD, capture_output=True, text=True, check=False)
        reason = done.stderr.strip()
    except OSError as problem:
        done, reason = None, str(problem)
    if done is None or done.returncode:
        raise Refusal(
            _(
                "PostgreSQL refuses to run as root and the system user {name} could not be made ({reason}); "
                "make it with: {command}, or run Regulars as an ordinary user."
            ).format(name=SYSTEM_USER, reason=reason, command=" ".join(USERADD))
        )
    return pwd.getpwnam(SYSTEM_USER)
