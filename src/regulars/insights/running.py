"""Computations in words: how far one is, how long it took, what it changed."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.customers import measures
from regulars.insights import asking, runs
from regulars.insights.models import ClassChange, ScoreRun

STEPS = ("snapshot", "measures", "storing", "figures", "loyalty", "segments", "offers", "planning", "value")


@dataclass(frozen=True)
class Progress:
    """Variables of ui/parts/progress.html."""

    label: str
    done: int
    is_over: bool

    @property
    def total(self) -> int:
        return len(STEPS)


@dataclass(frozen=True)
class Told:
    """One computation for the log."""

    record: ScoreRun
    state: str
    took: str
    moves: list[dict[str, Any]]


def progress() -> Progress | None:
    """The computation at work or waiting for the worker; None where there is neither."""
    at_work = asking.running()
    if at_work is not None:
        place = STEPS.index(at_work.step) if at_work.step in STEPS else 0
        return Progress(step_in_words(at_work.step), place, False)
    waiting = {"todo": _("Waiting for the worker to begin"), "doing": _("At work")}.get(asking.job())
    return Progress(waiting, 0, False) if waiting else None


def step_in_words(step: str) -> str:
    words = {
        "snapshot": _("Reading customers and orders"),
        "measures": _("Computing the figures of every customer"),
        "storing": _("Storing them, and noting who moved"),
        "figures": _("Computing the figures of the firm and the teams"),
        "loyalty": _("Keeping the loyalty of the month"),
        "value": _("Computing the pages about value"),
        "segments": _("Counting the segments"),
        "offers": _("Working out what to offer"),
    }
    return words.get(step) or _("Planning the care")


def told(record: ScoreRun) -> Told:
    return Told(record, _state(record), _took(record), _moves(record))


def told_change(change: ClassChange) -> dict[str, Any]:
    measure = measures.find(change.measure)
    label_of = measure.label_of if measure else str
    return {
        "customer": change.customer,
        "measure": measure.label if measure else change.measure,
        "old": label_of(change.old) if change.old else _("none"),
        "new": label_of(change.new) if change.new else _("none"),
    }


def _state(record: ScoreRun) -> str:
    if record.state == ScoreRun.State.RUNNING and not runs.is_at_work():
        return _("Broken off")
    words = {
        "running": _("At work"),
        "done": _("Done"),
        "failed": _("Failed; the figures before it still hold"),
    }
    return words[record.state]


def _took(record: ScoreRun) -> str:
    if record.finished_at is None:
        return ""
    seconds = max(1, round((record.finished_at - record.started_at).total_seconds()))
    return ngettext("{n} second", "{n} seconds", seconds).format(n=seconds)


def _moves(record: ScoreRun) -> list[dict[str, Any]]:
    found = []
    for name, count in (record.summary or {}).get("moved", {}).items():
        measure = measures.find(name)
        words = ngettext("{label}: {n} customer", "{label}: {n} customers", count)
        address = reverse("insights:run", args=[record.pk])
        said = words.format(label=measure.label if measure else name, n=f"{count:,}")
        found.append({"words": said, "url": f"{address}?measure={name}"})
    return found
