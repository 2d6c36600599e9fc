"""The selection check in words: five aspects with score, weight and reason, and what to find out."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regulars.analytics.selection import ASPECTS
from regulars.core import settings_store
from regulars.customers.choices import IncomeBand
from regulars.customers.measures import Explanation, Line
from regulars.customers.sensitive import MASK
from regulars.customers.wording import enumerated
from regulars.insights.wording import amount, percent
from regulars.reports.models import ProspectScore
from regulars.reports.worth import traits

SENSITIVE_ASPECTS = ("ability", "credit")


@dataclass(frozen=True)
class Aspect:
    """One aspect of a prospect. ``score`` None: not known yet."""

    code: str
    label: str
    score: int | None
    weight: int
    reason: str


def labels() -> dict[str, str]:
    return {
        "need": pgettext("prospect", "Need"),
        "ability": _("Ability to pay"),
        "credit": pgettext("prospect", "Credit"),
        "fit": _("Fit"),
        "cost": _("Cost to serve"),
    }


def aspects_of(score: ProspectScore, *, may_see_sensitive: bool = True) -> list[Aspect]:
    said = {"need": _need, "ability": _ability, "credit": _credit, "fit": _fit, "cost": _cost}
    found = []
    for code in ASPECTS:
        figures = score.reasons[code]
        hidden = code in SENSITIVE_ASPECTS and not may_see_sensitive
        reason = MASK if hidden else said[code](figures, may_see_sensitive)
        points = None if hidden else figures["score"]
        weight = settings_store.get(f"reports.weight_{code}")
        found.append(Aspect(code, labels()[code], points, weight, reason))
    return found


def missing_in_words(score: ProspectScore) -> str:
    """The aspects of which nothing is known yet: what to find out."""
    return enumerated(*(labels()[code] for code in ASPECTS if score.reasons[code]["score"] is None))


def verdict_sentence(score: ProspectScore) -> str:
    get = settings_store.get
    if score.reasons.get("stopped_by") == "credit":
        return _("Not advised: the credit grade is D, whatever else speaks for it.")
    if score.total is None:
        return _("Watch: nothing is known yet that could be weighed.")
    words = {
        "develop": _("Develop: {total} of 100 points, {limit} are asked for."),
        "watch": _("Watch: {total} of 100 points; {limit} are asked for."),
        "unsure": _("Watch: {total} of 100 points, but too little is known yet to say more."),
        "no": _("Not advised: {total} of 100 points, less than {least}."),
    }
    told = "unsure" if score.verdict == "watch" and _is_unsure(score) else score.verdict
    return words[told].format(
        total=score.total, limit=get("reports.develop_from"), least=get("reports.no_below")
    )


def _is_unsure(score: ProspectScore) -> bool:
    """The points alone would say develop or not advised, but too few aspects are known."""
    get = settings_store.get
    total = score.total or 0
    return total >= get("reports.develop_from") or total < get("reports.no_below")


def explained(score: ProspectScore) -> Explanation:
    """For the register of measures, which everybody reads: without what is sensitive."""
    lines = [
        Line(f"{one.label} × {one.weight}", one.score if one.score is not None else "–")
        for one in aspects_of(score, may_see_sensitive=False)
    ]
    lines.append(Line(_("Points"), score.total if score.total is not None else "–", is_total=True))
    return Explanation(
        verdict_sentence(score),
        tuple(lines),
        _("Weighted mean of what is known; the weights stand in the settings."),
    )


def _need(figures: dict[str, Any], _may: bool) -> str:
    parts = []
    if figures["strongest"]:
        parts.append(_("open need of strength {n} of 5").format(n=figures["strongest"]))
    if figures["looked"]:
        looked = ngettext(
            "looked at {n} product in 90 days", "looked at {n} products in 90 days", figures["looked"]
        )
        parts.append(looked.format(n=figures["looked"]))
    return (
        enumerated(*parts)
        if parts
        else _("No open need is noted, and nothing was looked at: ask what they need.")
    )


def _ability(figures: dict[str, Any], _may: bool) -> str:
    if figures["wallet"] is not None:
        return _("spends {wallet} a year by estimate; our usual customer spends {usual} with us").format(
            wallet=amount(figures["wallet"]), usual=amount(figures["usual"])
        )
    if figures["income"]:
        return _("income band: {band}").format(
            band=dict(IncomeBand.choices).get(figures["income"], figures["income"])
        )
    return _("Neither income nor yearly spend is known: note an estimate.")


def _credit(figures: dict[str, Any], _may: bool) -> str:
    if figures["grade"]:
        return _("credit grade {grade}").format(grade=figures["grade"])
    return _("No credit grade is noted.")


def _fit(figures: dict[str, Any], may_see: bool) -> str:
    fields = traits.BY_CODE
    shown = [
        code
        for code, _value, _weight in figures["hits"]
        if code in fields and (may_see or not fields[code].is_sensitive)
    ]
    values = {code: fields[code].told(value) for code, value, _weight in figures["hits"] if code in shown}
    parts = [_("{label}: {value}").format(label=fields[code].label, value=values[code]) for code in shown]
    misses = [str(fields[code].label) for code in figures["misses"] if code in fields]
    unknown = [str(fields[code].label) for code in figures["unknown"] if code in fields]
    said = []
    if parts:
        said.append(_("Like the target customer in {traits}.").format(traits=enumerated(*parts)))
    if misses:
        said.append(_("Unlike in {fields}.").format(fields=enumerated(*misses)))
    if unknown:
        said.append(_("Not known: {fields}.").format(fields=enumerated(*unknown)))
    return " ".join(said) or _("No target-customer profile has been made yet.")


def _cost(figures: dict[str, Any], _may: bool) -> str:
    if not figures["contacts"]:
        return _("No contact so far, so nothing is known of the effort.")
    if not figures["spent"]:
        return _("Contacts have no price yet: say in the settings what a call, a visit and an hour cost.")
    spent = ngettext(
        "{n} contact so far, worth {spent}", "{n} contacts so far, worth {spent}", figures["contacts"]
    )
    told = spent.format(n=figures["contacts"], spent=amount(figures["spent"]))
    if not figures["usual"]:
        return told
    share = percent(figures["spent"] / figures["usual"])
    return _("{told}: {share} of what a customer brings in a year").format(told=told, share=share)
