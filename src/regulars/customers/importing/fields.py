"""What a kind of import declares: its fields, how each is read, and the steps its rows go through."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from regulars.core.reading.values import DateOrder, DecimalPoint

if TYPE_CHECKING:
    from regulars.customers.importing.batch import Batch


class Unreadable(Exception):
    """A cell that cannot be taken as it stands: a code of ``reasons`` and what the sentence names."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Ways:
    """How the cells of one file are to be understood."""

    zone: ZoneInfo
    today: date  # said once: a cell that asked the database while rows are copied into it would wait for ever
    region: str
    currency: str
    date_order: DateOrder | None = None
    point: DecimalPoint | None = None
    people: Mapping[str, int] = field(default_factory=dict)
    from_1904: bool = False


Parse = Callable[[str, Ways], Any]


@dataclass(frozen=True)
class Field:
    """One thing a column can mean. ``sql`` is the type it has while it waits."""

    key: str
    label: Any
    synonyms: tuple[str, ...]
    parse: Parse
    sql: str = "text"
    max_length: int = 0
    is_required: bool = False
    is_identity: bool = False
    fills_empty_only: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of file. ``judge`` says what each row would do; ``apply`` does it."""

    code: str
    label: Any
    noun: Callable[[int], str]
    fields: tuple[Field, ...]
    judge: Callable[["Batch"], None]
    apply: Callable[["Batch"], None]
    prepare: Callable[["Batch"], None] | None = None
    report: Callable[["Batch"], dict[str, Any]] | None = None
    # Of each tuple at least one column has to be there.
    needs: tuple[tuple[str, ...], ...] = ()
    has_owner: bool = False
    takes_custom_fields: bool = False
    for_managers: bool = False
    order: int = 100

    def field(self, key: str) -> Field:
        return next(each for each in self.fields if each.key == key)


_registered: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _registered[kind.code] = kind


def kinds() -> list[Kind]:
    return sorted(_registered.values(), key=lambda kind: (kind.order, kind.code))


def find(code: str) -> Kind:
    return _registered[code]


def is_kind(code: str) -> bool:
    return code in _registered
