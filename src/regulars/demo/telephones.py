"""The English shop's telephones: 555-01xx, where nobody is disturbed, near home as long as there are any."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, cycle

from regulars.demo.records import ContactPoint, Customer

SOUND = ("206", "425", "253", "360", "564")
AREAS = {
    "Seattle": SOUND,
    "Tacoma": ("253", "206", "564", "425", "360"),
    "Bellevue": ("425", "206", "564", "253", "360"),
    "Olympia": ("360", "564", "253", "206", "425"),
    "Everett": ("425", "206", "360", "564", "253"),
    "Portland": ("503", "971", "458"),
    "San Francisco": ("415", "628", "510", "650"),
    "Spokane": ("509",),
    "Bellingham": ("360", "564", "425", "206", "253"),
    "Boise": ("208", "986"),
}
# Of people who moved here and kept their number.
ELSEWHERE = ("541", "602", "505", "406", "707", "408", "916", "530", "775", "702", "801", "303")
NUMBERS_PER_AREA = 100


class Exchange:
    """Hands out each number once."""

    def __init__(self) -> None:
        self._next = {area: count() for areas in AREAS.values() for area in areas}
        self._next |= {area: count() for area in ELSEWHERE}
        self._elsewhere = cycle(ELSEWHERE)

    def number(self, city: str) -> str:
        for area in self._areas(city):
            line = next(self._next[area])
            if line < NUMBERS_PER_AREA:
                return f"+1{area}55501{line:02d}"
        raise RuntimeError("no number left")

    def _areas(self, city: str) -> Iterator[str]:
        yield from AREAS[city]
        yield from (next(self._elsewhere) for _ in ELSEWHERE)


def connect(customers: list[Customer]) -> None:
    """Firms first, then persons, then the people in firms."""
    exchange = Exchange()
    for kind in ("firm", "person"):
        for customer in customers:
            if customer.kind == kind:
                customer.points = [_with(point, exchange, customer.city) for point in customer.points]
    for customer in customers:
        customer.contacts = [
            replace(each, points=tuple(_with(point, exchange, customer.city) for point in each.points))
            for each in customer.contacts
        ]


def _with(point: ContactPoint, exchange: Exchange, city: str) -> ContactPoint:
    return replace(point, value=exchange.number(city)) if point.kind == "phone" else point
