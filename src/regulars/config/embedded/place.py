"""Where the parts of one embedded database lie."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from regulars.config.embedded.account import Account, server_account
from regulars.config.embedded.binaries import Binaries, bundled, within_reach
from regulars.config.embedded.sockets import prepare_socket_folder, socket_folder
from regulars.config.env import SYSTEM_HOME
from regulars.config.homes import prepare_folder, prepare_home
from regulars.config.words import _
from regulars.core.command_line import Refusal, say


@dataclass(frozen=True)
class Place:
    """Everything the launcher has to know about one home folder."""

    home: Path
    base: Path
    sockets: Path
    account: Account
    binaries: Binaries
    moving: bool = False

    @property
    def data(self) -> Path:
        """One folder per major version: an upgrade adds the next and leaves the last untouched."""
        return self.base / f"data-{self.binaries.major}{'-moving' if self.moving else ''}"

    @property
    def etc(self) -> Path:
        return self.base / "etc"

    @property
    def log(self) -> Path:
        return self.base / "log"

    @property
    def reserve(self) -> Path:
        return self.base / "reserve"

    @property
    def start_log(self) -> Path:
        return self.base / "start.log"

    def own_folder(self, folder: Path) -> None:
        """Make a folder that only the server may enter."""
        if not folder.is_dir():
            prepare_folder(folder)
            self.account.give(folder)


def find_place(home: Path, *, binaries: Binaries | None = None, system: Path = SYSTEM_HOME) -> Place:
    """Make the folders of this home where they are missing and say where everything is."""
    account = server_account()
    prepare_home(home)
    wanted = binaries or bundled()[0]
    if account.is_other:
        prepare_folder(system, 0o755)
        wanted = reachable_binaries(wanted, account, system / "postgresql")
    base = base_folder(home, account, system / "clusters")
    sockets = socket_folder(home)
    prepare_folder(base, 0o711 if account.is_other else 0o700)
    prepare_socket_folder(sockets, account)
    return Place(home, base, sockets, account, wanted)


def reachable_binaries(binaries: Binaries, account: Account, shelf: Path) -> Binaries:
    if not shelf.is_dir() and not account.may_run(Path(binaries.program("postgres"))):
        prepare_folder(shelf, 0o755)
    return within_reach(binaries, shelf=shelf, may_run=account.may_run)


def base_folder(home: Path, account: Account, clusters: Path) -> Path:
    """Inside the home; as root, where the system user cannot get there, in the system's own folder."""
    pointer = home / "database-folder"
    if pointer.exists():
        return pointed_folder(pointer)
    if not account.is_other or account.may_enter(home):
        return home / "database"
    if not account.may_enter(clusters):
        raise Refusal(
            _(
                "The database's account {name} reaches neither {home} nor {clusters}; name another REGULARS_HOME."
            ).format(name=account.name, home=home, clusters=clusters)
        )
    prepare_folder(clusters, 0o711)
    return point_elsewhere(pointer, clusters)


def point_elsewhere(pointer: Path, clusters: Path) -> Path:
    base = clusters / secrets.token_hex(8)
    draft = pointer.with_name(f".{pointer.name}.{base.name}")
    draft.write_text(f"{base}\n", encoding="utf-8")
    try:
        os.link(draft, pointer)
        say(_("The database of {home} lies in {base}.").format(home=pointer.parent, base=base))
    except FileExistsError:  # another command was faster
        return pointed_folder(pointer)
    finally:
        draft.unlink()
    return base


def pointed_folder(pointer: Path) -> Path:
    return Path(pointer.read_text(encoding="utf-8").strip())
