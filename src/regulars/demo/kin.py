"""Birthdays, and the family around a customer: ages, names and days that fit each other."""

from datetime import date, timedelta

from borax.calendars.lunardate import LunarDate

from regulars.demo import traits
from regulars.demo.drawing import Draw
from regulars.demo.given_names import given_names
from regulars.demo.records import Birthday, Both, Customer, Language, Relative

# Years in which a month of the lunar calendar came twice, and which.
LEAP_MONTHS = {1963: 4, 1966: 3, 1968: 7, 1971: 5, 1974: 4, 1976: 8, 1979: 6, 1982: 4, 1984: 10, 1987: 6, 1990: 5, 1993: 3,
               1995: 8, 1998: 5, 2001: 4}  # fmt: skip
EMPLOYED = {
    name for job in traits.OCCUPATIONS if not (job.is_retired or job.is_own_master) for name in job.name
}
OTHER = {"male": "female", "female": "male"}


def relatives(customer: Customer, draw: Draw, *, year: int, language: Language, as_of: date) -> None:
    """At most one of the family and one day in it, as much as a shop hears."""
    age = as_of.year - year
    knows_one, knows_event, kind, knows_day = (
        draw.chance(0.3),
        draw.chance(0.16),
        draw.share(),
        draw.chance(0.6),
    )
    is_married = age >= 28 and draw.chance(0.8)
    if knows_one:
        draw_one = _parent if kind < 0.3 and age < 60 else _spouse if kind < 0.6 and is_married else _child
        one = draw_one(draw, customer, year=year, language=language, as_of=as_of, knows_day=knows_day)
        customer.family += [one] if one else []
    if knows_event:
        _event(customer, draw, year=year, is_married=is_married, language=language, as_of=as_of)


def _spouse(
    draw: Draw, customer: Customer, *, year: int, language: Language, as_of: date, knows_day: bool
) -> Relative:
    born = year + draw.whole(-4, 4)
    name = _called(draw, OTHER[customer.gender], year=born, language=language)
    day, note = birthday(draw, year=born), draw.pick(traits.SPOUSE_NOTES).to(language)
    return Relative(traits.SPOUSE.to(language), name, day if knows_day else None, note, yearly=True)


def _child(
    draw: Draw, customer: Customer, *, year: int, language: Language, as_of: date, knows_day: bool
) -> Relative | None:
    """Born when the customer was between 23 and 36; named, with where it is at school."""
    born, gender = year + draw.whole(23, 36), draw.pick(("male", "female"))
    name, day = _called(draw, gender, year=born, language=language), birthday(draw, year=born)
    if born >= as_of.year:
        return None
    relation = traits.SON if gender == "male" else traits.DAUGHTER
    age = as_of.year - born
    where = next(text for oldest, text in traits.SCHOOLS if age <= oldest)
    known = (
        Birthday(day.calendar, day.month, day.day, day.year or born, day.leap_month) if knows_day else None
    )
    return Relative(relation.to(language), name, known, where.to(language), yearly=True)


def _parent(
    draw: Draw, customer: Customer, *, year: int, language: Language, as_of: date, knows_day: bool
) -> Relative:
    """The shop knows that there is one, not what others call them."""
    relation, note = draw.pick((traits.FATHER, traits.MOTHER)), draw.pick(traits.PARENT_NOTES)
    day = birthday(draw, year=year - draw.whole(23, 34))
    return Relative(relation.to(language), "", day if knows_day else None, note.to(language), yearly=True)


def _event(
    customer: Customer, draw: Draw, *, year: int, is_married: bool, language: Language, as_of: date
) -> None:
    note, since = draw.pick(traits.EVENT_NOTES), draw.share()
    lately = customer.created_on + timedelta(days=int(since * (as_of - customer.created_on).days))
    kind, day, years = draw.share(), date(as_of.year, draw.whole(1, 12), draw.whole(1, 28)), draw.share()
    has_shop = customer.occupation in traits.SHOP_OWNER
    if is_married and kind < 0.5:
        married = min(year + 23 + int(years * 12), as_of.year - 1)
        event, on, note = traits.WEDDING, day.replace(year=married), Both("", "")
    elif has_shop:
        event, on, note = traits.OPENING, day.replace(year=as_of.year - 1 - int(years * 12)), Both("", "")
    else:
        is_working = customer.occupation in EMPLOYED and year > as_of.year - 55
        event, on = (traits.PROMOTION if is_working and kind < 0.8 else traits.MOVING), lately
    when = Birthday("solar", on.month, min(on.day, 28), on.year)
    customer.family.append(
        Relative(event.name.to(language), "", when, note.to(language), yearly=event.yearly)
    )


def _called(draw: Draw, gender: str, *, year: int, language: Language) -> str:
    """A given name; in Chinese one of two characters, as one says it alone."""
    share = draw.share()
    names = [name for name in given_names(gender, year=year, language=language) if len(name) > 1]
    return names[int(share * len(names))]


def birthday(draw: Draw, *, year: int) -> Birthday:
    """Mostly solar with a year; some lunar, a few in a leap month, on 29 February or without a year."""
    kind, has_year = draw.share(), draw.chance(0.8)
    month, day = draw.whole(1, 12), draw.whole(1, 28)
    if kind < 0.02:
        return Birthday("solar", 2, 29, year - year % 4 if has_year else None)
    if kind < 0.05 and year in LEAP_MONTHS:
        return Birthday("lunar", LEAP_MONTHS[year], min(day, 29), year, leap_month=True)
    if kind < 0.24:
        return Birthday("lunar", month, draw.whole(1, 29), year if has_year else None)
    return Birthday("solar", month, day, year if has_year else None)


def lunar_day(day: date) -> Birthday | None:
    """The lunar birthday that falls on a day, unless that day stands in a leap month."""
    lunar = LunarDate.from_solar(day)
    return None if lunar.leap else Birthday("lunar", lunar.month, lunar.day)
