"""Starting and stopping the server process, and waiting for it as long as it takes."""

import os
import signal
import subprocess
import time
from contextlib import suppress

from regulars.config.embedded.configuration import write_configuration
from regulars.config.embedded.place import Place
from regulars.config.embedded.postmaster import State, find_postmaster, forget_stale_files, state_of
from regulars.config.embedded.reserve import give_up_reserve, has_reserve, take_reserve
from regulars.config.embedded.sockets import prepare_socket_folder
from regulars.config.words import _
from regulars.core.command_line import Refusal, say

PAUSE = 0.02
PATIENCE = 3.0
REMINDER = 15.0
ORPHANS_MAY_TAKE = 60.0
LOGS_KEPT = 4
STILL_IN_USE = "pre-existing shared memory block"
NO_SPACE = "No space left on device"

launched: dict[int, subprocess.Popen[bytes]] = {}  # asked for their end, so that none stays as a zombie


def run(place: Place, *, durable: bool = True) -> None:
    """Have the server of an existing data folder running: found, waited for, or launched."""
    if state_of(place.data) is State.STOPPING:
        wait_until_gone(place)
    if state_of(place.data) is State.STOPPED:
        launch_with_reserve(place, durable=durable)
    else:
        wait_until_ready(place)


def launch_with_reserve(place: Place, *, durable: bool) -> None:
    """On a full disk the reserve buys the recovery; until there is room again the server only reads."""
    writable = take_reserve(place) if durable else True
    write_configuration(place, durable=durable, read_only=not writable)
    try:
        launch(place)
        wait_until_ready(place)
    except Refusal:
        if NO_SPACE not in failure_reason(place) or not give_up_reserve(place):
            raise
        say(_("The disk is full: the database can be read, but not written, until there is room again."))
        write_configuration(place, durable=durable, read_only=True)
        launch(place)
        wait_until_ready(place)


def write_again(place: Place) -> None:
    """Once the disk has room again. Called every few seconds by the process that serves."""
    postmaster = find_postmaster(place.data)
    if postmaster and not has_reserve(place) and take_reserve(place):
        write_configuration(place)
        os.kill(postmaster.pid, signal.SIGHUP)
        say(_("There is room again: the database can be written."))


def launch(place: Place) -> None:
    """Start the server; the children of one that was killed may hold its memory a little longer."""
    began = time.monotonic()
    while True:
        process = spawn(place)
        if process is None or STILL_IN_USE not in start_messages(place):
            break
        if time.monotonic() - began > ORPHANS_MAY_TAKE:
            break
        time.sleep(1)
    if process is not None:
        refuse_failed_start(place)


def spawn(place: Place) -> subprocess.Popen[bytes] | None:
    """Nothing when the server has come as far as its process file, else the process that failed."""
    prepare_socket_folder(place.sockets, place.account)
    forget_stale_files(place.data, place.sockets)
    place.own_folder(place.log)
    prune_logs(place)
    with place.start_log.open("wb") as log:
        place.start_log.chmod(0o600)
        process = subprocess.Popen(
            server_command(place),
            stdout=log,
            stderr=log,
            cwd=place.data,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            **place.account.process_options(),
        )
    launched[process.pid] = process
    while process.poll() is None:
        if find_postmaster(place.data):
            return None
        time.sleep(PAUSE)
    return process


def server_command(place: Place) -> list[str]:
    return [
        place.binaries.program("postgres"),
        "-D",
        os.path.realpath(place.data),
        "-c",
        f"config_file={place.etc / 'postgresql.conf'}",
    ]


def wait_until_ready(place: Place) -> None:
    began, spoken = time.monotonic(), 0.0
    while (state := reaped_state(place)) is not State.READY:
        if state is State.STOPPED:
            refuse_failed_start(place)
        waited = time.monotonic() - began
        if waited > (spoken + REMINDER if spoken else PATIENCE):
            say(
                _(
                    "The database is starting; after an unclean stop it first recovers, which can take minutes ({n} s)."
                ).format(n=int(waited))
            )
            spoken = waited
        time.sleep(PAUSE)


def take_down(place: Place) -> None:
    if postmaster := find_postmaster(place.data):
        if postmaster.state is not State.STOPPING:
            os.kill(postmaster.pid, signal.SIGINT)
        wait_until_gone(place)
    with suppress(OSError):  # somebody else's file in it, or gone already
        place.sockets.rmdir()


def wait_until_gone(place: Place) -> None:
    began, spoken = time.monotonic(), 0.0
    while reaped_state(place) is not State.STOPPED:
        waited = time.monotonic() - began
        if waited > (spoken + REMINDER if spoken else PATIENCE):
            say(_("The database is writing everything down before it stops ({n} s).").format(n=int(waited)))
            spoken = waited
        time.sleep(PAUSE)


def reaped_state(place: Place) -> State:
    for pid, process in list(launched.items()):
        if process.poll() is not None:
            del launched[pid]
    return state_of(place.data)


def prune_logs(place: Place) -> None:
    """Logs never fill the disk: a few files of a bounded size stay."""
    for old in sorted(place.log.glob("postgresql-*.log"))[: -LOGS_KEPT or None]:
        old.unlink(missing_ok=True)


def refuse_failed_start(place: Place) -> None:
    raise Refusal(
        _("The database did not start: {reason} (more in {log})").format(
            reason=failure_reason(place), log=place.log
        )
    )


def failure_reason(place: Place) -> str:
    said = start_messages(place)
    for text in (said, log_since_start(place)):
        if fatal := [line for line in text.splitlines() if "FATAL" in line or "PANIC" in line]:
            return fatal[-1].strip()
    return said.strip().splitlines()[0] if said.strip() else "?"


def start_messages(place: Place) -> str:
    return place.start_log.read_text(encoding="utf-8", errors="replace")


def log_since_start(place: Place) -> str:
    """The server's own log, if it came as far as to write one."""
    began = place.start_log.stat().st_mtime
    logs = [path for path in place.log.glob("postgresql-*.log") if path.stat().st_mtime >= began]
    return max(logs).read_text(encoding="utf-8", errors="replace")[-8000:] if logs else ""
