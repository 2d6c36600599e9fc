"""Taking back what was done to many customers; what somebody changed since stays as it is, and is named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.accounts.models import Team, User
from regulars.core import audit, clock
from regulars.customers import actions, searching
from regulars.customers.models import Customer, CustomerTag, Tag, UndoStep
from regulars.ui import formatting

NAMED = 3


@dataclass(frozen=True)
class Undone:
    """``kept`` are the names of customers that were changed since."""

    count: int
    kept: tuple[str, ...]

    @property
    def sentence(self) -> str:
        text = ngettext(
            "Taken back for %(count)s customer.", "Taken back for %(count)s customers.", self.count
        )
        said = text % {"count": formatting.num(self.count)}
        if not self.kept:
            return said
        names = str(_(", ")).join(self.kept[:NAMED])
        rest = ngettext(
            "%(count)s stays as it was changed since: %(names)s.",
            "%(count)s stay as they were changed since: %(names)s.",
            len(self.kept),
        )
        more = "…" if len(self.kept) > NAMED else ""
        return f"{said} {rest % {'count': formatting.num(len(self.kept)), 'names': names + more}}"


@transaction.atomic
def undo(step: UndoStep, *, by: Any) -> Undone:
    """Once: a second press finds nothing open."""
    locked = UndoStep.objects.select_for_update().open_to(by).filter(pk=step.pk, kind__in=_WAYS_BACK).first()
    if locked is None:
        return Undone(0, ())
    taken = _WAYS_BACK[locked.kind](locked, by)
    missed = [row[0] for row in locked.rows if row[0] not in taken]
    names = tuple(Customer.objects.filter(pk__in=missed).order_by("pk").values_list("name", flat=True))
    locked.undone_at = clock.now()
    locked.save(update_fields=["undone_at"])
    audit.record(by, "customers.bulk_undone", what=_what(locked), count=len(taken))
    return Undone(len(taken), names)


def _untag(step: UndoStep, by: Any) -> set[int]:
    given = CustomerTag.objects.filter(tag__name=step.data["tag"], customer__in=_ids(step))
    taken = set(given.values_list("customer_id", flat=True))
    given.delete()
    searching.reindex(taken)
    return taken


def _tag(step: UndoStep, by: Any) -> set[int]:
    tag, _is_new = Tag.objects.get_or_create(name=step.data["tag"])
    has = set(
        CustomerTag.objects.filter(tag=tag, customer__in=_ids(step)).values_list("customer_id", flat=True)
    )
    there = Customer.objects.present().filter(pk__in=_ids(step)).values_list("pk", flat=True)
    back = [pk for pk in there if pk not in has]
    CustomerTag.objects.bulk_create([CustomerTag(customer_id=pk, tag=tag) for pk in back], batch_size=1000)
    searching.add_word(back, tag.name)
    return set(back)


def _give_back(step: UndoStep, by: Any) -> set[int]:
    """Only those who still have the owner they were given then."""
    since = step.made_at if step.data["owner"] else None
    unchanged = Customer.objects.select_for_update().filter(
        pk__in=_ids(step), owner=step.data["owner"], deleted_at=None
    )
    still = unchanged.filter(owner_since__lte=since) if since else unchanged
    rows = {row[0]: row[1:] for row in step.rows}
    people = set(User.objects.values_list("pk", flat=True))
    teams = set(Team.objects.values_list("pk", flat=True))
    back = list(still)
    for customer in back:
        owner, team, owner_since = rows[customer.pk]
        customer.owner_id = owner if owner in people else None
        customer.team_id = team if team in teams else None
        customer.owner_since = owner_since
    Customer.objects.bulk_update(back, ["owner", "team", "owner_since"], batch_size=1000)
    return {customer.pk for customer in back}


def _undo_actions(step: UndoStep, by: Any) -> set[int]:
    action = actions.find(step.data["code"])
    if action is None or action.undo is None:
        return set()
    for _customer_id, token in step.rows:
        action.undo(token, by)
    return {row[0] for row in step.rows}


def _ids(step: UndoStep) -> Sequence[int]:
    return [row[0] for row in step.rows]


def _what(step: UndoStep) -> str:
    return str(step.data.get("tag") or step.data.get("name") or step.data.get("label") or step.kind)


_WAYS_BACK: dict[str, Callable[[UndoStep, Any], set[int]]] = {
    "tag": _untag,
    "untag": _tag,
    "owner": _give_back,
    "action": _undo_actions,
}
