"""Prospects: how many to develop, watch or leave, the best of them, and the profile they are measured against."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count
from procrastinate.exceptions import AlreadyEnqueued

from regulars.analytics.profiles import Trait
from regulars.core import audit, clock
from regulars.reports.models import ProspectScore, TargetProfile, WorthFigures
from regulars.reports.models.prospects import Verdict
from regulars.reports.worth import judging, scoring, traits

BEST_SHOWN = 20


@dataclass(frozen=True)
class VerdictLine:
    code: str
    label: str
    customers: int
    url: str


@dataclass(frozen=True)
class TraitLine:
    group: str
    label: str
    value: str
    trait: Trait


@dataclass(frozen=True)
class Learnt:
    """What sets the best customers apart; ``lines`` empty where nothing clearly does, or too few have bought."""

    lines: list[TraitLine]
    buyers: int
    best: int
    needed: int
    separation: float | None


def verdicts(user: Any) -> list[VerdictLine]:
    counted = ProspectScore.objects.visible_to(user).order_by().values_list("verdict")
    found = dict(counted.annotate(Count("pk")))
    return [
        VerdictLine(code, str(label), found.get(code, 0), f"?f=selection:in:{code}&f=order_count:equals:0")
        for code, label in Verdict.choices
    ]


def best(user: Any, verdict: str) -> list[dict[str, Any]]:
    """The prospects of one verdict with most points, each with what speaks for and against."""
    scores = ProspectScore.objects.visible_to(user).filter(verdict=verdict).select_related("customer__owner")
    shown = scores.order_by("-total", "-fit", "customer")[:BEST_SHOWN]
    return [
        {
            "score": score,
            "customer": score.customer,
            "aspects": judging.aspects_of(score, may_see_sensitive=user.may_see_sensitive),
            "missing": judging.missing_in_words(score),
        }
        for score in shown
    ]


def profile() -> TargetProfile | None:
    return TargetProfile.objects.select_related("made_by").first()


def lines_of(found: list[Trait], *, may_see_sensitive: bool) -> list[TraitLine]:
    """By group and field, as the profile is read."""
    shown = [
        (place, trait)
        for place, code in enumerate(traits.BY_CODE)
        for trait in found
        if trait.field == code and (may_see_sensitive or not traits.BY_CODE[code].is_sensitive)
    ]
    return [_line(trait) for _place, trait in shown]


def in_force(*, may_see_sensitive: bool) -> list[TraitLine]:
    return lines_of(scoring.wanted(), may_see_sensitive=may_see_sensitive)


def learnt(*, may_see_sensitive: bool) -> Learnt | None:
    """What the last refresh learnt from the best customers; None before the first one."""
    figures = WorthFigures.objects.first()
    if figures is None:
        return None
    kept = figures.figures["learnt"]
    found = [Trait(**trait) for trait in kept["traits"]]
    lines = lines_of(found, may_see_sensitive=may_see_sensitive)
    return Learnt(lines, kept["buyers"], kept["best"], kept["needed"], kept.get("separation"))


@transaction.atomic
def make_profile(found: list[dict[str, Any]], *, is_learnt: bool, by: Any) -> TargetProfile:
    """A new profile in force; the one before stays as history. All prospects are scored anew behind the page."""
    made = TargetProfile.objects.create(traits=found, is_learnt=is_learnt, made_at=clock.now(), made_by=by)
    words = [f"{line.label}: {line.value}" for line in map(_line, (Trait(**trait) for trait in found))]
    audit.record(by, "target_profile.made", subject=made, traits=words)
    score_soon()
    return made


@transaction.atomic
def take_learnt(*, by: Any) -> bool:
    """Let what was learnt be the profile; False where nothing was."""
    figures = WorthFigures.objects.first()
    found = figures.figures["learnt"]["traits"] if figures else []
    if found:
        make_profile(found, is_learnt=True, by=by)
    return bool(found)


def score_soon() -> None:
    from regulars.reports.worth import tasks

    try:
        with transaction.atomic():
            tasks.score_prospects.defer()
    except AlreadyEnqueued:
        pass  # the one that waits will read the newest profile


def _line(trait: Trait) -> TraitLine:
    field = traits.BY_CODE[trait.field]
    return TraitLine(str(field.group), str(field.label), field.told(trait.value), trait)
