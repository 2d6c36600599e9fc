"""What a backup says about itself."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from regulars.config.words import _
from regulars.core.command_line import Refusal

FORMAT = 1
NAME = "manifest.json"
LARGEST = 50_000_000


@dataclass(frozen=True)
class TableRecord:
    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        return f"tables/{self.name}.copy"


@dataclass(frozen=True)
class SequenceRecord:
    name: str
    value: int
    is_called: bool


@dataclass(frozen=True)
class FileRecord:
    name: str
    size: int
    sha256: str

    @property
    def member(self) -> str:
        return f"files/{self.name}"


@dataclass(frozen=True)
class Manifest:
    """`migrations` is the state of the tables; `left_out` names the tables that came without their rows."""

    made_at: str
    program: str
    postgresql: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[TableRecord, ...]
    sequences: tuple[SequenceRecord, ...]
    files: tuple[FileRecord, ...]
    left_out: tuple[str, ...]
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def read_manifest(text: str) -> Manifest:
    try:
        document = json.loads(text)
        if document["format"] > FORMAT:
            raise Refusal(
                _("This backup was made by a newer version of Regulars; install that version first.")
            )
        return manifest_from(document)
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(_("This file is not a backup of Regulars.")) from problem


def manifest_from(document: dict[str, Any]) -> Manifest:
    return Manifest(
        made_at=str(document["made_at"]),
        program=str(document["program"]),
        postgresql=str(document["postgresql"]),
        migrations=tuple((str(app), str(name)) for app, name in document["migrations"]),
        tables=tuple(
            TableRecord(each["name"], tuple(each["columns"]), int(each["rows"]), each["sha256"])
            for each in document["tables"]
        ),
        sequences=tuple(
            SequenceRecord(each["name"], int(each["value"]), bool(each["is_called"]))
            for each in document["sequences"]
        ),
        files=tuple(
            FileRecord(each["name"], int(each["size"]), each["sha256"]) for each in document["files"]
        ),
        left_out=tuple(document["left_out"]),
        format=int(document["format"]),
    )
