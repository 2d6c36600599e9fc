"""The stage board: who stands where, who moved, and the whole table of moves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.customers.models import Customer
from regulars.insights.measures.classes import STAGES, STATUSES
from regulars.reports import behind, choosing
from regulars.reports.choosing import Shown
from regulars.reports.sections.wording import money, month, people, percent
from regulars.ui.charts import BoardMove, BoardStage, board
from regulars.ui.formatting import num

ORDER = tuple(code for code, _label in STAGES)
PLACES = ("prospect", *ORDER, "lost")


@dataclass(frozen=True)
class Moves:
    """The transition matrix with its sums; worth is value in minor units, empty where it was not added up."""

    counts: dict[tuple[str, str], int]
    worth: dict[str, int]

    def now(self, place: str) -> int:
        return self.between(PLACES, [place])

    def start(self, place: str) -> int:
        return self.between([place], PLACES)

    def between(self, before: Iterable[str], after: Iterable[str]) -> int:
        return sum(self.counts.get((old, new), 0) for old in before for new in after)


@dataclass(frozen=True)
class StageBoard:
    heading: str
    board: list[dict[str, Any]]
    beside: list[tuple[str, str]]
    matrix: list[dict[str, Any]]
    columns: list[str]
    before_on: str


def moves_of(shown: Shown) -> Moves:
    """As kept with the figures; for who sees only the own customers, counted among these."""
    if shown.is_own:
        return _own_moves(shown)
    counts, worth = {}, dict.fromkeys(PLACES, 0)
    for row in shown.figures["board"]["moves"]:
        counts[row["before"], row["after"]] = row["customers"]
        worth[row["after"]] += row["value_minor"]
    return Moves(counts, worth)


def declining(shown: Shown, moves: Moves) -> dict[str, int]:
    high = shown.figures["board"]["declining_high"]
    if shown.is_own:
        asked = behind.Asked(shown, "move_high", after="decline")
        high = behind.customers(asked).count()
    return {"now": moves.now("decline"), "start": moves.start("decline"), "high": high}


def stage_board(shown: Shown, moves: Moves) -> StageBoard:
    stages = [_stage(shown, moves, place) for place in ORDER]
    steps = [_step(shown, moves, place) for place in range(len(ORDER) - 1)]
    return StageBoard(
        heading=_heading(shown, moves),
        board=board(stages, steps),
        beside=_beside(shown, moves),
        matrix=[_row(shown, moves, place) for place in PLACES],
        columns=[str(labels()[place]) for place in PLACES],
        before_on=shown.figures["board"]["before_on"],
    )


def labels() -> dict[str, Any]:
    return {**dict(STAGES), **dict(STATUSES)}


def _own_moves(shown: Shown) -> Moves:
    own = set(Customer.objects.visible_to(shown.user).values_list("pk", flat=True))
    counts = {}
    for code, ids in choosing.members(shown).items():
        kind, *pair = code.split(":")
        if kind == "move":
            counts[pair[0], pair[1]] = len(own.intersection(ids))
    return Moves(counts, {})


def _heading(shown: Shown, moves: Moves) -> str:
    others = [place for place in PLACES if place != "decline"]
    came, recovered = moves.between(others, ["decline"]), moves.between(["decline"], [*ORDER[:-1]])
    if not came and not recovered:
        return _("Nobody moved into decline or out of it in {month}").format(month=month(shown.month))
    return _("In {month} {came} moved into decline, {left} recovered").format(
        month=month(shown.month), came=people(came), left=num(recovered)
    )


def _stage(shown: Shown, moves: Moves, place: str) -> BoardStage:
    now, start = moves.now(place), moves.start(place)
    total = sum(max(0, moves.worth.get(each, 0)) for each in ORDER)
    share = max(0, moves.worth.get(place, 0)) / total if total else 0.0
    return BoardStage(
        key=place,
        count=now,
        href=behind.url(shown, "move", after=place),
        note=_note(shown, now - start, moves.worth.get(place), share),
        share=100 * share,
        lines=_lines(moves, place),
        total_label=_("Now"),
    )


def _note(shown: Shown, change: int, worth: int | None, share: float) -> str:
    sign = "+" if change > 0 else ""
    moved = _("{change} since the start of the month").format(change=f"{sign}{num(change)}")
    if worth is None:
        return moved
    words = (
        _("{moved}, sales {worth} ({share})")
        if shown.figures["basis"] == "spend"
        else _("{moved}, profit {worth} ({share})")
    )
    return words.format(moved=moved, worth=money(worth), share=percent(share, 1))


def _lines(moves: Moves, place: str) -> list[tuple[str, int]]:
    """At the start, what came, what left; zeros are left out. It adds up to now."""
    words = labels()
    lines = [(_("At the start"), moves.start(place))]
    for other in (each for each in PLACES if each != place):
        came = moves.between([other], [place])
        from_words = {"prospect": _("New customers"), "lost": _("Came back")}
        if came:
            lines.append((from_words.get(other) or _("From {stage}").format(stage=words[other]), came))
    for other in (each for each in PLACES if each != place):
        left = moves.between([place], [other])
        if left:
            lines.append(
                (
                    pgettext("from the active", "Lost")
                    if other == "lost"
                    else _("To {stage}").format(stage=words[other]),
                    -left,
                )
            )
    return lines


def _step(shown: Shown, moves: Moves, place: int) -> BoardMove:
    here, there = ORDER[place], ORDER[place + 1]
    return BoardMove(
        onward=moves.between([here], [there]),
        back=moves.between([there], [here]),
        onward_href=behind.url(shown, "move", before=here, after=there),
        back_href=behind.url(shown, "move", before=there, after=here),
    )


def _beside(shown: Shown, moves: Moves) -> list[tuple[str, str]]:
    """Who stands on no stage, each with the address of the list."""
    words = (("prospect", _("{who} never ordered")), ("lost", _("{who} lost")))
    return [
        (said.format(who=people(moves.now(place))), behind.url(shown, "move", after=place))
        for place, said in words
    ]


def _row(shown: Shown, moves: Moves, place: str) -> dict[str, Any]:
    cells = [_cell(shown, moves, place, after) for after in PLACES]
    total = {"count": num(moves.start(place)), "url": behind.url(shown, "move", before=place)}
    return {"label": labels()[place], "cells": [*cells, total]}


def _cell(shown: Shown, moves: Moves, before: str, after: str) -> dict[str, Any]:
    count = moves.between([before], [after])
    url = behind.url(shown, "move", before=before, after=after) if count else ""
    return {"count": num(count) if count else "", "url": url, "stayed": before == after}
