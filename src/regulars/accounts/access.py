"""Who may do what: decorators for views. What a person may see is decided by how records are fetched."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from regulars.accounts.models import User

View = Callable[..., Any]


def signed_in(view: View) -> View:
    """Anybody on the staff may look."""
    return _marked(login_required(view), "signed_in")


def may_write(view: View) -> View:
    """Staff who may change things; read-only people may not."""
    return _allowed(
        view,
        "may_write",
        lambda user: user.may_write,
        _("You may read, but not change."),
    )


def managers_only(view: View) -> View:
    return _allowed(
        view,
        "managers_only",
        lambda user: user.is_manager,
        _("This is for managers. Ask an administrator."),
    )


def administrators_only(view: View) -> View:
    return _allowed(
        view, "administrators_only", lambda user: user.is_administrator, _("This is for administrators.")
    )


def public(view: View) -> View:
    return _marked(view, "public")


def _allowed(view: View, rule: str, test: Callable[[User], bool], refusal: Any) -> View:
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        if not test(request.user):
            raise PermissionDenied(str(refusal))
        return view(request, *args, **kwargs)

    return _marked(login_required(guarded), rule)


def _marked(view: View, rule: str) -> View:
    view.access_rule = rule  # type: ignore[attr-defined]
    return view
