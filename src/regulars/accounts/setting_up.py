"""The first administrator, and the firm's first settings. Closes itself."""

from dataclasses import dataclass

from django.db import connection, transaction

from regulars.accounts.models import Role, User
from regulars.core import audit, settings_store

LOCK = 4_711_001


class AlreadySetUp(Exception):
    pass


@dataclass(frozen=True)
class Firm:
    name: str
    language: str
    currency: str
    timezone: str


def is_open() -> bool:
    """Whether nobody has ever been made administrator."""
    return not User.objects.filter(role=Role.ADMINISTRATOR).exists()


@transaction.atomic
def set_up(firm: Firm, *, name: str, username: str, password: str) -> User:
    """Make the first administrator. Of two who try at once, the second is refused."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if not is_open():
        raise AlreadySetUp
    user = User.objects.create_user(
        username, password, name=name, role=Role.ADMINISTRATOR, language=firm.language
    )
    for key in ("name", "language", "currency", "timezone"):
        settings_store.put(f"firm.{key}", getattr(firm, key))
    audit.record(user, "firm.set_up", subject=user, name=firm.name)
    return user
