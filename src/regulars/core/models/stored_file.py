import secrets

from django.db import models


def random_key() -> str:
    return secrets.token_urlsafe(24)


class StoredFile(models.Model):
    """An uploaded or made file, kept under a random key outside the web's reach."""

    key = models.CharField(max_length=40, unique=True, default=random_key)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    purpose = models.CharField(max_length=40)
    owner_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
