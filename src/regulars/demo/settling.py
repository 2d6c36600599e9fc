"""The ground the demo stands on: firm, teams, staff, categories, products, tags; and what of it is new."""

from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from regulars.accounts import setting_up
from regulars.accounts.models import Team, User
from regulars.core import clock, settings_store
from regulars.customers.models import Tag
from regulars.demo import marking, spending
from regulars.demo.book import Book
from regulars.demo.records import Business
from regulars.orders.models import Category, Product

LANGUAGES = {"zh": "zh-hans", "en": "en"}


@dataclass
class Brought:
    """What came with the demo and had not been there: wiping takes away this and no more."""

    settings: dict[str, Any] = field(default_factory=dict)
    teams: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    categories: list[int] = field(default_factory=list)


def is_new_firm() -> bool:
    return setting_up.is_open()


def settle_firm(business: Business, brought: Brought) -> None:
    """A firm that has been set up keeps its own name, currency and time zone."""
    if not is_new_firm():
        return
    wanted = {
        "name": business.name,
        "language": LANGUAGES[business.language],
        "currency": business.currency,
        "timezone": business.timezone,
        "region": business.region,
    }
    named = {f"firm.{key}": value for key, value in wanted.items()}
    for key, value in (named | spending.PRICES).items():
        settings_store.put(key, value)
        brought.settings[key] = value


def open_book(business: Business, brought: Brought, *, password: str | None) -> Book:
    book = Book(
        zone=ZoneInfo(settings_store.get("firm.timezone")),
        now=clock.now(),
        region=business.region,
        currency=settings_store.get("firm.currency"),
        prefix=business.prefix,
    )
    book.teams = _named(Team, business.teams, brought.teams)
    tags = sorted({tag for customer in business.customers for tag in customer.tags})
    book.tags = _named(Tag, tags, brought.tags)
    _hire(business, book, password=password)
    _stock(business, book, brought)
    return book


def _named(model: Any, names: Any, brought: list[int]) -> dict[str, int]:
    """Those of a name that are there already are used and stay the firm's own."""
    found = {}
    for name in names:
        thing, is_new = model.objects.get_or_create(name=name)
        found[name] = thing.pk
        if is_new:
            brought.append(thing.pk)
    return found


def _hire(business: Business, book: Book, *, password: str | None) -> None:
    """One hash for all: hashing a password takes a good part of a second."""
    hashed = _hashed(password)
    for person in business.staff:
        user = User.objects.create(
            username=_free_username(person.username),
            name=person.name,
            email=person.email,
            role=person.role,
            team_id=book.teams[person.team],
            language=LANGUAGES[business.language],
            password=hashed,
            is_demo=True,
        )
        book.users[person.username], book.names[person.username] = user.pk, user.name


def _hashed(password: str | None) -> str:
    someone = User()
    if password is None:
        someone.set_unusable_password()
    else:
        someone.set_password(password)
    return someone.password


def _free_username(wanted: str) -> str:
    taken = User.objects.filter(username=wanted).exists()
    return f"{wanted}.demo" if taken else wanted


def _stock(business: Business, book: Book, brought: Brought) -> None:
    names = {category.key: category.name for category in business.categories}
    categories = _named(Category, names.values(), brought.categories)
    products = Product.objects.bulk_create(
        Product(
            code=f"{business.prefix}-{product.code}",
            name=product.name,
            category_id=categories[names[product.category]],
            unit=product.unit,
            price=product.price,
            cost=product.cost,
            is_demo=True,
            **marking.marks_of(product, business.language),
        )
        for product in business.products
    )
    book.products = {ours.code: row.pk for ours, row in zip(business.products, products, strict=True)}
