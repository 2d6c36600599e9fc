"""Files made to harm: refused with the reason, by name, inside the limits."""

import gzip
import os
from pathlib import Path

import pytest

from regulars.core.reading import Options, ReadingRefused, child, inspect_file, read_rows

from .corpus import CASES, FULL_CASES, Case, bad_byte_in_row, inline, row, workbook


def refusal_of(case: Case, folder: Path) -> ReadingRefused:
    path = folder / case.file_name
    path.write_bytes(case.make())
    with pytest.raises(ReadingRefused) as caught:
        inspect_file(path)
    return caught.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_is_refused_by_its_right_name(case, tmp_path):
    refusal = refusal_of(case, tmp_path)
    assert refusal.code == case.code
    assert case.file_name in str(refusal.sentence)
    assert "?" not in str(refusal.sentence)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_reading_without_looking_first_refuses_the_same(case, tmp_path):
    path = tmp_path / case.file_name
    path.write_bytes(case.make())
    with pytest.raises(ReadingRefused) as caught:
        list(read_rows(path))
    assert caught.value.code == case.code


@pytest.mark.full
@pytest.mark.parametrize("case", FULL_CASES, ids=lambda case: case.name)
def test_a_huge_hostile_file_is_refused_by_its_right_name(case, tmp_path):
    assert refusal_of(case, tmp_path).code == case.code


def test_an_undecodable_row_is_named_with_its_byte(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(bad_byte_in_row(5))
    with pytest.raises(ReadingRefused) as caught:
        inspect_file(path)
    assert caught.value.where == {"row": 5, "byte": 51, "value": "FF", "encoding": "utf-8"}
    assert path.read_bytes()[50] == 0xFF


@pytest.mark.full
def test_a_very_large_table_is_estimated_when_looked_at_and_read_to_the_end(tmp_path):
    path = tmp_path / "a.csv.gz"
    lines = "".join(
        f"{at},王小明,{at * 7919 % 1_000_003},{'杭州市西湖区文三路' * 6}\n" for at in range(90_000)
    ).encode()
    path.write_bytes(gzip.compress("编号,姓名,数,地址\n".encode() + lines * 10, compresslevel=6))
    inspection = inspect_file(path)
    assert not inspection.row_count_is_exact
    assert abs(inspection.row_count - 900_000) < 9_000
    assert "rows_estimated" in [notice.code for notice in inspection.notices]
    assert sum(map(len, read_rows(path, inspection.options))) == 900_000


def test_a_far_cell_is_named(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(row(1, inline("A1", "x")) + row(9, inline("ZZ9", "x"))))
    with pytest.raises(ReadingRefused) as caught:
        inspect_file(path)
    assert "sheet “客户”" in str(caught.value.sentence)
    assert "cell ZZ9" in str(caught.value.sentence)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.mkdir(), "not_a_file"),
        (lambda path: os.mkfifo(path), "not_a_file"),
        (lambda path: path.symlink_to(path), "not_a_file"),
        (lambda path: path.symlink_to("/dev/zero"), "not_a_file"),
        (lambda path: None, "not_there"),
    ],
    ids=["a folder", "a pipe", "a link to itself", "an endless device", "nothing"],
)
def test_what_is_no_file_is_refused_at_once(make, code, tmp_path):
    make(tmp_path / "a.csv")
    with pytest.raises(ReadingRefused) as caught:
        inspect_file(tmp_path / "a.csv")
    assert caught.value.code == code


def test_a_child_that_takes_too_much_memory_is_refused(tmp_path, monkeypatch):
    assert ended_by(tmp_path, monkeypatch, "bytearray(1 << 30)") == "needs_too_much_memory"


def test_a_child_that_computes_for_ever_is_ended(tmp_path, monkeypatch):
    assert ended_by(tmp_path, monkeypatch, "any(iter(int, 1))") == "takes_too_long"


def test_a_child_that_says_nothing_is_ended(tmp_path, monkeypatch):
    assert ended_by(tmp_path, monkeypatch, "__import__('time').sleep(600)", patience=1) == "takes_too_long"


def test_a_child_that_dies_is_a_refusal(tmp_path, monkeypatch):
    assert ended_by(tmp_path, monkeypatch, "__import__('os').abort()") == "crashed"


def test_a_child_that_breaks_is_a_refusal(tmp_path, monkeypatch):
    assert ended_by(tmp_path, monkeypatch, "1 / 0") == "crashed"


def test_the_child_cannot_write_a_file(tmp_path, monkeypatch):
    target = tmp_path / "written"
    tmp_path.chmod(0o777)
    assert ended_by(tmp_path, monkeypatch, f"open({str(target)!r}, 'w').write('x' * 9)") == "crashed"
    assert not target.exists() or target.read_bytes() == b""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give up")
def test_the_child_of_root_is_nobody(tmp_path, monkeypatch):
    secret = tmp_path / "secret"
    secret.write_text("x")
    secret.chmod(0o600)
    assert ended_by(tmp_path, monkeypatch, f"open({str(secret)!r}).read()") == "crashed"


def test_no_child_outlives_a_reader_that_stops_early(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "1,2\n" * 200_000)
    started = []
    original = child._start

    def remembered(*arguments):
        started.append(original(*arguments))
        return started[0]

    child._start = remembered
    try:
        rows = read_rows(path, Options(header_row=1))
        next(rows)
        rows.close()
    finally:
        child._start = original
    assert started[0].returncode is not None


def test_while_enough_files_are_read_another_is_asked_to_come_again(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "1,2\n" * 20_000)
    going = [read_rows(path, Options(header_row=1)) for _ in range(2)]
    for rows in going:
        next(rows)
    with pytest.raises(ReadingRefused) as caught:
        inspect_file(path)
    assert (caught.value.code, caught.value.is_busy) == ("busy", True)
    assert str(caught.value) == "Other files are being read just now. Try a.csv again in a minute."
    going[0].close()
    assert inspect_file(path).row_count == 20_000
    going[1].close()


def test_the_child_works_behind_those_who_show_pages(tmp_path, monkeypatch):
    deed = "main._send(out, {'nice': __import__('os').nice(0)})"
    (heard,) = heard_from(tmp_path, monkeypatch, deed)
    assert heard == {"nice": min(os.nice(0) + 10, 19)}


def ended_by(folder: Path, monkeypatch, deed: str, *, patience: float = 60) -> str:
    """Let the real child do something bad where it would answer, under its real limits."""
    with pytest.raises(ReadingRefused) as caught:
        heard_from(folder, monkeypatch, deed, patience=patience)
    return caught.value.code


def heard_from(folder: Path, monkeypatch, deed: str, *, patience: float = 60) -> list[dict]:
    (folder / "a.csv").write_text("a,b\n1,2\n")
    start = (
        "import sys; sys.path.append(sys.argv[1]); from sandbox import main; "
        f"main._answer = lambda out, wanted: ({deed}, main._send(out, {{'end': True}})); main.run(sys.argv[2])"
    )
    monkeypatch.setattr(child, "_START", start)
    request = {"do": "inspect", "cpu_seconds": 1}
    with open(folder / "a.csv", "rb") as opened:
        return list(child.messages(opened.fileno(), request, patience=patience))
