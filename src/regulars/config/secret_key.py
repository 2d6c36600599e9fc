"""The key that signs sessions and links, made once and kept in the home folder."""

import os
import secrets
import stat
from pathlib import Path

from regulars.config.homes import prepare_home
from regulars.config.words import _
from regulars.core.command_line import Refusal


def kept_key(home: Path) -> str:
    path = home / "secret_key"
    if not path.exists():
        prepare_home(home)
        make_key(path)
    refuse_open_key(path)
    return path.read_text(encoding="ascii").strip()


def make_key(path: Path) -> None:
    """Two programs may start at once: whoever links the file first wins, and both read it whole."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def refuse_open_key(path: Path) -> None:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Refusal(
            _("Others on this machine can read the secret key; close it with: {command}").format(
                command=f"chmod 600 {path}"
            )
        )
