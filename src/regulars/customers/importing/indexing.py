"""Names spelt in pinyin and search entries, for many customers at once."""
# ruff: noqa: S608

from collections import defaultdict, deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from regulars.customers.importing.batch import Batch
from regulars.customers.importing.staging import copy_text

if TYPE_CHECKING:
    from regulars.customers.searching import Findable

# Each asks for all customers of a portion at once: one look at each table, whatever the planner believes of
# tables that have just been filled.
WORDS = """
SELECT id, name, salutation, code, company, industry, city, occupation, acquisition_source, hobby_text, hobbies
FROM customers_customer WHERE id = ANY(%s)
"""
CONTACTS = "SELECT customer_id, name FROM customers_contact WHERE customer_id = ANY(%s) ORDER BY id"
POINTS = """
SELECT customer_id, kind = 'phone', value, CASE WHEN kind = 'phone' THEN normalised END FROM (
    SELECT id, customer_id, kind, value, normalised FROM customers_contactpoint WHERE customer_id = ANY(%(ids)s)
    {awaited}
) point ORDER BY id
"""
# Those that are still to be written count too: what is found by them is computed while they are.
AWAITED = """
    UNION ALL
    SELECT id, customer_id, kind, value, normalised FROM {table} WHERE customer_id BETWEEN %(first)s AND %(last)s
"""
TAGS = (
    "SELECT g.customer_id, t.name FROM customers_customertag g JOIN customers_tag t ON t.id = g.tag_id "
    "WHERE g.customer_id = ANY(%s) ORDER BY g.id"
)
PORTION = 10_000
WAITING = 10  # portions


class Told(NamedTuple):
    """What the database says of some customers, row by row."""

    contacts: list[Any]
    points: list[Any]
    tags: list[Any]
    words: list[Any]


def spell(batch: Batch, table: str) -> None:
    """Leaves ``person_spelling`` (n, pinyin) for the customers that are new."""
    rows = batch.rows(
        f"SELECT n, COALESCE(i.name, i.code) FROM person_match JOIN {table} i USING (n) WHERE verdict = 'new'"
    )
    _keep_spellings(batch, rows)


def respell(batch: Batch) -> None:
    """The same for those whose name changed."""
    batch.sql("DROP TABLE person_spelling")
    _keep_spellings(batch, batch.rows("SELECT id, after->>'name' FROM person_patch WHERE after ? 'name'"))
    batch.sql("UPDATE customers_customer c SET pinyin = s.pinyin FROM person_spelling s WHERE s.n = c.id")


def _keep_spellings(batch: Batch, rows: list[tuple[int, str]]) -> None:
    from regulars.customers.pinyin import pinyin_key

    batch.sql("CREATE TEMP TABLE person_spelling (n bigint, pinyin text) ON COMMIT DROP")
    with batch.cursor.copy("COPY person_spelling FROM STDIN") as copy:
        copy.write("".join(f"{n}\t{copy_text(pinyin_key(name or '')[:400])}\n" for n, name in rows))
    batch.sql("ANALYZE person_spelling")


@contextmanager
def beside(batch: Batch, ids: str, *, awaited: str = "") -> Iterator["Entries"]:
    """What these customers are found by, computed while the database does something else. ``ids`` selects them.

    Their fields and tags are written already; ``awaited`` names the table of points that are still to be written.
    """
    with ThreadPoolExecutor(1) as worker:
        try:
            yield Entries(batch, ids, worker, awaited=awaited)
        finally:
            worker.shutdown(cancel_futures=True)


class Entries:
    """Customers are fetched some thousands at a time; a few such portions wait, never all of a long file."""

    def __init__(self, batch: Batch, ids: str, worker: Executor, *, awaited: str) -> None:
        self.batch = batch
        self.points = POINTS.format(awaited=AWAITED.format(table=awaited) if awaited else "")
        self.worker = worker
        self.last = 0
        self.waiting: deque[tuple[list[int], Future[bytes]]] = deque()
        batch.sql(f"CREATE TEMP TABLE to_find ON COMMIT DROP AS SELECT DISTINCT id FROM ({ids}) wanted (id)")
        batch.sql("ALTER TABLE to_find ADD PRIMARY KEY (id)")
        batch.sql("ANALYZE to_find")
        if awaited:
            batch.sql(f"CREATE INDEX ON {awaited} (customer_id)")
        self._fetch()

    def write(self) -> None:
        """Into the search table, each once, in place of what was there."""
        from regulars.customers.searching import LIMITS_IN_BULK

        for limit in LIMITS_IN_BULK:
            self.batch.sql(f"SET LOCAL {limit}")
        while self.waiting:
            ids, lines = self.waiting.popleft()
            self._copy(ids, lines.result())
            self._fetch()
        self.batch.sql("DROP TABLE to_find")

    def _fetch(self) -> None:
        """All portions that may wait are fetched before the first is computed: both at once only share one core."""
        fetched: list[tuple[list[int], Told]] = []
        while len(self.waiting) + len(fetched) < WAITING:
            found = self.batch.rows(
                "SELECT id FROM to_find WHERE id > %s ORDER BY id LIMIT %s", [self.last, PORTION]
            )
            if not found:
                break
            self.last = found[-1][0]
            ids = [row[0] for row in found]
            fetched.append((ids, _told(self.batch, ids, points=self.points)))
        self.waiting.extend((ids, self.worker.submit(_entries, told)) for ids, told in fetched)

    def _copy(self, ids: list[int], lines: bytes) -> None:
        self.batch.sql("DELETE FROM customers_searchentry WHERE customer_id = ANY(%s)", [ids])
        with self.batch.cursor.copy(
            "COPY customers_searchentry (customer_id, pieces, haystack) FROM STDIN"
        ) as copy:
            copy.write(lines)


def _told(batch: Batch, ids: list[int], *, points: str) -> Told:
    by_id = {"ids": ids, "first": ids[0], "last": ids[-1]}
    return Told(
        batch.rows(CONTACTS, [ids]),
        batch.rows(points, by_id),
        batch.rows(TAGS, [ids]),
        batch.rows(WORDS, [ids]),
    )


def _findables(told: Told) -> "Iterator[Findable]":
    from regulars.customers.searching import WORDS_OF_HOBBIES, Findable

    contacts, phones, others, tags = (defaultdict[int, list[str]](list) for _ in range(4))
    for pk, name in told.contacts:
        contacts[pk].append(name)
    for pk, is_phone, value, normalised in told.points:
        if is_phone:
            phones[pk] += (value, normalised)
        else:
            others[pk].append(value)
    for pk, tag in told.tags:
        tags[pk].append(tag)
    for pk, name, salutation, *own, hobbies in told.words:
        hobby_words = [WORDS_OF_HOBBIES.get(hobby, "") for hobby in hobbies]
        words = [*others[pk], *own, *hobby_words, *tags[pk]]
        yield Findable(pk, [name, salutation, *contacts[pk]], phones[pk], words)


def _entries(told: Told) -> bytes:
    """As the database takes them: while they wait they take half the room of text with Chinese in it."""
    from regulars.customers.searching import entries_for

    return "".join(
        f"{customer_id}\t{copy_text(pieces) if pieces else '{}'}\t{copy_text(haystack) if haystack else ''}\n"
        for customer_id, pieces, haystack in entries_for(_findables(told))
    ).encode()
