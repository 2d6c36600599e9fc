"""What the demo leaves behind to be wiped by."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from regulars.core import settings_store
from regulars.core.settings_store import Setting, declare

# Language and day of the demo, and the teams, tags, categories and settings that came with it.
KEY = "demo.loaded"
LOCK = 4_711_009

declare(Setting(KEY, None, _("Demo business"), _("Loaded, and what came with it."), kind="json"))


def alone() -> None:
    """Of two who load or wipe at once, the second waits until the first is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    settings_store.forget()


def loaded() -> dict[str, Any] | None:
    """What stands in the database of the demo: language, day, and what came with it."""
    state: dict[str, Any] | None = settings_store.get(KEY)
    return state
