"""What the server is told: its settings, who may connect, and as which role."""

import os
from pathlib import Path

from regulars.config.embedded.place import Place
from regulars.config.embedded.sockets import PORT
from regulars.config.homes import is_root, prepare_folder

SUPER, OWNER, APP = "regulars_super", "regulars_owner", "regulars_app"
OS_MAP = "regulars"

SETTINGS: dict[str, str | int] = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": 50,
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "autovacuum_max_workers": 2,
    "max_parallel_workers": 2,
    "max_parallel_workers_per_gather": 1,
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "max_wal_size": "1GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "on",
    "log_filename": "postgresql-%Y%m%d-%H%M%S.log",
    "log_file_mode": "0600",
    "log_rotation_size": "5MB",
    "log_rotation_age": "1d",
    # Values of customers stay out of the log: no statements, no details of violated constraints.
    "log_min_messages": "log",  # above errors, which quote values
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": 0,
    "log_checkpoints": "off",
}
SINCE_18: dict[str, str | int] = {"io_workers": 2}
THROW_AWAY: dict[str, str | int] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def write_configuration(place: Place, *, durable: bool = True, read_only: bool = False) -> None:
    """Written anew at every start, outside the data folder: the server cannot change its own rules."""
    prepare_folder(place.etc, 0o711 if place.account.is_other else 0o700)
    write(place.etc / "postgresql.conf", settings_text(place, durable=durable, read_only=read_only))
    write(place.etc / "pg_hba.conf", f"local all all peer map={OS_MAP}\n")
    write(place.etc / "pg_ident.conf", identities(place))


def settings_text(place: Place, *, durable: bool, read_only: bool) -> str:
    settings = SETTINGS | {
        "unix_socket_directories": str(place.sockets),
        "log_directory": str(place.log),
        "hba_file": str(place.etc / "pg_hba.conf"),
        "ident_file": str(place.etc / "pg_ident.conf"),
    }
    if place.binaries.major >= 18:
        settings |= SINCE_18
    if not durable:
        settings |= THROW_AWAY
    if read_only:
        settings |= {"default_transaction_read_only": "on"}
    lines = [f"{name} = {quoted(value)}" for name, value in settings.items()]
    lines.append(f"include_if_exists = {quoted(place.etc / 'local.conf')}")
    return "\n".join(lines) + "\n"


def quoted(value: object) -> str:
    return "'" + str(value).replace("\\", "\\\\").replace("'", "''") + "'"


def identities(place: Place) -> str:
    """The accounts that may connect, each as any of the three roles; nobody else gets in."""
    accounts = dict.fromkeys([place.account.name, *(["root"] if is_root() else [])])
    return "".join(f'{OS_MAP} "{account}" {role}\n' for account in accounts for role in (SUPER, OWNER, APP))


def write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.chmod(0o644 if is_root() else 0o600)
    draft.replace(path)
