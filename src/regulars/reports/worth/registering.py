"""What the pages about value hang in the registers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from regulars.customers import keys, panels
from regulars.insights import runs
from regulars.ui import navigation

ANALYSES: tuple[tuple[str, navigation.Question, Any, Any, int], ...] = (
    ("value_matrix", "worth", _("Value and margin"), _("Who brings much at a good margin, and which service each cell deserves"), 62),
    ("structure", "who", _("Customer structure"), _("How the customers are made up, and who brings the profit, on two dates"), 49),
    ("ltv", "worth", _("Lifetime value calculator"), _("What a customer brings in a lifetime, component by component"), 66),
    ("what_if", "do", _("What if more stayed"), _("What a few points of retention would do to the profit"), 68),
    ("allocation", "do", _("Budget and hours"), _("How to share a budget and working hours, beside what was spent"), 70),
    ("prospects", "do", _("Prospects"), _("Who is like the best customers, and whom to develop"), 72),
)  # fmt: skip


def register_worth() -> None:
    from regulars.customers import measures
    from regulars.reports.worth import panel
    from regulars.reports.worth.following import follow_refresh
    from regulars.reports.worth.measures import DECLARED

    keys.declare("reports.LtvCalculation", merging="move", erasing="delete")
    keys.declare("reports.WalletEstimate", merging="move", erasing="delete")
    keys.declare("reports.Standing", merging="keep", erasing="delete", exporting="no")
    keys.declare("reports.ProspectScore", merging="keep", erasing="delete", exporting="no")
    for measure in DECLARED:
        measures.register(measure)
    runs.then(follow_refresh)
    panels.register(
        panels.Panel(
            "potential",
            _("Potential"),
            "tab",
            "reports/worth/panel.html",
            panel.context,
            order=44,
            within="figures",
        )
    )
    for name, question, label, about, order in ANALYSES:
        navigation.add_analysis(
            name, label, question=question, url_name=f"reports:{name}", about=about, order=order
        )
