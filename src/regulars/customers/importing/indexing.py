"""Names spelt in pinyin and search entries, for many customers at once."""
# ruff: noqa: S608

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from regulars.customers.importing.batch import Batch
from regulars.customers.importing.staging import copy_text

if TYPE_CHECKING:
    from regulars.customers.searching import Findable

FINDABLE = """
SELECT c.id, c.name, c.salutation, c.code, c.company, c.industry, c.city, c.occupation, c.acquisition_source,
    c.hobby_text, c.hobbies,
    ARRAY(SELECT k.name FROM customers_contact k WHERE k.customer_id = c.id ORDER BY k.id),
    ARRAY(SELECT unnest(ARRAY[p.value, p.normalised]) FROM customers_contactpoint p
        WHERE p.customer_id = c.id AND p.kind = 'phone'),
    ARRAY(SELECT p.value FROM customers_contactpoint p WHERE p.customer_id = c.id AND p.kind <> 'phone'),
    ARRAY(SELECT t.name FROM customers_customertag g JOIN customers_tag t ON t.id = g.tag_id
        WHERE g.customer_id = c.id)
FROM customers_customer c JOIN to_find USING (id) WHERE c.id > %s ORDER BY c.id LIMIT %s
"""
PORTION = 10_000
WAITING = 10  # portions


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
def beside(batch: Batch, ids: str) -> Iterator["Entries"]:
    """What these customers are found by, computed while the database does something else. ``ids`` selects them."""
    with ThreadPoolExecutor(1) as worker:
        try:
            yield Entries(batch, ids, worker)
        finally:
            worker.shutdown(cancel_futures=True)


class Entries:
    """Customers are fetched some thousands at a time; a few such portions wait, never all of a long file."""

    def __init__(self, batch: Batch, ids: str, worker: Executor) -> None:
        self.batch = batch
        self.worker = worker
        self.last = 0
        self.waiting: deque[Future[str]] = deque()
        batch.sql(f"CREATE TEMP TABLE to_find ON COMMIT DROP AS SELECT DISTINCT id FROM ({ids}) wanted (id)")
        batch.sql("ALTER TABLE to_find ADD PRIMARY KEY (id)")
        batch.sql("ANALYZE to_find")
        self._fetch()

    def write(self) -> None:
        """Into the search table, each once, in place of what was there."""
        from regulars.customers.searching import LIMITS_IN_BULK

        for limit in LIMITS_IN_BULK:
            self.batch.sql(f"SET LOCAL {limit}")
        self.batch.sql(
            "CREATE TEMP TABLE found_by ON COMMIT DROP AS SELECT customer_id, pieces, haystack "
            "FROM customers_searchentry WITH NO DATA"
        )
        while self.waiting:
            self._copy(self.waiting.popleft().result())
            self._fetch()
        self.batch.sql("DROP TABLE found_by, to_find")

    def _fetch(self) -> None:
        while len(self.waiting) < WAITING:
            rows = self.batch.rows(FINDABLE, [self.last, PORTION])
            if not rows:
                return
            self.last = rows[-1][0]
            self.waiting.append(self.worker.submit(_entries, rows))

    def _copy(self, lines: str) -> None:
        with self.batch.cursor.copy("COPY found_by FROM STDIN") as copy:
            copy.write(lines)
        self.batch.sql(
            "INSERT INTO customers_searchentry (customer_id, pieces, haystack) SELECT * FROM found_by "
            "ON CONFLICT (customer_id) DO UPDATE SET pieces = excluded.pieces, haystack = excluded.haystack"
        )
        self.batch.sql("TRUNCATE found_by")


def _entries(rows: list[tuple[Any, ...]]) -> str:
    from regulars.customers.searching import entries_for

    return "".join(
        f"{customer_id}\t{copy_text(pieces) if pieces else '{}'}\t{copy_text(haystack) if haystack else ''}\n"
        for customer_id, pieces, haystack in entries_for(map(_findable, rows))
    )


def _findable(row: tuple[Any, ...]) -> "Findable":
    from regulars.customers.searching import WORDS_OF_HOBBIES, Findable

    (pk, name, salutation, code, company, industry, city, occupation, found_through, hobby_text, hobbies,
     contacts, phones, others, tags) = row  # fmt: skip
    own = [code, company, industry, city, occupation, found_through, hobby_text]
    words = [*others, *own, *(WORDS_OF_HOBBIES.get(hobby, "") for hobby in hobbies), *tags]
    return Findable(pk, [name, salutation, *contacts], phones, words)
