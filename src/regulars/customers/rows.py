"""The rows of the customer list: a line of a table on the desk, a card on the phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from regulars.customers import cells
from regulars.customers.choices import Kind, PointKind
from regulars.customers.columns import Column
from regulars.customers.models import ContactPoint, CustomerTag
from regulars.ui.templatetags.ui import phone as in_groups
from regulars.ui.templatetags.ui import tel

ALWAYS_READ = ("name", "kind", "city")
ON_THE_PHONE = ("due-cell", "risk")
MARKS = ("value_class", "stage")
POINTS = ("phone", "email", "wechat")
FETCHED = ("tags", *POINTS)
WIDE_FROM = 5  # columns after these need a wide screen


@dataclass(frozen=True)
class Drawing:
    """What all rows of one page share."""

    columns: Sequence[Column]
    writers: Sequence[cells.Writer]
    openings: Sequence[tuple[str, str]]
    address: str
    icons: str
    pick: str
    call: str
    comma: str
    kinds: Mapping[str, str]

    @classmethod
    def of(cls, columns: Sequence[Column]) -> "Drawing":
        places = places_on_the_phone(columns)
        return cls(
            columns,
            [cells.writer(column) for column in columns],
            [
                _opening(each, places.get(each.code, ""), is_wide=at >= WIDE_FROM)
                for at, each in enumerate(columns)
            ],
            reverse("customers:customer", args=[0]).removesuffix("0/"),
            static("ui/icons.svg"),
            _("Pick {name}"),
            _("Call {name}"),
            _(", "),
            {kind.value: str(kind.label) for kind in Kind},
        )


def reads_of(columns: Sequence[Column]) -> tuple[Any, ...]:
    return (*ALWAYS_READ, *(read for column in columns for read in column.reads))


def places_on_the_phone(columns: Sequence[Column]) -> dict[str, str]:
    """A card shows value class and stage, and two more: what is due and the risk, or the first ones chosen."""
    others = [column.code for column in columns if column.code not in (*MARKS, *POINTS)]
    wanted = [code for code in ("next_order_due_on", "risk_level") if code in others]
    chosen = (wanted + [code for code in others if code not in wanted])[: len(ON_THE_PHONE)]
    return dict(zip(sorted(chosen, key=others.index), ON_THE_PHONE, strict=False))


def drawn(columns: Sequence[Column], rows: Sequence[tuple[Any, ...]]) -> list[SafeString]:
    ids = [row[-2] for row in rows]
    drawing, points, tags = Drawing.of(columns), points_of(ids, columns), tags_of(ids, columns)
    return [_row(drawing, row, points.get(row[-2], {}), tags.get(row[-2], ())) for row in rows]


def points_of(ids: Sequence[int], columns: Sequence[Column]) -> dict[int, dict[str, str]]:
    """The phone to call, and what else is shown: of each kind the first one that works."""
    kinds = {str(PointKind.PHONE), *(column.kind for column in columns if column.kind in POINTS)}
    points = ContactPoint.objects.filter(customer__in=ids, kind__in=kinds, is_dead=False, contact=None)
    found: dict[int, dict[str, str]] = {}
    for pk, kind, value in points.order_by("is_primary", "-pk").values_list("customer_id", "kind", "value"):
        found.setdefault(pk, {})[kind] = value
    return found


def tags_of(ids: Sequence[int], columns: Sequence[Column]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    if any(column.kind == "tags" for column in columns):
        given = CustomerTag.objects.filter(customer__in=ids).order_by("tag__name")
        for customer_id, name in given.values_list("customer_id", "tag__name"):
            found.setdefault(customer_id, []).append(name)
    return found


def _row(
    drawing: Drawing, row: tuple[Any, ...], points: Mapping[str, str], tags: Sequence[str]
) -> SafeString:
    name, kind, city, pk = row[0], row[1], row[2], row[-2]
    shown, phone = escape(name), points.get("phone", "")
    inside, marks = _cells(drawing, row, points, tags)
    about = drawing.comma.join(filter(None, [drawing.kinds.get(kind, ""), city]))
    return SafeString(
        f'<tr><td class="pick"><label class="tick"><input class="form-check-input" type="checkbox" name="pick" '
        f'value="{pk}" data-pick aria-label="{drawing.pick.format(name=shown)}"></label></td>'
        f'<th scope="row"><a class="name" href="{drawing.address}{pk}/"><bdi>{shown}</bdi></a>'
        f"<small>{escape(about)}</small></th>{inside}"
        f'<td class="phone tags"><span class="who">{marks}</span></td>{_call(drawing, phone, shown)}</tr>'
    )


def _cells(
    drawing: Drawing, row: tuple[Any, ...], points: Mapping[str, str], tags: Sequence[str]
) -> tuple[str, str]:
    """All cells, and the marks once more for the phone."""
    inside, marks, at = [], [], len(ALWAYS_READ)
    for column, write, (opening, empty) in zip(
        drawing.columns, drawing.writers, drawing.openings, strict=True
    ):
        if column.kind in FETCHED:
            cell = _tags(tags) if column.kind == "tags" else _point(column.kind, points.get(column.kind, ""))
        else:
            cell = write(row[at : at + len(column.reads)])
            at += len(column.reads)
        inside.append(f"{opening}{cell}</td>" if cell else empty)
        if column.code in MARKS:
            marks.append(cell)
    return "".join(inside), " ".join(marks)


def _opening(column: Column, place: str, *, is_wide: bool) -> tuple[str, str]:
    """How a cell begins, and the whole of one that is empty: a card does not show it."""
    wide = "wide" if is_wide and not place else ""
    words = ["num" if column.is_figure else "", place or "desk", wide]
    label = f' data-label="{escape(column.label)}"' if place else ""
    empty = " ".join(filter(None, ["desk", wide]))
    return f'<td class="{" ".join(filter(None, words))}"{label}>', f'<td class="{empty}"></td>'


def _tags(tags: Sequence[str]) -> str:
    return " ".join(f'<span class="tag"><bdi>{escape(tag)}</bdi></span>' for tag in tags)


def _point(kind: str, value: str) -> str:
    address = {"phone": tel(value), "email": f"mailto:{value}"}.get(kind, "")
    shown = in_groups(value) if kind == "phone" else escape(value)
    return f'<a href="{escape(address)}">{shown}</a>' if value and address else escape(value)


def _call(drawing: Drawing, phone: str, name: str) -> str:
    address = tel(phone) if phone else ""
    if not address:
        return '<td class="phone call"></td>'
    icon = f'<svg class="icon" aria-hidden="true" viewBox="0 0 24 24"><use href="{drawing.icons}#i-phone"/></svg>'
    return f'<td class="phone call"><a href="{address}" aria-label="{drawing.call.format(name=name)}">{icon}</a></td>'
