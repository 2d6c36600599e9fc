"""What the demo business is made of, before anything is stored."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
PromiseStatus = Literal["open", "kept", "broken"]


class Both(NamedTuple):
    """One saying in both languages, side by side so that they stay the same saying."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Staff:
    username: str
    name: str
    role: str
    team: str
    email: str


@dataclass(frozen=True, slots=True)
class Category:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Product:
    code: str
    name: str
    category: str
    price: Decimal
    cost: Decimal
    unit: str
    season: str
    popularity: float


@dataclass(frozen=True, slots=True)
class Birthday:
    calendar: Literal["solar", "lunar"]
    month: int
    day: int
    year: int | None = None
    leap_month: bool = False


@dataclass(frozen=True, slots=True)
class ContactPoint:
    kind: Literal["phone", "email", "wechat", "wecom"]
    value: str
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    gender: str
    position: str
    department: str
    role: str
    relation: int
    points: tuple[ContactPoint, ...]
    birthday: Birthday | None = None
    salutation: str = ""


@dataclass(frozen=True, slots=True)
class Relative:
    """A member of the family, or an event in it."""

    relation: str
    name: str
    day: Birthday | None
    note: str
    yearly: bool


@dataclass(frozen=True, slots=True)
class Fact:
    field: str
    value: str | list[str]
    previous: str | list[str] | None
    source: str
    recorded_on: date
    collector: str


@dataclass(frozen=True, slots=True)
class Need:
    kind: str
    text: str
    category: str
    strength: int
    source: str
    recorded_on: date
    status: str


@dataclass(frozen=True, slots=True)
class Consent:
    purpose: str
    channel: str
    granted: bool
    obtained: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class MemoryNote:
    kind: str
    text: str
    noted_on: date
    author: str
    used_on: date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    text: str
    made_on: date
    due_on: date
    made_by: str
    status: PromiseStatus
    settled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    at: datetime
    channel: str
    direction: Literal["from_customer", "to_customer"]
    author: str
    summary: str
    words: str = ""
    request: str = ""
    answered_at: datetime | None = None
    next_step: str = ""
    next_on: date | None = None
    contact: str = ""
    reached: bool = True

    @property
    def unanswered(self) -> bool:
        return bool(self.request) and self.answered_at is None


@dataclass(frozen=True, slots=True)
class OrderLine:
    product: str
    quantity: int
    unit_price: Decimal
    discount: Decimal

    @property
    def amount(self) -> Decimal:
        return self.unit_price * self.quantity - self.discount


@dataclass(frozen=True, slots=True)
class Payment:
    on: date
    method: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Return:
    on: date
    product: str
    quantity: int
    refund: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Order:
    code: str
    at: datetime
    channel: Literal["online", "offline"]
    outlet: Literal["webshop", "store", "phone", "rep"]
    store: str
    staff: str
    lines: tuple[OrderLine, ...]
    payments: tuple[Payment, ...] = ()
    returns: tuple[Return, ...] = ()
    due_on: date | None = None
    promised_on: date | None = None
    delivered_on: date | None = None

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def paid(self) -> Decimal:
        return sum((payment.amount for payment in self.payments), Decimal(0))

    @property
    def outstanding(self) -> Decimal:
        """Still to be paid, less what came back before it was."""
        if self.payments:
            return self.amount - self.paid
        return self.amount - sum((back.refund for back in self.returns), Decimal(0))


@dataclass(frozen=True, slots=True)
class Browsing:
    at: datetime
    product: str
    where: str


@dataclass(frozen=True, slots=True)
class Credit:
    grade: str
    limit: Decimal
    term_days: int


@dataclass(slots=True)
class Customer:
    code: str
    kind: Literal["person", "firm"]
    name: str
    created_on: date
    shape: str
    owner: str | None
    team: str
    city: str
    address: str
    acquired_through: str
    gender: str = ""
    birthday: Birthday | None = None
    age_band: str = ""
    occupation: str = ""
    industry: str = ""
    hobbies: tuple[str, ...] = ()
    other_hobby: str = ""
    personality: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    preferred_channel: str = ""
    preferred_hours: tuple[int, int] | None = None
    manner_do: str = ""
    manner_dont: str = ""
    do_not_contact: bool = False
    income_band: str = ""
    income_on: date | None = None
    credit: Credit | None = None
    points: list[ContactPoint] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    family: list[Relative] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    notes: list[MemoryNote] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    interactions: list[Interaction] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    browsing: list[Browsing] = field(default_factory=list)

    def overdue(self, on: date) -> Decimal:
        late = (order.outstanding for order in self.orders if order.due_on and order.due_on < on)
        return sum(late, Decimal(0))


@dataclass(frozen=True, slots=True)
class Business:
    name: str
    # Stands before every number that the demo gives, so that none meets one of the firm's own.
    prefix: str
    language: Language
    region: str
    currency: str
    timezone: str
    as_of: date
    since: date
    teams: tuple[str, ...]
    staff: tuple[Staff, ...]
    categories: tuple[Category, ...]
    products: tuple[Product, ...]
    customers: tuple[Customer, ...]
