"""Workbooks: exact values, and what is hidden in them."""

import io
from datetime import date, datetime

import openpyxl
import pytest
import python_calamine

from regulars.core.reading import Options, ReadingRefused, read_rows

from .corpus import inline, packed, parts, row, sheet_xml, workbook

STYLES = (
    '<numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="00000"/>'
    '<numFmt numFmtId="166" formatCode="m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/>'
    '<xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="10"/></cellXfs>'
)
PLAIN, DAY, MOMENT, TIME, PADDED, MONTH_DAY, HOURS, PERCENT = range(8)


def number(reference: str, value: str, style: int = PLAIN) -> str:
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def column(*cells: tuple[str, int], properties: str = "") -> bytes:
    data = row(1, inline("A1", "值"))
    data += "".join(row(at, number(f"A{at}", value, style)) for at, (value, style) in enumerate(cells, 2))
    return packed(parts(sheet_xml(data), styles=STYLES, properties=properties))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("13800138000", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("1.3800138E10", "13800138000"),
        ("0.30000000000000004", "0.3"),
        ("2.5499999999999998", "2.55"),
        ("1E-7", "0.0000001"),
        ("-5", "-5"),
        ("-0", "0"),
        ("123456789012345", "123456789012345"),
    ],
)
def test_a_number_is_what_a_person_would_write(rows_of, written, text):
    assert rows_of(column((written, PLAIN)), "a.xlsx", header_row=1) == [(2, [text])]


@pytest.mark.parametrize("written", ["110101199003070000", "1.1010119900307E+17", "6222021234567890"])
def test_a_number_of_more_than_15_digits_is_damaged(problems_of, look, written):
    content = column((written, PLAIN))
    assert problems_of(content, "a.xlsx", header_row=1) == [(2, 1, "digits_lost", written)]
    assert "A2" in str(look(content, "a.xlsx", header_row=1).notices[0].sentence)


@pytest.mark.parametrize(
    ("serial", "style", "text"),
    [
        ("1", DAY, "1900-01-01"),
        ("59", DAY, "1900-02-28"),
        ("61", DAY, "1900-03-01"),
        ("45418", DAY, "2024-05-06"),
        ("45418.5", MOMENT, "2024-05-06T12:00:00"),
        ("45418", MOMENT, "2024-05-06T00:00:00"),
        ("45418.999999999", MOMENT, "2024-05-07T00:00:00"),
        ("0.75", TIME, "18:00:00"),
        ("1.5", HOURS, "36:00:00"),
        ("45418", MONTH_DAY, "05-06"),
        ("2958465", DAY, "9999-12-31"),
        ("123", PADDED, "00123"),
        ("0.15", PERCENT, "0.15"),
    ],
)
def test_days_do_not_shift_and_shown_zeros_stay(rows_of, serial, style, text):
    assert rows_of(column((serial, style)), "a.xlsx", header_row=1) == [(2, [text])]


@pytest.mark.parametrize("serial", ["60", "0", "-1", "2958466", "1E300"])
def test_a_day_that_never_was_is_a_problem(problems_of, serial):
    assert problems_of(column((serial, DAY)), "a.xlsx", header_row=1) == [(2, 1, "impossible_date", serial)]


def test_a_workbook_of_1904_keeps_its_days(rows_of, look):
    content = column(("0", DAY), ("60", DAY), ("43956", DAY), properties='<workbookPr date1904="1"/>')
    assert [cells[0] for _, cells in rows_of(content, "a.xlsx", header_row=1)] == [
        "1904-01-01",
        "1904-03-01",
        "2024-05-06",
    ]
    inspection = look(content, "a.xlsx", header_row=1)
    assert inspection.from_1904
    assert [notice.code for notice in inspection.notices] == ["from_1904"]


def test_formulas_and_errors_are_reported_where_they_stand(rows_of, problems_of):
    data = row(1, inline("A1", "姓名"), inline("B1", "金额")) + row(
        2,
        '<c r="A2" t="str"><f>"王"&amp;"明"</f><v>王明</v></c>',
        '<c r="B2"><f>1+1</f></c>',
    )
    data += row(3, '<c r="A3" t="e"><v>#N/A</v></c>', '<c r="B3"><f>1+1</f><v>2</v></c>')
    assert rows_of(workbook(data), "a.xlsx") == [(2, ["王明", None]), (3, ["#N/A", "2"])]
    assert problems_of(workbook(data), "a.xlsx") == [
        (2, 2, "formula_without_value", ""),
        (3, 1, "error_value", "#N/A"),
    ]


def test_rich_text_is_joined_and_readings_above_it_are_not_text(rows_of):
    strings = "<si><r><t>王</t></r><r><t xml:space='preserve'> 明</t></r><rPh><t>ワン</t></rPh></si><si><t>a_x000D_b_xD83D__xDE00__x005F_x000D_</t></si>"
    data = row(1, '<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>')
    content = packed(parts(sheet_xml(data), strings=strings))
    assert rows_of(content, "a.xlsx", header_row=0) == [(1, ["王 明", "a\rb😀_x000D_"])]


def test_what_is_hidden_is_announced(look, rows_of):
    data = (
        row(1, inline("A1", "姓名"), inline("B1", "电话"))
        + f'<row r="2" hidden="1">{inline("A2", "王")}</row>'
    )
    first = sheet_xml(
        data,
        before='<cols><col min="2" max="2" hidden="1"/></cols>',
        after='<sheetProtection sheet="1"/><autoFilter ref="A1:B2"/><mergeCells><mergeCell ref="A3:B4"/></mergeCells>',
    )
    content = packed(
        parts(
            first,
            sheet_xml(row(1, inline("A1", "秘密"))),
            names=("客户", "底"),
            states=("", 'state="veryHidden"'),
        )
    )
    inspection = look(content, "a.xlsx")
    assert [(notice.code, notice.where) for notice in inspection.notices] == [
        ("hidden_sheets", {"sheets": "底"}),
        ("filtered_rows", {"sheet": "客户", "count": 1}),
        ("hidden_columns", {"sheet": "客户", "columns": "B"}),
        ("merged_cells", {"sheet": "客户", "count": 1, "ranges": "A3:B4"}),
        ("protected_sheet", {"sheet": "客户"}),
    ]
    assert rows_of(content, "a.xlsx") == [(2, ["王", None])]
    assert rows_of(content, "a.xlsx", sheet="底", header_row=0) == [(1, ["秘密"])]


def test_columns_hidden_a_thousand_times_are_hidden_once(look):
    hidden = (
        '<cols><col min="2" max="3" hidden="1"/>' + '<col min="1" max="16384" hidden="1"/>' * 1000 + "</cols>"
    )
    sheet = look(workbook(row(1, inline("A1", "姓名")), before=hidden), "a.xlsx").sheets[0]
    assert sheet.hidden_columns == list(range(2, 257))


def test_many_hidden_sheets_are_announced_by_the_first_of_them(look):
    names = tuple("s" * 300 + str(at) if at == 1 else f"s{at}" for at in range(20))
    plain = [sheet_xml(row(1, inline("A1", "姓名")))] * 20
    content = packed(parts(*plain, names=names, states=("", *['state="hidden"'] * 19)))
    told = {notice.code: notice.where for notice in look(content, "a.xlsx").notices}
    assert told["hidden_sheets"] == {"sheets": f"{'s' * 200}, s2, s3, s4, s5, s6, s7, s8 …"}


def test_of_several_sheets_one_is_read_and_the_others_are_announced(look, rows_of):
    first, second = (
        sheet_xml(row(1, inline("A1", "姓名")) + row(2, inline("A2", name))) for name in ("王", "李")
    )
    content = packed(parts(first, second, names=("九月", "十月")))
    notices = [(notice.code, notice.where) for notice in look(content, "a.xlsx").notices]
    assert notices == [("several_sheets", {"count": 2, "sheet": "九月"})]
    assert rows_of(content, "a.xlsx") == [(2, ["王"])]
    assert rows_of(content, "a.xlsx", sheet="十月") == [(2, ["李"])]


@pytest.mark.parametrize("written", ["a_x0000_b", "a_xD83D_b", "a_xDE00_b"])
def test_an_escape_that_is_no_character_stays_as_it_is_written(rows_of, written):
    assert rows_of(workbook(row(1, inline("A1", written))), "a.xlsx", header_row=0) == [(1, [written])]


def test_a_formula_as_header_is_named_by_its_value(look):
    data = row(1, '<c r="A1" t="str"><f>"姓"&amp;"名"</f><v>姓名</v></c>', '<c r="B1"><f>A1</f></c>')
    inspection = look(workbook(data + row(2, inline("A2", "王"), inline("B2", "1"))), "a.xlsx")
    assert [header.shown for header in inspection.headers] == ["姓名", ""]


def test_a_sheet_that_is_not_there_is_refused_by_name(look):
    with pytest.raises(ReadingRefused, match="no sheet named “客户2”"):
        look(workbook(row(1, inline("A1", "姓名"))), "a.xlsx", sheet="客户2")


def test_macros_are_announced_and_only_values_read(look, rows_of):
    content = packed(
        {
            **parts(
                sheet_xml(row(1, inline("A1", "姓名")) + row(2, inline("A2", "王"))),
                main="application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
            "xl/vbaProject.bin": b"macro",
        }
    )
    assert [notice.code for notice in look(content, "a.xlsm").notices] == ["macros"]
    assert rows_of(content, "a.xlsm") == [(2, ["王"])]


def test_an_empty_range_of_a_million_rows_costs_nothing(look):
    data = (
        row(1, inline("A1", "姓名"), '<c r="XFD1" s="1"/>')
        + row(2, inline("A2", "王"))
        + '<row r="1048576" s="1"/>'
    )
    inspection = look(workbook(data, before='<dimension ref="A1:XFD1048576"/>'), "a.xlsx")
    assert (inspection.row_count, inspection.sheets[0].rows, inspection.sheets[0].columns) == (1, 2, 1)


def test_a_workbook_in_utf16_and_with_prefixed_names_is_read(rows_of):
    xml = (
        '<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>'
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>王</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert rows_of(packed(parts(xml.encode("utf-16"))), "a.xlsx", header_row=0) == [(1, ["王"])]


def test_our_reading_agrees_with_two_other_readers(tmp_path):
    rows = [["姓名", "日", "时", "数"]] + [
        [f"客户{at}", date(1990 + at, 5, 6), datetime(2024, 5, 6, at, 30), at + 0.25]  # noqa: DTZ001
        for at in range(20)
    ]
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    path = tmp_path / "a.xlsx"
    book.save(path)
    ours = [cells for batch in read_rows(path, Options(header_row=1)) for _, cells in batch]
    theirs = (
        python_calamine.load_workbook(io.BytesIO(path.read_bytes())).get_sheet_by_index(0).to_python()[1:]
    )
    expected = [[cells[0], cells[1].isoformat(), cells[2].isoformat(), str(cells[3])] for cells in theirs]
    assert (
        ours
        == expected
        == [[row[0], row[1].isoformat(), row[2].isoformat(), str(row[3])] for row in rows[1:]]
    )
