"""Find customers by part of a name, its pinyin or initials, a phone, an e-mail, a firm, a tag."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction
from django.db.models import Func, Model, Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Concat

from regulars.customers import search_pieces
from regulars.customers.choices import PointKind
from regulars.customers.models import Contact, ContactPoint, Customer, CustomerTag, SearchEntry
from regulars.customers.pinyin import Spoken, pinyin_key, spellings
from regulars.customers.querysets import CustomerQuerySet

LONGEST_HAYSTACK = 4000
LONGEST_SEARCH = 100
MOST_LISTED_IDS = 500
# The index takes entries in over a list of its own; with the usual 4 MB it is sorted in twenty times as often.
LIMITS_IN_BULK = ("gin_pending_list_limit = '256MB'", "maintenance_work_mem = '256MB'")
WORDS_OF_HOBBIES = {
    "arts": "文艺 arts",
    "sports": "体育 sports",
    "drinking": "喝酒 drinking",
    "mahjong": "麻将 mahjong",
}


class Joined(Func):
    """One array after the other."""

    function = "array_cat"


class Findable(NamedTuple):
    """What one customer can be found by. ``names`` are also found by pinyin, ``phones`` by four digits."""

    customer_id: int
    names: Sequence[str]
    phones: Sequence[str] = ()
    words: Sequence[str] = ()


def search(queryset: CustomerQuerySet, text: str) -> CustomerQuerySet:
    """The customers all of whose words are found; none when nothing can be looked for."""
    words = search_pieces.words_of(text[:LONGEST_SEARCH])
    pieces = set().union(*(search_pieces.wanted_pieces(word) for word in words))
    if not pieces:
        return queryset.none()
    entries = SearchEntry.objects.filter(pieces__contains=sorted(pieces))
    for word in words:
        entries = entries.filter(haystack__contains=word)
    return queryset.filter(pk__in=_short_list_or_query(entries))


def entries_for(findables: Iterable[Findable]) -> Iterator[tuple[int, list[str], str]]:
    """Rows of the search table: customer, pieces, haystack. Made for writing in bulk."""
    for findable in findables:
        pieces: set[str] = set()
        lines: list[str] = []
        for name in findable.names:
            _add_name(name, pieces, lines)
        for phone in findable.phones:
            _add_phone(phone, pieces, lines)
        for word in findable.words:
            _add_word(word, pieces, lines)
        yield findable.customer_id, list(pieces), "\n".join(dict.fromkeys(lines))[:LONGEST_HAYSTACK]


@transaction.atomic
def write_entries(findables: Iterable[Findable]) -> int:
    """Write what many customers are found by, in place of what was there."""
    rows = list(entries_for(findables))
    SearchEntry.objects.filter(pk__in=[row[0] for row in rows]).delete()
    with connection.cursor() as cursor:
        for limit in LIMITS_IN_BULK:
            cursor.execute(f"SET LOCAL {limit}")
        with cursor.copy("COPY customers_searchentry (customer_id, pieces, haystack) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    return len(rows)


@transaction.atomic
def reindex(customer_ids: Iterable[int]) -> int:
    """Write anew what these customers are found by."""
    ids = list(customer_ids)
    rows = [
        SearchEntry(customer_id=customer_id, pieces=pieces, haystack=haystack)
        for customer_id, pieces, haystack in entries_for(findable(row) for row in _with_all_words(ids))
    ]
    SearchEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["customer"],
        update_fields=["pieces", "haystack"],
        batch_size=1000,
    )
    return len(rows)


def add_word(customer_ids: Sequence[int], word: str) -> None:
    """A word more for many customers, without writing the rest anew."""
    pieces, lines = _looked_up(word)
    if customer_ids and lines:
        SearchEntry.objects.filter(pk__in=customer_ids).update(
            pieces=Joined("pieces", Value(list(pieces), ArrayField(TextField()))),
            haystack=Concat("haystack", Value("\n" + "\n".join(lines))),
        )


def findable(customer: Customer) -> Findable:
    """Sensitive fields stay out: who may not see them must not find by them either."""
    points = list(customer.contact_points.all())
    contacts = [contact.name for contact in customer.contacts.all()]
    tags = [given.tag.name for given in customer.customer_tags.all()]
    own = (customer.code, customer.company, customer.industry, customer.city, customer.occupation)
    hobbies = [WORDS_OF_HOBBIES.get(hobby, "") for hobby in customer.hobbies]
    return Findable(
        customer.pk,
        [customer.name, customer.salutation, *contacts],
        [phone for p in points if p.kind == PointKind.PHONE for phone in (p.value, p.normalised)],
        [p.value for p in points if p.kind != PointKind.PHONE]
        + [*own, customer.acquisition_source, customer.hobby_text, *hobbies, *tags],
    )


def _with_all_words(ids: Sequence[int]) -> QuerySet[Customer]:
    related: list[tuple[str, type[Model]]] = [("contact_points", ContactPoint), ("contacts", Contact)]
    prefetches = [Prefetch(name, model._default_manager.order_by("pk")) for name, model in related]
    tags = Prefetch("customer_tags", CustomerTag.objects.select_related("tag").order_by("pk"))
    return Customer.objects.filter(pk__in=ids).prefetch_related(*prefetches, tags)


def _short_list_or_query(entries: QuerySet[SearchEntry]) -> list[int] | QuerySet[SearchEntry, int]:
    """A few are looked up first: PostgreSQL would otherwise walk the whole list for a rare name."""
    ids = entries.values_list("pk", flat=True)
    found = list(ids[: MOST_LISTED_IDS + 1])
    return found if len(found) <= MOST_LISTED_IDS else ids


def _add_name(name: str, pieces: set[str], lines: list[str]) -> None:
    if not name:
        return
    _add_word(name, pieces, lines)
    spoken = spellings(name)
    for written in dict.fromkeys(written for said in spoken for written in _written(said)):
        _add_word(written, pieces, lines)
    if not spoken:
        _add_spelling_of_mixed(name, pieces, lines)


def _written(said: Spoken) -> tuple[str, ...]:
    """wangxiaoming, wangxm, wxm, xiaoming, xm."""
    surname, given = "".join(said.surname), "".join(said.given)
    initials = "".join([syllable[0] for syllable in said.given])
    first = "".join([syllable[0] for syllable in said.surname])
    return (surname + given, surname + initials, first + initials, given, initials)


def _add_spelling_of_mixed(name: str, pieces: set[str], lines: list[str]) -> None:
    words = search_pieces.RUNS.findall(search_pieces.fold(pinyin_key(name)))
    if len(words) > 1:
        _add_word("".join(words), pieces, lines)
        _add_word("".join(word[0] for word in words), pieces, lines)


def _add_phone(phone: str, pieces: set[str], lines: list[str]) -> None:
    digits = search_pieces.digits_of(search_pieces.fold(phone))
    if digits and not (lines and digits in lines[-1]):
        pieces.update(search_pieces.number_pieces(digits))
        lines.append(digits)


def _add_word(word: str, pieces: set[str], lines: list[str]) -> None:
    found, folded = _looked_up(word)
    pieces.update(found)
    lines += folded


@lru_cache(maxsize=20_000)
def _looked_up(word: str) -> tuple[list[str], tuple[str, ...]]:
    """Towns, hobbies, tags and spoken names come again and again in bulk."""
    folded = search_pieces.fold(word)
    found = search_pieces.pieces(folded)
    if not search_pieces.has_grouped_digits(folded):
        return found, (folded,) if folded else ()
    digits = search_pieces.digits_of(folded)
    return found + search_pieces.number_pieces(digits), (folded, digits)
