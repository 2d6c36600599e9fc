"""How the cells of a column become values: a thin layer over ``core.reading.values`` that raises."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils import translation

from regulars.core.reading import values
from regulars.core.settings_declared import known_currency
from regulars.customers import choices, personality
from regulars.customers.importing.fields import Parse, Unreadable, Ways

LARGEST = Decimal(10) ** 10


def _checked(found: Any) -> Any:
    if isinstance(found, values.Problem):
        raise Unreadable(found.code, **found.params)
    return found


def text(cell: str, ways: Ways) -> str | None:
    """Exactly as it stands."""
    return None if cell.isspace() else cell


def name(cell: str, ways: Ways) -> str:
    return cell.strip()


def code(cell: str, ways: Ways) -> str | None:
    return _checked(values.parse_code(cell, longest=len(cell) + 1))


EXACT: frozenset[Parse] = frozenset((text, name, code))  # how such a cell is written does not matter


def number(cell: str, ways: Ways) -> Decimal | None:
    found = _checked(values.parse_decimal(cell, point=ways.point))
    if found is not None and abs(found) >= LARGEST:
        raise Unreadable("number_too_large")
    return found


def quantity(cell: str, ways: Ways) -> Decimal | None:
    return _with_places(number(cell, ways), 4)


def price(cell: str, ways: Ways) -> Decimal | None:
    found = _checked(values.parse_money(cell, point=ways.point))
    if found is not None and abs(found.amount) >= LARGEST:
        raise Unreadable("number_too_large")
    return _with_places(found.amount, 4) if found is not None else None


def amount(cell: str, ways: Ways) -> Decimal | None:
    found = price(cell, ways)
    return _with_places(found, 2)


def _with_places(found: Decimal | None, places: int) -> Decimal | None:
    if found is not None and found != round(found, places):
        raise Unreadable("too_many_places", places=places)
    return found


def whole(cell: str, ways: Ways) -> int | None:
    found = _checked(values.parse_integer(cell, point=ways.point))
    if found is not None and found < 0:
        raise Unreadable("number_negative")
    if found is not None and found > 32_767:
        raise Unreadable("number_too_large")
    return found


def moment(cell: str, ways: Ways) -> datetime | None:
    found: datetime | None = _checked(
        values.parse_datetime(cell, zone=ways.zone, order=ways.date_order, from_1904=ways.from_1904)
    )
    return found


def day(cell: str, ways: Ways) -> date | None:
    found: date | None = _checked(values.parse_date(cell, order=ways.date_order, from_1904=ways.from_1904))
    return found


def time_of_day(cell: str, ways: Ways) -> time:
    try:
        return time.fromisoformat(cell.strip())
    except ValueError:
        raise Unreadable("not_a_time") from None


def birthday(cell: str, ways: Ways) -> dict[str, Any] | None:
    found = _checked(
        values.parse_birthday(cell, today=ways.today, order=ways.date_order, from_1904=ways.from_1904)
    )
    if found is None:
        return None
    return {
        "day_calendar": choices.Calendar.LUNAR if found.lunar else choices.Calendar.SOLAR,
        "day_year": found.year,
        "day_month": found.month,
        "day_day": found.day,
        "day_leap": found.leap,
    }


def phone(cell: str, ways: Ways) -> tuple[str, str] | None:
    """As written, and as compared."""
    found = _checked(values.parse_phone(cell, region=ways.region))
    if found is None:
        return None
    normalised = f"{found.e164};ext={found.extension}" if found.extension else found.e164
    return cell.strip(), normalised


def email(cell: str, ways: Ways) -> tuple[str, str] | None:
    found = _checked(values.parse_email(cell))
    return (cell.strip(), found.lower()) if found else None


def wechat(cell: str, ways: Ways) -> tuple[str, str] | None:
    found = code(cell, ways)
    return (found, found.lower()) if found else None


def boolean(cell: str, ways: Ways) -> bool | None:
    found: bool | None = _checked(values.parse_boolean(cell))
    return found


def words(cell: str, ways: Ways) -> list[str] | None:
    return list(values.parse_list(cell)) or None


def traits(cell: str, ways: Ways) -> list[str] | None:
    """Words for what somebody is like; those the program offers count the same in both languages."""
    return list(dict.fromkeys(map(personality.stored, words(cell, ways) or ()))) or None


def currency(cell: str, ways: Ways) -> str:
    try:
        return known_currency(cell)
    except ValueError:
        raise Unreadable("no_currency") from None


def person(cell: str, ways: Ways) -> int:
    """A member of staff, by name or user name."""
    found = ways.people.get(cell.strip().casefold())
    if found is None:
        raise Unreadable("unknown_person")
    return found


def choice(of: type[TextChoices], synonyms: Mapping[str, tuple[str, ...]] | None = None) -> Parse:
    """One of a closed list, by its value, its word in either language, or a synonym."""
    known: list[values.Choices] = []

    def parse(cell: str, ways: Ways) -> str | None:
        if not known:
            known.append(_words_of(of, synonyms or {}))
        found: str | None = _checked(values.parse_choice(cell, known[0]))
        return found

    return parse


def listed(of: type[TextChoices], synonyms: Mapping[str, tuple[str, ...]] | None = None) -> Parse:
    """Several of a closed list; every word has to be one of it."""
    known: list[values.Choices] = []

    def parse(cell: str, ways: Ways) -> list[str] | None:
        if not known:
            known.append(_words_of(of, synonyms or {}))
        found = values.parse_choices(cell, known[0])
        if found.others:
            raise Unreadable("unknown_choice", choices=", ".join(str(label) for label in of.labels))
        return list(found.values) or None

    return parse


def _words_of(of: type[TextChoices], synonyms: Mapping[str, tuple[str, ...]]) -> values.Choices:
    words = {value: (*_labels(of, value), *synonyms.get(value, ())) for value in of.values}
    return values.Choices(words, labels=dict(of.choices))


def _labels(of: type[TextChoices], value: str) -> list[str]:
    found = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            found.append(str(of(value).label))
    return found


DEPARTMENTS = {
    "sales": ("销售", "销售部", "销售部门", "sales"),
    "marketing": ("市场", "市场部", "市场营销", "市场营销部", "营销", "marketing"),
    "service": ("客服", "客户服务", "客服部", "售后", "service", "support"),
}
department = choice(choices.Department, DEPARTMENTS)
