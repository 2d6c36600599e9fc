"""From nothing, an old folder or a crash to a running database, shared by all commands of one home."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regulars.config.embedded import server
from regulars.config.embedded.initialising import furnish, initialise
from regulars.config.embedded.locks import Attendance, alone
from regulars.config.embedded.place import Place, find_place
from regulars.config.embedded.postmaster import State, find_postmaster
from regulars.config.embedded.upgrading import refuse_newer, upgrade_older
from regulars.config.words import _
from regulars.core.command_line import Refusal, say


@contextmanager
def running(home: Path, *, durable: bool = True, throw_away: bool = False) -> Iterator[Place]:
    """Attach to the server or start it; the last one out stops it, unless start() keeps it."""
    place = find_place(home)
    with alone(home):
        bring_up(place, durable=durable, throw_away=throw_away)
        attendance = Attendance(home)
    try:
        yield place
    finally:
        with alone(home):
            if attendance.leave() and not is_kept(place):
                server.take_down(place)


def revive(home: Path) -> None:
    """Tried every few seconds while serving: whatever fails now is said and tried again."""
    try:
        place = find_place(home)
        server.prune_logs(place)
        server.write_again(place)
        if server.reaped_state(place) is State.STOPPED:
            say(_("The database has stopped; starting it again."))
            with alone(home):
                bring_up(place)
    except (Refusal, OSError) as reason:
        say(str(reason))


def start(place: Place, *, durable: bool = True, throw_away: bool = False) -> None:
    """Start the server and keep it until stop()."""
    with alone(place.home):
        bring_up(place, durable=durable, throw_away=throw_away)
        keep(place)


def stop(place: Place) -> None:
    with alone(place.home):
        server.take_down(place)
        kept_file(place).unlink(missing_ok=True)


def bring_up(place: Place, *, durable: bool = True, throw_away: bool = False) -> None:
    if not place.data.exists():
        refuse_newer(place)
        furnished_file(place).unlink(missing_ok=True)
        if not upgrade_older(place):
            initialise(place, place.data, durable=durable)
    server.run(place, durable=durable)
    if not furnished_file(place).exists():
        furnish(place, throw_away=throw_away)
        furnished_file(place).touch(mode=0o600)


def furnished_file(place: Place) -> Path:
    return place.etc / f"furnished-{place.binaries.major}"


def kept_file(place: Place) -> Path:
    return place.base / "kept"


def keep(place: Place) -> None:
    if postmaster := find_postmaster(place.data):
        kept_file(place).write_text(str(postmaster.pid), encoding="ascii")


def is_kept(place: Place) -> bool:
    """A note about an earlier process counts no longer."""
    postmaster = find_postmaster(place.data)
    file = kept_file(place)
    return (
        postmaster is not None and file.exists() and file.read_text(encoding="ascii") == str(postmaster.pid)
    )
