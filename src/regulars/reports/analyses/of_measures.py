"""Analyses that read measures: how they are spread, and who has which. What is not computed yet is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Avg, Count, F, Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.core.money import ZERO
from regulars.customers import measures
from regulars.customers.measures import Measure
from regulars.customers.wording import enumerated
from regulars.insights import runs
from regulars.reports.analyses import spreads
from regulars.reports.analyses.asking import Asked
from regulars.reports.analyses.findings import Findings, Part, Sheet
from regulars.reports.analyses.paging import PAGE_SIZE, people_table
from regulars.reports.sections.wording import currency
from regulars.ui import formatting
from regulars.ui.charts import Chart, Point, Series
from regulars.ui.formatting import num, percent
from regulars.ui.tables import Cell, Column

CHUNK = 2_000
KIND_OF_COLUMN = {"money": "money", "integer": "number", "date": "day"}


@dataclass(frozen=True)
class Reading:
    """Which measures an analysis reads: those it charts, those of its table, the one that sorts it."""

    charted: Sequence[str]
    listed: Sequence[str]
    sorted_by: str
    within_horizon: Sequence[str] = ()  # measures that are true for the days of the horizon
    wanted: Sequence[tuple[str, Any]] = ()  # measures that are still to come, with what is missing

    def present(self, names: Sequence[str]) -> list[Measure]:
        return [found for name in names if (found := measures.find(name))]


def find(reading: Reading, asked: Asked, place: int, *, heading: Any) -> Findings:
    """``heading(asked, known)`` answers in one sentence; known is how many customers have figures."""
    known = asked.subject.people.exclude(measures=None).aggregate(n=Count("pk"), as_of=Max("measures__as_of"))
    missing = [str(words) for name, words in reading.wanted if measures.find(name) is None]
    explained = [
        _("{label}: {value}").format(label=each.label, value=each.formula)
        for each in reading.present([*reading.charted, *reading.listed])
    ]
    explained = list(dict.fromkeys(explained))
    if not known["as_of"]:
        return Findings(
            _("Not computed yet. The next refresh fills this in; it runs every night."), missing=missing
        )
    if asked.subject.is_one:
        return Findings(
            heading(asked, known["n"]),
            _own(asked, reading),
            _reasons(asked, reading),
            explained=explained,
            missing=missing,
            as_of=known["as_of"],
        )
    return Findings(
        heading(asked, known["n"]),
        _means(asked, reading),
        _spreads(asked, reading),
        people=_people(asked, reading, place),
        explained=explained,
        missing=missing,
        as_of=known["as_of"],
    )


def sheet(reading: Reading, asked: Asked) -> Sheet:
    """One row per customer with every measure of the analysis, and the day they are true for."""
    shown = _shown(reading)
    headers = [_("Customer number"), _("Customer"), _("As of")]
    headers += [f"{each.label} ({_unit(each)})" if _unit(each) else str(each.label) for each in shown]
    return Sheet(headers, _rows(asked, reading, shown))


def _rows(asked: Asked, reading: Reading, shown: list[Measure]) -> Iterator[list[Any]]:
    reads = [f"measures__{each.name}" for each in shown]
    people = _sorted(asked, reading)
    for code, name, as_of, *values in people.values_list(
        "code", "name", "measures__as_of", *reads
    ).iterator():
        yield [code, name, as_of, *(_plain(each, value) for each, value in zip(shown, values, strict=True))]


def _plain(measure: Measure, value: Any) -> Any:
    if measure.kind == "choice" and value is not None:
        return str(measure.label_of(value))
    return str(value) if measure.kind == "json" and value is not None else value


def _unit(measure: Measure) -> str:
    return currency() if measure.kind == "money" else str(measure.unit)


def _shown(reading: Reading) -> list[Measure]:
    names = dict.fromkeys([*reading.charted, *reading.listed])
    return [each for each in reading.present(list(names)) if each.listed]


def _sorted(asked: Asked, reading: Reading) -> Any:
    by = next((each.name for each in reading.present([reading.sorted_by, *reading.listed])), None)
    people = asked.subject.people.exclude(measures=None)
    return people.order_by(F(f"measures__{by}").desc(nulls_last=True), "pk") if by else people.order_by("pk")


def _people(asked: Asked, reading: Reading, place: int) -> Part:
    shown = _shown(reading)
    rows = _sorted(asked, reading).values_list("pk", *(f"measures__{each.name}" for each in shown))
    found = [
        (row[0], dict(zip([each.name for each in shown], row[1:], strict=True)))
        for row in rows[place : place + PAGE_SIZE + 1]
    ]
    columns = [_column(each, is_wide=number >= 4) for number, each in enumerate(shown)]
    note = _("A name opens the analysis of the customer.")
    return Part(_("Customer by customer"), note, table=people_table(asked, found, columns, place=place))


def _column(measure: Measure, *, is_wide: bool) -> Column:
    kind = KIND_OF_COLUMN.get(
        measure.kind, "figure" if measure.kind in ("percent", "decimal", "days") else "text"
    )

    def read(row: Any) -> Cell:
        value = row[1][measure.name]
        return Cell(_shown_value(measure, value, kind))

    return Column(key=measure.name, label=measure.label, kind=kind, read=read, is_wide=is_wide)


def _shown_value(measure: Measure, value: Any, kind: str) -> Any:
    if kind == "money" and value is not None:
        return round(value)
    return value if kind in ("money", "number", "day") else told(measure, value)


def told(measure: Measure, value: Any) -> str:
    """One value in words with its unit."""
    if value is None:
        return "–"
    if measure.kind == "money":
        return formatting.money(round(value), currency())
    if measure.kind == "percent":
        return percent(value, 1 if value < 0.1 else 0)
    if measure.kind == "date":
        return formatting.day(value)
    if measure.kind in ("days", "decimal"):
        return f"{num(value, 0 if measure.kind == 'days' else 1)} {measure.unit}".strip()
    return f"{measure.label_of(value)} {measure.unit}".strip()


def _own(asked: Asked, reading: Reading) -> list[dict[str, Any]]:
    row = asked.subject.customer.measures
    page = f"{asked.subject.customer.get_absolute_url()}figures/"
    known = [each for each in _shown(reading) if getattr(row, each.name) is not None]
    return [
        {"label": each.label, "value": told(each, getattr(row, each.name)), "url": page} for each in known[:4]
    ]


def _reasons(asked: Asked, reading: Reading) -> list[Part]:
    """For one customer each figure explains itself; figures of one reckoning share a card."""
    customer = asked.subject.customer
    cards: dict[tuple[Any, ...], list[Part]] = {}
    for each in _shown(reading):
        if getattr(customer.measures, each.name) is not None and (part := _reason(customer, each)):
            cards.setdefault((part.note, *part.statement), []).append(part)
    return [
        replace(parts[0], heading=enumerated(*(part.heading for part in parts))) for parts in cards.values()
    ]


def _reason(customer: Any, measure: Measure) -> Part | None:
    from regulars.costs.wording import StatementLine

    why = measure.explain(customer, customer.measures) if measure.explain else None
    if why is None:
        return None
    lines = [StatementLine(str(line.label), str(line.value), is_total=line.is_total) for line in why.lines]
    value = told(measure, getattr(customer.measures, measure.name))
    note = " ".join(filter(None, [str(why.sentence), str(why.note)]))
    heading = _("{label}: {value}").format(label=measure.label, value=value)
    return Part(heading, note, statement=lines)


def _means(asked: Asked, reading: Reading) -> list[dict[str, Any]]:
    """Sums of money, means of the rest; what is a class is charted instead."""
    counted = [
        each for each in _shown(reading) if each.kind in ("money", "integer", "percent", "decimal", "days")
    ][:3]
    sums = {each.name: (Sum if each.kind == "money" else Avg)(f"measures__{each.name}") for each in counted}
    found = asked.subject.people.aggregate(people=Count("pk"), **sums)
    first = {
        "label": _("Customers"),
        "value": num(found["people"]),
        "url": asked.customers_url(),
        "note": "",
    }
    means = [_mean(each, found[each.name]) for each in counted]
    return [first, *(_within_horizon(reading, *pair) for pair in zip(counted, means, strict=True))]


def _within_horizon(reading: Reading, measure: Measure, shown: dict[str, Any]) -> dict[str, Any]:
    run = runs.latest()
    if measure.name not in reading.within_horizon or run is None:
        return shown
    note = _("{note}, within {days} days").format(note=shown["note"], days=run.summary["horizon_days"])
    return {**shown, "note": note}


def _mean(measure: Measure, value: Any) -> dict[str, Any]:
    if measure.kind == "money":
        return {
            "label": measure.label,
            "value": told(measure, value if value is not None else ZERO),
            "note": _("in all"),
        }
    shown = (
        "–"
        if value is None
        else (percent(value) if measure.kind == "percent" else f"{num(value, 1)} {measure.unit}".strip())
    )
    return {"label": measure.label, "value": shown, "note": _("on average")}


def _spreads(asked: Asked, reading: Reading) -> list[Part]:
    """Of each measure how many customers have which value: the customers are read once for all of them."""
    charted = reading.present(reading.charted)
    counts = spreads.counted(asked.subject.people, charted)
    return [part for each in charted if (part := _spread(asked, each, counts[each.name]))]


def _spread(asked: Asked, measure: Measure, counts: dict[Any, int]) -> Part | None:
    """How many customers have which value; each bar opens them."""
    bars = spreads.bars(asked, measure, counts)
    if not any(count for _label, count, _url in bars):
        return None
    chart = Chart(
        name=measure.name.replace("_", "-"),
        summary=str(measure.label),
        series=[Series(_("Customers"), [Point(count, url) for _label, count, url in bars], shape="bar")],
        categories=[label for label, _count, _url in bars],
        category_label=str(measure.label),
        height="low",
    )
    total = sum(count for _label, count, _url in bars)
    note = ngettext(
        "{n} customer; a bar opens those it counts.", "{n} customers; a bar opens those it counts.", total
    )
    return Part(str(measure.label), note.format(n=num(total)), chart=chart)
