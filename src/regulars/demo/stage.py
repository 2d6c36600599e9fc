"""Puts the named customers of the shop on stage, with days counted back from today."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from regulars.demo import names
from regulars.demo.buying import Till
from regulars.demo.drawing import Draw
from regulars.demo.habits import HISTORY_DAYS
from regulars.demo.records import (
    Birthday,
    Both,
    Consent,
    Contact,
    ContactPoint,
    Customer,
    Fact,
    Interaction,
    Language,
    MemoryNote,
    Need,
    Promise,
    PromiseStatus,
    Relative,
)
from regulars.demo.sayings import CONSENT_TEXTS
from regulars.demo.seasons import next_open_day
from regulars.demo.team import team_of

# Numbers that the rest of the customers leave free.
PERSON_MOBILE, CONTACT_MOBILE, FIRM_LINE, FIRST_FIRM = 1080, 1564, 200, 30
# Code and quantity, and perhaps percent off.
Line = tuple[str, int] | tuple[str, int, int]


class Stage:
    """A customer in the making. Every `ago` counts days before the day the business is shown."""

    def __init__(self, till: Till, *, language: Language, as_of: date, number: int) -> None:
        self._till = till
        self.language: Language = language
        self._as_of = as_of
        self._number = number
        self._draw = Draw("cast", number)

    def person(
        self, name: Both, *, gender: str, shape: str, ago: int, city: Both, **known: object
    ) -> Customer:
        customer = self._enter(name, kind="person", shape=shape, ago=ago, city=city)
        customer.gender = gender
        customer.points = [
            ContactPoint(
                "phone", names.mobile(PERSON_MOBILE + self._number, self.language), customer.created_on
            )
        ]
        return self._know(customer, known)

    def firm(
        self, name: Both, *, industry: Both, shape: str, ago: int, city: Both, **known: object
    ) -> Customer:
        customer = self._enter(name, kind="firm", shape=shape, ago=ago, city=city)
        customer.industry = self.put(industry)
        place = names.CITIES.index(city) if city in names.CITIES else 0
        line = names.landline(FIRM_LINE + self._number, city=place, language=self.language)
        customer.points = [ContactPoint("phone", line, customer.created_on)]
        return self._know(customer, known)

    def put(self, text: Both) -> str:
        return text.to(self.language)

    def day(self, ago: int) -> date:
        return self._as_of - timedelta(days=ago)

    def owned_by(self, customer: Customer, username: str | None) -> None:
        customer.owner = username
        customer.team = team_of(username, language=self.language)

    def order(self, customer: Customer, ago: int, *lines: Line, received: int | None = None) -> None:
        """One order; `received` says how many days ago the goods arrived."""
        online = customer.kind == "person" and customer.city != names.CITIES[0].to(self.language)
        received = ago - 2 if online and ago > 2 and received is None else received
        rung = tuple(
            self._till.line(line[0], line[1], percent_off=line[2] if len(line) > 2 else 0) for line in lines
        )
        at = datetime.combine(self.day(ago), time(self._draw.whole(10, 17), self._draw.whole(0, 59)))
        delivered = None if received is None else self.day(received)
        order = self._till.ring_up(
            customer,
            self._draw,
            at=at,
            lines=rung,
            online=online,
            promised_on=delivered,
            delivered_on=delivered,
        )
        customer.orders = sorted([*customer.orders, order], key=lambda known: known.at)

    def habit(
        self,
        customer: Customer,
        *,
        every: int,
        last: int,
        first: int,
        choices: Sequence[Sequence[Line]],
        jitter: int = 2,
    ) -> None:
        """Orders every so many days, from `first` days ago to `last` days ago."""
        for turn, ago in enumerate(range(last, min(first, HISTORY_DAYS), every)):
            moved = ago + (self._draw.whole(-jitter, jitter) if turn else 0)
            day = next_open_day(self.day(moved))
            if customer.kind == "firm" and day.weekday() > 4:
                day += timedelta(days=7 - day.weekday())
            opened = (self._as_of - day).days
            self.order(customer, opened, *choices[turn % len(choices)])

    def talk(
        self,
        customer: Customer,
        ago: int,
        channel: str,
        summary: Both,
        *,
        words: Both | None = None,
        request: Both | None = None,
        answered: bool = True,
        inward: bool = False,
        reached: bool = True,
        next_step: Both | None = None,
        next_in: int | None = None,
        at: tuple[int, int] = (15, 0),
        contact: str = "",
    ) -> None:
        moment = datetime.combine(self.day(ago), time(*at))
        reply = moment + timedelta(hours=2) if request and answered else None
        customer.interactions.append(
            Interaction(
                at=moment,
                channel=channel,
                direction="from_customer" if inward else "to_customer",
                author=customer.owner or "linxiaotong",
                summary=self.put(summary),
                words=self.put(words) if words else "",
                request=self.put(request) if request else "",
                answered_at=reply,
                next_step=self.put(next_step) if next_step else "",
                next_on=None if next_in is None else self._as_of + timedelta(days=next_in),
                contact=contact,
                reached=reached,
            )
        )
        customer.interactions.sort(key=lambda known: known.at)

    def promise(
        self, customer: Customer, text: Both, *, made: int, due: int, status: PromiseStatus = "open"
    ) -> None:
        settled = None if status == "open" else self.day(due)
        by = customer.owner or "linxiaotong"
        customer.promises.append(Promise(self.put(text), self.day(made), self.day(due), by, status, settled))
        customer.promises.sort(key=lambda known: known.made_on)

    def note(self, customer: Customer, kind: str, text: Both, *, ago: int) -> None:
        by = customer.owner or "linxiaotong"
        customer.notes.append(MemoryNote(kind, self.put(text), self.day(ago), by))

    def consent(
        self, customer: Customer, purpose: str, channel: str, how: Both, *, granted: bool, ago: int
    ) -> None:
        at = datetime.combine(self.day(ago), time(11, 30))
        text = self.put(CONSENT_TEXTS[granted])
        customer.consents.append(Consent(purpose, channel, granted, self.put(how), at, text))

    def fact(self, customer: Customer, field: str, value: str, *, source: str, ago: int) -> None:
        by = customer.owner or "linxiaotong"
        customer.facts.append(Fact(field, value, None, source, self.day(ago), by))

    def need(self, customer: Customer, kind: str, text: Both, *, ago: int, status: str = "met") -> None:
        customer.needs.append(Need(kind, self.put(text), "", 4, "conversation", self.day(ago), status))

    def relative(
        self, customer: Customer, relation: Both, *, note: Both, day: Birthday | None = None
    ) -> None:
        customer.family.append(Relative(self.put(relation), "", day, self.put(note), yearly=True))

    def contact(
        self, customer: Customer, name: Both, position: Both, *, role: str, relation: int, gender: str
    ) -> str:
        place = len(customer.contacts)
        mobile = names.mobile(CONTACT_MOBILE + (self._number - FIRST_FIRM) * 4 + place, self.language)
        customer.contacts.append(
            Contact(
                self.put(name),
                gender,
                self.put(position),
                "",
                role,
                relation,
                (ContactPoint("phone", mobile),),
            )
        )
        return self.put(name)

    def _enter(self, name: Both, *, kind: str, shape: str, ago: int, city: Both) -> Customer:
        return Customer(
            code=f"K0900{self._number:02d}",
            kind="firm" if kind == "firm" else "person",
            name=self.put(name),
            created_on=self.day(min(ago, HISTORY_DAYS)),
            shape=shape,
            owner="linxiaotong",
            team=team_of("linxiaotong", language=self.language),
            city=self.put(city),
            address="",
            acquired_through="",
        )

    def _know(self, customer: Customer, known: dict[str, object]) -> Customer:
        for field, value in known.items():
            setattr(customer, field, self.put(value) if isinstance(value, Both) else value)
        return customer
