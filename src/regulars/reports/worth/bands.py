"""Groups of customers by how often they ordered in a year."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Band:
    """From so many orders a year up to so many; None has no end."""

    code: str
    least: int
    most: int | None

    @property
    def label(self) -> str:
        words = {
            "once": _("Ordered once in the year"),
            "few": _("2 or 3 orders in the year"),
            "often": _("4 orders or more in the year"),
        }
        return words[self.code]

    def holds(self, orders: int) -> bool:
        return orders >= self.least and (self.most is None or orders <= self.most)

    def condition(self, path: str) -> Q:
        found = Q(**{f"{path}__gte": self.least})
        return found if self.most is None else found & Q(**{f"{path}__lte": self.most})


BANDS = (Band("once", 1, 1), Band("few", 2, 3), Band("often", 4, None))


def band(code: str) -> Band | None:
    return next((one for one in BANDS if one.code == code), None)
