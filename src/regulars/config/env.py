"""What the environment variables say, checked once, refusing nonsense with a sentence."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from regulars.config.secret_key import is_weak, kept_key
from regulars.config.words import _
from regulars.core.command_line import Refusal

SYSTEM_HOME = Path("/var/lib/regulars")
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
ROLES = ("app", "owner")
EXAMPLE_DATABASE = "postgresql://user:password@host:5432/regulars"


@dataclass(frozen=True)
class Environment:
    """The settings of one installation that come from outside."""

    home: Path
    url: str
    bind: str
    debug: bool
    database_role: str
    trusted_proxies: tuple[str, ...]
    database_url: str | None = field(default=None, repr=False)
    owner_database_url: str | None = field(default=None, repr=False)
    given_secret_key: str | None = field(default=None, repr=False)

    @property
    def embedded(self) -> bool:
        """Whether the program keeps its own PostgreSQL."""
        return self.database_url is None

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None) -> "Environment":
        """The environment as it stands; raises Refusal with a sentence where it makes no sense."""
        return read(os.environ if environ is None else environ)

    @property
    def is_https(self) -> bool:
        return self.url.startswith("https://")

    @property
    def allowed_hosts(self) -> list[str]:
        host = urlsplit(self.url).hostname or ""
        return list(dict.fromkeys([f"[{host}]" if ":" in host else host, *LOOPBACK_HOSTS]))

    def secret_key(self) -> str:
        """The key that signs sessions and links: given, or made once and kept in the home folder."""
        return self.given_secret_key or kept_key(self.home)

    @property
    def files(self) -> Path:
        return self.home / "files"

    @property
    def backups(self) -> Path:
        return self.home / "backups"

    @property
    def logs(self) -> Path:
        return self.home / "logs"


def read(environ: Mapping[str, str]) -> Environment:
    url = checked_url(environ.get("REGULARS_URL") or "http://127.0.0.1:8000")
    environment = Environment(
        home=home_folder(environ.get("REGULARS_HOME", "")),
        url=url,
        bind=checked_bind(environ.get("REGULARS_BIND") or "127.0.0.1:8000"),
        debug=checked_switch("REGULARS_DEBUG", environ.get("REGULARS_DEBUG", "")),
        database_role=checked_role(environ.get("REGULARS_DATABASE_ROLE") or "app"),
        trusted_proxies=checked_proxies(environ.get("REGULARS_TRUSTED_PROXIES", "")),
        database_url=checked_database("DATABASE_URL", environ.get("DATABASE_URL", "")),
        owner_database_url=checked_database(
            "REGULARS_OWNER_DATABASE_URL", environ.get("REGULARS_OWNER_DATABASE_URL", "")
        ),
        given_secret_key=checked_key(environ.get("REGULARS_SECRET_KEY", "")),
    )
    refuse_contradictions(environment)
    return environment


def refuse_contradictions(environment: Environment) -> None:
    if environment.debug and (environment.is_https or not is_loopback(environment.bind)):
        raise Refusal(
            _("REGULARS_DEBUG shows internals to everybody: switch it off where others can reach the server.")
        )
    if environment.owner_database_url and environment.embedded:
        raise Refusal(
            _(
                "REGULARS_OWNER_DATABASE_URL needs DATABASE_URL beside it: set both, or neither for the own database."
            )
        )


def open_doors(environment: Environment) -> list[str]:
    """What is allowed, and yet somebody should know of."""
    found = []
    if not environment.is_https and not is_loopback(environment.bind):
        found.append(
            _(
                "Passwords cross the network readable: others can reach {bind}, and REGULARS_URL is no https address. Put a proxy with HTTPS in front."
            ).format(bind=environment.bind)
        )
    if environment.home.is_dir() and environment.home.stat().st_mode & 0o022:
        found.append(
            _("Others on this machine can change what is in {home}; close it with: {command}").format(
                home=environment.home, command=f"chmod go-w {environment.home}"
            )
        )
    return found


def home_folder(given: str) -> Path:
    if given:
        return Path(os.path.abspath(Path(given).expanduser()))
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return SYSTEM_HOME
    return Path("~/.local/share/regulars").expanduser()


def checked_url(given: str) -> str:
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or not only_an_address(parts):
        raise Refusal(
            _("REGULARS_URL is “{given}”; it must be an address like https://crm.example.com.").format(
                given=given
            )
        )
    return given.rstrip("/")


def only_an_address(parts: SplitResult) -> bool:
    try:
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return False
    host_fits = re.fullmatch(r"[\w.:-]+", parts.hostname or "") is not None
    rest = (parts.path.strip("/"), parts.query, parts.fragment, parts.username)
    return port_fits and host_fits and not any(rest)


def checked_bind(given: str) -> str:
    host, colon, port = given.rpartition(":")
    if given.startswith("unix:/"):
        return given
    if not (colon and host and port.isdigit() and 0 < int(port) < 65536):
        raise Refusal(_("REGULARS_BIND is “{given}”; it must be like 127.0.0.1:8000.").format(given=given))
    return given


def is_loopback(bind: str) -> bool:
    host = bind.rpartition(":")[0].strip("[]")
    if bind.startswith("unix:") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checked_switch(name: str, given: str) -> bool:
    if given.strip().lower() in YES | NO:
        return given.strip().lower() in YES
    raise Refusal(_("{name} is “{given}”; it must be 1 or 0.").format(name=name, given=given))


def checked_role(given: str) -> str:
    if given in ROLES:
        return given
    raise Refusal(
        _("REGULARS_DATABASE_ROLE is “{given}”; it must be {this} or {that}.").format(
            given=given, this="app", that="owner"
        )
    )


def checked_proxies(given: str) -> tuple[str, ...]:
    proxies = tuple(part.strip() for part in given.split(",") if part.strip())
    for proxy in proxies:
        try:
            wide_open = ipaddress.ip_network(proxy).prefixlen == 0
        except ValueError:
            wide_open = True
        if wide_open:
            raise Refusal(
                _(
                    "REGULARS_TRUSTED_PROXIES holds “{given}”; name addresses like 10.0.0.5 or 10.0.0.0/24."
                ).format(given=proxy)
            )
    return proxies


def checked_database(name: str, given: str) -> str | None:
    parts = urlsplit(given)
    if not given:
        return None
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise Refusal(_("{name} must be like {example}.").format(name=name, example=EXAMPLE_DATABASE))
    return given


def checked_key(given: str) -> str | None:
    if given and is_weak(given):
        raise Refusal(
            _("REGULARS_SECRET_KEY is too weak; use 50 random characters, or unset it to have a key made.")
        )
    return given or None
