"""What a person put right on the page: cells, the order of days, names of staff, possible duplicates."""

from collections.abc import Mapping

from regulars.customers.models import Import

DECISIONS = ("update", "new", "skip")


def correct(run: Import, told: Mapping[str, str]) -> int:
    """Take over what a form says; how many things it said. Names of fields: fix-ROW-PLACE, order-PLACE,
    person-NAME, decide-ROW."""
    return sum(_one(run, name, value.strip()) for name, value in told.items() if value.strip())


def _one(run: Import, name: str, value: str) -> bool:
    what, _dash, rest = name.partition("-")
    keep = {"fix": _cell, "order": _order, "person": _person, "decide": _decision}.get(what)
    return bool(keep and rest and keep(run, rest, value))


def _cell(run: Import, where: str, value: str) -> bool:
    row, _dash, place = where.partition("-")
    if not (row.isdecimal() and place.isdecimal()):
        return False
    run.corrections.setdefault(row, {})[place] = value
    return True


def _order(run: Import, place: str, value: str) -> bool:
    if not place.isdecimal() or value not in ("dmy", "mdy", "ymd"):
        return False
    run.options.setdefault("date_orders", {})[place] = value
    return True


def _person(run: Import, name: str, value: str) -> bool:
    if not (value.isascii() and value.isdecimal() and len(value) <= 18):
        return False
    run.options.setdefault("people", {})[name] = int(value)
    return True


def _decision(run: Import, row: str, value: str) -> bool:
    if not row.isdecimal() or value not in DECISIONS:
        return False
    run.options.setdefault("decisions", {})[row] = value
    return True
