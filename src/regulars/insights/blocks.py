"""Facts as they stand in PostgreSQL, kept on disk in blocks; only blocks in which a row changed are read again.

A block is a range of ids. Its mark is made of the place and the transaction of each of its rows, so that a row
that was added, changed or removed gives another mark, whatever wrote it and whenever that was committed.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from django.db import connection

BITS = 15  # 32,768 ids a block: a day's orders touch few blocks, and a firm of millions has a few hundred
TEXT_BLOCK = 4 * 1024 * 1024
MANIFEST = "manifest.json"
Marks = dict[str, str]


@dataclass(frozen=True)
class Facts:
    """One kind of facts. rows: SQL of its columns in the order of the schema, with {ids} for the ids wanted.

    marked_by: the tables a row is made of, each with its column of the ids that make the blocks.
    """

    name: str
    schema: pa.Schema
    rows: str
    marked_by: tuple[tuple[str, str], ...]
    id_column: str


def fresh(kinds: list[Facts], folder: Path) -> dict[str, list[Path]]:
    """The blocks of each kind, all true for this moment or later; unchanged ones are not read again."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    known = _known(folder)
    paths: dict[str, list[Path]] = {}
    for kind in kinds:
        origin, marks = _origin(kind), _marks(kind)
        before = known.get(kind.name, {})
        same = before.get("marks", {}) if before.get("origin") == origin else {}
        place = folder / kind.name
        place.mkdir(mode=0o700, exist_ok=True)
        kept = {
            block
            for block, mark in marks.items()
            if same.get(block) == mark and _path(place, block).is_file()
        }
        for block in marks.keys() - kept:
            _read(kind, int(block), _path(place, block))
        _forget(place, marks)
        known[kind.name] = {"origin": origin, "marks": marks}
        _remember(folder, known)
        paths[kind.name] = [_path(place, block) for block in sorted(marks, key=int)]
    return paths


def _known(folder: Path) -> dict[str, dict]:
    try:
        return dict(json.loads((folder / MANIFEST).read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def _remember(folder: Path, known: dict[str, dict]) -> None:
    unfinished = folder / f".{MANIFEST}"
    unfinished.write_text(json.dumps(known))
    unfinished.replace(folder / MANIFEST)


def _origin(kind: Facts) -> str:
    """Where the rows come from: marks of another cluster, database or question say nothing about these."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database())"
            " FROM pg_control_system()"
        )
        cluster, database = cursor.fetchone()
    return hashlib.sha256(f"{cluster} {database} {BITS} {kind.rows} {kind.schema}".encode()).hexdigest()


def _marks(kind: Facts) -> Marks:
    """By block. Taken before the rows are read: what changes in between is read again the next time."""
    marks: dict[str, list[str]] = {}
    for table, column in kind.marked_by:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {column} >> {BITS}, count(*), bit_xor(hash_record_extended(ROW(ctid, xmin), 0))"  # noqa: S608 -- our own names
                f" FROM {table} GROUP BY 1"
            )
            for block, count, mark in cursor.fetchall():
                marks.setdefault(str(block), []).append(f"{table}:{count}:{mark}")
    return {block: " ".join(parts) for block, parts in marks.items()}


def _path(place: Path, block: str) -> Path:
    return place / f"{block}.parquet"


def _forget(place: Path, marks: Marks) -> None:
    for path in place.glob("*.parquet"):
        if path.stem not in marks:
            path.unlink()


def _read(kind: Facts, block: int, path: Path) -> None:
    """By way of a text file next to it, so that memory stays small whatever the length of a block."""
    ids = f"{kind.id_column} >= {block << BITS} AND {kind.id_column} < {(block + 1) << BITS}"
    unfinished = path.with_suffix(".unfinished")
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{block}-") as text:
        for piece in _copied(kind.rows.replace("{ids}", ids)):
            text.write(piece)
        text.flush()
        _to_parquet(Path(text.name), kind.schema, unfinished)
    unfinished.replace(path)


def _copied(query: str) -> Iterator[bytes]:
    with connection.cursor() as cursor, cursor.cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as copy:
        yield from (bytes(piece) for piece in copy)


def _to_parquet(text: Path, schema: pa.Schema, path: Path) -> None:
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        if text.stat().st_size == 0:
            writer.write_table(schema.empty_table())
            return
        for batch in _batches(text, schema):
            writer.write_batch(batch)


def _batches(text: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    reader = pacsv.open_csv(
        text,
        read_options=pacsv.ReadOptions(column_names=schema.names, block_size=TEXT_BLOCK),
        convert_options=pacsv.ConvertOptions(
            column_types={field.name: field.type for field in schema},
            true_values=["t"],
            false_values=["f"],
            null_values=[""],
            strings_can_be_null=True,
        ),
    )
    for batch in reader:
        yield batch.cast(schema)
