from django.db import models


class Generation(models.Model):
    """One row: the token of what visitors see now (see `core.generation`)."""

    token = models.CharField(max_length=32, default="", blank=True)

    class Meta:
        verbose_name = "generation"

    def __str__(self) -> str:
        return self.token
