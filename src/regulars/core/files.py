"""Files people upload and files we make: random names, a folder of mode 0700, gone when they expire."""

import hashlib
import os
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
    digest, size = hashlib.sha256(), 0
    handle = os.open(path_of(stored), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    stored.size, stored.sha256 = size, digest.hexdigest()
    stored.save()
    return stored


def discard(stored: StoredFile) -> None:
    path_of(stored).unlink(missing_ok=True)
    stored.delete()


def discard_expired() -> int:
    expired = list(StoredFile.objects.filter(expires_at__lt=clock.now()))
    for stored in expired:
        discard(stored)
    return len(expired)
