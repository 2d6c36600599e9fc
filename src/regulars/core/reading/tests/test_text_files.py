"""Text tables as shops really have them."""

import gzip

import pytest

from regulars.core.reading import Options, ReadingRefused, read_rows

TABLE = "姓名,电话,备注\n王小明,13800138000,喜欢喝茶\n李雷,13900139000,常来\n"
READ = [(2, ["王小明", "13800138000", "喜欢喝茶"]), (3, ["李雷", "13900139000", "常来"])]


@pytest.mark.parametrize(
    ("encoding", "detected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
    ],
)
def test_a_table_reads_the_same_in_every_encoding(look, rows_of, encoding, detected):
    content = TABLE.encode(encoding)
    inspection = look(content)
    assert inspection.encoding == detected
    assert inspection.row_count == 2
    assert [header.shown for header in inspection.headers] == ["姓名", "电话", "备注"]
    assert rows_of(content) == READ


def test_rare_characters_of_gb18030_stay_exact(look, rows_of):
    table = "姓名,备注\n王𠮷,🎉\n㐂𬭩,常来的客户\n张伟,老客户介绍\n"
    content = table.encode("gb18030")
    assert look(content).encoding == "gb18030"
    assert rows_of(content) == [(2, ["王𠮷", "🎉"]), (3, ["㐂𬭩", "常来的客户"]), (4, ["张伟", "老客户介绍"])]


def test_traditional_chinese_in_big5_is_found(look):
    content = "姓名,電話,備註\n王小明,0912345678,喜歡喝茶的老客戶，常常來店裡\n".encode("big5")
    inspection = look(content)
    assert inspection.encoding == "big5"
    assert inspection.headers[1].shown == "電話"
    assert "gb18030" in [*inspection.encoding_candidates, "gb18030"]


def test_japanese_in_shift_jis_is_found(look):
    content = "名前,メモ\n山田太郎,いつもありがとうございます\n".encode("cp932")
    assert look(content).encoding == "cp932"


def test_western_text_in_cp1252_is_found(look, rows_of):
    content = "Name,City\nJürgen Müller,Köln\nRenée Café,Orléans\nAnna Schmidt,Berlin\n".encode("cp1252")
    assert look(content).encoding == "cp1252"
    assert rows_of(content)[0] == (2, ["Jürgen Müller", "Köln"])


def test_a_person_can_choose_another_encoding(look):
    content = "姓名,電話\n王小明,1\n".encode("big5")
    assert look(content, encoding="big5").headers[1].shown == "電話"


def test_one_gbk_row_in_a_utf8_file_is_named_and_not_guessed(look):
    lines = [f"{at},王小明\n".encode() for at in range(1, 50)]
    lines[29] = "30,李雷\n".encode("gbk")
    with pytest.raises(ReadingRefused) as caught:
        look(b"".join(lines))
    assert caught.value.code == "undecodable"
    assert caught.value.where["row"] == 30


def test_text_that_lost_letters_before_is_announced(look):
    assert codes(look("姓名,电话\n王\ufffd明,1\n")) == ["damaged_text"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(look, rows_of, delimiter):
    content = TABLE.replace(",", delimiter)
    assert look(content).delimiter == delimiter
    assert rows_of(content) == READ


def test_decimal_commas_do_not_hide_the_semicolon(look):
    assert look("产品;价格\n茶;12,50\n酒;99,00\n").delimiter == ";"


def test_the_hint_of_excel_is_obeyed_and_not_read(look, rows_of):
    content = "sep=;\r\n姓名;电话\r\n王小明;1,2,3\r\n"
    assert look(content).delimiter == ";"
    assert rows_of(content) == [(2, ["王小明", "1,2,3"])]


def test_quotes_and_newlines_stay_inside_their_cell(rows_of):
    content = '姓名,备注\n王小明,"说""好"",\n明天来"\n李雷,常来\n'
    assert rows_of(content) == [(2, ["王小明", '说"好",\n明天来']), (3, ["李雷", "常来"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_a_line_end(rows_of, end):
    assert rows_of(TABLE.replace("\n", end)) == READ


def test_blank_lines_are_no_rows_but_keep_their_numbers(rows_of):
    assert rows_of("姓名,电话\n\n王小明,1\n,\n\n李雷,2\n") == [(3, ["王小明", "1"]), (6, ["李雷", "2"])]


def test_a_row_with_too_much_is_a_problem_and_one_with_too_little_is_filled(rows_of, problems_of, look):
    content = "姓名,电话\n王小明,1,多余\n李雷\n韩梅梅,3,\n"
    assert rows_of(content) == [(2, ["王小明", "1"]), (3, ["李雷", None]), (4, ["韩梅梅", "3"])]
    assert problems_of(content) == [(2, 3, "extra_cells", "多余")]
    assert codes(look(content)) == ["ragged_rows"]


def test_a_stray_quotation_mark_costs_only_its_row(rows_of, problems_of):
    content = '姓名,备注\n王小明,"12" 屏幕\n李雷,常来\n'
    assert rows_of(content) == [(2, [None, None]), (3, ["李雷", "常来"])]
    assert problems_of(content) == [(2, None, "stray_quote", "")]


def test_a_problem_in_a_row_says_what_to_do(file):
    path = file("姓名,电话\n王小明,1,多余\n")
    (batch,) = read_rows(path, Options(header_row=1))
    (problem,) = batch.problems
    assert str(problem.sentence).startswith("The row has more cells than the header: “多余”.")


def test_one_column_is_a_table_too(look, rows_of):
    assert look("电话\n13800138000\n13900139000\n").delimiter == ","
    assert rows_of("电话\n13800138000\n13900139000\n") == [(2, ["13800138000"]), (3, ["13900139000"])]


def test_text_is_kept_exactly(rows_of):
    odd = ["NULL", "  两边有空格  ", "e\u0301", "\u202eabc", "\u200b", "=1+1", "😀", "0012", "x" * 10_000]
    content = "姓名,备注\n" + "".join(f"王,{text}\n" for text in odd)
    assert [cells[1] for _, cells in rows_of(content)] == odd


def test_packed_tables_of_several_members_are_one_table(rows_of, look):
    content = (
        gzip.compress("姓名,电话\n王小明,1\n".encode()) + gzip.compress("李雷,2\n".encode()) + bytes(100)
    )
    assert rows_of(content, "a.csv.gz") == [(2, ["王小明", "1"]), (3, ["李雷", "2"])]


def test_a_text_table_named_as_a_workbook_is_read_and_announced(look):
    inspection = look(TABLE, "a.xlsx")
    assert (inspection.format, codes(inspection)) == ("csv", ["wrong_ending"])


def test_two_files_put_together_in_different_encodings_are_announced_with_their_seam(look):
    older = "姓名,城市\n" + "王小明,北京市\n" * 40
    inspection = look(older.encode("gb18030") + "韩梅梅梅,上海市浦东区\n".encode() * 2)
    assert ("mixed_encodings", {"row": 42, "encoding": "GB18030"}) in [
        (notice.code, notice.where) for notice in inspection.notices
    ]
    assert "mixed_encodings" not in [notice.code for notice in look(older.encode("gb18030")).notices]


def test_of_a_long_cell_only_the_beginning_is_shown_and_all_of_it_is_read(look, rows_of):
    text = f"a,b\n1,{'长' * 30_000}\n"
    assert look(text).preview[1][1] == ["1", "长" * 200 + "…"]
    assert rows_of(text) == [(2, ["1", "长" * 30_000])]


def test_a_row_of_totals_is_announced(look):
    inspection = look("姓名,金额\n王小明,10\n李雷,20\n合计,30\n")
    assert codes(inspection) == ["totals_row"]
    assert str(inspection.notices[0].sentence).startswith("Row 4 ")


def test_many_batches_lose_no_row(rows_of):
    rows = rows_of("编号,姓名\n" + "".join(f"{at},王\n" for at in range(1, 10_001)))
    assert [number for number, _ in rows] == list(range(2, 10_002))
    assert [cells[0] for _, cells in rows] == [str(at) for at in range(1, 10_001)]


@pytest.mark.parametrize(
    "wanted", [{"encoding": "rot13"}, {"encoding": "idna"}, {"delimiter": '"'}, {"delimiter": "ab"}]
)
def test_options_that_make_no_sense_are_refused(look, wanted):
    with pytest.raises(ValueError, match=r"unknown encoding|not a delimiter"):
        look(TABLE, **wanted)


def codes(inspection):
    return [notice.code for notice in inspection.notices]
