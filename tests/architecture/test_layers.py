"""What the import linter cannot see: keys between tables, and what a linter lets pass in views."""

import re

import pytest
from django.apps import apps
from django.db.models import Field

from tests.architecture.layers import PACKAGE, ROOT, height, layers, modules

# The embedded database and backups work before, and without, Django and the clock that tests set.
EXEMPT = {"tests", "migrations", "embedded", "backup", "commands"}
HIDDEN = re.compile(
    r"\btimezone\.(?:now|localtime|localdate)\(|\bdate\.today\(|\bdatetime\.(?:now|today|utcnow)\("
    r"|django\.(?:db\.models\.signals|dispatch)\b"
)


def own_keys() -> list[Field]:
    """Every foreign key, one-to-one and many-to-many field of our own models."""
    return [
        field
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("regulars.")
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
    ]


def module_of(model: type) -> str | None:
    name = model.__module__
    return name.split(".")[1] if name.startswith("regulars.") else None


def test_every_module_stands_in_a_layer_and_every_layer_in_the_document():
    named = {name for line in layers() for name in line}
    assert set(modules()) <= named
    document = (ROOT / "ARCHITECTURE.md").read_text()
    assert [name for name in modules() if f"{name}/" not in document] == []


def test_no_table_points_at_a_table_of_a_higher_layer():
    upwards = [
        f"{field.model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for field in own_keys()
        if (target := module_of(field.related_model)) is not None
        and height(target) > height(module_of(field.model))
    ]
    assert upwards == []


@pytest.mark.parametrize("module", modules())
def test_the_clock_is_asked_for_the_time_and_nothing_hides_in_signals(module):
    """Ruff lets views speak HTTP by letting them import what is banned elsewhere; this holds there too."""
    found = [
        f"{path.relative_to(PACKAGE)}: {match[0]}"
        for path in sorted((PACKAGE / module).rglob("*.py"))
        if not EXEMPT & set(path.parts) and path != PACKAGE / "core/clock.py"
        for match in HIDDEN.finditer(path.read_text())
    ]
    assert found == []
