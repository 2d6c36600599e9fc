"""Every foreign key to a customer or contact, and what merging, un-merging, erasing and exporting do to it."""

from dataclasses import dataclass
from typing import Literal

Merging = Literal["move", "keep", "combine"]
Erasing = Literal["delete", "keep", "blank"]
Exporting = Literal["yes", "no"]


@dataclass(frozen=True)
class Key:
    """``merging`` move: follows to the surviving record and is noted, so that it can go back; keep: stays
    where it is (ledger lines); combine: joined with the survivor's own row. ``erasing`` delete: the row goes;
    keep: the row stays, nameless; blank: the row stays, its free text goes."""

    model: str
    field: str
    merging: Merging
    erasing: Erasing
    exporting: Exporting
    # Where rows are unique per customer: the fields that decide which of two rows survives a merge.
    unique_with: tuple[str, ...] = ()


_declared: dict[tuple[str, str], Key] = {}


def declare(
    model: str,
    field: str = "customer",
    *,
    merging: Merging,
    erasing: Erasing,
    exporting: Exporting = "yes",
    unique_with: tuple[str, ...] = (),
) -> None:
    key = Key(model.lower(), field, merging, erasing, exporting, unique_with)
    if _declared.get((key.model, field), key) != key:
        raise ValueError(f"The key {model}.{field} is declared twice.")
    _declared[key.model, field] = key


def declared() -> list[Key]:
    return [_declared[name] for name in sorted(_declared)]
