"""The system user that runs the database where Regulars is started as root."""

import pwd
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from regulars.config.embedded import account

USERS = 2


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without the user; its useradd, like the real one, replaces a user of the same name."""
    users = tmp_path / "passwd"
    users.touch()
    both_looked = threading.Barrier(USERS)
    looked = threading.local()

    def getpwnam(name):
        lines = users.read_text().splitlines()
        if not getattr(looked, "once", False):
            looked.once = True
            both_looked.wait(timeout=30)
        if not lines:
            raise KeyError(name)
        return pwd.struct_passwd((name, "x", 900 + len(lines), 900, "", "/", "/usr/sbin/nologin"))

    monkeypatch.setattr(account, "is_root", lambda: True)
    monkeypatch.setattr(account, "SYSTEM_HOME", tmp_path / "system")
    monkeypatch.setattr(account, "USERADD", ("sh", "-c", f'echo user >> "{users}"'))
    monkeypatch.setattr(account.pwd, "getpwnam", getpwnam)
    return users


def test_two_first_commands_at_once_make_one_system_user(machine):
    with ThreadPoolExecutor(USERS) as pool:
        found = [one.result() for one in [pool.submit(account.server_account) for _each in range(USERS)]]
    assert machine.read_text() == "user\n"
    assert found == [account.Account("regulars", 901, 900)] * USERS
