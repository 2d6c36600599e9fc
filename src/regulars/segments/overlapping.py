"""Two segments laid over one another: who is in the one only, in both, in the other only."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from regulars.customers.counting import Count, count_within
from regulars.customers.models import Customer
from regulars.segments.models import Segment
from regulars.segments.models.stay import staying_in
from regulars.ui.formatting import percent

PATIENCE = 3_000


@dataclass(frozen=True)
class Share:
    label: str
    found: Count
    url: str
    save_url: str


@dataclass(frozen=True)
class Overlap:
    only_a: Share
    both: Share
    only_b: Share
    sentence: str

    @property
    def shares(self) -> tuple[Share, Share, Share]:
        return self.only_a, self.both, self.only_b

    @property
    def widest(self) -> int:
        return max(1, *(int(share.found) for share in self.shares))


def overlap(a: Segment, b: Segment, user: Any) -> Overlap:
    only_a = _share(_("Only in {name}").format(name=a), user, inside=[a], outside=[b])
    both = _share(_("In both"), user, inside=[a, b], outside=[])
    only_b = _share(_("Only in {name}").format(name=b), user, inside=[b], outside=[a])
    return Overlap(only_a, both, only_b, _sentence(a, b, only_a.found, both.found, only_b.found))


def _share(label: str, user: Any, *, inside: list[Segment], outside: list[Segment]) -> Share:
    found = Customer.objects.visible_to(user)
    for each in inside:
        found = found.filter(staying_in([each.pk]))
    for each in outside:
        found = found.filter(~staying_in([each.pk]))
    codes = [f"segment:in:{each.pk}" for each in inside] + [f"segment:not:{each.pk}" for each in outside]
    query = "?" + urlencode([("f", code) for code in codes])
    return Share(
        label,
        count_within(found, milliseconds=PATIENCE),
        reverse("customers:list") + query,
        reverse("segments:new") + query,
    )


def _sentence(a: Segment, b: Segment, only_a: int, both: int, only_b: int) -> str:
    if not both:
        return _("Nobody is in both.")
    words = _("{of_a} of {a} are in {b} too, and {of_b} of {b} in {a}.")
    return words.format(a=a, b=b, of_a=percent(both / (only_a + both)), of_b=percent(both / (only_b + both)))
