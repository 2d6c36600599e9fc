"""The way back: nothing that is exported calculates, and everything comes in again unchanged."""

import csv
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.core.reading import Options, read_rows
from regulars.core.reading.sandbox.guarding import guarded, unguarded
from regulars.core.reading.writing import UnwritableTable, write_csv, write_xlsx

FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠a", " =1", "\ufeff=1", "\u200b=1",
    "'=1", "''=1", "' =1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "-", "'", "''", "\u202e=1", "\xa0=1", "\u3000=1",
]  # fmt: skip
LETTERS = st.characters(blacklist_categories=("Cs",), blacklist_characters="\0")
TEXTS = st.one_of(
    st.text(LETTERS, max_size=20),
    st.text(st.sampled_from("'=+-@\t\r\n ＝＋－＠\ufeff\u200b;,|\"_x0D\x1f\x85\u2028aé中😀"), max_size=12),
)
RETRIED = settings(max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RETRIED_LONG = settings(RETRIED, max_examples=10_000)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_guarded_text_is_a_formula_and_the_guard_comes_off(text):
    assert guarded(text)[0] == "'" if text not in ("'", "''") else guarded(text) == text
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["王小明", "13800138000", "it's", "'quoted'", "a=b", "1-2", ""])
def test_ordinary_text_gets_no_guard(text):
    assert guarded(text) == unguarded(text) == text


@RETRIED
@given(TEXTS)
def test_every_text_survives_the_guard(text):
    assert unguarded(guarded(text)) == text


@pytest.mark.full
@RETRIED_LONG
@given(TEXTS)
def test_every_text_survives_the_guard_many_times(text):
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_thousand_odd_texts_come_back_unchanged(write, tmp_path):
    come_back(write, tmp_path, 1_000)


@pytest.mark.full
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_ten_thousand_odd_texts_come_back_unchanged(write, tmp_path):
    come_back(write, tmp_path, 10_000)


def come_back(write, folder, count):
    """One table holds all examples, because each file costs a process."""
    texts = list(FORMULAS)
    collect = settings(RETRIED, max_examples=count, database=None, derandomize=True)(
        given(TEXTS)(lambda text: texts.append(text))
    )
    collect()
    rows = [[f"k{at}", text] for at, text in enumerate(texts)]
    path = folder / "export"
    assert write(path, ["key", "text"], rows) == len(rows)
    back = [cells for batch in read_rows(path, Options(header_row=1)) for _, cells in batch]
    assert len(texts) >= count
    assert back == [[key, text or None] for key, text in rows]


@pytest.mark.parametrize("header", ["sep=;", "=1", "'x", "电话"])
def test_headers_come_back_unchanged(tmp_path, header):
    write_csv(tmp_path / "a.csv", [header], [["x"]])
    options = Options(header_row=0)
    assert [cells for batch in read_rows(tmp_path / "a.csv", options) for _, cells in batch] == [
        [header],
        ["x"],
    ]


VALUES = [
    7,
    -7,
    Decimal("-12.50"),
    True,
    date(2024, 5, 6),
    datetime(2024, 5, 6, 9, 30),  # noqa: DTZ001
    time(9, 30),
    None,
    10**18,
    date(1890, 1, 2),
]
WRITTEN = [
    "7",
    "-7",
    "-12.50",
    "TRUE",
    "2024-05-06",
    "2024-05-06 09:30:00",
    "09:30:00",
    None,
    str(10**18),
    "1890-01-02",
]


def test_numbers_and_days_in_csv_are_plain(tmp_path):
    write_csv(tmp_path / "a.csv", list("abcdefghij"), [VALUES])
    with open(tmp_path / "a.csv", encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == [text or "" for text in WRITTEN]


def test_numbers_and_days_in_a_workbook_come_back(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", list("abcdefghij"), [VALUES])
    back = [cells for batch in read_rows(tmp_path / "a.xlsx", Options(header_row=1)) for _, cells in batch]
    assert back == [
        [
            "7",
            "-7",
            "-12.5",
            "TRUE",
            "2024-05-06",
            "2024-05-06T09:30:00",
            "09:30:00",
            None,
            str(10**18),
            "1890-01-02",
        ]
    ]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path):
    texts = [*FORMULAS, "http://example.com"]
    write_xlsx(tmp_path / "a.xlsx", ["=1"], [[text] for text in texts])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert {cell.data_type for cells in sheet.iter_rows() for cell in cells} == {"s", "inlineStr"} - {
        "inlineStr"
    }
    assert not sheet._hyperlinks


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.parametrize("text", ["x" * 32_767, "a\0b"])
def test_a_table_that_would_not_come_back_leaves_no_file(write, text, tmp_path):
    with pytest.raises(UnwritableTable):
        write(tmp_path / "export", ["a"], [[text]])
    assert list(tmp_path.iterdir()) == []


def test_a_failing_export_keeps_the_file_that_was_there(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("before")

    def rows():
        yield ["x"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_csv(path, ["a"], rows())
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
