"""The key that signs sessions and links, made once and kept in the home folder."""

import os
import secrets
import stat
from pathlib import Path

from regulars.config.homes import prepare_home
from regulars.config.words import _
from regulars.core.command_line import Refusal

SHORTEST_KEY = 32
FEWEST_SIGNS = 10


def kept_key(home: Path) -> str:
    path = home / "secret_key"
    if not path.exists():
        prepare_home(home)
        make_key(path)
    refuse_open_key(path)
    key = path.read_text(encoding="utf-8", errors="replace").strip()
    if is_weak(key):
        raise Refusal(
            _(
                "The secret key in {path} is damaged or too weak. Delete the file to have a new one made; everybody then signs in again."
            ).format(path=path)
        )
    return key


def is_weak(key: str) -> bool:
    return len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS or not key.isprintable() or "\ufffd" in key


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
