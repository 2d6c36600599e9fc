"""Bytes changed at random: a table, or a refusal with a name, and never anything else."""

import io
import os
import tempfile
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.core.reading.sandbox.inspecting import inspect
from regulars.core.reading.sandbox.refusing import Refused
from regulars.core.reading.sandbox.sniffing import kind_of
from regulars.core.reading.sandbox.streaming import stream

from .corpus import inline, packed, parts, row, sheet_xml

TABLE = '姓名,电话\n王小明,13800138000\n李雷,"1,2\n3"\n'.encode()
SHEET = sheet_xml(
    row(1, inline("A1", "姓名"), '<c r="B1" t="s"><v>0</v></c>')
    + row(2, '<c r="A2" s="1"><v>45418</v></c>', '<c r="B2"><f>1</f></c>')
)
PARTS = parts(
    SHEET,
    strings="<si><t>电话</t></si>",
    styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
)
STORED = packed(PARTS, method=zipfile.ZIP_STORED)
SEEDS = [TABLE, TABLE.decode().encode("gb18030"), TABLE.decode().encode("utf-16"), STORED, packed(PARTS)]
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4), st.integers(0, 6)), max_size=6)
FEW = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=10_000)
REQUEST = {"header_row": 1}


def outcome(content: bytes) -> str:
    """What the child would answer, without the child: any error but a refusal escapes."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            kind = kind_of(file, os.fstat(file.fileno()).st_size)
            inspect(file, len(content), kind, {})
            for _ in stream(file, len(content), kind, REQUEST):
                pass
        except Refused as refusal:
            return refusal.code
    return "read"


def changed(content: bytes, changes: list[tuple[int, bytes, int]]) -> bytes:
    for at, inserted, removed in changes:
        at %= len(content) + 1
        content = content[:at] + inserted + content[at + removed :]
    return content


def changed_inside(name: str, changes: list[tuple[int, bytes, int]]) -> bytes:
    content = PARTS[name]
    whole = content.encode() if isinstance(content, str) else content
    return packed({**PARTS, name: changed(whole, changes)})


def test_the_seeds_are_read():
    assert [outcome(seed) for seed in SEEDS] == ["read"] * len(SEEDS)


@FEW
@given(st.sampled_from(SEEDS), CHANGES)
def test_changed_files_are_read_or_refused(seed, changes):
    assert isinstance(outcome(changed(seed, changes)), str)


@FEW
@given(st.sampled_from(sorted(PARTS)), CHANGES)
def test_changed_parts_are_read_or_refused(name, changes):
    assert isinstance(outcome(changed_inside(name, changes)), str)


@FEW
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    assert isinstance(outcome(content), str)


@pytest.mark.full
@MANY
@given(st.sampled_from(SEEDS), CHANGES)
def test_changed_files_are_read_or_refused_many_times(seed, changes):
    assert isinstance(outcome(changed(seed, changes)), str)


@pytest.mark.full
@MANY
@given(st.sampled_from(sorted(PARTS)), CHANGES)
def test_changed_parts_are_read_or_refused_many_times(name, changes):
    assert isinstance(outcome(changed_inside(name, changes)), str)


def test_a_workbook_cut_anywhere_is_refused():
    assert {outcome(STORED[:end]) for end in range(38, len(STORED), 37)} <= {
        "truncated", "polyglot", "damaged_archive", "other_archive",
    }  # fmt: skip
    assert zipfile.is_zipfile(io.BytesIO(STORED))
