from django.db import models


class Team(models.Model):
    """People who see one another's customers."""

    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name
