"""Puts the demo business into the database: all of it in one transaction, or nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from regulars.accounts.models import User
from regulars.core import audit, clock, settings_store
from regulars.core.command_line import Refusal
from regulars.customers import models as customer_tables
from regulars.customers.models import Customer, SearchEntry
from regulars.customers.pinyin import pinyin_key
from regulars.customers.searching import entries_for
from regulars.demo import finding, hearing, rows_of_customers, rows_of_orders, settling, spending
from regulars.demo.book import Book
from regulars.demo.business import PREFIX, TIMEZONE, build
from regulars.demo.copying import Row, analyze, copy_in, reserve_ids
from regulars.demo.records import Business, Language
from regulars.demo.rows_of_orders import Sale
from regulars.demo.settings_declared import KEY, alone, loaded
from regulars.orders import models as order_tables


class AlreadyLoaded(Refusal):
    """The demo is there; nothing was changed."""


@dataclass(frozen=True)
class Loaded:
    language: Language
    as_of: date
    customers: int
    orders: int
    usernames: tuple[str, ...]


def give_password() -> str:
    """One password for the demo staff, hashed once; where it was given before, nobody's sign-in is touched."""
    password, staff = _password(), User.objects.filter(is_demo=True)
    kept = staff.values_list("password", flat=True).order_by("password").distinct()
    if not any(check_password(password, each) for each in kept):
        staff.update(password=make_password(password))
    return password


def _password() -> str:
    """Of this installation's secret and of this load: it can be told again, and is the same for no two."""
    first = User.objects.filter(is_demo=True).order_by("pk").values_list("pk", flat=True).first()
    return f"tea-{salted_hmac('regulars.demo', str(first), algorithm='sha256').hexdigest()[:8]}"


@transaction.atomic
def load(
    language: Language = "zh",
    as_of: date | None = None,
    *,
    password: str | None = None,
    by: User | None = None,
) -> Loaded:
    """Load the business as it stands on a day, today by default. Without a password nobody of the demo
    staff can sign in until an administrator gives one."""
    alone()
    if loaded():
        raise AlreadyLoaded(_("The demo business is loaded already. Wipe it first to load it anew."))
    _refuse_clash(PREFIX.to(language))
    business = build(language=language, as_of=as_of or _today(language))
    brought = settling.Brought()
    settling.settle_firm(business, brought)
    book = settling.open_book(business, brought, password=password)
    _write_customers(business, book)
    orders = _write_orders(business, book)
    spending.spend(business, book)
    hearing.hear(business, book)
    analyze(
        Customer, SearchEntry, *_tables(), order_tables.Order, order_tables.OrderLine, order_tables.Payment
    )
    state = {"language": language, "as_of": business.as_of.isoformat(), **asdict(brought)}
    settings_store.put(KEY, state)
    audit.record(by, "demo.loaded", customers=len(business.customers), orders=orders)
    usernames = tuple(User.objects.filter(is_demo=True).order_by("pk").values_list("username", flat=True))
    return Loaded(language, business.as_of, len(business.customers), orders, usernames)


def _today(language: Language) -> date:
    """The day where the shop will be: before the first set-up the firm's zone is not given yet."""
    zone = settings_store.get("firm.timezone")
    return clock.now().astimezone(ZoneInfo(TIMEZONE.to(language) if settling.is_new_firm() else zone)).date()


def _refuse_clash(prefix: str) -> None:
    for model, name in (
        (Customer, "code"),
        (order_tables.Order, "reference"),
        (order_tables.Product, "code"),
    ):
        own = model.objects.filter(**{f"{name}__startswith": f"{prefix}-"}).first()
        if own is not None:
            raise Refusal(
                _("Your own {name} bears a number of the demo ({prefix}-…). Nothing was loaded.").format(
                    name=own, prefix=prefix
                )
            )


def _write_customers(business: Business, book: Book) -> None:
    customers = business.customers
    ids = reserve_ids(Customer, len(customers))
    book.customers = {customer.code: next(ids) for customer in customers}
    people = [(customer.code, contact.name) for customer in customers for contact in customer.contacts]
    book.contacts = dict(zip(people, reserve_ids(customer_tables.Contact, len(people)), strict=True))
    rows = (rows_of_customers.customer_row(who, book, pinyin=pinyin_key(who.name)) for who in customers)
    copy_in(Customer, rows)
    for table, rows_of in _tables().items():
        copy_in(table, chain.from_iterable(rows_of(customer, book) for customer in customers))
    _write_search(business, book)


def _tables() -> dict[Any, Callable[..., Iterator[Row]]]:
    """Contacts before what points at them."""
    tables = customer_tables
    return {
        tables.Contact: rows_of_customers.contact_rows,
        tables.ContactPoint: rows_of_customers.point_rows,
        tables.FamilyEvent: rows_of_customers.family_rows,
        tables.Fact: rows_of_customers.fact_rows,
        tables.Need: rows_of_customers.need_rows,
        tables.Consent: rows_of_customers.consent_rows,
        tables.CustomerTag: rows_of_customers.tag_rows,
        tables.Interaction: rows_of_customers.interaction_rows,
        tables.Promise: rows_of_customers.promise_rows,
        tables.MemoryNote: rows_of_customers.note_rows,
    }


def _write_search(business: Business, book: Book) -> None:
    found_by = (finding.findable(customer, book) for customer in business.customers)
    copy_in(
        SearchEntry,
        (
            {"customer_id": customer_id, "pieces": pieces, "haystack": haystack}
            for customer_id, pieces, haystack in entries_for(found_by)
        ),
    )


def _write_orders(business: Business, book: Book) -> int:
    sales, goods = _sales(business), {product.code: product for product in business.products}
    costs = {code: product.cost for code, product in goods.items()}
    tables = order_tables
    count = copy_in(tables.Order, _of_each(sales, lambda sale: rows_of_orders.order_rows(sale, book, costs)))
    copy_in(tables.OrderLine, _of_each(sales, lambda sale: rows_of_orders.line_rows(sale, book, goods)))
    copy_in(tables.Payment, _of_each(sales, lambda sale: rows_of_orders.payment_rows(sale, book)))
    looks = ((customer, look) for customer in business.customers for look in customer.browsing)
    copy_in(
        tables.BrowsingEvent, (rows_of_orders.browsing_row(customer, look, book) for customer, look in looks)
    )
    return count


def _sales(business: Business) -> list[Sale]:
    """Every order with its ids, the oldest first, as they would have come in."""
    pairs = [(customer, order) for customer in business.customers for order in customer.orders]
    pairs.sort(key=lambda pair: (pair[1].at, pair[1].code))
    ids = reserve_ids(order_tables.Order, sum(1 + len(order.returns) for _, order in pairs))
    return [
        Sale(customer, order, tuple(next(ids) for _ in range(1 + len(order.returns))))
        for customer, order in pairs
    ]


def _of_each(sales: Iterable[Sale], rows_of: Callable[[Sale], Iterator[Row]]) -> Iterator[Row]:
    return chain.from_iterable(map(rows_of, sales))
