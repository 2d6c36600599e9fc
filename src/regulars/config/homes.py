"""The home folder of an installation: made closed, never changed where it exists."""

import os
from pathlib import Path

from regulars.config.words import _
from regulars.core.command_line import Refusal


def is_root() -> bool:
    return os.geteuid() == 0


def prepare_home(home: Path) -> None:
    """As root the folder lets the database's system user pass through to its own part."""
    prepare_folder(home, 0o711 if is_root() else 0o700)


def prepare_folder(folder: Path, mode: int = 0o700) -> None:
    """Make a folder with this mode; one that exists keeps its mode, so do all above it."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        if not folder.is_dir():
            make_folder(folder, mode)
    except OSError as problem:
        raise Refusal(unusable(folder, problem.strerror or str(problem))) from problem
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refusal(unusable(folder, _("you may not write there")))


def make_folder(folder: Path, mode: int) -> None:
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:  # another command was faster
        return
    folder.chmod(mode)


def unusable(folder: Path, reason: str) -> str:
    return _(
        "The folder {folder} cannot be used ({reason}); make it yours, or name another with REGULARS_HOME."
    ).format(folder=folder, reason=reason)
