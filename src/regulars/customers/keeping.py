"""Adding, changing and removing records on a customer's page, each with its event and its way back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core import serializers
from django.db import models, transaction

from regulars.core import clock
from regulars.customers import promising, recording, searching
from regulars.customers.bulk import UNDO_HOURS
from regulars.customers.choices import PointKind
from regulars.customers.models import ContactPoint, Customer, Fact, Interaction, Promise, UndoStep
from regulars.customers.record_forms import RecordForm
from regulars.customers.record_kinds import RecordKind
from regulars.customers.telling import tell

REMOVED = "record"
POINT_FACTS = {PointKind.PHONE: "phones", PointKind.EMAIL: "emails", PointKind.WECHAT: "wechats"}


class ChangedMeanwhile(Exception):
    """Somebody saved the record after it was opened. Nothing was written."""

    def __init__(self, stored: Any) -> None:
        super().__init__()
        self.stored = stored


@transaction.atomic
def add(kind: RecordKind, form: RecordForm, *, by: Any) -> Any:
    """Write a new record from a valid form."""
    record = form.save(commit=False)
    _lock(record.customer)
    _sign(record, by)
    record.save()
    _afterwards(kind, record, form, by=by)
    tell(by, kind.verbs[0], record.customer, **_said(kind, record))
    _follow(record)
    return record


@transaction.atomic
def change(kind: RecordKind, form: RecordForm, *, by: Any) -> list[str]:
    """Write a changed record; the labels of what changed. Raises ChangedMeanwhile."""
    customer = form.instance.customer
    _lock(customer)
    stored = kind.model.objects.select_for_update(of=("self",)).filter(pk=form.instance.pk).first()
    if stored is None or not form.saw(stored):
        raise ChangedMeanwhile(stored)
    fields = [str(form.fields[name].label) for name in form.changed_data if name != "opened"]
    if fields:
        record = form.save()
        _afterwards(kind, record, form, by=by, before=stored)
        tell(by, kind.verbs[1], customer, fields=fields, **_said(kind, record))
        _follow(record)
    return fields


@transaction.atomic
def remove(record: Any, verb: str, *, by: Any, **words: Any) -> UndoStep:
    """Take a record away with what hangs on it; for a day it can be brought back."""
    customer = record.customer
    _lock(customer)
    now = clock.now()
    kept = serializers.serialize("json", [record, *_hanging_on(record)])
    step = UndoStep.objects.create(
        kind=REMOVED,
        data={"customer": customer.pk, "kept": kept, "links": _links_to(record)},
        rows=[[customer.pk]],
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(hours=UNDO_HOURS),
    )
    if isinstance(record, ContactPoint):
        _note_points(customer, record.kind, without=record, by=by)
    record.delete()
    searching.reindex([customer.pk])
    tell(by, verb, customer, **words)
    _follow(record)
    return step


@transaction.atomic
def bring_back(step: UndoStep, customer: Customer, *, by: Any) -> bool:
    """Once; a second press finds nothing open."""
    locked = UndoStep.objects.select_for_update().open_to(by).filter(pk=step.pk, kind=REMOVED).first()
    if locked is None:
        return False
    _lock(customer)
    for each in serializers.deserialize("json", locked.data["kept"]):
        each.save()
        _follow(each.object)
    for label, field, ids in locked.data["links"]:
        model, first = _model(label), next(serializers.deserialize("json", locked.data["kept"])).object
        model.objects.filter(pk__in=ids, **{field: None}).update(**{field: first.pk})
    locked.undone_at = clock.now()
    locked.save(update_fields=["undone_at"])
    searching.reindex([customer.pk])
    tell(by, "record.restored", customer)
    return True


def _lock(customer: Customer) -> None:
    """One change of a customer's records at a time."""
    Customer.objects.select_for_update(of=("self",)).filter(pk=customer.pk).first()


def _sign(record: Any, by: Any) -> None:
    """Who noted it and when, where the record says so."""
    names = {field.name for field in record._meta.concrete_fields}
    for person in {"noted_by", "made_by"} & names:
        setattr(record, person, by)
    for day in {"noted_on", "made_on"} & names:
        setattr(record, day, clock.today())


def _said(kind: RecordKind, record: Any) -> dict[str, Any]:
    words: dict[str, Any] = kind.words(record)
    if kind.code == "promise":
        words["due"] = record.due_on.isoformat()
    return words


def _follow(record: Any) -> None:
    """What hangs on a promise or a request elsewhere follows it."""
    if isinstance(record, Promise):
        promising.follow(record)
    elif isinstance(record, Interaction):
        recording.follow_request(record)


def _afterwards(kind: RecordKind, record: Any, form: RecordForm, *, by: Any, before: Any = None) -> None:
    """What hangs on a record: the first one of its kind, the facts, what a customer is found by."""
    if isinstance(record, ContactPoint):
        _first_of_its_kind(record)
        if record.contact_id is None:
            _note_points(record.customer, record.kind, before=before, now=record, by=by)
    phone = form.cleaned_data.get("phone")
    if phone is not None:
        ContactPoint.objects.create(
            customer=record.customer,
            contact=record,
            kind=phone.kind,
            value=phone.value,
            normalised=phone.normalised,
            is_primary=True,
        )
    if kind.is_findable:
        searching.reindex([record.customer_id])


def _first_of_its_kind(point: ContactPoint) -> None:
    others = ContactPoint.objects.filter(
        customer=point.customer_id, contact=point.contact_id, kind=point.kind
    )
    if point.is_primary:
        others.exclude(pk=point.pk).update(is_primary=False)
    elif not others.filter(is_primary=True).exists():
        ContactPoint.objects.filter(pk=point.pk).update(is_primary=True)


def _note_points(
    customer: Customer, kind: str, *, by: Any, before: Any = None, now: Any = None, without: Any = None
) -> None:
    """The customer's own phones are a fact: which they were, which they are."""
    field = POINT_FACTS.get(PointKind(kind))
    if field is None or (without is not None and without.contact_id is not None):
        return
    values = dict(
        customer.contact_points.filter(kind=kind, contact=None).order_by("pk").values_list("pk", "value")
    )
    was = dict(values)
    if now is not None:
        was.pop(now.pk, None)
    if before is not None and before.kind == kind and before.contact_id is None:
        was[before.pk] = before.value
    if without is not None:
        values.pop(without.pk, None)
    if list(was.values()) != list(values.values()):
        Fact.objects.create(
            customer=customer,
            field=field,
            value=list(values.values()),
            previous=list(was.values()),
            collected_on=clock.today(),
            collected_by=str(by or ""),
            recorded_at=clock.now(),
            recorded_by=by,
        )


def _hanging_on(record: Any) -> Iterator[Any]:
    """What the database removes together with a record."""
    for relation in record._meta.related_objects:
        if relation.on_delete is models.CASCADE:
            yield from relation.related_model._default_manager.filter(**{relation.field.name: record})


def _links_to(record: Any) -> list[list[Any]]:
    """What only loses sight of it: model, field and ids, to tie again."""
    links = []
    for relation in record._meta.related_objects:
        if relation.on_delete is models.SET_NULL:
            rows = relation.related_model._default_manager.filter(**{relation.field.name: record})
            ids = list(rows.values_list("pk", flat=True))
            if ids:
                links.append([relation.related_model._meta.label, relation.field.name, ids])
    return links


def _model(label: str) -> Any:
    from django.apps import apps

    return apps.get_model(label)
