"""What was said over three years: talks, requests, promises, things to remember."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from regulars.demo import sayings
from regulars.demo.drawing import Draw
from regulars.demo.records import (
    Both,
    Customer,
    Interaction,
    Language,
    MemoryNote,
    Product,
    Promise,
    PromiseStatus,
)
from regulars.demo.sayings import Topic
from regulars.demo.seasons import festivals, next_open_day
from regulars.demo.team import OWNERS

SLIPPING = ("declining", "lost")


class Talk:
    """The conversations of one shop, in one language, all before `as_of`."""

    def __init__(self, *, products: tuple[Product, ...], language: Language, as_of: date) -> None:
        self._names = {product.code: product.name for product in products}
        self._teas = [
            product for product in products if product.category not in ("teaware", "snacks", "gifts")
        ]
        self._language: Language = language
        self._as_of = as_of

    def fill(self, customer: Customer, draw: Draw) -> None:
        """Everything said with a customer, oldest first, and what is left over from it."""
        attention = draw.weighted((0.0, 0.5, 1.0, 1.6), (16, 30, 38, 16))
        said = [
            *self._about_orders(customer, draw, attention),
            *self._by_the_calendar(customer, draw, attention),
        ]
        said += [*self._when_slipping(customer, draw), *self._with_firms(customer, draw, attention)]
        said += [*self._with_prospects(customer, draw), *self._lately(customer, draw)]
        said += self._in_the_last_weeks(customer, draw, attention)
        customer.interactions = sorted(said, key=lambda talk: talk.at)
        customer.promises = sorted(self._promises(customer, draw), key=lambda promise: promise.made_on)
        customer.notes = self._notes(customer, draw)

    def history(self, customer: Customer, draw: Draw, *, until: date) -> list[Interaction]:
        """What was said around the older orders and feasts of a customer who is well looked after."""
        said = [*self._about_orders(customer, draw, 1.6), *self._by_the_calendar(customer, draw, 1.0)]
        return [talk for talk in said if talk.at.date() < until]

    def _about_orders(self, customer: Customer, draw: Draw, attention: float) -> Iterator[Interaction]:
        for order in customer.orders:
            tea, day = self._names[order.lines[0].product], order.at.date()
            if draw.chance(0.26 * attention):
                yield from self._say(
                    sayings.FOLLOW_UP, customer, draw, day=day + timedelta(days=draw.whole(3, 9)), tea=tea
                )
            if draw.chance(0.12):
                yield from self._say(
                    sayings.ENQUIRY, customer, draw, day=day - timedelta(days=draw.whole(1, 6)), tea=tea
                )
            if draw.chance(0.06) and order.outlet == "store":
                yield from self._say(sayings.VISIT, customer, draw, day=day, tea=tea)
            if draw.chance(0.022):
                yield from self._say(
                    sayings.GRUMBLE, customer, draw, day=day + timedelta(days=draw.whole(2, 6)), tea=tea
                )

    def _by_the_calendar(self, customer: Customer, draw: Draw, attention: float) -> Iterator[Interaction]:
        for _, feast in festivals(customer.created_on, self._as_of):
            day = feast - timedelta(days=draw.whole(1, 3))
            if draw.chance(0.3 * attention):
                yield from self._say(sayings.GREETING, customer, draw, day=day, tea="")
        for year in range(customer.created_on.year, self._as_of.year + 1):
            for month in (4, 9):
                day, tea = date(year, month, draw.whole(1, 28)), draw.pick(self._teas).name
                if draw.chance(0.2 * attention) and day > customer.created_on:
                    yield from self._say(sayings.NEWS, customer, draw, day=day, tea=tea)

    def _when_slipping(self, customer: Customer, draw: Draw) -> Iterator[Interaction]:
        if customer.shape not in SLIPPING:
            return
        last = customer.orders[-1].at.date()
        asked, called = draw.chance(0.6), draw.chance(0.5)
        if asked:
            day = last + timedelta(days=draw.whole(20, 60))
            yield from self._say(sayings.DRIFTING, customer, draw, day=day, tea="")
        if called:
            yield from self._unreached(customer, draw, day=last + timedelta(days=draw.whole(30, 90)))

    def _with_firms(self, customer: Customer, draw: Draw, attention: float) -> Iterator[Interaction]:
        if customer.kind == "person":
            return
        day = customer.created_on + timedelta(days=10)
        while day < self._as_of:
            tea, talks = draw.pick(self._teas).name, draw.chance(attention)
            if talks:
                yield from self._say(sayings.FIRM_TALK, customer, draw, day=day, tea=tea)
            day += timedelta(days=draw.whole(40, 110))

    def _with_prospects(self, customer: Customer, draw: Draw) -> Iterator[Interaction]:
        if customer.shape == "prospect":
            tea = draw.pick(self._teas).name
            day = customer.created_on + timedelta(days=draw.whole(0, 20))
            yield from self._say(sayings.VISIT, customer, draw, day=day, tea=tea)

    def _lately(self, customer: Customer, draw: Draw) -> Iterator[Interaction]:
        """A few questions still wait for an answer, a few next steps are due soon."""
        waits, plans, days = draw.chance(0.012), draw.chance(0.03), draw.whole(1, 4)
        tea, coming = draw.pick(self._teas).name, draw.whole(0, 9)
        day = self._as_of - timedelta(days=days)
        if customer.shape in ("lost", "prospect"):
            return
        if waits:
            yield from self._say(sayings.ENQUIRY, customer, draw, day=day, tea=tea, answered=False)
        if plans:
            soon = self._as_of + timedelta(days=coming)
            yield from self._say(sayings.FOLLOW_UP, customer, draw, day=day, tea=tea, next_on=soon)

    def _in_the_last_weeks(self, customer: Customer, draw: Draw, attention: float) -> Iterator[Interaction]:
        """Most of those who are looked after at all have heard from the shop of late."""
        topic, touched = draw.pick((sayings.FOLLOW_UP, sayings.NEWS, sayings.GREETING)), draw.chance(0.72)
        day, tea = self._as_of - timedelta(days=draw.whole(1, 21)), draw.pick(self._teas).name
        if touched and attention and customer.shape not in SLIPPING:
            yield from self._say(topic, customer, draw, day=day, tea=tea)

    def _say(
        self,
        topic: Topic,
        customer: Customer,
        draw: Draw,
        *,
        day: date,
        tea: str,
        answered: bool = True,
        next_on: date | None = None,
    ) -> Iterator[Interaction]:
        exchange, channel = draw.pick(topic.exchanges), draw.pick(topic.channels)
        moment, waited = _moment(draw, next_open_day(day)), timedelta(minutes=draw.whole(15, 1500))
        author, person = _author(customer, draw), self._contact(customer, draw)
        next_step = exchange.next_step or (sayings.CALL_AGAIN if next_on else sayings.NOTHING)
        if not (customer.created_on <= moment.date() < self._as_of):
            return
        reply = moment + waited if answered and exchange.request.zh else None
        yield Interaction(
            at=moment,
            channel=channel,
            direction=topic.direction,
            author=author,
            summary=self._put(exchange.summary, tea),
            words=self._put(exchange.words, tea),
            request=self._put(exchange.request, tea),
            answered_at=reply if reply and reply.date() < self._as_of else None,
            next_step=self._put(next_step, tea),
            next_on=next_on,
            contact=person,
        )

    def _unreached(self, customer: Customer, draw: Draw, *, day: date) -> Iterator[Interaction]:
        moment, author = _moment(draw, next_open_day(day)), _author(customer, draw)
        if moment.date() < self._as_of:
            summary = sayings.NO_ANSWER.to(self._language)
            yield Interaction(moment, "phone", "to_customer", author, summary, reached=False)

    def _promises(self, customer: Customer, draw: Draw) -> Iterator[Promise]:
        for talk in customer.interactions:
            promises, text, tea = (
                draw.chance(0.4 if talk.request else 0.02),
                draw.pick(sayings.PROMISES),
                draw.pick(self._teas),
            )
            luck, days, early = draw.share(), draw.whole(2, 14), draw.whole(0, 2)
            if promises and talk.reached:
                made = talk.at.date()
                due = made + timedelta(days=days)
                status, settled = self._fate(due, luck=luck, early=min(early, days))
                yield Promise(self._put(text, tea.name), made, due, talk.author, status, settled)

    def _fate(self, due: date, *, luck: float, early: int) -> tuple[PromiseStatus, date | None]:
        """Old promises were kept, mostly; of the latest, some are still open and a few are late."""
        old = due < self._as_of - timedelta(days=9)
        if luck < (0.94 if old else 0.6) and due - timedelta(days=early) < self._as_of:
            return "kept", due - timedelta(days=early)
        if old:
            return "broken", due + timedelta(days=9 - early)
        return "open", None

    def _notes(self, customer: Customer, draw: Draw) -> list[MemoryNote]:
        notes = []
        for kind, text in draw.some(sayings.MEMORIES, draw.weighted((0, 1, 2, 3), (50, 26, 16, 8))):
            talk_at, used, later = draw.share(), draw.chance(0.35), draw.whole(20, 90)
            if customer.interactions:
                talk = customer.interactions[int(talk_at * len(customer.interactions))]
                on = talk.at.date()
                used_on = on + timedelta(days=later) if used else None
                known = used_on if used_on and used_on < self._as_of else None
                notes.append(MemoryNote(kind, text.to(self._language), on, talk.author, known))
        return sorted(notes, key=lambda note: note.noted_on)

    def _contact(self, customer: Customer, draw: Draw) -> str:
        place = draw.share()
        if not customer.contacts:
            return ""
        return customer.contacts[int(place * len(customer.contacts))].name

    def _put(self, text: Both, tea: str) -> str:
        return text.to(self._language).replace("{tea}", tea)


def _author(customer: Customer, draw: Draw) -> str:
    stand_in = draw.pick(OWNERS[:3])
    return customer.owner or stand_in or ""


def _moment(draw: Draw, day: date) -> datetime:
    return datetime.combine(day, time(draw.whole(9, 19), draw.whole(0, 59)))
