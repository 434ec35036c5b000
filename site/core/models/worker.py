from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When the worker last ran a job, how it went, and when the job is due again."""

    job = models.CharField(_("job"), max_length=60, unique=True)
    last_run = models.DateTimeField(_("last run"), null=True, blank=True)
    last_ok = models.DateTimeField(_("last success"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.job
