"""Closed lists of values of offers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OfferKind(TextChoices):
    """再次购买, 交叉销售, 升级."""

    NEXT = "next", _("Next order")
    NEW = "new", _("Cross-sell")
    UP = "up", _("Up-sell")


class Reason(TextChoices):
    DUE = "due", pgettext_lazy("offer", "Due now")
    EARLY = "early", pgettext_lazy("offer", "Not yet")
    LATE = "late", pgettext_lazy("offer", "Overdue")
    AGAIN = "again", pgettext_lazy("offer", "Bought before")
    BOUGHT_WITH = "bought_with", pgettext_lazy("offer", "Goes with what they have")
    LOOKED = "looked", pgettext_lazy("offer", "Looked at it")
    SIMILAR = "similar", pgettext_lazy("offer", "Similar customers")
    POPULAR = "popular", pgettext_lazy("offer", "Popular these days")
    MUCH = "much", pgettext_lazy("offer", "Buys much of it")
    TRIED = "tried", pgettext_lazy("offer", "Tried a higher grade")


class GapKind(TextChoices):
    """更常买, 更多品类, 更高档次, 更少退货."""

    OFTEN = "often", _("Order more often")
    CATEGORIES = "categories", _("Buy more categories")
    GRADE = "grade", _("Buy a higher grade")
    RETURNS = "returns", _("Lower service cost: fewer returns")


class Stance(TextChoices):
    LIKES = "likes", _("Likes")
    DISLIKES = "dislikes", _("Does not want")
