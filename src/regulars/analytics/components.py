"""A customer's lifetime value 客户终身价值 as a plain sum of components that somebody can defend line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal


@dataclass(frozen=True)
class Component:
    """One line of the sum: a number of units at a price, or (with quantity 1) an amount.

    quantity: units in a lifetime, 0 or more. amount_minor: price of a unit in whole minor units; negative
    for what a customer costs. is_counted: an optional component may be left out of the sum.
    """

    code: str
    quantity: Decimal
    amount_minor: int
    is_counted: bool = True

    @property
    def total_minor(self) -> int:
        """quantity x amount, rounded half to even; 0 where the component is left out."""
        if not self.is_counted:
            return 0
        return int((self.quantity * self.amount_minor).to_integral_value(rounding=ROUND_HALF_EVEN))


def lifetime_value(components: Sequence[Component]) -> int:
    """The sum of all components that count, in whole minor units."""
    return sum(component.total_minor for component in components)
