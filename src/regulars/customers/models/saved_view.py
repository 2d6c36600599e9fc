from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: Any) -> "SavedViewQuerySet":
        team = models.Q(is_shared=True) & (models.Q(team=None) | models.Q(team=user.team_id))
        return self.filter(models.Q(owner=user.pk) | team)


class SavedView(models.Model):
    """Columns, filters and sort under a name, private or the team's."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    is_shared = models.BooleanField(_("The team sees it"), default=False)
    team = models.ForeignKey("accounts.Team", models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(pgettext_lazy("view", "Name"), max_length=60)
    list_code = models.CharField(max_length=20, default="customers")
    query = models.TextField(blank=True)
    is_pinned = models.BooleanField(_("Pinned"), default=True)
    created_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
