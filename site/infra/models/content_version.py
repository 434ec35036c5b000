from django.db import models


class ContentVersion(models.Model):
    """One row: the token of what visitors see now (see `infra.content_version`)."""

    token = models.CharField(max_length=32, default="", blank=True)

    class Meta:
        verbose_name = "content version"

    def __str__(self) -> str:
        return self.token
