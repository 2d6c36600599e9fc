"""What the import linter cannot see: keys between tables, and what the web framework is used for where."""

import ast

import pytest
from django.apps import apps
from django.db.models import Field

from tests.architecture.layers import PACKAGE, ROOT, height, layers, modules

WEB = ("django.http", "django.shortcuts")
# Files that speak HTTP without being views, each with its reason.
SPEAKS_HTTP = {
    "ui/pages.py": "renders a page or its part for every view",
}


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


def imports_of(path) -> set[str]:
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }


@pytest.mark.parametrize("module", modules())
def test_only_views_speak_http(module):
    speaking = [
        str(path.relative_to(PACKAGE))
        for path in sorted((PACKAGE / module).rglob("*.py"))
        if "tests" not in path.parts
        and not ({"views", "middleware"} & {part.removesuffix(".py") for part in path.parts})
        and any(name.startswith(WEB) for name in imports_of(path))
    ]
    assert [name for name in speaking if name not in SPEAKS_HTTP] == []
