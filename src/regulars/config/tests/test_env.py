"""What the environment may say, and what is refused."""

import os
import stat

import pytest

from regulars.config.env import Environment, open_doors, read
from regulars.core.command_line import Refusal


def test_an_empty_environment_is_a_safe_one(tmp_path):
    environment = Environment.read({"REGULARS_HOME": str(tmp_path)})
    assert environment.url == "http://127.0.0.1:8000"
    assert environment.bind == "127.0.0.1:8000"
    assert environment.debug is False
    assert environment.embedded is True
    assert environment.database_role == "app"
    assert environment.trusted_proxies == ()
    assert environment.allowed_hosts == ["127.0.0.1", "localhost", "[::1]"]


def test_root_lives_in_the_system_folder_and_others_below_their_own():
    expected = "/var/lib/regulars" if os.geteuid() == 0 else os.path.expanduser("~/.local/share/regulars")
    assert str(Environment.read({}).home) == expected


def test_the_address_decides_which_hosts_are_answered():
    environment = Environment.read({"REGULARS_URL": "https://crm.example.com/"})
    assert environment.allowed_hosts == ["crm.example.com", "localhost", "127.0.0.1", "[::1]"]
    assert environment.url == "https://crm.example.com"
    assert environment.is_https


NONSENSE = [
    ("REGULARS_URL", "crm.example.com"),
    ("REGULARS_URL", "https://crm.example.com/path"),
    ("REGULARS_URL", "https://*"),
    ("REGULARS_URL", "https://user@crm.example.com"),
    ("REGULARS_URL", "https://crm.example.com:99999"),
    ("REGULARS_URL", "javascript:alert(1)"),
    ("REGULARS_BIND", "8000"),
    ("REGULARS_BIND", "127.0.0.1:http"),
    ("REGULARS_BIND", "127.0.0.1:0"),
    ("REGULARS_DEBUG", "perhaps"),
    ("REGULARS_DATABASE_ROLE", "super"),
    ("REGULARS_TRUSTED_PROXIES", "*"),
    ("REGULARS_TRUSTED_PROXIES", "0.0.0.0/0"),
    ("REGULARS_TRUSTED_PROXIES", "10.0.0.1,proxy.example.com"),
    ("DATABASE_URL", "mysql://localhost/regulars"),
    ("DATABASE_URL", "postgresql://localhost"),
    ("REGULARS_OWNER_DATABASE_URL", "postgresql://localhost/regulars"),
    ("REGULARS_SECRET_KEY", "changeme"),
    ("REGULARS_SECRET_KEY", "a" * 60),
]


@pytest.mark.parametrize(("name", "value"), NONSENSE)
def test_nonsense_is_refused_with_a_sentence_that_names_the_variable(name, value):
    with pytest.raises(Refusal, match=name):
        Environment.read({name: value})


@pytest.mark.parametrize(
    "exposed", [{"REGULARS_URL": "https://crm.example.com"}, {"REGULARS_BIND": "0.0.0.0:8000"}]
)
def test_debugging_is_refused_where_others_can_reach_the_server(exposed):
    with pytest.raises(Refusal, match="REGULARS_DEBUG"):
        Environment.read({"REGULARS_DEBUG": "1", **exposed})


def test_secrets_do_not_show_when_the_environment_is_printed():
    environment = Environment.read(
        {
            "DATABASE_URL": "postgresql://u:hush-hush@db/regulars",
            "REGULARS_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz",
        }
    )
    assert "hush" not in repr(environment)
    assert "0123456789" not in repr(environment)


def test_the_key_is_made_once_and_closed_to_others(tmp_path):
    environment = Environment.read({"REGULARS_HOME": str(tmp_path / "home")})
    key = environment.secret_key()
    assert len(key) == 64
    assert environment.secret_key() == key
    assert stat.S_IMODE((tmp_path / "home/secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret_key"]


def test_a_key_that_others_can_read_is_refused_with_the_command_that_closes_it(tmp_path):
    environment = Environment.read({"REGULARS_HOME": str(tmp_path)})
    environment.secret_key()
    (tmp_path / "secret_key").chmod(0o644)
    with pytest.raises(Refusal, match=f"chmod 600 {tmp_path}/secret_key"):
        environment.secret_key()


def test_a_given_key_is_used_and_nothing_is_written(tmp_path):
    given = "0123456789abcdefghijklmnopqrstuvwxyz"
    environment = Environment.read({"REGULARS_HOME": str(tmp_path), "REGULARS_SECRET_KEY": given})
    assert environment.secret_key() == given
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kept", ["", "short", "a" * 60, "é\x00" * 40, b"\xff\xfe" * 40])
def test_a_kept_key_that_is_damaged_or_weak_is_refused_with_the_way_out(tmp_path, kept):
    path = tmp_path / "secret_key"
    path.write_bytes(kept if isinstance(kept, bytes) else kept.encode())
    path.chmod(0o600)
    with pytest.raises(Refusal) as refused:
        read({"REGULARS_HOME": str(tmp_path)}).secret_key()
    assert str(refused.value).startswith(f"The secret key in {path} is damaged or too weak. Delete the file")


def test_passwords_in_the_open_and_an_open_home_are_warned_of(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    usual = {"REGULARS_HOME": str(home)}
    assert open_doors(read(usual)) == []
    behind = {"REGULARS_BIND": "0.0.0.0:8000", "REGULARS_URL": "https://crm.example.com"}
    assert open_doors(read(usual | behind)) == []
    (sentence,) = open_doors(read(usual | {"REGULARS_BIND": "0.0.0.0:8000"}))
    assert sentence.startswith("Passwords cross the network readable: others can reach 0.0.0.0:8000,")
    home.chmod(0o777)
    assert open_doors(read(usual)) == [
        f"Others on this machine can change what is in {home}; close it with: chmod go-w {home}"
    ]
