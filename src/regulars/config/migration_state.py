"""Which migrations the code brings and which the database has, without loading any of them."""

from dataclasses import dataclass
from pathlib import Path

Migration = tuple[str, str]


@dataclass(frozen=True)
class MigrationState:
    on_disk: frozenset[Migration]
    applied: frozenset[Migration]

    @property
    def is_new(self) -> bool:
        return not self.applied

    @property
    def missing(self) -> frozenset[Migration]:
        """What the database still has to get."""
        return self.on_disk - self.applied

    @property
    def unknown(self) -> frozenset[Migration]:
        """What only a newer version of the program knows."""
        return self.applied - self.on_disk


def compare() -> MigrationState:
    return MigrationState(on_disk(), applied())


def on_disk() -> frozenset[Migration]:
    from django.apps import apps

    return frozenset(
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for path in Path(config.path, "migrations").glob("*.py")
        if path.stem[0] not in "_~"
    )


def applied() -> frozenset[Migration]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.django_migrations')")
        if cursor.fetchone()[0] is None:
            return frozenset()
        cursor.execute("SELECT app, name FROM public.django_migrations")
        return frozenset(cursor.fetchall())
