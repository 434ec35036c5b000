from django.db import models


class ContentVersion(models.Model):
    """A row for each part: the token of what visitors see now, and of what else is remembered (see `infra.content_version`)."""

    token = models.CharField(max_length=32, default="", blank=True)

    class Meta:
        verbose_name = "content version"

    def __str__(self) -> str:
        return self.token
