"""The measure “profit” is called profit_to_date: saved views and segments that name it follow."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db import migrations

OLD, NEW = "profit", "profit_to_date"


def renamed_code(code: str) -> str:
    """A condition as it stands in an address, like ``profit:min:500``."""
    return f"{NEW}{code.removeprefix(OLD)}" if code == OLD or code.startswith(f"{OLD}:") else code


def renamed_query(query: str) -> str:
    def told(name: str, value: str) -> str:
        if name == "columns":
            return ",".join(renamed_code(code) for code in value.split(","))
        if name == "sort":
            return f"-{renamed_code(value[1:])}" if value.startswith("-") else renamed_code(value)
        return renamed_code(value) if name == "f" else value

    pairs = [(name, told(name, value)) for name, value in parse_qsl(query, keep_blank_values=True)]
    return urlencode(pairs, safe=":,~-")


def renamed_rule(rule: Any) -> Any:
    if isinstance(rule, str):
        return renamed_code(rule)
    if isinstance(rule, list):
        return [renamed_rule(part) for part in rule]
    if isinstance(rule, dict):
        return {name: renamed_rule(part) for name, part in rule.items()}
    return rule


def rename(apps: Any, editor: Any) -> None:
    for view in apps.get_model("customers", "SavedView").objects.filter(query__contains=OLD):
        query = renamed_query(view.query)
        if parse_qsl(query) != parse_qsl(view.query):
            view.query = query
            view.save(update_fields=["query"])
    for segment in apps.get_model("segments", "Segment").objects.all():
        rule = renamed_rule(segment.rule)
        if rule != segment.rule:
            segment.rule = rule
            segment.save(update_fields=["rule"])


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_worth"),
        ("customers", "0007_who_may_rest"),
        ("segments", "0001_initial"),
    ]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
