"""Reading a backup through from end to end, before it is trusted."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from regulars.config.backup import manifest
from regulars.config.backup.catalog import CHUNK, Tally
from regulars.config.backup.manifest import Manifest, read_manifest
from regulars.config.words import _
from regulars.core.command_line import Refusal


def check(path: Path) -> Manifest:
    """Every row and file counted and hashed against the manifest; raises Refusal on the first that differs."""
    try:
        with zipfile.ZipFile(path) as archive:
            document = manifest_in(archive)
            check_tables(archive, document)
            check_files(archive, document)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, UnicodeError) as problem:
        raise Refusal(
            _("The backup {path} is damaged or is none; nothing was changed.").format(path=path)
        ) from problem
    return document


def manifest_in(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(manifest.NAME).file_size > manifest.LARGEST:
        raise Refusal(_("This file is not a backup of Regulars."))
    return read_manifest(archive.read(manifest.NAME).decode())


def check_tables(archive: zipfile.ZipFile, document: Manifest) -> None:
    for table in document.tables:
        tally = tally_of(archive, table.member)
        if (tally.rows, tally.sha256) != (table.rows, table.sha256):
            raise Refusal(
                _("The backup is damaged: the rows of {name} are not those it lists.").format(name=table.name)
            )


def check_files(archive: zipfile.ZipFile, document: Manifest) -> None:
    for file in document.files:
        name = PurePosixPath(file.name)
        tally = tally_of(archive, file.member)
        if name.is_absolute() or ".." in name.parts or "\\" in file.name or "\0" in file.name:
            raise Refusal(_("The backup names a file outside its folder: {name}").format(name=file.name))
        if (tally.size, tally.sha256) != (file.size, file.sha256):
            raise Refusal(
                _("The backup is damaged: the file {name} is not what it lists.").format(name=file.name)
            )


def tally_of(archive: zipfile.ZipFile, member: str) -> Tally:
    tally = Tally()
    for piece in pieces_of(archive, member):
        tally.add(piece)
    return tally


def pieces_of(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    with archive.open(member) as source:
        while piece := source.read(CHUNK):
            yield piece
