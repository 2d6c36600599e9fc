"""What the pages of an import show: its steps, its numbers, the sentence before the button, its rows."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.accounts.models import User
from regulars.core import reading
from regulars.customers import sensitive
from regulars.customers.importing import fields, reasons, undoing
from regulars.customers.importing.fields import Kind
from regulars.customers.importing.rights import hidden_from, hidden_places
from regulars.customers.models import Customer, Import, ImportRow
from regulars.ui.tables import Pager

PER_PAGE = 50
SHOWN = ("error", "duplicate", "warning")
STEPS = ("upload", "sheet", "columns", "check", "import")


def steps(run: Import | None, active: str, *, kind: Kind) -> list[dict[str, Any]]:
    words = {
        "upload": _("Upload"),
        "sheet": _("Sheet"),
        "columns": _("Columns"),
        "check": _("Dry run"),
        "import": _("Import"),
    }
    return [
        {"label": words[step], "url": _address(run, step, active), "is_active": step == active}
        for step in STEPS
    ]


def _address(run: Import | None, step: str, active: str) -> str:
    is_before = STEPS.index(step) < STEPS.index(active)
    if run is None or not run.may_be_checked or not is_before or step == "upload":
        return ""
    return reverse(f"customers:import_{step}", args=[run.pk])


def lead(run: Import) -> str:
    rows = run.counts.get("read") or run.progress_total
    told = [run.file_name]
    if sheet := run.options.get("reading", {}).get("sheet"):
        told.append(_("sheet “{sheet}”").format(sheet=sheet))
    told.append(ngettext("%(count)s row", "%(count)s rows", rows) % {"count": f"{rows:,}"})
    return _(", ").join(told) + _(".")


def counts(run: Import, show: str) -> list[dict[str, Any]]:
    found, here = run.counts, reverse("customers:import_check", args=[run.pk])
    is_done = run.state == Import.State.DONE
    duplicates = found.get("duplicate", 0) + found.get("left_out", 0)
    told = [
        ("new", _("New"), found.get("new", 0), _("added") if is_done else _("not in the database yet"), ""),
        ("changed", _("Changed"), found.get("changed", 0), _changed_note(run), ""),
        ("same", _("The same"), found.get("same", 0), _("not touched"), ""),
        ("duplicate", _("Possible duplicates"), duplicates, _("you decide") if duplicates else "", "watch"),
        (
            "error",
            _("Not readable"),
            found.get("error", 0),
            _("not imported") if is_done else _("correct them, or leave them out"),
            "late",
        ),
    ]
    return [
        {
            "label": label,
            "value": value,
            "note": note if value else "",
            "url": f"{here}?{urlencode({'show': name})}#rows",
            "is_active": name == show,
            "tone": tone if value else "",
        }
        for name, label, value, note, tone in told
    ]


def _changed_note(run: Import) -> str:
    places = run.counts.get("fields_changed", 0)
    return ngettext("in %(count)s place", "in %(count)s places", places) % {"count": places} if places else ""


def sentences(run: Import, kind: Kind) -> list[str]:
    """What the button will do, what stays out, and the way back."""
    found = run.counts
    told = [
        _("{new} new and {changed} changed: {what}.").format(
            new=found.get("new", 0), changed=found.get("changed", 0), what=kind.noun(wanted(run))
        )
    ]
    told += _left_out(found.get("duplicate", 0), found.get("error", 0))
    told += [*_without_consent(found), *reasons.left_out(run)]
    told.append(
        _("The whole import can be taken back for {days} days; what was edited since stays.").format(
            days=undoing.DAYS
        )
    )
    return told


def _left_out(waiting: int, unreadable: int) -> list[str]:
    if waiting and unreadable:
        sentence = _(
            "{waiting} possible duplicates and {unreadable} rows that cannot be read are left out; they can follow later."
        )
        return [sentence.format(waiting=waiting, unreadable=unreadable)]
    if waiting:
        sentence = ngettext(
            "%(count)s possible duplicate is left out; it can follow later.",
            "%(count)s possible duplicates are left out; they can follow later.",
            waiting,
        )
        return [sentence % {"count": waiting}]
    if unreadable:
        sentence = ngettext(
            "%(count)s row that cannot be read is left out; it can follow later.",
            "%(count)s rows that cannot be read are left out; they can follow later.",
            unreadable,
        )
        return [sentence % {"count": unreadable}]
    return []


def _without_consent(found: Mapping[str, Any]) -> list[str]:
    count, new = found.get("without_consent", 0), found.get("new", 0)
    if not count:
        return []
    sentence = ngettext(
        "Of the %(new)s new, %(count)s has not agreed to marketing and gets no campaign messages.",
        "Of the %(new)s new, %(count)s have not agreed to marketing and get no campaign messages.",
        count,
    )
    return [sentence % {"new": new, "count": count}]


def wanted(run: Import) -> int:
    return int(run.counts.get("new", 0) + run.counts.get("changed", 0))


def is_unread(run: Import) -> bool:
    """Not one row could be taken as it stands; that is no sign that there is nothing new in the file."""
    taken = any(run.counts.get(name) for name in ("new", "changed", "same"))
    return not taken and any(run.counts.get(name) for name in ("error", "duplicate"))


def chosen(run: Import, show: str) -> str:
    """Which rows are listed: those asked for, else the worst there are."""
    if show in (*SHOWN, "changed", "new", "same"):
        return show
    return next((name for name in SHOWN if run.counts.get(name)), "changed")


def rows(run: Import, show: str, number: str | None) -> Page[Any]:
    """What was taken as it stands is only counted; what was not is kept row by row."""
    found = run.rows.filter(verdict=show if show in SHOWN else "").order_by("row_number", "id")
    return Paginator(found, PER_PAGE).get_page(number)


def pager(page: Page[Any], show: str) -> Pager:
    words = _("Rows {first}–{last} of {count}").format(
        first=page.start_index(), last=page.end_index(), count=f"{page.paginator.count:,}"
    )
    address = lambda at: f"?{urlencode({'show': show, 'page': at})}#rows"  # noqa: E731
    return Pager(
        words,
        address(page.next_page_number()) if page.has_next() else "",
        address(page.previous_page_number()) if page.has_previous() else "",
    )


def line(row: ImportRow, run: Import, user: Any) -> dict[str, Any]:
    """One row of the grid, with the way to put it right."""
    place = row.params.get("place")
    is_hidden = place in hidden_places(run, user)
    row.raw = sensitive.MASK if is_hidden else row.raw
    found = {"row": row, "reason": reasons.sentence(row), "fix": "", "value": "", "name": ""}
    if is_hidden:
        return found
    if row.verdict == ImportRow.Verdict.DUPLICATE:
        if row.code in ("other_name", "other_code", "twice_in_file", "in_bin"):
            decision = run.options.get("decisions", {}).get(str(row.row_number), "")
            found |= {"fix": "decide", "name": f"decide-{row.row_number}", "value": decision}
    elif row.code == "ambiguous_date" and place is not None:
        found |= {"fix": "order", "name": f"order-{place}"}
    elif row.code == "unknown_person":
        found |= {"fix": "person", "name": f"person-{row.raw.strip()}"}
    elif place is not None and row.verdict == ImportRow.Verdict.ERROR:
        found |= {"fix": "cell", "name": f"fix-{row.row_number}-{place}", "value": row.raw[:200]}
    return found


def examples(run: Import, kind: Kind, user: User) -> list[dict[str, Any]]:
    """The first changes of a customer the person may see."""
    hidden = hidden_from(user)
    visible = set(
        Customer.objects.visible_to(user)
        .filter(pk__in=[row[4] for row in run.examples])
        .values_list("pk", flat=True)
    )
    return [
        {
            "name": name,
            "field": _label(kind, field),
            "before": _plain(before),
            "after": _plain(after),
            "id": pk,
        }
        for name, field, before, after, pk in run.examples
        if pk in visible and field not in hidden
    ]


def _label(kind: Kind, key: str) -> str:
    key = {"owner_id": "owner"}.get(key, key)
    return next((str(field.label) for field in kind.fields if field.key == key), key)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return _birthday(value) if "day_month" in value else ", ".join(map(str, value.values()))
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _birthday(value: dict[str, Any]) -> str:
    if not value.get("day_month"):
        return ""
    year = f"{value['day_year']}-" if value.get("day_year") else ""
    return f"{year}{value['day_month']:02}-{value['day_day']:02}"


def notices(run: Import) -> list[str]:
    """As when the file was looked at: read a second time, a guessed encoding passes for a chosen one."""
    return [str(reading.Notice(**notice).sentence) for notice in run.notices]


def kinds_for(user: User) -> list[Kind]:
    return [kind for kind in fields.kinds() if user.is_manager or not kind.for_managers]
