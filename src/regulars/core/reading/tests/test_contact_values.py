"""Phones and mailboxes as people and spreadsheets write them."""

import pytest

from regulars.core.reading.values import Phone, Problem, parse_email, parse_phone

MOBILE = Phone("+8613800138000")


@pytest.mark.parametrize(
    "text",
    [
        "13800138000", "13800138000.0", "1.3800138E10", "+86 138 0013 8000", "+8613800138000", "008613800138000",
        "86-138-0013-8000", "１３８００１３８０００", "138-0013-8000", "138 0013 8000", "'13800138000", "电话：13800138000",
        "\u202a13800138000\u202c", "\u200b13800138000", "(+86)13800138000", " 13800138000 ", "013800138000",
    ],
)  # fmt: skip
def test_a_mobile_number_is_one_number_however_it_is_written(text):
    assert parse_phone(text) == MOBILE


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("0571-8731 6602 转 8", Phone("+8657187316602", "8")),
        ("0571-87316602-8012", Phone("+8657187316602", "8012")),
        ("(010) 6552 9988 ext. 12", Phone("+861065529988", "12")),
        ("0571-87316602", Phone("+8657187316602")),
        ("400-812-3123", Phone("+864008123123")),
        ("+44 20 7946 0958", Phone("+442079460958")),
        ("00442079460958", Phone("+442079460958")),
        ("+1 (650) 253-0000", Phone("+16502530000")),
        ("+852 2345 6789", Phone("+85223456789")),
    ],
)
def test_other_numbers_keep_country_and_extension(text, phone):
    assert parse_phone(text) == phone


def test_a_number_without_country_belongs_to_the_region():
    assert parse_phone("020 7946 0958", region="GB") == Phone("+442079460958")
    assert parse_phone("13800138000", region="GB") == Problem("not_a_phone", "13800138000")


@pytest.mark.parametrize("text", ["1.38E+10", "1.38001E+10", "1.4E+10", "8.61380013800E+3"])
def test_a_number_that_lost_digits_is_refused(text):
    assert parse_phone(text) == Problem("digits_lost", text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("87316602", "area_code_missing"),
        ("13800138000/13900139000", "several_phones"),
        ("13800138000、13900139000", "several_phones"),
        ("1380013800", "not_a_phone"),
        ("138001380000", "not_a_phone"),
        ("12800138000", "not_a_phone"),
        ("王小明", "not_a_phone"),
        ("+999 1234", "not_a_phone"),
        ("FALSE", "not_a_phone"),
    ],
)
def test_what_is_no_number_says_why(text, code):
    problem = parse_phone(text)
    assert problem == Problem(code, text)
    assert text in str(problem.sentence)


@pytest.mark.parametrize("parse", [parse_phone, parse_email])
@pytest.mark.parametrize("text", [None, "", "  ", "-", "无", "NULL", "n/a", "\u3000"])
def test_an_empty_cell_is_nothing(parse, text):
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("wang@example.com", "wang@example.com"),
        ("Wang.Xm+shop@EXAMPLE.Com", "Wang.Xm+shop@example.com"),
        ("ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "wang@example.com"),
        ("王@例子.中国", "王@xn--fsqu00a.xn--fiqs8s"),
        ("Wang <wang@example.com>", "wang@example.com"),
        ("mailto:wang@example.com", "wang@example.com"),
        (" wang@example.com\u200b", "wang@example.com"),
    ],
)
def test_a_mailbox_has_one_spelling(text, address):
    assert parse_email(text) == address


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("wang@example", "not_an_email"),
        ("wang.example.com", "not_an_email"),
        ("wang@@example.com", "not_an_email"),
        ("wang@example..com", "not_an_email"),
        ("wang@-example.com", "not_an_email"),
        (".wang@example.com", "not_an_email"),
        ("wang@127.0.0.1", "not_an_email"),
        ("a b@example.com", "not_an_email"),
        ("a@example.com; b@example.com", "several_emails"),
        ("x" * 65 + "@example.com", "not_an_email"),
    ],
)
def test_what_is_no_mailbox_says_why(text, code):
    assert parse_email(text) == Problem(code, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("138" + " " * 189 + "00138000", MOBILE),
        ("138" + " " * 190 + "00138000", Problem("not_a_phone", "138" + " " * 190 + "00138000")),
        ("1" + " " * 32_000 + "x", Problem("not_a_phone", "1" + " " * 32_000 + "x")),
    ],
    ids=["as long as any", "longer", "very long"],
)
def test_a_cell_that_is_too_long_for_a_phone_is_not_pondered(text, found):
    assert parse_phone(text) == found


def test_a_cell_that_is_too_long_for_a_mailbox_is_not_pondered():
    named = "L" * 480 + "<lin@example.com>"
    assert parse_email(named) == "lin@example.com"
    assert parse_email("Lin " + named) == Problem("not_an_email", "Lin " + named)
    assert parse_email("\ufdfa" * 500) == Problem("not_an_email", "\ufdfa" * 500)
