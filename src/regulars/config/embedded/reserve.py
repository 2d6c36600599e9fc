"""Room kept back for the day the disk is full.

To come back after a crash PostgreSQL has to write. Where the disk leaves nothing for that, the reserve is given
up, the server comes back for reading only, and once there is room again the reserve is taken back first.
The server writes only while the reserve is there.
"""

import os
import shutil

from regulars.config.embedded.place import Place

SIZE = 48 << 20  # three segments of the write-ahead log
SPARE = 8 << 20


def has_reserve(place: Place) -> bool:
    return place.reserve.exists()


def take_reserve(place: Place) -> bool:
    """Keep the room back if there is enough of it; whether it is kept now."""
    if not has_reserve(place) and shutil.disk_usage(place.base).free > SIZE + SPARE:
        draft = place.reserve.with_name(".reserve.new")
        try:
            allocate(draft)
            draft.rename(place.reserve)
        except OSError:
            draft.unlink(missing_ok=True)
    return has_reserve(place)


def allocate(path: str | os.PathLike[str]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(descriptor, 0, SIZE)
    finally:
        os.close(descriptor)


def give_up_reserve(place: Place) -> bool:
    """Whether there was any to give up."""
    had = has_reserve(place)
    place.reserve.unlink(missing_ok=True)
    return had
