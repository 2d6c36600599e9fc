"""What this module hangs in the registers when the program starts."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.customers import keys, panels
from regulars.insights import runs
from regulars.insights.models import ScoreRun
from regulars.offering import audit_sentences, settings_declared  # noqa: F401


def register() -> None:
    from regulars.offering import panel

    for model in ("Offer", "Taste", "Gap"):
        keys.declare(f"offering.{model}", merging="keep", erasing="delete", exporting="no")
    keys.declare("offering.NotWanted", merging="combine", erasing="delete", unique_with=("product",))
    keys.declare("offering.TasteSet", merging="combine", erasing="delete", unique_with=("aspect", "value"))
    runs.then(_follow_refresh)
    panels.register(
        panels.Panel("offers", _("What to offer"), "tab", "offering/tab.html", panel.tab, order=30)
    )


def _follow_refresh(run: ScoreRun, step: Callable[[str], None]) -> dict[str, Any]:
    from regulars.offering import computing  # late: pages load no engine

    return computing.follow_refresh(run, step)
