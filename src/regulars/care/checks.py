"""What we ask after an order, each on its day, and what may come of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

PLAY = "order_follow_up"


@dataclass(frozen=True)
class Result:
    """One answer of a customer; what is not well wants a few words on it."""

    code: str
    label: Any
    is_well: bool = False


@dataclass(frozen=True)
class Check:
    """One question after an order; ``setting`` names the day it is asked on."""

    code: str
    label: Any
    setting: str
    results: tuple[Result, ...]

    def result(self, code: str) -> Result | None:
        return next((result for result in self.results if result.code == code), None)


DELIVERY = Check(
    "delivery",
    _("Delivery check"),
    "delivery_day",
    (
        Result("arrived", _("Arrived well"), is_well=True),
        Result("late", _("Arrived late")),
        Result("damaged", _("Damaged or incomplete")),
        Result("missing", _("Not arrived")),
    ),
)
USAGE = Check(
    "usage",
    _("Usage check"),
    "usage_day",
    (
        Result("works", _("In use, works well"), is_well=True),
        Result("unused", _("Not used yet"), is_well=True),
        Result("help", _("Needs help")),
    ),
)
SATISFACTION = Check(
    "satisfaction",
    _("Satisfaction"),
    "satisfaction_day",
    (
        Result("satisfied", _("Satisfied"), is_well=True),
        Result("neutral", _("So-so")),
        Result("dissatisfied", _("Dissatisfied")),
    ),
)
CHECKS = {check.code: check for check in (DELIVERY, USAGE, SATISFACTION)}


def check_of(figures: Mapping[str, Any]) -> Check | None:
    """The question of a task, by the figures of its reason."""
    return CHECKS.get(figures.get("check", ""))
