"""The whole tea shop 云雾茶行, Cloud Mist Tea: same seed and same day, same business."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from regulars.demo import browsing, catalogue, people, team, telephones
from regulars.demo.buying import Till
from regulars.demo.cast import cast
from regulars.demo.drawing import Draw
from regulars.demo.habits import HISTORY_DAYS, draw_habit
from regulars.demo.records import Both, Business, Customer, Language
from regulars.demo.talking import Talk

SEED = "cloud-mist"
NAME = Both("云雾茶行", "Cloud Mist Tea")
PREFIX = Both("YW", "CM")
REGION = Both("CN", "US")
CURRENCY = Both("CNY", "USD")
TIMEZONE = Both("Asia/Shanghai", "America/Los_Angeles")
PERSONS, FIRMS = 1070, 110


def build(*, language: Language, as_of: date, seed: str = SEED) -> Business:
    """The business as it stood on the morning of `as_of`: the last entries are of the day before."""
    products, teams = catalogue.products(language), tuple(name.to(language) for name in team.TEAMS)
    till = Till(products=products, language=language, teams=teams, as_of=as_of)
    talk = Talk(products=products, language=language, as_of=as_of)
    customers = [
        *cast(till, talk, language=language, as_of=as_of),
        *(
            _customer(till, talk, kind, number, language=language, as_of=as_of, seed=seed)
            for kind, number in _numbers()
        ),
    ]
    _number_orders(customers, PREFIX.to(language))
    if language == "en":
        telephones.connect(customers)
    return Business(
        name=NAME.to(language),
        prefix=PREFIX.to(language),
        language=language,
        region=REGION.to(language),
        currency=CURRENCY.to(language),
        timezone=TIMEZONE.to(language),
        as_of=as_of,
        since=as_of - timedelta(days=HISTORY_DAYS),
        teams=teams,
        staff=team.staff(language),
        categories=catalogue.categories(language),
        products=products,
        customers=tuple(customers),
    )


def _numbers() -> list[tuple[str, int]]:
    return [("person", n) for n in range(1, PERSONS + 1)] + [("firm", n) for n in range(1, FIRMS + 1)]


def _customer(
    till: Till, talk: Talk, kind: str, number: int, *, language: Language, as_of: date, seed: str
) -> Customer:
    """One stream of chance per customer and theme, so that a change in one leaves the others."""
    streams = {
        theme: Draw(seed, kind, number, theme) for theme in ("habit", "profile", "orders", "talk", "looks")
    }
    habit = draw_habit(streams["habit"], kind=kind, as_of=as_of)
    draw_profile = people.firm if kind == "firm" else people.person
    customer = draw_profile(streams["profile"], number, habit, language=language, as_of=as_of)
    customer.orders = till.orders(customer, habit, streams["orders"])
    talk.fill(customer, streams["talk"])
    customer.browsing = browsing.browse(customer, habit, streams["looks"], language=language, as_of=as_of)
    return customer


def _number_orders(customers: list[Customer], prefix: str) -> None:
    """Orders are numbered through within their month, as the till does it."""
    every = sorted(
        (order.at, place, n) for place, who in enumerate(customers) for n, order in enumerate(who.orders)
    )
    counted: Counter[str] = Counter()
    for at, place, n in every:
        month = f"{at:%y%m}"
        counted[month] += 1
        orders = customers[place].orders
        orders[n] = replace(orders[n], code=f"{prefix}-{month}-{counted[month]:04d}")
