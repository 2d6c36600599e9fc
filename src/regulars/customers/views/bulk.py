"""Doing something with many customers of a list, and taking it back."""

from collections.abc import Sequence

from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.accounts.access import may_write
from regulars.customers import bulk as doing
from regulars.customers import owning, undoing_bulk
from regulars.customers.filter_values import FilterError
from regulars.customers.list_address import ListAddress
from regulars.customers.listing import matching
from regulars.customers.models import Customer, Tag, UndoStep
from regulars.customers.views.list import list_url, read_address
from regulars.ui.notices import say
from regulars.ui.pages import go, show

ASKS = ("tag", "untag", "owner")


@may_write
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The first press asks for the rest: which tag, which owner. The second does it."""
    address = read_address(request, posted=True)
    back = list_url(address.url())
    action = request.POST.get("action", "")
    try:
        ids = doing.checked_ids(_picked(request))
        if action in ASKS and "sure" not in request.POST:
            return _ask(request, action, ids, back=back)
        done = _do(request, action, ids)
    except ValidationError as problem:
        say(request, problem.messages[0], is_problem=True)
        return go(request, back)
    say(request, doing.sentence(done), undo=_way_back(done, address))
    return go(request, back)


def _way_back(done: doing.Done, address: ListAddress) -> str:
    """It names the list it was done from, so that taking it back leads there again."""
    if not done.changed:
        return ""
    query = address.url()
    return reverse("customers:undo", args=[done.step.pk]) + (query if query != "?" else "")


@may_write
@require_POST
def undo(request: HttpRequest, step_id: int) -> HttpResponse:
    step = get_object_or_404(UndoStep.objects.filter(made_by=request.user.pk), pk=step_id)
    if step not in UndoStep.objects.open_to(request.user):
        say(request, _("This was taken back already, or is more than a day ago."), is_problem=True)
    else:
        say(request, undoing_bulk.undo(step, by=request.user).sentence)
    return go(request, _list_it_came_from(request))


def _list_it_came_from(request: HttpRequest) -> str:
    """All of it where its filters no longer say anything, such as a field that was taken away since."""
    try:
        return list_url(ListAddress.read(request.user, request.GET).url())
    except FilterError:
        return list_url("?")


def _picked(request: HttpRequest) -> Sequence[int]:
    """The ticked ones, or all that match; always only what this person sees."""
    if request.POST.get("every"):
        found = matching(read_address(request, posted=True))
        return list(found.order_by("pk").values_list("pk", flat=True)[: doing.MOST_AT_ONCE + 1])
    picked = [
        int(pk) for pk in request.POST.getlist("pick") if pk.isascii() and pk.isdecimal() and len(pk) < 19
    ]
    seen = Customer.objects.visible_to(request.user).filter(pk__in=picked)
    return list(seen.order_by("pk").values_list("pk", flat=True))


def _do(request: HttpRequest, action: str, ids: Sequence[int]) -> doing.Done:
    if action == "tag":
        return doing.tag(ids, request.POST.get("tag", ""), by=request.user)
    if action == "untag":
        return doing.untag(ids, request.POST.get("tag", ""), by=request.user)
    if action == "owner":
        return _give(request, ids)
    if action in {each.code for each in doing.offered_actions(request.user)}:
        return doing.act(ids, action, {}, by=request.user)
    raise BadRequest(_("There is nothing of this name to do."))


def _give(request: HttpRequest, ids: Sequence[int]) -> doing.Done:
    if not request.user.is_manager:  # type: ignore[union-attr]
        raise PermissionDenied(_("Only managers give customers to somebody else."))
    wanted = request.POST.get("owner", "")
    if wanted == "pool":
        return doing.give(ids, None, by=request.user)
    people = {str(person.pk): person for person in owning.people_to_give_to(request.user)}
    if wanted not in people:
        raise ValidationError(_("Choose who is to look after them."))
    return doing.give(ids, people[wanted], by=request.user)


def _ask(request: HttpRequest, action: str, ids: Sequence[int], *, back: str) -> HttpResponse:
    if action == "owner" and not request.user.is_manager:  # type: ignore[union-attr]
        raise PermissionDenied(_("Only managers give customers to somebody else."))
    posted = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    context = {
        "action": action,
        "count": len(ids),
        "posted": posted,
        "tags": Tag.objects.order_by("name")[:200],
        "people": owning.people_to_give_to(request.user) if action == "owner" else [],
        "back": back,
    }
    return show(request, "customers/list/bulk.html", context)
