"""Understanding one cell: each function returns a value, a Problem, or None for an empty cell."""

from .birthdays import Birthday, parse_birthday
from .choices import GENDERS, HOBBIES, Choices, Chosen, parse_boolean, parse_choice, parse_choices, parse_list
from .dates import ORDERS, DateOrder, infer_date_order, parse_date, parse_datetime
from .emails import parse_email
from .numbers import DecimalPoint, Money, infer_decimal_point, parse_decimal, parse_integer, parse_money
from .phones import Phone, parse_phone
from .problems import Problem
from .texts import parse_code, parse_text

__all__ = [
    "GENDERS",
    "HOBBIES",
    "ORDERS",
    "Birthday",
    "Choices",
    "Chosen",
    "DateOrder",
    "DecimalPoint",
    "Money",
    "Phone",
    "Problem",
    "infer_date_order",
    "infer_decimal_point",
    "parse_birthday",
    "parse_boolean",
    "parse_choice",
    "parse_choices",
    "parse_code",
    "parse_date",
    "parse_datetime",
    "parse_decimal",
    "parse_email",
    "parse_integer",
    "parse_list",
    "parse_money",
    "parse_phone",
    "parse_text",
]
