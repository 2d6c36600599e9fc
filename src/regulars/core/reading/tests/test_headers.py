"""Which row names the columns."""

import pytest

from regulars.core.reading import header_key, header_keys


@pytest.mark.parametrize(
    "written", ["手机号", " 手机号 ", "手机\u00a0号", "手 机 号", "手机号：", "手机号*", "\ufeff手机号"]
)
def test_headers_that_look_alike_are_the_same(written):
    assert header_key(written) == "手机号"


@pytest.mark.parametrize(
    "written",
    ["Customer Name", "customer_name", "CUSTOMER-NAME", "Ｃｕｓｔｏｍｅｒ　Ｎａｍｅ", "CustomerName"],
)
def test_case_width_and_punctuation_do_not_count(written):
    assert header_key(written) == "customername"


def test_what_stands_in_brackets_may_be_left_out():
    assert header_keys("金额(元)") == ("金额元", "金额")
    assert header_keys("手机（必填）") == ("手机必填", "手机")


def test_duplicated_and_empty_headers_are_announced_by_their_letters(look):
    inspection = look("姓名,电话, 电话 ,\n王小明,1,2,x\n")
    assert [header.duplicate for header in inspection.headers] == [False, True, True, False]
    assert [(notice.code, notice.where) for notice in inspection.notices] == [
        ("empty_headers", {"columns": "D"}),
        ("duplicated_headers", {"header": "电话", "columns": "B, C"}),
    ]


def test_headers_are_shown_exactly_as_they_stand(look):
    assert [header.shown for header in look("姓\u00a0名 ,ＴＥＬ\n王,1\n").headers] == [
        "姓\u00a0名 ",
        "ＴＥＬ",
    ]


def test_a_table_without_header_says_so_and_loses_no_row(look, rows_of):
    content = "王小明,13800138000\n李雷,13900139000\n"
    inspection = look(content)
    assert (inspection.has_header, inspection.row_count) == (False, 2)
    assert [notice.code for notice in inspection.notices] == ["no_header"]
    assert rows_of(content) == [(1, ["王小明", "13800138000"]), (2, ["李雷", "13900139000"])]


def test_a_title_above_the_table_is_left_out(look, rows_of):
    content = "2024年客户名单,,\n,,\n姓名,电话,城市\n王小明,1,杭州\n"
    inspection = look(content)
    assert (inspection.header_row, inspection.row_count) == (3, 1)
    assert [notice.code for notice in inspection.notices] == ["rows_above_header"]
    assert rows_of(content) == [(4, ["王小明", "1", "杭州"])]


def test_a_header_of_two_rows_is_joined(look, rows_of):
    content = "客户,,订单,\n姓名,电话,编号,金额\n王小明,13800138000,A1,100\n"
    inspection = look(content)
    assert [header.shown for header in inspection.headers] == [
        "客户 姓名",
        "客户 电话",
        "订单 编号",
        "订单 金额",
    ]
    assert rows_of(content) == [(3, ["王小明", "13800138000", "A1", "100"])]


def test_columns_that_the_caller_knows_find_the_header(look):
    content = "名单,备注\n手机,姓名\n文字,文字\n"
    assert look(content).header_row == 1
    assert look(content, known_headers=frozenset({"手机", "姓名"})).header_row == 2


def test_a_person_can_say_where_the_header_is(look, rows_of):
    content = "a,b\nc,d\ne,f\n"
    assert look(content, header_row=2).headers[0].shown == "c"
    assert rows_of(content, header_row=2) == [(3, ["e", "f"])]
    assert rows_of(content, header_row=0) == [(1, ["a", "b"]), (2, ["c", "d"]), (3, ["e", "f"])]


def test_a_header_alone_is_announced(look):
    inspection = look("姓名,电话\n")
    assert (inspection.row_count, [notice.code for notice in inspection.notices]) == (0, ["no_rows"])
