from django.db import models


class StoredSetting(models.Model):
    """A value that differs from its declared default."""

    key = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return self.key
