from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulars.customers.choices import Source
from regulars.customers.querysets import OfCustomerQuerySet


class Cause(models.TextChoices):
    """Why a relationship declines: 产品厌倦, 竞争对手产品更受喜好, 客户自身需要变化, 其他."""

    WEARY = "weary", _("Tired of the product")
    COMPETITOR = "competitor", _("Likes a competitor's product better")
    NEEDS = "needs", _("Own needs changed")
    OTHER = "other", _("Other")


class ChurnCause(models.TextChoices):
    """价格, 产品, 服务, 技术, 促销, 需求, 管理, 政治, 其他."""

    PRICE = "price", _("Lost by price")
    PRODUCT = "product", _("Lost by product")
    SERVICE = "service", _("Lost by service")
    TECHNOLOGY = "technology", _("Lost by technology")
    PROMOTION = "promotion", _("Lost by promotion")
    DEMAND = "demand", _("Lost by demand")
    MANAGEMENT = "management", _("Lost by management")
    POLITICS = "politics", _("Lost by politics")
    OTHER = "other", _("Lost for other reasons")


class DeclineCause(models.Model):
    """Why a customer declines, as somebody found out: with day, source and person."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="decline_causes")
    cause = models.CharField(_("Cause of decline"), max_length=10, choices=Cause.choices)
    churn_cause = models.CharField(_("Cause of churn"), max_length=10, choices=ChurnCause.choices)
    words = models.CharField(_("In words"), max_length=300, blank=True)
    source = models.CharField(_("Source"), max_length=16, choices=Source.choices)
    noted_on = models.DateField(_("Found out on"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = OfCustomerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-noted_on", "-id"]
        indexes = [models.Index(fields=["customer", "-id"], name="decline_cause_latest")]

    def __str__(self) -> str:
        return self.get_cause_display()
