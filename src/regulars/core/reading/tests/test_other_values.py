"""Amounts, yes and no, choices, texts and codes."""

from decimal import Decimal

import pytest

from regulars.core.reading.values import (
    GENDERS,
    HOBBIES,
    Chosen,
    Money,
    Problem,
    infer_decimal_point,
    parse_boolean,
    parse_choice,
    parse_choices,
    parse_code,
    parse_decimal,
    parse_integer,
    parse_list,
    parse_money,
    parse_text,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.56", "1234.56"), ("1,234.56", "1234.56"), ("1.234,56", "1234.56"), ("12,5", "12.5"), ("1,234", "1234"),
        ("(1,234.56)", "-1234.56"), ("（１２３）", "-123"), ("-5", "-5"), ("5-", "-5"), ("−7", "-7"), ("+7", "7"), ("15%", "0.15"), ("１５％", "0.15"),
        ("1.5万", "15000"), ("2亿", "200000000"), ("1 234.5", "1234.5"), ("1'234.50", "1234.50"), (".5", "0.5"), ("'12", "12"), ("0.0001", "0.0001"),
        ("2.5E-3", "0.0025"), ("1,234,567.8", "1234567.8"), ("-¥5", "-5"), ("¥-5", "-5"),
    ],
)  # fmt: skip
def test_a_number_is_understood_exactly(text, number):
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "..",
        "1,2345",
        "12,34,567",
        "1.2.3",
        "元",
        "--5",
        "1-2",
        "0x10",
        "１２a",
        "9" * 50,
        "NaN1",
        "Infinity",
    ],
)
def test_what_is_no_number_is_a_problem(text):
    assert parse_decimal(text) == Problem("not_a_number", text)


@pytest.mark.parametrize("text", ["1E+3", "4.5E+05", "1.23457E+11"])
def test_an_amount_that_lost_digits_is_refused(text):
    assert parse_decimal(text) == Problem("digits_lost", text)


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("¥1,234", Money(Decimal(1234), "CNY")),
        ("￥１２３", Money(Decimal(123), "CNY")),
        ("88元", Money(Decimal(88), "CNY")),
        ("£ 2.55", Money(Decimal("2.55"), "GBP")),
        ("1.234,50 €", Money(Decimal("1234.50"), "EUR")),
        ("US$ 3.20", Money(Decimal("3.20"), "USD")),
        ("$5", Money(Decimal(5), None)),
        ("5", Money(Decimal(5), None)),
    ],
)
def test_an_amount_keeps_its_currency(text, money):
    assert parse_money(text) == money


@pytest.mark.parametrize(
    ("values", "point"),
    [
        (["1.234,56", "1.234"], ","),
        (["12,5", "1.234"], ","),
        (["0,2345"], ","),
        (["1,234.5"], "."),
        (["1,234"], None),
        (["7"], None),
    ],
)
def test_a_column_proves_its_decimal_mark(values, point):
    assert infer_decimal_point(values) == point


def test_the_decimal_mark_of_the_column_decides():
    assert parse_decimal("1.234", point=",") == Decimal(1234)
    assert parse_decimal("1.234") == Decimal("1.234")
    assert parse_decimal("0,2345", point=",") == Decimal("0.2345")
    assert parse_decimal("1,234", point=",") == Decimal("1.234")


def test_a_whole_number_may_be_written_as_a_fraction_that_is_none():
    assert [parse_integer(text) for text in ("12", "12.0", "1,200", "-3")] == [12, 12, 1200, -3]
    assert parse_integer("12.5") == Problem("not_whole", "12.5")


@pytest.mark.parametrize("text", ["是", "Y", "yes", "TRUE", "1", "√", "Ｙ", " 有 ", "对"])
def test_yes_has_many_words(text):
    assert parse_boolean(text) is True


@pytest.mark.parametrize("text", ["否", "N", "no", "False", "0", "×", "不是", "没有", "无"])
def test_no_has_many_words(text):
    assert parse_boolean(text) is False


def test_maybe_is_neither():
    assert parse_boolean("maybe") == Problem("not_yes_or_no", "maybe")
    assert parse_boolean("") is None


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("男", "male"),
        ("女士", "female"),
        ("M", "male"),
        ("ｆ", "female"),
        ("保密", "unknown"),
        ("Female", "female"),
    ],
)
def test_a_gender_is_understood_in_both_languages(text, gender):
    assert parse_choice(text, GENDERS) == gender


def test_a_word_that_is_no_choice_names_the_choices():
    problem = parse_choice("王", GENDERS)
    assert problem.code == "unknown_choice"
    assert "male, female, unknown" in str(problem.sentence)


def test_hobbies_are_a_list_and_free_words_stay():
    assert parse_choices("文艺、体育；钓鱼/Mahjong，麻将", HOBBIES) == Chosen(
        ("arts", "sports", "mahjong"), ("钓鱼",)
    )
    assert parse_list(" a, b;a\nc ") == ("a", "b", "c")
    assert parse_choices(None, HOBBIES) == Chosen((), ())


@pytest.mark.parametrize("text", ["NULL", "=cmd", "\u202eabc", "e\u0301", "𠮷", " x ", "無"])
def test_a_text_is_kept_exactly(text):
    assert parse_text(text, longest=10) == text


def test_an_empty_text_is_nothing_and_a_long_one_a_problem():
    assert parse_text(" \u3000\n", longest=10) is None
    problem = parse_text("长" * 11, longest=10)
    assert (problem.code, dict(problem.params)) == ("too_long", {"length": 11, "longest": 10})
    assert str(problem.sentence) == "The text has 11 characters; at most 10 fit. Shorten it."


@pytest.mark.parametrize("text", ["00123", "11010119900307001X", "85123A", "C536379", "1.0", "２"])
def test_a_code_keeps_its_zeros_and_letters(text):
    assert parse_code(f" {text}\t") == text


@pytest.mark.parametrize("text", ["1.1010119900307E+17", "6.22202E+15", "1E+10"])
def test_a_code_that_lost_digits_is_refused(text):
    assert parse_code(text) == Problem("digits_lost", text)
