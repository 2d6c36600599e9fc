"""`regulars import customers|contacts|interactions|products|orders|payments|browsing FILE`."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.core import reading
from regulars.core.command_line import Command, Refusal, answer, say
from regulars.customers.importing import (
    columns,
    engine,
    error_workbook,
    fields,
    firm,
    reasons,
    starting,
    totals,
    undoing,
)
from regulars.customers.importing.fields import Kind
from regulars.customers.importing.progress import Cancelled, Listener
from regulars.customers.models import Import

KINDS = ("customers", "contacts", "interactions", "products", "orders", "payments", "browsing")
SHOWN_PROBLEMS = 10
CHUNK = 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=KINDS, help=_("what the file holds"))
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help=_("a table: CSV, also packed, or XLSX")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    parser.add_argument("--undo", type=int, metavar="ID", help=_("take an import back instead"))
    parser.add_argument(
        "--mapping",
        action="append",
        default=[],
        metavar=_("COLUMN=FIELD"),
        help=_("what a column means; COLUMN= leaves it out; may be given several times"),
    )
    parser.add_argument(
        "--source", default="", help=_("where the file comes from; its columns are remembered")
    )
    parser.add_argument("--sheet", help=_("the sheet of a workbook"))
    parser.add_argument(
        "--header-row", type=int, metavar="N", help=_("the row that names the columns; 0 where none does")
    )
    parser.add_argument("--encoding", choices=reading.ENCODINGS, help=_("how the text is encoded"))
    parser.add_argument(
        "--date-order", choices=reading.values.ORDERS, help=_("how days like 5/6/90 are meant")
    )
    parser.add_argument(
        "--fill-only",
        action="append",
        default=[],
        metavar=_("FIELD"),
        help=_("what is there already stays for this field; may be given several times"),
    )
    parser.add_argument(
        "--errors",
        type=Path,
        metavar="XLSX",
        help=_("write the rows that were not taken into this workbook, with the reasons"),
    )
    _ask_of_rows_and_firm(parser)


def _ask_of_rows_and_firm(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--walk-in", choices=("keep", "skip"), default="skip", help=_("orders without a customer")
    )
    parser.add_argument(
        "--totals-row",
        choices=(totals.KEEP, totals.SKIP),
        help=_("a last row that looks like totals; left out unless kept, now or the last time"),
    )
    parser.add_argument("--department", choices=("sales", "marketing", "service"), help=_("whose file it is"))
    parser.add_argument("--currency", help=_("the firm's currency, like GBP; set while there are no orders"))
    parser.add_argument("--timezone", help=_("the firm's time zone; set while there are no orders"))


def run(arguments: argparse.Namespace) -> int:
    kind = fields.find(arguments.kind)
    if arguments.undo is not None:
        return _undo(arguments, kind)
    if arguments.file is None:
        raise Refusal(_("Name the file to import."))
    firm.agree(currency=arguments.currency, timezone=arguments.timezone)
    started = _start(arguments, kind)
    with _progress() as listener:
        _carry_out(started, listener, is_dry=arguments.dry_run)
    _tell(started, kind, as_json=arguments.json)
    if arguments.errors:
        _write_errors(started, arguments.errors)
    return 0 if _is_any_good(started) else 1


def _is_any_good(started: Import) -> bool:
    """A file of which not one row could be taken has failed; one with a few bad rows has not."""
    counts = started.counts
    taken = ("new", "changed", "same", "duplicate", "left_out", "without_customer")
    return not counts.get("error") or any(counts.get(name) for name in taken)


def _start(arguments: argparse.Namespace, kind: Kind) -> Import:
    options = {
        "reading": {
            "sheet": arguments.sheet,
            "encoding": arguments.encoding,
            "header_row": arguments.header_row,
        },
        "walk_in": arguments.walk_in,
        "command_line": True,
    }
    try:
        with reading.opened(arguments.file, str(arguments.file)) as file:
            chunks = iter(lambda: os.read(file, CHUNK), b"")
            started = starting.receive(
                chunks, arguments.file.name, kind=kind, source=arguments.source, options=options
            )
    except reading.ReadingRefused as refused:
        raise Refusal(str(refused)) from None
    started.department = arguments.department or ""
    try:
        _settle(started, kind, arguments)
    except Refusal:
        starting.discard(started)
        raise
    return started


def _settle(started: Import, kind: Kind, arguments: argparse.Namespace) -> None:
    """What the columns mean, as asked for; refused where that does not suffice."""
    mapping = started.mapping | _asked(arguments.mapping, started, kind)
    started.mapping = mapping
    unknown = set(arguments.fill_only) - {field.key for field in kind.fields}
    if unknown:
        raise _no_field(sorted(unknown)[0], kind)
    if arguments.fill_only:
        started.options["fill_only"] = arguments.fill_only
    if arguments.totals_row:
        started.options["totals_row"] = arguments.totals_row
    if arguments.date_order:
        started.options["date_orders"] = dict.fromkeys(mapping, arguments.date_order)
    trouble = reasons.of_mapping(kind, mapping, started.options["headers"])
    if trouble:
        raise Refusal(trouble)
    started.save()


def _asked(pairs: list[str], started: Import, kind: Kind) -> dict[str, str]:
    headers = {reading.header_key(name): place for place, name in started.options["headers"].items()}
    known = {field.key for field in kind.fields}
    asked = {}
    for pair in pairs:
        column, sign, key = pair.rpartition("=")
        place = headers.get(reading.header_key(column))
        if not sign or place is None:
            raise Refusal(_("There is no column “{column}” in the file.").format(column=column or pair))
        if key and key not in known and not key.startswith(columns.CUSTOM):
            raise _no_field(key, kind)
        asked[place] = key
    return asked


def _no_field(key: str, kind: Kind) -> Refusal:
    known = ", ".join(sorted(field.key for field in kind.fields))
    return Refusal(_("“{field}” is no field. Known are: {known}.").format(field=key, known=known))


def _write_errors(started: Import, path: Path) -> None:
    count = error_workbook.write(started, path)
    say(
        ngettext(
            "%(count)s row that was not taken: %(file)s",
            "%(count)s rows that were not taken: %(file)s",
            count,
        )
        % {"count": count, "file": path}
    )


def _carry_out(started: Import, listener: Listener, *, is_dry: bool) -> None:
    try:
        if is_dry:
            engine.check(started, listener)
        else:
            engine.apply(started, listener)
            starting.remember(started)
    except reading.ReadingRefused as refused:
        raise Refusal(str(refused)) from None
    except (KeyboardInterrupt, SystemExit):
        engine.abandon(started)
        raise
    except Cancelled:
        raise Refusal(_("The import was cancelled. Nothing of it was kept.")) from None


def _tell(started: Import, kind: Kind, *, as_json: bool) -> None:
    if as_json:
        answer(report(started))
        return
    for sentence in reasons.summary(started, kind):
        say(sentence)
    for row in started.rows.order_by("row_number", "id")[:SHOWN_PROBLEMS]:
        say(_("Row {row}: {reason}").format(row=row.row_number, reason=reasons.sentence(row)))


def report(started: Import) -> dict[str, Any]:
    """The one JSON document: rows counted by what became of them, and what the file holds."""
    counts = started.counts
    return {
        "import": started.pk,
        "kind": started.kind,
        "file": started.file_name,
        "state": started.state,
        "lines_read": counts.get("read", 0),
        **counts.get("report", {}),
        "new": counts.get("new", 0),
        "changed": counts.get("changed", 0),
        "same": counts.get("same", 0),
        "duplicates": counts.get("duplicate", 0) + counts.get("left_out", 0),
        "errors": counts.get("error", 0),
        "warnings": counts.get("warning", 0),
        "totals_rows": counts.get("totals", 0),
    }


def _undo(arguments: argparse.Namespace, kind: Kind) -> int:
    started = Import.objects.filter(pk=arguments.undo, kind=kind.code).first()
    if started is None:
        raise Refusal(_("There is no import {id} of this kind.").format(id=arguments.undo))
    try:
        undoing.undo(started, by=None)
    except undoing.CannotUndo as error:
        raise Refusal(str(error)) from None
    if arguments.json:
        answer({"import": started.pk, "state": started.state, **started.undo_report})
    else:
        say(reasons.undone(started))
    return 0


@contextmanager
def _progress() -> Iterator[Listener]:
    """A bar on standard error, only where somebody sits in front of it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns_shown = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns_shown, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("")

        def listen(done: int, total: int, step: str) -> None:
            shown.update(task, completed=done, total=total, description=reasons.step(step))

        yield listen


IMPORT = Command(run, add_arguments, json=True)
