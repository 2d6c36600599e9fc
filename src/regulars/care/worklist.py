"""Today's worklist: one card per customer, ranked by what is at stake, a short list and the rest counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.safestring import SafeString

from regulars.care import catalogue, plays  # noqa: F401 -- the plays fill the catalogue
from regulars.care.catalogue import ReadyPlay
from regulars.care.models import CareTask
from regulars.care.querysets import DUTIES, RANK, CareTaskQuerySet
from regulars.care.wording import marked, plain
from regulars.core import clock, settings_store
from regulars.customers.choices import PointKind
from regulars.customers.models import Contact, ContactPoint, Customer, MemoryNote
from regulars.customers.page_head import best_reached
from regulars.orders.models import Order, OrderLine

REASONS = 3  # shown beside the first one
DUTIES_SHOWN = 5  # of each kind; the rest is counted
CARE = ~Q(play__in=DUTIES)
OF_CUSTOMER = ("name", "manner_do", "manner_dont", "preferred_channel", "preferred_from", "preferred_until")
# The rest of a duty stands on no list.
DUTY_READ = ("play", "figures", "due_on", *(f"customer__{name}" for name in OF_CUSTOMER))
LOOKED_AT = 400  # ranked tasks that are put together into cards before the list is cut


@dataclass(frozen=True)
class Speaker:
    """What words may draw on: the customer, who speaks, what was bought last, what to bring up again."""

    customer: Customer
    me: Any
    last_bought: str = ""
    contact: Contact | None = None


@dataclass
class Card:
    """One customer to care for today."""

    task: CareTask
    play: ReadyPlay
    speaker: Speaker
    others: list[CareTask] = field(default_factory=list)
    phone: str = ""
    note: MemoryNote | None = None

    @property
    def customer(self) -> Customer:
        return self.task.customer

    @property
    def at_stake(self) -> Decimal:
        """To the whole unit of currency: an estimate has no cents."""
        return self.task.at_stake.quantize(Decimal(1))

    @property
    def reason(self) -> str:
        return plain(self.play.sentence(self.task.figures))

    @property
    def reason_marked(self) -> SafeString:
        """The reason for a page, with what matters most in bold."""
        return marked(self.play.sentence(self.task.figures))

    @property
    def other_reasons(self) -> list[str]:
        """The few that weigh most; a card is read in a few seconds."""
        return [plain(sentence_of(task)) for task in self.others[:REASONS]]

    @property
    def more_reasons(self) -> int:
        return max(len(self.others) - REASONS, 0)

    @property
    def advice(self) -> str:
        return self.play.advice(self.task.figures)

    @property
    def best_reached(self) -> str:
        return best_reached(self.customer)

    @property
    def words(self) -> str:
        return self.task.words or self.play.words(self.task.figures, self.speaker)


@dataclass(frozen=True)
class Duties:
    """The first few of one kind, and how many there are."""

    count: int
    first: list[CareTask]

    @property
    def more(self) -> int:
        return self.count - len(self.first)


@dataclass(frozen=True)
class Worklist:
    """What one person sees today. ``duties`` are promises and unanswered requests, which stand above the cards."""

    day: date
    cards: list[Card]
    left_over: int
    handled: int
    limit: int
    duties: dict[str, Duties]

    @property
    def is_done_for_today(self) -> bool:
        return not self.cards and self.handled > 0

    @property
    def count(self) -> int:
        """The number beside Today in the menu: cards left, promises and requests included."""
        return len(self.cards) + sum(duty.count for duty in self.duties.values())


def worklist_of(person: Any, *, seen_by: Any, day: date | None = None) -> Worklist:
    """The short list of one person, as somebody who may see it sees it.

    All that is due is ranked by its ids alone, in one row; only what is shown is then read.
    """
    on = day or clock.today()
    due = _due_for(person, on, seen_by=seen_by)
    found = due.aggregate(
        customers=ArrayAgg("customer_id", filter=CARE, order_by=RANK, default=[]),
        **{play: ArrayAgg("pk", filter=Q(play=play), default=[]) for play in DUTIES},
    )
    waiting = list(dict.fromkeys(found["customers"]))
    handled, limit = handled_today(person, on), limit_of(person)
    first = waiting[: max(limit - handled, 0)]
    made = cards(due.filter(CARE, customer__in=first).ranked(), limit=None, me=person) if first else []
    left_over = len(waiting) - len(made)
    return Worklist(on, made, left_over, handled, limit, {play: _duties(found[play]) for play in DUTIES})


def limit_of(person: Any) -> int:
    """How many cards a day."""
    return int(person.cards_per_day or settings_store.get("care.cards_per_day"))


def count_of(person: Any, day: date | None = None) -> int:
    """The same as the count of the worklist, for the pages that do not show it."""
    on = day or clock.today()
    counts = _due_for(person, on, seen_by=person).aggregate(
        care=Count("customer", distinct=True, filter=CARE),
        duties=Count("pk", filter=Q(play__in=DUTIES)),
    )
    room = max(limit_of(person) - handled_today(person, on), 0) if counts["care"] else 0
    return min(int(counts["care"]), room) + int(counts["duties"])


def handled_today(person: Any, day: date) -> int:
    done = CareTask.objects.filter(handled_by=person.pk, handled_on=day).exclude(play__in=DUTIES)
    return int(done.aggregate(customers=Count("customer", distinct=True))["customers"])


def card_of(customer: Customer, *, me: Any) -> Card | None:
    """What is due for one customer, on their own page: how to reach them stands there already."""
    tasks = list(CareTask.objects.filter(customer=customer).due(clock.today()).ranked())
    play = catalogue.find(tasks[0].play) if tasks else None
    if play is None:
        return None
    for task in tasks:
        task.customer = customer
    bought = _last_bought([customer.pk]).get(customer.pk, "")
    contact = _contacts([customer.pk]).get(customer.pk) if customer.is_firm else None
    return Card(tasks[0], play, Speaker(customer, me, bought, contact), tasks[1:])


def cards(tasks: Any, *, limit: int | None, me: Any = None) -> list[Card]:
    """The first tasks as cards, one per customer, with everything else that is due for them."""
    by_customer: dict[int, list[CareTask]] = {}
    for task in tasks[: None if limit is None else max(limit * 4, LOOKED_AT)]:
        if limit is not None and len(by_customer) >= limit and task.customer_id not in by_customer:
            continue
        by_customer.setdefault(task.customer_id, []).append(task)
    _meet(by_customer, me)
    return _made(list(by_customer.values()), me)


def duty_cards(duties: Duties, *, me: Any) -> list[Card]:
    """The first promises or requests as cards, each with its own words."""
    return _made([[task] for task in duties.first], me)


def sentence_of(task: CareTask) -> str:
    play = catalogue.find(task.play)
    return play.sentence(task.figures) if play else ""


def _meet(by_customer: dict[int, list[CareTask]], me: Any) -> None:
    """Each customer is read once, however many tasks there are; the owner only where nobody speaks for them."""
    customers = Customer.objects.select_related("measures", *(() if me else ("owner",)))
    for pk, customer in customers.in_bulk(by_customer).items():
        for task in by_customer[pk]:
            task.customer = customer


def _made(groups: Sequence[list[CareTask]], me: Any) -> list[Card]:
    ids = [group[0].customer_id for group in groups]
    firms = [group[0].customer_id for group in groups if group[0].customer.is_firm]
    bought, phones, notes, contacts = _last_bought(ids), _phones(ids), _notes(ids), _contacts(firms)
    made = []
    for first, *others in groups:
        play = catalogue.find(first.play)
        if play is None:
            continue
        pk = first.customer_id
        speaker = Speaker(first.customer, me or first.customer.owner, bought.get(pk, ""), contacts.get(pk))
        made.append(Card(first, play, speaker, others, phones.get(pk, ""), notes.get(pk)))
    return made


def _due_for(person: Any, day: date, *, seen_by: Any) -> CareTaskQuerySet:
    """What is one's own one sees; whether a colleague's is seen has to be asked."""
    due = CareTask.objects.of(person).waiting(day)
    return due if person.pk == seen_by.pk else due.visible_to(seen_by)


def _duties(ids: Sequence[int]) -> Duties:
    if not ids:
        return Duties(0, [])
    known = CareTask.objects.filter(pk__in=ids).select_related("customer").only(*DUTY_READ)
    return Duties(len(ids), list(known.order_by("due_on", "id")[:DUTIES_SHOWN]))


def _last_bought(ids: Iterable[int]) -> dict[int, str]:
    """The dearest line of each customer's last order; the orders before it are not read."""
    orders = Order.objects.filter(customer=OuterRef("pk"), kind="order", lines__isnull=False)
    last = Subquery(orders.order_by("-ordered_at", "-pk").values("pk")[:1])
    customers = Customer.objects.filter(pk__in=list(ids))
    lines = (
        OrderLine.objects.filter(order__in=customers.values_list(last))
        .order_by("order__customer", "-amount")
        .distinct("order__customer")
        .values_list("order__customer", "product__name", "description")
    )
    return {customer: " ".join((name or description).split()) for customer, name, description in lines}


def _phones(ids: Iterable[int]) -> dict[int, str]:
    points = ContactPoint.objects.filter(customer__in=list(ids), kind=PointKind.PHONE, is_dead=False)
    ranked = points.order_by("customer", "-is_primary", "id").distinct("customer")
    return dict(ranked.values_list("customer_id", "value"))


def _contacts(ids: Iterable[int]) -> dict[int, Contact]:
    """Whom to speak to at a firm: the closest relation among those still there."""
    contacts = Contact.objects.filter(customer__in=list(ids), left_on=None)
    ranked = contacts.order_by("customer", "-relation_strength", "id").distinct("customer")
    return {contact.customer_id: contact for contact in ranked}


def _notes(ids: Iterable[int]) -> dict[int, MemoryNote]:
    """The newest thing worth bringing up again."""
    notes = MemoryNote.objects.filter(customer__in=list(ids), used_at=None, fulfilled_at=None)
    return {note.customer_id: note for note in notes.order_by("customer", "-id").distinct("customer")}
