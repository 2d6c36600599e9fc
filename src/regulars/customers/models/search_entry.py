from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class SearchEntry(models.Model):
    """What a customer can be found by: pieces for the index, and the text they are checked against."""

    customer = models.OneToOneField(
        "customers.Customer", models.CASCADE, primary_key=True, related_name="search_entry"
    )
    pieces = ArrayField(models.TextField())
    haystack = models.TextField()

    class Meta:
        indexes = [GinIndex(fields=["pieces"], name="search_entry_by_piece")]

    def __str__(self) -> str:
        return self.haystack[:80]
