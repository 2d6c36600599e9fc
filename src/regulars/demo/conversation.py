"""One customer's conversations: nothing twice, nothing that is not true, at hours when the shop is open."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from regulars.demo import sayings, truths
from regulars.demo.drawing import Draw
from regulars.demo.records import (
    Both,
    Consent,
    Customer,
    Interaction,
    Language,
    MemoryNote,
    Order,
    Product,
    Promise,
    PromiseStatus,
)
from regulars.demo.sayings import Exchange, Topic
from regulars.demo.seasons import next_open_day
from regulars.demo.team import OWNERS

WEEKDAYS = tuple(
    Both(f"周{zh}", en)
    for zh, en in zip(
        "一二三四五六日",
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
OPENS, SHUTS = time(9), time(20)
ON_THE_PHONE = Both("电话口头", "said on the phone")


class Conversation:
    """Collects what is said with one customer; `close` puts it into the customer's records."""

    def __init__(
        self,
        customer: Customer,
        draw: Draw,
        *,
        products: Mapping[str, Product],
        language: Language,
        as_of: date,
        quiet_from: date | None = None,
    ) -> None:
        self.customer, self.draw = customer, draw
        self._products = products
        self._language: Language = language
        self._as_of = as_of
        self._quiet_from = quiet_from
        self._told: set[str] = set()
        self.said: list[Interaction] = []
        self.promises: list[Promise] = []
        self.notes: list[MemoryNote] = []

    def say(
        self,
        topic: Topic,
        day: date,
        *,
        order: Order | None = None,
        product: str = "",
        also: str = "",
        reason: str = "",
        answered: bool = True,
        next_on: date | None = None,
        at: datetime | None = None,
    ) -> None:
        """One exchange of a topic that suits the moment and has not been had yet; none, if there is none."""
        picked, called, clock, waits, kept, place = (self.draw.share() for _ in range(6))
        moment = at - timedelta(minutes=20) if at else self._moment(day, clock)
        if not self._may_happen(topic, moment):
            return
        fresh = self._suitable(topic, moment.date(), order, product, also=also)
        fresh = [each for each in fresh if answered or each.request.zh]
        if not fresh:
            return
        exchange = fresh[int(picked * len(fresh))]
        self._told.add(exchange.summary.zh)
        words = self._words_for(order, product, reason=reason)
        channels = exchange.channels or topic.channels
        wanted = channels[int(called * len(channels))]
        next_step = exchange.next_step if exchange.next_step.zh or not next_on else sayings.CALL_AGAIN
        interaction = Interaction(
            at=moment,
            channel=self._channel(wanted, moment.date(), is_written="writes" in exchange.when),
            direction=topic.direction,
            author=self._author(picked),
            summary=self._put(exchange.summary, words),
            words=self._put(exchange.words, words),
            request=self._put(exchange.request, words),
            answered_at=self._reply(moment, waits) if answered and exchange.request.zh else None,
            next_step=self._put(next_step, words),
            next_on=next_on,
            contact=self._contact(exchange, place),
        )
        self.said.append(interaction)
        self._keep(exchange, interaction, words, share=kept)

    def call_in_vain(self, day: date) -> None:
        moment = self._moment(day, self.draw.share())
        if moment.date() < self._as_of and not self.customer.do_not_contact:
            summary = sayings.NO_ANSWER.to(self._language)
            author = self._author(self.draw.share())
            self.said.append(Interaction(moment, "phone", "to_customer", author, summary, reached=False))

    def close(self, memories: tuple[Exchange, ...]) -> None:
        self._remember(memories)
        customer = self.customer
        customer.interactions = sorted(self.said, key=lambda talk: talk.at)
        customer.promises = sorted(self.promises, key=lambda promise: promise.made_on)
        customer.notes = sorted(self.notes, key=lambda note: note.noted_on)
        customer.consents.sort(key=lambda consent: consent.at)

    def _may_happen(self, topic: Topic, moment: datetime) -> bool:
        if not (self.customer.created_on <= moment.date() < self._as_of):
            return False
        is_quiet = self._quiet_from is not None and moment.date() >= self._quiet_from
        return topic.direction == "from_customer" or not is_quiet

    def _suitable(
        self, topic: Topic, day: date, order: Order | None, product: str, *, also: str
    ) -> list[Exchange]:
        true = truths.of_customer(self.customer, day, language=self._language)
        if order:
            true |= truths.of_order(self.customer, order, product)
        true |= frozenset({also})
        return [each for each in topic.exchanges if each.summary.zh not in self._told and each.suits(true)]

    def _moment(self, day: date, share: float) -> datetime:
        day = next_open_day(day)
        if self.customer.kind == "firm" and day.weekday() > 4:
            day += timedelta(days=7 - day.weekday() + int(share * 50) % 4)
            day = next_open_day(day)
        if self.customer.kind == "firm" and day.weekday() > 4:
            day += timedelta(days=7 - day.weekday())
        minutes = 9 * 60 + int(share * (8 if self.customer.kind == "firm" else 11) * 60)
        return datetime.combine(day, time(minutes // 60, minutes % 60))

    def _reply(self, moment: datetime, share: float) -> datetime | None:
        """Within a quarter of an hour or by the next day, and never at night."""
        reply = moment + timedelta(minutes=15 + int(share * share * 1400))
        if reply.time() >= SHUTS or reply.time() < OPENS:
            on = reply.date() + timedelta(days=reply.time() >= SHUTS)
            reply = datetime.combine(on, time(9, int(share * 59)))
        return reply if reply.date() < self._as_of else None

    def _channel(self, wanted: str, day: date, *, is_written: bool) -> str:
        """On WeChat only with those who use it, by text message only to those who allow it."""
        kinds = {point.kind for point in self.customer.points}
        is_western_firm = self._language == "en" and self.customer.kind == "firm"
        on_wechat = bool(kinds & {"wechat", "wecom"}) or self.customer.kind == "firm"
        if wanted == "wechat" and (is_western_firm or not on_wechat):
            wanted = "phone" if self._language == "zh" and not is_written else "email"
        if wanted == "email" and "email" not in kinds:
            wanted = "sms" if self._language == "en" or is_written else "phone"
        true = truths.of_customer(self.customer, day, language=self._language)
        return "phone" if wanted == "sms" and "sms" not in true else wanted

    def _author(self, share: float) -> str:
        return self.customer.owner or OWNERS[int(share * 3)] or ""

    def _contact(self, exchange: Exchange, share: float) -> str:
        """Somebody we know at the firm; for invoices their accounts, where we know them."""
        known = [each for each in self.customer.contacts if each.relation] or self.customer.contacts
        fitting = [each for each in known if each.role == exchange.role] or known
        return fitting[int(share * len(fitting))].name if fitting else ""

    def _words_for(self, order: Order | None, product: str, *, reason: str) -> dict[str, str]:
        words = {"reason": reason[:1].lower() + reason[1:]}
        if product:
            sold = self._products[product]
            plain = self._language == "en" and truths.GOODS[product].category in ("teaware", "snacks")
            many = sold.unit + ("es" if sold.unit.endswith("x") else "s")
            words["tea"] = sold.name[:1].lower() + sold.name[1:] if plain else sold.name
            words["unit"] = sold.unit
            words["two"] = Both(f"两{sold.unit}", f"two {many}").to(self._language)
        if order and order.promised_on and order.delivered_on:
            days = (order.delivered_on - order.promised_on).days
            words["days"] = Both(str(days), str(days)).to(self._language)
            words["promised"] = WEEKDAYS[order.promised_on.weekday()].to(self._language)
            words["delivered"] = WEEKDAYS[order.delivered_on.weekday()].to(self._language)
        return words

    def _put(self, text: Both, words: Mapping[str, str]) -> str:
        told = text.to(self._language)
        for name, value in words.items():
            told = told.replace(f"{{{name}}}", value)
        return told

    def _keep(self, exchange: Exchange, talk: Interaction, words: Mapping[str, str], *, share: float) -> None:
        """What was promised, what is worth remembering, and a no to text messages."""
        if exchange.promise.zh and self.draw.chance(0.75):
            self._promise(self._put(exchange.promise, words), talk)
        if exchange.note and share < 0.6:
            kind, text = exchange.note
            self._note(kind, self._put(text, words), talk)
        if exchange.when == "sms":
            how, refusal = ON_THE_PHONE.to(self._language), sayings.CONSENT_TEXTS[False].to(self._language)
            self.customer.consents.append(Consent("marketing", "sms", False, how, talk.at, refusal))

    def _promise(self, text: str, talk: Interaction) -> None:
        luck, days, early = self.draw.share(), self.draw.whole(2, 10), self.draw.whole(0, 2)
        made = talk.at.date()
        due = made + timedelta(days=days)
        status, settled = self._fate(due, luck=luck, early=min(early, days))
        self.promises.append(Promise(text, made, due, talk.author, status, settled))

    def _fate(self, due: date, *, luck: float, early: int) -> tuple[PromiseStatus, date | None]:
        """Old promises were kept, mostly; of the latest, some are still open and a few are late."""
        old = due < self._as_of - timedelta(days=9)
        if luck < (0.94 if old else 0.6) and due - timedelta(days=early) < self._as_of:
            return "kept", due - timedelta(days=early)
        if old:
            return "broken", due + timedelta(days=9 - early)
        return "open", None

    def _note(self, kind: str, text: str, talk: Interaction) -> None:
        used, later = self.draw.chance(0.35), self.draw.whole(20, 90)
        on = talk.at.date()
        used_on = on + timedelta(days=later) if used else None
        known = used_on if used_on and used_on < self._as_of else None
        if text not in {note.text for note in self.notes}:
            self.notes.append(MemoryNote(kind, text, on, talk.author, known))

    def _remember(self, memories: tuple[Exchange, ...]) -> None:
        true = truths.of_customer(self.customer, self._as_of, language=self._language)
        fitting = [each for each in memories if each.suits(true)]
        heard = [talk for talk in self.said if talk.reached]
        for each in self.draw.some(fitting, self.draw.weighted((0, 1, 2), (60, 28, 12))):
            at = self.draw.share()
            if heard and each.note:
                kind, text = each.note
                self._note(kind, text.to(self._language), heard[int(at * len(heard))])
