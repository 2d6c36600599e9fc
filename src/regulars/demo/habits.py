"""How each customer buys: own cycle, regularity, favourites, and where it is heading."""

from dataclasses import dataclass
from datetime import date, timedelta

from regulars.demo.catalogue import ITEMS, Item
from regulars.demo.drawing import Draw
from regulars.demo.seasons import next_open_day

SHAPES = {
    "stable": 28,
    "growing": 15,
    "declining": 11,
    "lost": 11,
    "seasonal": 8,
    "once": 13,
    "new": 9,
    "returned": 3,
    "prospect": 4,
}
TURN_DAYS = {"growing": 240, "declining": 200}
HISTORY_DAYS = 3 * 365


@dataclass(frozen=True, slots=True)
class Habit:
    shape: str
    first_on: date
    until: date
    interval: float
    regularity: float
    size: float
    favourites: tuple[Item, ...]
    online_share: float
    gifts: float
    discount: float
    pause: tuple[date, date] | None = None

    def turn(self, day: date, as_of: date) -> float:
        """0 before the turn of a growing or declining customer, rising to 1 on the last day."""
        days = TURN_DAYS.get(self.shape, 0)
        if not days:
            return 0.0
        return min(max(1 - (as_of - day).days / days, 0.0), 1.0)

    def pace(self, day: date, as_of: date) -> float:
        """How the interval stretches or shrinks."""
        return 1 + self.turn(day, as_of) * (1.6 if self.shape == "declining" else -0.45)

    def scale(self, day: date, as_of: date) -> float:
        """How the basket swells or shrinks."""
        return 1 + self.turn(day, as_of) * (-0.55 if self.shape == "declining" else 0.5)


def draw_habit(draw: Draw, *, kind: str, as_of: date) -> Habit:
    shape = draw.weighted(tuple(SHAPES), tuple(SHAPES.values()))
    interval = _interval(draw, kind=kind) * (0.75 if shape == "growing" else 1)
    first_on, until = _span(draw, shape=shape, interval=interval, as_of=as_of)
    return Habit(
        shape=shape,
        first_on=next_open_day(first_on),
        until=until,
        interval=interval,
        regularity=draw.weighted((3.0, 8.0, 25.0), (3, 4, 3)) * (2 if kind == "firm" else 1),
        size=min(draw.around(1.0, 0.45), 2.6),
        favourites=_favourites(draw),
        online_share=draw.weighted((0.05, 0.3, 0.8), (5, 3, 2)),
        gifts=draw.weighted((0.0, 0.35, 0.85), (5, 3, 2)),
        discount=draw.weighted((0.0, 0.1, 0.5), (5, 3, 2)),
        pause=_pause(draw, shape=shape, as_of=as_of),
    )


def _interval(draw: Draw, *, kind: str) -> float:
    median, spread = (30.0, 0.4) if kind == "firm" else (58.0, 0.45)
    return min(max(draw.around(median, spread), 9.0), 150.0)


def _span(draw: Draw, *, shape: str, interval: float, as_of: date) -> tuple[date, date]:
    """First order and the day after which none follows."""
    # Many bought before the shop kept records, so that the first months are not empty.
    age = draw.whole(150, HISTORY_DAYS)
    if draw.chance(0.4):
        age = HISTORY_DAYS - draw.whole(0, 60)
    if shape == "new":
        return as_of - timedelta(days=draw.whole(3, 85)), as_of
    if shape == "once":
        return as_of - timedelta(days=draw.whole(10, HISTORY_DAYS)), as_of
    if shape == "growing" and draw.chance(0.6):
        # Not long with us, and already coming back.
        return as_of - timedelta(days=draw.whole(75, 320)), as_of
    if shape == "lost":
        age = age if age >= 480 else age + 330
        silence = draw.whole(200, max(201, age - 200))
        return as_of - timedelta(days=age), as_of - timedelta(days=silence)
    if shape in ("declining", "growing", "returned", "seasonal"):
        age = max(age, int(TURN_DAYS.get(shape, 300) + 4 * interval))
    return as_of - timedelta(days=min(age, HISTORY_DAYS)), as_of


def _pause(draw: Draw, *, shape: str, as_of: date) -> tuple[date, date] | None:
    back, away = draw.whole(8, 50), draw.whole(200, 300)
    if shape != "returned":
        return None
    return as_of - timedelta(days=back + away), as_of - timedelta(days=back)


def _favourites(draw: Draw) -> tuple[Item, ...]:
    """Two or three of one's own kind of tea, and something else."""
    home = draw.weighted(("green", "black", "oolong", "white", "dark", "scented"), (34, 16, 15, 10, 14, 11))
    own = draw.some([item for item in ITEMS if item.category == home], draw.whole(2, 3))
    other = draw.some([item for item in ITEMS if item.category not in (home, "teaware", "gifts")], 1)
    return (*own, *other)
