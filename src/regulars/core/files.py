"""Files people upload and files we make: random names, a folder of mode 0700, gone when they expire."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from regulars.core import clock
from regulars.core.models import StoredFile


def folder() -> Path:
    path = Path(settings.REGULARS_FILES)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(stored: StoredFile) -> Path:
    return folder() / stored.key


def store(
    chunks: Iterable[bytes],
    name: str,
    *,
    purpose: str,
    owner_id: int | None = None,
    keep_days: int | None = None,
) -> StoredFile:
    """Write the bytes below a random key; the name is only ever shown, never used as a path."""
    created = clock.now()
    stored = StoredFile(name=name[-255:], purpose=purpose, owner_id=owner_id, created_at=created)
    stored.expires_at = created + timedelta(days=keep_days) if keep_days else None
    try:
        stored.size, stored.sha256 = _write(path_of(stored), chunks)
        stored.save()
    except BaseException:
        path_of(stored).unlink(missing_ok=True)
        raise
    return stored


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return size, digest.hexdigest()


def discard(stored: StoredFile) -> None:
    path_of(stored).unlink(missing_ok=True)
    stored.delete()


def discard_expired() -> int:
    expired = list(StoredFile.objects.filter(expires_at__lt=clock.now()))
    for stored in expired:
        discard(stored)
    return len(expired) + _discard_unknown()


def _discard_unknown() -> int:
    """What a process that was killed began to write, and what a folder of an export held."""
    long_ago = (clock.now() - timedelta(days=1)).timestamp()
    known = set(StoredFile.objects.values_list("key", flat=True))
    left = [path for path in folder().iterdir() if path.name not in known and _is_from_before(path, long_ago)]
    for path in left:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(left)


def _is_from_before(path: Path, moment: float) -> bool:
    try:
        return path.lstat().st_mtime < moment
    except FileNotFoundError:  # what was being written is done meanwhile
        return False
