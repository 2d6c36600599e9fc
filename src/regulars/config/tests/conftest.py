"""Homes for clusters that tests may kill, fill and break."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from regulars.config.embedded import lifecycle, server
from regulars.config.embedded.place import find_place
from regulars.config.embedded.postmaster import find_postmaster
from regulars.config.embedded.sockets import socket_folder
from regulars.config.testing_database import scratch_folder
from regulars.config.tests.clusters import python, regulars


@pytest.fixture
def ground():
    """An empty folder that every account may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="regulars-", dir=scratch_folder()))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def fresh_home(ground):
    """A home where nothing was ever started; whatever runs there afterwards is stopped."""
    home = ground / "fresh"
    yield home
    if home.exists():
        clean_up(home)


@pytest.fixture(scope="session")
def prepared():
    """A home with a database, stopped, to copy from: making one takes the disk seconds."""
    folder = Path(tempfile.mkdtemp(prefix="regulars-", dir=scratch_folder()))
    folder.chmod(0o711)
    place = find_place(folder / "home")
    lifecycle.start(place, durable=False)
    lifecycle.stop(place)
    yield place.home
    shutil.rmtree(folder)


@pytest.fixture
def home(ground, prepared):
    """A home with a database that has never held anything. It writes without waiting for the disk."""
    home = copied(prepared, ground / "home")
    yield home
    clean_up(home)


def copied(prepared, home):
    subprocess.run(["cp", "-a", str(prepared), str(home)], check=True)
    (home / "database/etc/local.conf").write_text("fsync = off\n")
    return home


@pytest.fixture(scope="session")
def migrated(prepared):
    """A home with all tables and nothing in them, stopped, to copy from."""
    home = copied(prepared, prepared.with_name("migrated"))
    done = regulars(home, "migrate")
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def shop(ground, migrated):
    """A home with an administrator, a customer with an order of three, an uploaded file and a waiting job."""
    home = copied(migrated, ground / "shop")
    done = python(home, (Path(__file__).parent / "furnish_shop.py").read_text())
    _out, err = done.communicate(timeout=120)
    assert done.returncode == 0, err
    yield home
    clean_up(home)


@pytest.fixture
def empty(ground, migrated):
    """A home with all tables and nothing in them."""
    home = copied(migrated, ground / "empty")
    yield home
    clean_up(home)


def clean_up(home):
    place = find_place(home)
    if postmaster := find_postmaster(place.data):
        os.kill(postmaster.pid, signal.SIGQUIT)
        server.wait_until_gone(place)
    shutil.rmtree(socket_folder(home), ignore_errors=True)
