"""Chance that can be repeated: a seed and a name always draw the same values."""

import random
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """One stream of chance.

    Only `random()` is consumed by the picks, once each, whatever the length of what is picked
    from: word lists of different lengths leave the rest of the business the same.
    """

    def __init__(self, *names: object) -> None:
        self._random = random.Random("/".join(map(str, names)))  # noqa: S311

    def share(self) -> float:
        return self._random.random()

    def chance(self, probability: float) -> bool:
        return self.share() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.share() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        return low + self.share() * (high - low)

    def pick(self, things: Sequence[T]) -> T:
        return things[int(self.share() * len(things))]

    def weighted(self, things: Sequence[T], weights: Sequence[float]) -> T:
        totals = list(accumulate(weights))
        point = self.share() * totals[-1]
        return things[next(at for at, total in enumerate(totals) if point < total)]

    def some(self, things: Sequence[T], count: int) -> tuple[T, ...]:
        """So many different things, in the order drawn."""
        left, taken = list(things), []
        for _ in range(min(count, len(left))):
            taken.append(left.pop(int(self.share() * len(left))))
        return tuple(taken)

    def gap(self, mean: float, regularity: float) -> float:
        """A waiting time: the larger the regularity, the closer to its mean."""
        return self._random.gammavariate(regularity, mean / regularity)

    def around(self, median: float, spread: float) -> float:
        return self._random.lognormvariate(0, spread) * median
