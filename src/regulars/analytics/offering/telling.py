"""A choice as plain values that can be kept between two nights, and the choice again from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

import numpy as np

from regulars.analytics.offering.calibrating import Bands, Calibration
from regulars.analytics.offering.choosing import FILLED_IN, Choice, Chosen, Way
from regulars.analytics.offering.holding import Class, Counted
from regulars.analytics.offering.judging import Recall

Told = dict[str, Any]
COUNTED = ("edges", "offers", "bought")
CLASS = tuple(each.name for each in fields(Class))


def told(choice: Choice) -> Told:
    return {
        "horizon_days": choice.horizon_days,
        "latest": choice.latest.isoformat(),
        "customers": choice.customers,
        "next": _told(choice.next) if choice.next else None,
        "new": _told(choice.new) if choice.new else None,
    }


def heard(words: Told) -> Choice:
    """The choice that was told."""
    return Choice(
        words["horizon_days"],
        date.fromisoformat(words["latest"]),
        _heard(words["next"]) if words["next"] else None,
        _heard(words["new"]) if words["new"] else None,
        words["customers"],
    )


def counted_told(found: Counted) -> Told:
    return {"bands": _bands_told(found.bands), "judged": _judged_told(found.judged), "holds": found.holds}


def counted_heard(words: Told) -> Counted:
    return Counted(_bands_heard(words["bands"]), _judged_heard(words["judged"]))


def _told(chosen: Chosen) -> Told:
    return {
        "way": chosen.way.told(),
        "tried": [[way.told(), round(found, 6)] for way, found in chosen.tried],
        "record": asdict(chosen.record),
        "beside": [[way.told(), asdict(found)] for way, found in chosen.beside],
        "calibration": _calibration_told(chosen.calibration) if chosen.calibration else None,
        "judged": _judged_told(chosen.judged),
        "holds": chosen.holds,
    }


def _heard(words: Told) -> Chosen:
    return Chosen(
        Way(**words["way"]),
        [(Way(**way), found) for way, found in words["tried"]],
        Recall(**words["record"]),
        [(Way(**way), Recall(**found)) for way, found in words["beside"]],
        _calibration_heard(words["calibration"]) if words["calibration"] else None,
        _judged_heard(words["judged"]),
    )


def _calibration_told(found: Calibration) -> Told:
    numbers = {name: getattr(found, name).tolist() for name in ("mean_", "spread_", "weights_")}
    return numbers | {"bands": _bands_told(found.bands_)}


def _calibration_heard(words: Told) -> Calibration:
    found = Calibration(apart=FILLED_IN)
    found.mean_, found.spread_, found.weights_ = (
        np.array(words[name], dtype=float) for name in ("mean_", "spread_", "weights_")
    )
    found.bands_ = _bands_heard(words["bands"])
    return found


def _bands_told(bands: Bands) -> Told:
    counted = {name: getattr(bands, name).tolist() for name in COUNTED}
    return counted | {"spread": bands.spread}


def _bands_heard(words: Told) -> Bands:
    edges, offers, bought = (np.array(words[name]) for name in COUNTED)
    return Bands(edges, offers, bought, words["spread"])


def _judged_told(judged: Sequence[Class]) -> list[Told]:
    return [asdict(each) | {"holds": each.holds} for each in judged]


def _judged_heard(words: Sequence[Told]) -> list[Class]:
    return [Class(**{name: each[name] for name in CLASS}) for each in words]
