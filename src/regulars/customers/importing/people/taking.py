"""New customers, changed fields, new ways to reach them: written in bulk, noted so that it can be undone."""
# ruff: noqa: S608

from collections.abc import Iterable

from regulars.customers.importing import changes, indexing
from regulars.customers.importing.batch import Batch
from regulars.customers.importing.people import belongings
from regulars.customers.importing.people.changing import BIRTHDAY, NO_YEAR
from regulars.customers.importing.people.columns import NO_FACTS, default_of, insert_columns, type_of
from regulars.customers.models import Customer

TOUCHED = (
    "SELECT customer_id FROM person_change UNION SELECT customer_id FROM person_new_point UNION SELECT m.customer_id "
    "FROM person_belonging b JOIN person_match m USING (n) WHERE b.kind = 'tag' UNION "
    "SELECT customer_id FROM person_match WHERE verdict = 'new'"
)


def take(
    batch: Batch, table: str, columns: Iterable[str], *, collected_on: str, day: str | None = None
) -> None:
    """Carry out what ``person_match`` and ``person_change`` say. ``collected_on`` is SQL over ``i``,
    or asks for ``day``."""
    wanted = [column for column in columns if column not in ("owner", "birthday", "custom")]
    batch.step("customers")
    indexing.spell(batch, table)
    _insert(batch, table, wanted)
    _update(batch)
    belongings.add(batch)
    with indexing.beside(batch, TOUCHED, awaited="person_new_point") as entries:
        batch.step("points")
        _insert_points(batch)
        batch.step("facts")
        _insert_facts(batch, table, collected_on, day=day)
        _look_up_what_is_named(batch)
        batch.step("search")
        entries.write()


def _look_up_what_is_named(batch: Batch) -> None:
    """That every owner, team and customer named is there is otherwise asked at the very end, beside nothing."""
    batch.sql("SET CONSTRAINTS ALL IMMEDIATE")
    batch.sql("SET CONSTRAINTS ALL DEFERRED")


def _insert(batch: Batch, table: str, columns: list[str]) -> None:
    given = {column: f"COALESCE(i.{column}, {default_of(Customer, column)})" for column in columns}
    given |= {
        "id": "m.customer_id",
        "name": "left(COALESCE(i.name, i.company, i.code, i.phone[1], i.email[1], i.wechat[1]), 200)",
        "pinyin": "COALESCE(s.pinyin, '')",
        "custom": "COALESCE(i.custom, '{}')",
        "owner_id": "COALESCE(i.owner, %(owner)s)",
        "owner_since": "CASE WHEN COALESCE(i.owner, %(owner)s) IS NOT NULL THEN %(now)s::timestamptz END",
        "team_id": "COALESCE((SELECT u.team_id FROM accounts_user u WHERE u.id = COALESCE(i.owner, %(owner)s)), %(team)s)",
        "age_given": f"CASE WHEN {NO_YEAR} THEN i.age_given END",
        "age_given_on": f"CASE WHEN {NO_YEAR} AND i.age_given IS NOT NULL THEN %(today)s::date END",
        "age_band": f"COALESCE(CASE WHEN {NO_YEAR} THEN i.age_band END, '')",
        "income_recorded_on": "CASE WHEN i.income_band IS NOT NULL THEN %(today)s::date END",
        "created_at": "%(now)s",
        "updated_at": "%(now)s",
        "created_by_id": "%(by)s",
        "imported_on": "%(today)s",
        "department": f"COALESCE(i.department, %(department)s, {default_of(Customer, 'department')})",
        **{
            part: f"COALESCE((i.birthday->>'{part}')::{type_of(part).split(' CHECK')[0]}, {default_of(Customer, part)})"
            for part in BIRTHDAY
        },
    }
    names, values = insert_columns(Customer, given)
    changes.insert_noted(
        batch,
        "customers.Customer",
        f"INSERT INTO customers_customer ({names}) SELECT {values} FROM person_match m JOIN {table} i USING (n) "
        "LEFT JOIN person_spelling s USING (n) WHERE m.verdict = 'new' ORDER BY m.n",
        witness="version name",
        params=_params(batch),
    )


def _params(batch: Batch) -> dict[str, object]:
    user = batch.run.started_by
    owner = batch.run.options.get("owner")
    return {
        "now": batch.now,
        "by": user.pk if user else None,
        "today": batch.now.astimezone(batch.ways.zone).date(),
        "owner": owner if owner in batch.ways.people.values() else None,  # rights may have gone meanwhile
        "team": user.team_id if user else None,
        "department": batch.run.department or None,
    }


def _date_what_ages(batch: Batch, fields: list[str]) -> None:
    """An age and an income are true on a day."""
    dates = {"age_given": "age_given_on", "income_band": "income_recorded_on"}
    for field, dated in dates.items():
        if field in fields:
            batch.sql(
                f"UPDATE customers_customer c SET {dated} = %s FROM person_patch p WHERE p.id = c.id AND p.after ? '{field}'",
                [batch.now.astimezone(batch.ways.zone).date()],
            )


def _update(batch: Batch) -> None:
    """One patch per customer. ``birthday`` is five columns under one name."""
    batch.sql(
        """
        CREATE TEMP TABLE person_patch ON COMMIT DROP AS
        SELECT c.customer_id AS id,
            COALESCE(jsonb_object_agg(field, before) FILTER (WHERE field <> 'birthday'), '{}')
                || COALESCE(jsonb_agg(before) FILTER (WHERE field = 'birthday') -> 0, '{}') AS before,
            COALESCE(jsonb_object_agg(field, after) FILTER (WHERE field <> 'birthday'), '{}')
                || COALESCE(jsonb_agg(after) FILTER (WHERE field = 'birthday') -> 0, '{}') AS after
        FROM person_change c JOIN person_match m USING (n)
        WHERE m.verdict = 'known'
        GROUP BY c.customer_id
        """
    )
    fields = [row[0] for row in batch.rows("SELECT DISTINCT jsonb_object_keys(after) FROM person_patch")]
    if not fields:
        return
    columns = ", ".join(fields)
    batch.sql(
        f"UPDATE customers_customer c SET ({columns}) = (SELECT {', '.join(f'r.{name}' for name in fields)} "
        "FROM jsonb_populate_record(c, p.after) r), version = version + 1, updated_at = %s "
        "FROM person_patch p WHERE p.id = c.id",
        [batch.now],
    )
    _date_what_ages(batch, fields)
    if "owner_id" in fields:
        batch.sql(
            "UPDATE customers_customer c SET owner_since = %s, team_id = COALESCE(u.team_id, c.team_id) "
            "FROM person_patch p JOIN accounts_user u ON u.id = (p.after->>'owner_id')::bigint "
            "WHERE p.id = c.id",
            [batch.now],
        )
    if "name" in fields:
        indexing.respell(batch)
    changes.note_changed(batch, "customers.Customer", "SELECT id, before, after FROM person_patch")


def _insert_points(batch: Batch) -> None:
    changes.insert_noted(
        batch,
        "customers.ContactPoint",
        """
        INSERT INTO customers_contactpoint
            (id, customer_id, contact_id, kind, value, normalised, label, is_primary, verified_at, is_dead)
        SELECT p.id, p.customer_id, NULL, p.kind, p.value, p.normalised, '',
            NOT EXISTS (SELECT FROM customers_contactpoint k WHERE k.customer_id = p.customer_id
                AND k.contact_id IS NULL AND k.kind = p.kind AND k.is_primary)
            AND row_number() OVER (PARTITION BY p.customer_id, p.kind ORDER BY p.place) = 1, NULL, false
        FROM person_new_point p
        """,
        witness="value normalised customer_id verified_at is_dead",
    )


def _insert_facts(batch: Batch, table: str, collected_on: str, *, day: str | None) -> None:
    user = batch.run.started_by
    batch.sql(
        f"""
        INSERT INTO customers_fact (customer_id, field, value, previous, source, collected_on, collected_by,
            recorded_at, recorded_by_id, import_id)
        SELECT c.customer_id, c.field, c.after, c.before, %s, {collected_on}, %s, %s, %s, %s
        FROM person_change c {"" if day else f"JOIN {table} i USING (n)"}
        WHERE c.field <> ALL(%s)
        """,
        [
            batch.run.options.get("fact_source") or "sales_data",
            *([day] if day else []),
            str(batch.run.options.get("collector") or user or "")[:80],
            batch.now,
            user.pk if user else None,
            batch.run.pk,
            sorted(NO_FACTS),
        ],
    )
