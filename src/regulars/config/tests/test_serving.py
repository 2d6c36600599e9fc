"""One command that serves pages and works off jobs, and clears up behind itself."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from regulars.config.embedded.place import find_place
from regulars.config.embedded.postmaster import State, find_postmaster, is_postgres, state_of
from regulars.config.tests.clusters import (
    connect,
    environment,
    family_of,
    kill_everything,
    regulars,
    wait_for,
)

LARGEST = 300 << 20
FORM = "application/x-www-form-urlencoded"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`regulars serve` in a home, from its first word to its end."""

    def __init__(self, home):
        self.port = free_port()
        self.errors = home.parent / "serve.log"
        with self.errors.open("w") as errors:
            command = [
                sys.executable,
                "-m",
                "regulars.config.cli",
                "serve",
                "--bind",
                f"127.0.0.1:{self.port}",
            ]
            self.process = subprocess.Popen(command, env=environment(home), stderr=errors)
        wait_for(lambda: "is ready" in self.said() or self.process.poll() is not None, seconds=120)
        assert self.process.poll() is None, self.said()

    def said(self):
        return self.errors.read_text()

    def status(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sign-in/", timeout=10) as page:
                return page.status
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            return None

    def parts(self):
        return [
            int(pid)
            for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=60)


@pytest.fixture
def server(shop):
    server = Server(shop)
    yield server
    if server.process.poll() is None:
        server.end()


def test_serving_answers_works_and_stops_everything_it_started(shop, server):
    place = find_place(shop)
    assert f"http://127.0.0.1:{server.port}" in server.said()
    assert server.status() in (200, 302, 303)
    with connect(place) as connection:
        wait_for(lambda: connection.execute("SELECT count(*) FROM procrastinate_workers").fetchone() == (1,))
    family = family_of(server.process.pid)
    assert server.end() == 128 + signal.SIGTERM
    assert state_of(place.data) is State.STOPPED
    assert [pid for pid in family if is_alive(pid)] == []


@pytest.mark.skipif(
    signal.getsignal(signal.SIGHUP) is signal.SIG_IGN, reason="nohup passes on that windows may close"
)
def test_closing_the_window_stops_everything_too(shop, server):
    family = family_of(server.process.pid)
    assert server.end(signal.SIGHUP) == 128 + signal.SIGHUP
    assert state_of(find_place(shop).data) is State.STOPPED
    assert [pid for pid in family if is_alive(pid)] == []


def test_a_command_works_beside_the_server_and_leaves_it_running(shop, server):
    assert regulars(shop, "doctor").returncode == 0
    assert server.status() in (200, 302, 303)


def test_who_sends_too_much_is_heard_out_and_then_told_so(server):
    body = b"name=" + b"a" * (10 << 20)
    browser = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    browser.request("POST", "/sign-in/", body, {"Accept-Language": "zh", "Content-Type": FORM})
    answer = browser.getresponse()
    assert answer.status == 413
    assert "文件不超过 50 MB，表单不超过 5 MB。" in answer.read().decode()


def test_no_part_of_the_server_carries_an_analytics_engine(server):
    own = [pid for pid in family_of(server.process.pid) if not is_postgres(pid)]
    mapped = [Path(f"/proc/{pid}/maps").read_text() for pid in own]
    assert [name for name in ("numpy", "arrow", "duckdb") if name in " ".join(mapped)] == []


def test_a_part_that_dies_is_started_again(server):
    before = server.parts()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: len(server.parts()) >= 2 and not set(server.parts()) & set(before))
    wait_for(lambda: server.status() in (200, 302, 303))


def test_a_database_that_dies_is_started_again(shop, server):
    place = find_place(shop)
    kill_everything(place)
    wait_for(lambda: find_postmaster(place.data) is not None)
    wait_for(lambda: server.status() in (200, 302, 303))


def test_no_part_outlives_a_killed_server(server):
    family = [pid for part in server.parts() for pid in family_of(part) if not is_postgres(pid)]
    server.process.kill()
    server.process.wait()
    wait_for(lambda: server.status() is None)
    wait_for(lambda: not [pid for pid in family if is_alive(pid)])


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_an_address_that_is_taken_is_refused_at_once(empty):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = regulars(empty, "serve", "--bind", address)
    assert done.returncode == 1
    assert address in done.stderr
    assert "--bind" in done.stderr


def proportional_size(pid):
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) << 10 for line in rollup.splitlines() if line.startswith("Pss:"))


def test_the_server_takes_little_memory(server):
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("this system does not tell how much memory a process shares")
    for _each in range(50):
        assert server.status() in (200, 302, 303)
    own = [pid for pid in family_of(server.process.pid) if not is_postgres(pid)]
    assert sum(map(proportional_size, own)) < LARGEST
