"""What a chart shows, said in data: charts.js draws it, and a table behind it says the same without script."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from regulars.ui import formatting

TONES = ("ours", "comparison", "third", "decline")
SHAPES = ("line", "area", "bar")
HEAT_STEPS = 6


@dataclass(frozen=True)
class Point:
    """One value and the address of the records behind it. Along a numeric axis it has its own ``x``."""

    value: float | Decimal | None
    href: str = ""
    x: float | None = None
    said: str = ""


@dataclass(frozen=True)
class Series:
    name: str
    points: Sequence[Point]
    tone: str = "ours"
    shape: str = "line"


@dataclass(frozen=True)
class Guide:
    """A place in the chart that is worth a sentence, such as 80 % of the profit."""

    x: float
    y: float
    label: str
    href: str = ""


@dataclass(kw_only=True)
class Chart:
    """``summary`` is the chart in one sentence: for who does not see it. ``height`` is low, normal or high."""

    name: str
    summary: str
    series: Sequence[Series]
    categories: Sequence[str] = ()
    category_label: str = ""
    unit: str = "number"  # number | percent | the three letters of a currency
    x_unit: str = "number"
    y_max: float | None = None
    guides: Sequence[Guide] = field(default_factory=tuple)
    height: str = "normal"
    stacked: bool = False

    @property
    def script_id(self) -> str:
        return f"chart-{self.name}"

    def data(self) -> dict[str, Any]:
        """What charts.js reads."""
        return {
            "categories": list(self.categories),
            "unit": self.unit,
            "x_unit": self.x_unit,
            "x_label": self.category_label,
            "y_max": self.y_max,
            "stacked": self.stacked,
            "series": [self._drawn(series) for series in self.series],
            "guides": [
                {"x": guide.x, "y": guide.y, "label": guide.label, "href": guide.href}
                for guide in self.guides
            ],
        }

    def rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The table behind: a label and, for each series, the figure in words with its address."""
        return [
            (self._label(place), [self._told(series.points[place]) for series in self.series])
            for place in range(len(self.series[0].points) if self.series else 0)
        ]

    def _drawn(self, series: Series) -> dict[str, Any]:
        points = [
            {
                "x": point.x,
                "value": None if point.value is None else float(point.value),
                "href": point.href,
                "said": point.said or self._told(point)[0],
            }
            for point in series.points
        ]
        return {"name": series.name, "tone": series.tone, "shape": series.shape, "points": points}

    def _label(self, place: int) -> str:
        if self.categories:
            return str(self.categories[place])
        x = self.series[0].points[place].x
        return "" if x is None else in_unit(x, self.x_unit)

    def _told(self, point: Point) -> tuple[str, str]:
        return ("" if point.value is None else in_unit(point.value, self.unit), point.href)


def in_unit(value: float | Decimal, unit: str) -> str:
    if unit == "percent":
        return formatting.percent(value, 0 if round(float(value) * 100, 1) % 1 == 0 else 1)
    if unit == "number":
        return formatting.num(value, 0 if round(float(value), 1) % 1 == 0 else 1)
    return formatting.money(round(Decimal(str(value))), unit)


@dataclass(frozen=True)
class HeatCell:
    """One cell of a heat map; ``value`` None is a month not over yet."""

    value: float | Decimal | None
    href: str = ""
    said: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        return "" if self.value is None else formatting.percent(self.value)


@dataclass(frozen=True)
class HeatRow:
    label: str
    size: int
    cells: Sequence[HeatCell]
    remark: str = ""


def shaded(rows: Sequence[HeatRow]) -> list[HeatRow]:
    """Give each cell one of six shades between the lowest and the highest value shown."""
    values = [float(cell.value) for row in rows for cell in row.cells if cell.value is not None]
    low, high = (min(values), max(values)) if values else (0.0, 0.0)
    return [
        HeatRow(row.label, row.size, [_shade(cell, low, high) for cell in row.cells], row.remark)
        for row in rows
    ]


def _shade(cell: HeatCell, low: float, high: float) -> HeatCell:
    if cell.value is None:
        return cell
    place = (float(cell.value) - low) / (high - low) if high > low else 0.0
    return HeatCell(cell.value, cell.href, cell.said, min(HEAT_STEPS, int(place * HEAT_STEPS) + 1))


@dataclass(frozen=True)
class BoardStage:
    """One stage on the stage board: how many, what they are worth, what came and went."""

    key: str
    count: int
    href: str = ""
    note: str = ""
    share: float = 0
    lines: Sequence[tuple[str, int]] = ()
    total_label: str = ""


@dataclass(frozen=True)
class BoardMove:
    """Between two neighbouring stages: how many went on and how many came back."""

    onward: int = 0
    back: int = 0
    onward_href: str = ""
    back_href: str = ""


def board(stages: Sequence[BoardStage], moves: Sequence[BoardMove]) -> list[dict[str, Any]]:
    """Stages with the move that follows each; the last one has none."""
    following: list[BoardMove | None] = [*moves, None]
    return [{"stage": stage, "move": move} for stage, move in zip(stages, following, strict=True)]
