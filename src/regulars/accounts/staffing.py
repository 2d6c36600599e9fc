"""Adding, changing and closing accounts of staff."""

from typing import Any

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from regulars.accounts.models import Role, User
from regulars.core import audit


@transaction.atomic
def add(user: User, *, password: str, by: User) -> User:
    user.set_password(password)
    user.must_change_password = True
    user.save()
    audit.record(by, "user.created", subject=user, role=str(user.get_role_display()))
    return user


@transaction.atomic
def change(user: User, changed: list[str], *, by: User, password: str = "") -> None:
    """Save what a form changed. The firm always keeps one active administrator."""
    before = User.objects.select_for_update().get(pk=user.pk)
    loses_administrator = before.is_administrator and not (user.is_administrator and user.is_active)
    if loses_administrator and not _others(before).exists():
        raise ValidationError(
            _("{name} is the only administrator. Make somebody else administrator first.").format(name=user)
        )
    if password:
        user.set_password(password)
        user.must_change_password = user.pk != by.pk
    user.save()
    if changed:
        labels = [str(User._meta.get_field(field).verbose_name) for field in changed]  # type: ignore[union-attr]
        audit.record(by, "user.changed", subject=user, fields=labels)
    if password:
        audit.record(by, "user.password_changed", subject=user)
    if before.is_active and not user.is_active:
        audit.record(by, "user.deactivated", subject=user)
    if password or {"is_active", "role", "scope", "team"} & set(changed):
        sign_out_everywhere(user)


def sign_out_everywhere(user: User) -> None:
    """End every session of a person whose rights or password changed."""
    for session in Session.objects.all().iterator():
        if _user_of(session) == str(user.pk):
            session.delete()


def _others(user: User) -> Any:
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)


def _user_of(session: Session) -> Any:
    return session.get_decoded().get("_auth_user_id")
