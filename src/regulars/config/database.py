"""The database of this installation: its own embedded PostgreSQL, or the server that DATABASE_URL names."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from regulars.config.embedded.account import account_name
from regulars.config.embedded.sockets import PORT, socket_folder
from regulars.config.env import Environment

ENGINE = "django.db.backends.postgresql"
NAME = "regulars"
ROLES = {"app": "regulars_app", "owner": "regulars_owner"}
KEEP_CONNECTED = 60
CONNECT_TIMEOUT = 10
SESSION = "-c search_path=public,derived"


@dataclass(frozen=True)
class Status:
    """What doctor and the operator want to know."""

    embedded: bool
    state: str
    folder: Path | None


def django_settings(role: str | None = None) -> dict[str, Any]:
    """An entry for DATABASES. Looks nothing up and starts nothing."""
    parameters = connection_parameters(role)
    named = {key: parameters.pop(key, "") for key in ("dbname", "user", "password", "host", "port")}
    return {
        "ENGINE": ENGINE,
        "NAME": named["dbname"],
        "USER": named["user"],
        "PASSWORD": named["password"],
        "HOST": named["host"],
        "PORT": named["port"],
        "CONN_MAX_AGE": KEEP_CONNECTED,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parameters, "prepare_threshold": None},
    }


def conninfo(role: str | None = None) -> str:
    """The same as a libpq address, for psycopg and ADBC."""
    return address(connection_parameters(role))


def conninfo_of(settings: Mapping[str, Any]) -> str:
    """The libpq address of a Django connection's settings, the test database included."""
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {key: value for key, value in settings["OPTIONS"].items() if isinstance(value, str)}
    return address({key: str(settings[name]) for key, name in named.items()} | options)


def user(role: str) -> str:
    """The name the role goes by on this server."""
    return connection_parameters(role).get("user", "")


def address(parameters: Mapping[str, str]) -> str:
    rest = {key: value for key, value in parameters.items() if key != "dbname" and value}
    return f"postgresql:///{quote(parameters['dbname'], safe='')}?{urlencode(rest, quote_via=quote)}"


def connection_parameters(role: str | None) -> dict[str, str]:
    environment = Environment.read()
    role = role or environment.database_role
    if environment.embedded:
        return embedded_parameters(environment.home, role)
    given = environment.owner_database_url if role == "owner" else environment.database_url
    return parsed(given or environment.database_url or "") | common_parameters(role)


def embedded_parameters(home: Path, role: str) -> dict[str, str]:
    return {
        "dbname": NAME,
        "user": ROLES[role],
        "host": str(socket_folder(home)),
        "port": str(PORT),
        "requirepeer": account_name(),
    } | common_parameters(role)


def common_parameters(role: str) -> dict[str, str]:
    return {
        "application_name": f"regulars {role}",
        "connect_timeout": str(CONNECT_TIMEOUT),
        "options": SESSION,
    }


def parsed(url: str) -> dict[str, str]:
    from psycopg.conninfo import conninfo_to_dict

    return {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}


@contextmanager
def running(home: Path | None = None) -> Iterator[None]:
    """The database is up meanwhile: attached to, or started and stopped after by the last one out."""
    environment = Environment.read()
    if environment.embedded:
        from regulars.config.embedded import lifecycle

        with lifecycle.running(home or environment.home):
            yield
    else:
        yield


def start() -> None:
    """Start the embedded server and leave it running until stop()."""
    if Environment.read().embedded:
        from regulars.config.embedded import lifecycle
        from regulars.config.embedded.place import find_place

        lifecycle.start(find_place(Environment.read().home))


def stop() -> None:
    if Environment.read().embedded:
        from regulars.config.embedded import lifecycle
        from regulars.config.embedded.place import find_place

        lifecycle.stop(find_place(Environment.read().home))


def revive() -> None:
    """For the process that serves: bring back a server that died, write again after a full disk."""
    environment = Environment.read()
    if environment.embedded:
        from regulars.config.embedded import lifecycle

        lifecycle.revive(environment.home)


def status() -> Status:
    environment = Environment.read()
    if not environment.embedded:
        return Status(embedded=False, state="elsewhere", folder=None)
    from regulars.config.embedded.place import find_place
    from regulars.config.embedded.postmaster import state_of

    place = find_place(environment.home)
    return Status(embedded=True, state=state_of(place.data).value, folder=place.data)
