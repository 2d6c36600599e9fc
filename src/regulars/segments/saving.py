"""Making, changing and ending segments: authorised, written, told, counted."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from regulars.core import audit, clock
from regulars.customers.filter_values import FilterError
from regulars.customers.models import Customer
from regulars.customers.querysets import CustomerQuerySet
from regulars.segments import recounting, rules, tasks
from regulars.segments.choices import Because, Kind
from regulars.segments.models import Segment
from regulars.segments.rules import Group

AT_ONCE = 20_000  # with more customers than these, the worker counts


class ChangedMeanwhile(Exception):
    """A colleague changed the segment since this page was opened; nothing was written."""


@transaction.atomic
def make(segment: Segment, rule: Group, *, by: Any) -> Segment:
    """A new segment of this person's. Raises FilterError where the rule cannot be."""
    _authorise(by, may=bool(by.may_write))
    rules.refuse_gaps(rule)
    meant = rules.named(rule, by)
    _begin(segment, meant, by=by)
    audit.record(by, "segment.made", subject=segment, rule=meant.sentence)
    if segment.is_static:
        recounting.freeze(segment, rules.apply(meant, Customer.objects.visible_to(by), by))
    else:
        _count(segment, because=Because.BEGUN)
    return segment


@transaction.atomic
def keep(segment: Segment, found: CustomerQuerySet, *, by: Any) -> Segment:
    """These customers, as far as this person sees them, as a fixed list under a name."""
    _authorise(by, may=bool(by.may_write))
    segment.kind = Kind.STATIC
    _begin(segment, Group(), by=by)
    own = Customer.objects.visible_to(by).filter(pk__in=found.order_by().values("pk"))
    count = recounting.freeze(segment, own).size
    audit.record(by, "segment.frozen", subject=segment, count=count)
    return segment


@transaction.atomic
def change(
    segment: Segment, rule: Group | None, *, by: Any, version: int | None, said: dict[str, Any]
) -> Segment:
    """Write what is ``said`` (name, strategy …) and the rule; another rule is counted anew. A fixed list has none."""
    stored = Segment.objects.select_for_update(of=("self",)).get(pk=segment.pk)
    _authorise(by, may=stored.may_be_changed_by(by))
    if version is not None and stored.version != version:
        raise ChangedMeanwhile
    for name, value in said.items():
        setattr(stored, name, value)
    stored.version += 1
    is_other = rule is not None and not stored.is_static and _write_rule(stored, rule, by=by)
    stored.save()
    audit.record(by, "segment.changed", subject=stored, rule=rule.sentence if rule else "—")
    if is_other:
        _count(stored, because=Because.RULE)
    return stored


def _write_rule(segment: Segment, rule: Group, *, by: Any) -> bool:
    """Whether it is another one."""
    rules.refuse_gaps(rule)
    meant = rules.named(rule, by)
    if rules.written(meant) == segment.rule:
        return False
    segment.rule, segment.is_sensitive = rules.written(meant), rules.is_sensitive(meant)
    segment.changed_at, segment.is_broken = clock.now(), False
    return True


@transaction.atomic
def count_again(segment: Segment, *, by: Any) -> bool:
    """Whether that is done; a large segment is left to the worker."""
    _authorise(by, may=bool(by.may_write) and not segment.is_static)
    audit.record(by, "segment.recounted", subject=segment)
    return _count(segment, because=Because.ASKED)


@transaction.atomic
def put_aside(segment: Segment, *, by: Any) -> None:
    """It is neither offered nor counted any more; who was in it stays known."""
    _authorise(by, may=segment.may_be_changed_by(by))
    Segment.objects.filter(pk=segment.pk).update(is_active=False)
    audit.record(by, "segment.put_aside", subject=segment)


@transaction.atomic
def bring_back(segment: Segment, *, by: Any) -> None:
    _authorise(by, may=segment.may_be_changed_by(by))
    Segment.objects.filter(pk=segment.pk).update(is_active=True)
    audit.record(by, "segment.brought_back", subject=segment)
    if not segment.is_static:
        with suppress(FilterError):  # its page says what is wrong with the rule
            _count(segment, because=Because.ASKED)


@transaction.atomic
def delete(segment: Segment, *, by: Any) -> None:
    """For good, with its history. What the program brought, and what other rules name, can be put aside only."""
    _authorise(by, may=segment.may_be_changed_by(by))
    if segment.is_ready_made:
        raise ValidationError(_("A ready-made segment can be put aside, not deleted."))
    named_by = [each for each in Segment.objects.dynamic() if _names(each, segment)]
    if named_by:
        raise ValidationError(
            _("The rule of “%(name)s” names this segment. Change that rule first.") % {"name": named_by[0]}
        )
    audit.record(by, "segment.deleted", name=str(segment))
    try:
        segment.delete()
    except ProtectedError:
        raise ValidationError(
            _("A play is only for this segment. Choose another audience for it first.")
        ) from None


def _names(other: Segment, segment: Segment) -> bool:
    try:
        read = rules.read(other.rule, rules.FIRM)
    except FilterError:
        return False
    return any(each.field.code == "segment" and str(segment.pk) in each.values for each in read.conditions)


def _authorise(by: Any, *, may: bool) -> None:
    if not may:
        raise PermissionDenied(_("Only who made this segment, or a manager, may change it."))


def _begin(segment: Segment, rule: Group, *, by: Any) -> None:
    now = clock.now()
    segment.owner, segment.team = by, by.team
    segment.rule, segment.is_sensitive = rules.written(rule), rules.is_sensitive(rule)
    segment.created_at = segment.changed_at = now
    segment.save()


def _count(segment: Segment, *, because: str) -> bool:
    """At once where it is quick; what is large is counted by the worker once this is written."""
    rule = rules.read(segment.rule, rules.FIRM)
    found = rules.apply(rule, Customer.objects.present(), rules.FIRM)
    if found.order_by().values("pk")[: AT_ONCE + 1].count() > AT_ONCE:
        tasks.recount.defer(segment_id=segment.pk, because=str(because))
        return False
    recounting.recount(segment, because=because)
    return True
