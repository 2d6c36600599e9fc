"""What is done to many customers at once, each with its way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.accounts.models import User
from regulars.core import audit, clock
from regulars.customers import actions, owning, searching
from regulars.customers.models import Customer, CustomerTag, Tag, UndoStep
from regulars.ui import formatting

MOST_AT_ONCE = 20_000
MOST_ACTIONS = 1_000
UNDO_HOURS = 24
BATCH = 1_000


@dataclass(frozen=True)
class Done:
    """``left_alone`` were as wanted already."""

    step: UndoStep
    changed: int
    left_alone: int


@transaction.atomic
def tag(ids: Sequence[int], name: str, *, by: Any) -> Done:
    word = _tag_word(name)
    row, _is_new = Tag.objects.get_or_create(name=word)
    has = set(CustomerTag.objects.filter(tag=row, customer__in=ids).values_list("customer_id", flat=True))
    new = [pk for pk in ids if pk not in has]
    given = [CustomerTag(customer_id=pk, tag=row) for pk in new]
    CustomerTag.objects.bulk_create(given, batch_size=BATCH, ignore_conflicts=True)
    searching.add_word(new, word)
    audit.record(by, "customers.bulk_tagged", count=len(new), tag=word)
    return _done("tag", {"tag": word}, [[pk] for pk in new], ids=ids, by=by)


@transaction.atomic
def untag(ids: Sequence[int], name: str, *, by: Any) -> Done:
    word = _tag_word(name)
    given = CustomerTag.objects.filter(tag__name=word, customer__in=ids)
    had = list(given.order_by("customer_id").values_list("customer_id", flat=True))
    given.delete()
    searching.reindex(had)
    audit.record(by, "customers.bulk_untagged", count=len(had), tag=word)
    return _done("untag", {"tag": word}, [[pk] for pk in had], ids=ids, by=by)


@transaction.atomic
def give(ids: Sequence[int], owner: User | None, *, by: Any) -> Done:
    rows = owning.give_many(ids, owner)
    name = str(owner) if owner else ""
    if owner:
        audit.record(by, "customers.bulk_assigned", count=len(rows), owner=name)
    else:
        audit.record(by, "customers.bulk_released", count=len(rows))
    return _done("owner", {"owner": owner.pk if owner else None, "name": name}, rows, ids=ids, by=by)


@transaction.atomic
def act(ids: Sequence[int], code: str, data: dict[str, Any], *, by: Any) -> Done:
    """Carry out an action of another module for each customer it is allowed for."""
    action = actions.find(code)
    if action is None or action.do is None or action.undo is None:
        raise ValidationError(_("This cannot be done for many customers at once."))
    if len(ids) > MOST_ACTIONS:
        raise ValidationError(
            _("At most %(count)s customers at once.") % {"count": formatting.num(MOST_ACTIONS)}
        )
    chosen = Customer.objects.filter(pk__in=ids).order_by("pk")
    rows = [[each.pk, action.do(each, by, data)] for each in chosen if action.allowed(by, each)]
    audit.record(by, "customers.bulk_acted", count=len(rows), action=str(action.label))
    return _done("action", {"code": code, "label": str(action.label)}, rows, ids=ids, by=by)


def offered_actions(user: Any) -> list[actions.Action]:
    return [each for each in actions.offered(user, None) if each.do and each.undo] if user.may_write else []


def sentence(done: Done) -> str:
    """What to say afterwards."""
    count = done.changed
    words = {"count": formatting.num(count), **done.step.data}
    sentences = {
        "tag": ngettext("%(count)s customer has the tag %(tag)s.", "%(count)s customers have the tag %(tag)s.", count),
        "untag": ngettext("%(count)s customer lost the tag %(tag)s.", "%(count)s customers lost the tag %(tag)s.", count),
        "owner": ngettext("%(count)s customer went to %(name)s.", "%(count)s customers went to %(name)s.", count),
        "pool": ngettext("%(count)s customer went into the pool.", "%(count)s customers went into the pool.", count),
        "action": ngettext("%(label)s: %(count)s customer.", "%(label)s: %(count)s customers.", count),
    }  # fmt: skip
    kind = "pool" if done.step.kind == "owner" and not done.step.data["owner"] else done.step.kind
    text = sentences[kind] % words
    if not done.left_alone:
        return text
    rest = ngettext("%(count)s was so already.", "%(count)s were so already.", done.left_alone)
    if kind == "action":
        rest = ngettext("%(count)s was left out.", "%(count)s were left out.", done.left_alone)
    return f"{text} {rest % {'count': formatting.num(done.left_alone)}}"


def checked_ids(ids: Sequence[int]) -> Sequence[int]:
    if not ids:
        raise ValidationError(_("Pick at least one customer."))
    if len(ids) > MOST_AT_ONCE:
        raise ValidationError(
            _("At most %(count)s customers at once. Narrow the list down first.")
            % {"count": formatting.num(MOST_AT_ONCE)}
        )
    return ids


def _tag_word(name: str) -> str:
    word = " ".join(name.replace("\0", "").split())
    if not word or len(word) > 40:
        raise ValidationError(_("A tag has 1 to 40 characters."))
    return word


def _done(kind: str, data: dict[str, Any], rows: list[list[Any]], *, ids: Sequence[int], by: Any) -> Done:
    now = clock.now()
    step = UndoStep.objects.create(
        kind=kind, data=data, rows=rows, made_by=by, made_at=now, expires_at=now + timedelta(hours=UNDO_HOURS)
    )
    return Done(step, len(rows), len(ids) - len(rows))
