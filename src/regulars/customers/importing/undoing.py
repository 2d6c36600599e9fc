"""Taking an import back: what it created goes, what it changed returns, what was touched since stays."""
# ruff: noqa: S608

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from regulars.core import audit, clock
from regulars.customers.models import Import

DAYS = 30
NAMED = 200  # as many kept records are listed by name; all are counted
# Dependents first, so that what hangs on a record goes before it.
ORDER = (
    "orders.BrowsingEvent",
    "orders.Payment",
    "orders.OrderLine",
    "orders.Order",
    "orders.Product",
    "customers.Interaction",
    "customers.Consent",
    "customers.CustomerTag",
    "customers.ContactPoint",
    "customers.Contact",
    "customers.Customer",
)
# Parts of a customer: they stay where the customer stays.
PARTS = ("customers.Consent", "customers.CustomerTag", "customers.ContactPoint", "customers.Contact")
# Rows that come and go with their record and are no sign that somebody worked on it, with a condition.
COMPUTED = {
    "customers_searchentry.customer_id": "true",
    "customers_fact.customer_id": "t.import_id = %(run)s",
    "insights_classchange.customer_id": "NOT t.is_override",
    "orders_orderline.order_id": "true",
    "costs_carecost.customer_id": "t.source = 'settings'",
    "care_caretask.customer_id": "t.outcome = ''",
    "insights_loyaltymonth.customer_id": "true",
    "reports_standing.customer_id": "true",
    "segments_stay.customer_id": (
        "EXISTS (SELECT FROM segments_segment s WHERE s.id = t.segment_id AND s.kind <> 'static')"
    ),
}
# Rows that go with the whole they are part of: table, its key and the whole.
WHOLES = {"orders_orderline": ("order_id", "orders.Order")}
# Told anew by the taking back itself.
STAMPS = {"orders.Order": "changed_at", "customers.Customer": "updated_at"}


class CannotUndo(Exception):
    """A sentence that says why."""


def can_undo(run: Import) -> bool:
    return (
        run.state == Import.State.DONE
        and run.applied_at is not None
        and run.applied_at + timedelta(days=DAYS) > clock.now()
    )


@transaction.atomic
def undo(run: Import, *, by: Any) -> None:
    locked = Import.objects.select_for_update().get(pk=run.pk)
    if not can_undo(locked):
        raise CannotUndo(
            _("Only an import that is done can be taken back, for {days} days.").format(days=DAYS)
        )
    with connection.cursor() as cursor:
        report = _Undoing(locked, cursor).carry_out()
    locked.state = Import.State.UNDONE
    locked.undone_at = clock.now()
    locked.undo_report = report
    locked.save()
    audit.record(by, "import.undone", subject=locked)
    run.refresh_from_db()


class _Undoing:
    def __init__(self, run: Import, cursor: Any) -> None:
        self.run = run
        self.cursor = cursor
        self.removed = 0
        self.restored = 0
        self.kept: list[dict[str, Any]] = []
        self.kept_count = 0

    def carry_out(self) -> dict[str, Any]:
        from regulars.customers.searching import reindex

        labels = self._labels()
        self._sql("DROP TABLE IF EXISTS undo_new")
        self._sql(
            "CREATE TEMP TABLE undo_new ON COMMIT DROP AS SELECT model, object_id AS id, after, false AS is_kept "
            "FROM customers_importchange WHERE run_id = %(run)s AND is_new"
        )
        self._sql("CREATE INDEX ON undo_new (model, id)")
        for label in labels:
            self._keep_edited(label)
            self._keep_used(label)
        for label in PARTS:
            if label in labels:
                self._keep_parts(label)
        for label in labels:
            self._restore(label)
        whose = [pk for label in PARTS if label in labels for pk in self._whose(label)]
        for label in labels:
            self._remove(label)
        reindex(dict.fromkeys(whose))
        return {
            "removed": self.removed,
            "restored": self.restored,
            "kept_count": self.kept_count,
            "kept": self.kept,
        }

    def _sql(self, statement: str, **params: Any) -> int:
        self.cursor.execute(statement, {"run": self.run.pk, "now": clock.now(), **params})
        return int(self.cursor.rowcount)

    def _rows(self, statement: str, **params: Any) -> list[tuple[Any, ...]]:
        self._sql(statement, **params)
        return list(self.cursor.fetchall())

    def _labels(self) -> list[str]:
        found = {
            row[0]
            for row in self._rows("SELECT DISTINCT model FROM customers_importchange WHERE run_id = %(run)s")
        }
        return sorted(found, key=lambda label: ORDER.index(label) if label in ORDER else -1)

    def _keep_edited(self, label: str) -> None:
        table = apps.get_model(label)._meta.db_table
        self._sql(
            f"UPDATE undo_new u SET is_kept = true FROM {table} t "
            "WHERE u.model = %(label)s AND t.id = u.id AND NOT to_jsonb(t) @> u.after",
            label=label,
        )

    def _keep_used(self, label: str) -> None:
        """Something that is not of this import, or stays itself, points at the record."""
        for relation in _pointing_at(apps.get_model(label)):
            table, column = relation.model._meta.db_table, relation.column
            key = relation.model._meta.pk.column
            whole, of = WHOLES.get(table, (key, relation.model._meta.label))
            computed = COMPUTED.get(f"{table}.{column}", "false")
            self._sql(
                f"UPDATE undo_new u SET is_kept = true FROM {table} t "
                f"WHERE u.model = %(label)s AND NOT u.is_kept AND t.{column} = u.id AND NOT ({computed}) "
                f"AND NOT EXISTS (SELECT FROM undo_new o WHERE NOT o.is_kept AND "
                f"(o.model, o.id) IN ((%(other)s, t.{key}), (%(of)s, t.{whole})))",
                label=label,
                other=relation.model._meta.label,
                of=of,
            )

    def _keep_parts(self, label: str) -> None:
        table = apps.get_model(label)._meta.db_table
        self._sql(
            f"UPDATE undo_new u SET is_kept = true FROM {table} t, undo_new whole "
            "WHERE u.model = %(label)s AND t.id = u.id AND whole.model = 'customers.Customer' "
            "AND whole.id = t.customer_id AND whole.is_kept",
            label=label,
        )

    def _whose(self, label: str) -> list[int]:
        """Customers who stay and lose such a part: they are no longer found by it."""
        table = apps.get_model(label)._meta.db_table
        rows = self._rows(
            f"SELECT DISTINCT t.customer_id FROM {table} t JOIN undo_new u ON u.model = %(label)s AND u.id = t.id "
            "WHERE NOT u.is_kept AND NOT EXISTS (SELECT FROM undo_new whole WHERE NOT whole.is_kept "
            "AND whole.model = 'customers.Customer' AND whole.id = t.customer_id)",
            label=label,
        )
        return [row[0] for row in rows]

    def _restore(self, label: str) -> None:
        """Field by field, where the field still says what the import wrote."""
        table, stamp = apps.get_model(label)._meta.db_table, STAMPS.get(label, "")
        changed = (
            "FROM customers_importchange c WHERE c.run_id = %(run)s AND c.model = %(label)s AND NOT c.is_new "
            "AND c.object_id = t.id"
        )
        fields = self._rows(
            "SELECT DISTINCT jsonb_object_keys(after) FROM customers_importchange "
            "WHERE run_id = %(run)s AND model = %(label)s AND NOT is_new",
            label=label,
        )
        self._note_edited(label, table)
        for (field,) in fields:
            if field != stamp:
                self.restored += self._sql(
                    f"UPDATE {table} t SET {field} = (jsonb_populate_record(NULL::{table}, c.before)).{field} {changed} "
                    f"AND c.after ? '{field}' AND to_jsonb(t) -> '{field}' = c.after -> '{field}'",
                    label=label,
                )
        if fields and stamp:
            version = ", version = version + 1" if label == "customers.Customer" else ""
            self._sql(f"UPDATE {table} t SET {stamp} = %(now)s{version} {changed}", label=label)
        if label == "customers.Customer":
            self._forget_facts()
            self._find_anew(label)

    def _note_edited(self, label: str, table: str) -> None:
        stamp = STAMPS.get(label, "")
        rows = self._rows(
            f"SELECT t.id FROM {table} t JOIN customers_importchange c ON c.object_id = t.id "
            "WHERE c.run_id = %(run)s AND c.model = %(label)s AND NOT c.is_new "
            "AND NOT to_jsonb(t) @> (c.after - %(stamp)s::text)",
            label=label,
            stamp=stamp,
        )
        self._name_kept(label, [row[0] for row in rows], "edited")

    def _forget_facts(self) -> None:
        """What the import had learnt goes where the field is back as it was."""
        self._sql(
            "DELETE FROM customers_fact f USING customers_importchange c, customers_customer t "
            "WHERE f.import_id = %(run)s AND c.run_id = %(run)s AND c.model = 'customers.Customer' AND NOT c.is_new "
            "AND c.object_id = f.customer_id AND t.id = f.customer_id "
            "AND (to_jsonb(t) -> f.field = c.before -> f.field OR f.field = 'birthday' AND to_jsonb(t) @> c.before)"
        )

    def _find_anew(self, label: str) -> None:
        """Names may be back: their spelling and what the customers are found by."""
        from regulars.customers.models import Customer
        from regulars.customers.pinyin import pinyin_key
        from regulars.customers.searching import reindex

        rows = self._rows(
            "SELECT object_id, after ? 'name' FROM customers_importchange "
            "WHERE run_id = %(run)s AND model = %(label)s AND NOT is_new",
            label=label,
        )
        renamed = Customer.objects.filter(pk__in=[pk for pk, has_name in rows if has_name])
        for customer in renamed.only("name"):
            Customer.objects.filter(pk=customer.pk).update(pinyin=pinyin_key(customer.name)[:400])
        reindex(pk for pk, _has_name in rows)

    def _remove(self, label: str) -> None:
        model = apps.get_model(label)
        self._name_kept(label, self._kept_of_itself(label), "used")
        for relation in _pointing_at(model):
            table, column = relation.model._meta.db_table, relation.column
            if f"{table}.{column}" in COMPUTED:
                self._sql(
                    f"DELETE FROM {table} t USING undo_new u WHERE u.model = %(label)s AND NOT u.is_kept "
                    f"AND t.{column} = u.id AND ({COMPUTED[f'{table}.{column}']})",
                    label=label,
                )
        self.removed += self._sql(
            f"DELETE FROM {model._meta.db_table} t USING undo_new u "
            "WHERE u.model = %(label)s AND NOT u.is_kept AND t.id = u.id",
            label=label,
        )

    def _kept_of_itself(self, label: str) -> list[int]:
        """What stays, without the parts of a customer who stays: the customer is named for them."""
        of_whole = (
            f"AND NOT EXISTS (SELECT FROM {apps.get_model(label)._meta.db_table} t, undo_new whole WHERE t.id = u.id "
            "AND whole.model = 'customers.Customer' AND whole.id = t.customer_id AND whole.is_kept)"
        )
        rows = self._rows(
            "SELECT u.id FROM undo_new u WHERE u.model = %(label)s AND u.is_kept "
            f"{of_whole if label in PARTS else ''} ORDER BY u.id",
            label=label,
        )
        return [row[0] for row in rows]

    def _name_kept(self, label: str, ids: list[int], why: str) -> None:
        self.kept_count += len(ids)
        room = NAMED - len(self.kept)
        objects = apps.get_model(label)._default_manager.in_bulk(ids[:room])
        self.kept += [
            {"model": label, "id": pk, "name": str(objects[pk]), "why": why}
            for pk in ids[:room]
            if pk in objects
        ]


def _pointing_at(model: type[models.Model]) -> list[Any]:
    """The foreign keys to a model, from all modules; computed tables without constraints follow by themselves."""
    related: list[Any] = list(model._meta.get_fields(include_hidden=True))
    fields = [each.field for each in related if (each.one_to_many or each.one_to_one) and not each.concrete]
    return [field for field in fields if field.model._meta.managed and field.db_constraint]
