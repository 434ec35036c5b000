"""When the worker ran each job, and who runs it now."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# A clock that was set back must not stop a job until it has caught up with itself.
CLOCK_SLACK = timedelta(seconds=5)


class Heartbeat(models.Model):
    """When the worker last ran a job, how it went, and until when a worker has it."""

    job = models.CharField(_("job"), max_length=60, unique=True)
    last_run = models.DateTimeField(_("last run"), null=True, blank=True)
    last_ok = models.DateTimeField(_("last success"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    leased_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.job

    @property
    def running_since(self) -> datetime | None:
        """Since when a worker has it; None while it rests. One that died leaves its job until the next run."""
        return self.last_run if self.leased_until else None

    @classmethod
    def take_job(cls, job: str, now: datetime, every: int, lease: int) -> bool:
        """Take `job` if it is due and no other worker has it; one UPDATE decides who gets it.

        Parameters: `every` and `lease` in seconds. Returns whether the job is ours. A worker that
        died gives its job back when the lease ends.
        """
        cls.objects.get_or_create(job=job)
        due = (
            Q(last_run=None)
            | Q(last_run__lte=now - timedelta(seconds=every))
            | Q(last_run__gt=now + CLOCK_SLACK)
        )
        end = now + timedelta(seconds=lease)
        free = (
            Q(leased_until=None) | Q(leased_until__lte=now) | Q(leased_until__gt=end + CLOCK_SLACK)
        )
        taken = cls.objects.filter(due & free, job=job).update(last_run=now, leased_until=end)
        return taken == 1

    @classmethod
    def give_back(cls, job: str, now: datetime, error: str = "") -> None:
        """Write down how the job went, and free it for the next run."""
        if error:
            cls.objects.filter(job=job).update(
                leased_until=None, last_error=error[:300], failures=F("failures") + 1
            )
        else:
            cls.objects.filter(job=job).update(
                leased_until=None, last_ok=now, last_error="", failures=0
            )

    @classmethod
    def note_alive(cls, job: str, now: datetime) -> None:
        """Write down that `job` is alive."""
        cls.objects.update_or_create(job=job, defaults={"last_run": now, "last_ok": now})
