"""What this module hangs in the registers when the program starts."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.customers import filter_fields, keys, panels
from regulars.insights import runs
from regulars.insights.models import ScoreRun
from regulars.offering import audit_sentences, settings_declared  # noqa: F401
from regulars.orders import beside_lines
from regulars.ui import commands, navigation


def register() -> None:
    from regulars.offering import links, panel

    for model in ("Offer", "Taste", "Gap"):
        keys.declare(f"offering.{model}", merging="keep", erasing="delete", exporting="no")
    keys.declare("offering.NotWanted", merging="combine", erasing="delete", unique_with=("product",))
    keys.declare("offering.TasteSet", merging="combine", erasing="delete", unique_with=("aspect", "value"))
    runs.then(_follow_refresh)
    panels.register(
        panels.Panel(
            "offers",
            _("What to offer"),
            "tab",
            "offering/tab.html",
            panel.tab,
            order=30,
            counted=panel.COUNTED,
        )
    )
    filter_fields.register(links.filter_fields)
    beside_lines.register("offering:add_ons")
    _hang_in_frame()


def _hang_in_frame() -> None:
    navigation.add_analysis(
        "offers",
        _("What to offer"),
        question="do",
        url_name="offering:overview",
        about=_("Which products to whom, how likely they are bought, and how good that was in the past"),
        order=40,
    )
    navigation.add_analysis(
        "products",
        _("Products and customers"),
        question="who",
        url_name="offering:products",
        about=_("Which products and categories each group of customers buys, and what it lacks"),
        order=69,
    )
    navigation.add_analysis(
        "launch",
        _("New-product launch"),
        question="do",
        url_name="offering:launch",
        about=_("Who would most likely want a new product, and which need or preference says so"),
        order=44,
    )
    commands.add_action("offers", _("What to offer"), url_name="offering:overview")
    commands.add_action("launch", _("New-product launch"), url_name="offering:launch")


def _follow_refresh(run: ScoreRun, step: Callable[[str], None]) -> dict[str, Any]:
    from regulars.offering import computing  # late: pages load no engine

    return computing.follow_refresh(run, step)
