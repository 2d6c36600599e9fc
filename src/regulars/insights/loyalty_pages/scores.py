"""How many customers reach how many points of a score of 100, ten points a bar."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from regulars.insights.tallying import url
from regulars.ui.charts import Chart, Point, Series

BINS = tuple((low, low + 9 if low < 90 else 100) for low in range(0, 100, 10))


def scores_counted(name: str) -> dict[str, Any]:
    """What to ask of customers so that the chart of a score can be drawn."""
    score = f"measures__{name}_score__range"
    return {f"bin_{low}": Count("pk", filter=Q(**{score: (low, high)})) for low, high in BINS}


def scores_chart(name: str, counts: dict[str, Any], *, summary: str, label: str) -> Chart:
    points = [Point(counts[f"bin_{low}"], url(f"{name}_score:between:{low},{high}")) for low, high in BINS]
    return Chart(
        name=f"{name}-scores",
        summary=summary,
        series=[Series(_("Customers"), points, shape="bar")],
        categories=[f"{low}–{high}" for low, high in BINS],
        category_label=label,
        height="low",
    )
