"""A choice as plain values that can be kept between two nights, and the choice again from them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np

from regulars.analytics.offering.calibrating import Bands, Calibration
from regulars.analytics.offering.choosing import FILLED_IN, Choice, Chosen, Way
from regulars.analytics.offering.judging import Recall

Told = dict[str, Any]


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


def _told(chosen: Chosen) -> Told:
    return {
        "way": chosen.way.told(),
        "tried": [[way.told(), round(found, 6)] for way, found in chosen.tried],
        "record": asdict(chosen.record),
        "beside": [[way.told(), asdict(found)] for way, found in chosen.beside],
        "calibration": _calibration_told(chosen.calibration) if chosen.calibration else None,
        "reliability": chosen.reliability,
    }


def _heard(words: Told) -> Chosen:
    return Chosen(
        Way(**words["way"]),
        [(Way(**way), found) for way, found in words["tried"]],
        Recall(**words["record"]),
        [(Way(**way), Recall(**found)) for way, found in words["beside"]],
        _calibration_heard(words["calibration"]) if words["calibration"] else None,
        words["reliability"],
    )


def _calibration_told(found: Calibration) -> Told:
    numbers = {name: getattr(found, name).tolist() for name in ("mean_", "spread_", "weights_")}
    bands = {name: getattr(found.bands_, name).tolist() for name in ("edges", "offers", "bought")}
    return numbers | {"bands": bands}


def _calibration_heard(words: Told) -> Calibration:
    found = Calibration(apart=FILLED_IN)
    found.mean_, found.spread_, found.weights_ = (
        np.array(words[name], dtype=float) for name in ("mean_", "spread_", "weights_")
    )
    bands = words["bands"]
    found.bands_ = Bands(np.array(bands["edges"]), np.array(bands["offers"]), np.array(bands["bought"]))
    return found
