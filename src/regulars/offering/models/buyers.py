from django.db import models


class Buyers(models.Model):
    """How many customers of each group bought each category and product, of one scope: what the page reads.

    ``figures``: groups, customers of each who bought anything; categories and products, rows of an id and the buyers by
    group; of the products of a category only those most bought.
    """

    scope = models.CharField(max_length=40)
    by = models.CharField(max_length=20)
    as_of = models.DateField()
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.scope} {self.by} {self.as_of.isoformat()}"
