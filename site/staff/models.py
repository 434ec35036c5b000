"""The models of staff: permissions around requests, emergencies, sign-in attempts, mails about accounts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff import audit
from staff.announcements import emergency_opened
from staff.permissions import BREAK_GLASS, NAMES, by_role


class RequestAccess(models.Model):
    """Carries the permissions around requests. Has no table and no rows.

    They are here and not on the request itself, so that no view which Wagtail or Django builds from
    a model's own permissions can ever open a request.
    """

    class Meta:
        managed = False
        default_permissions = ()
        permissions = list(NAMES.items())
        verbose_name = _("requests")
        verbose_name_plural = _("requests")

    def __str__(self) -> str:
        return "requests"


class EmergencyAccess(models.Model):
    """An administrator broke the glass: who, why, until when.

    45 CFR 164.312(a)(2)(ii) asks for a way in during an emergency; this one is narrow and on record.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="emergencies",
        verbose_name=_("who"),
    )
    reason = models.CharField(
        _("reason"),
        max_length=300,
        help_text=_(
            "Why you need to see requests now. Others read this: name no patient and no visitor."
        ),
    )
    started_at = models.DateTimeField(_("since"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        ordering = ["-started_at"]
        default_permissions = ()
        verbose_name = _("emergency access")
        verbose_name_plural = _("emergency accesses")
        indexes = [models.Index(fields=["ends_at"])]

    def __str__(self) -> str:
        return f"Emergency access #{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it still opens requests."""
        return self.started_at <= timezone.now() < self.ends_at

    @classmethod
    def open_for(cls, user: Any) -> EmergencyAccess | None:
        """Return the access that `user` has open now, or None."""
        now = timezone.now()
        return cls.objects.filter(user=user, started_at__lte=now, ends_at__gt=now).first()

    @classmethod
    def all_open(cls) -> models.QuerySet[EmergencyAccess]:
        """Return everybody's open accesses, for the dashboard."""
        now = timezone.now()
        return cls.objects.filter(started_at__lte=now, ends_at__gt=now).select_related("user")

    @classmethod
    def begin(cls, user: Any, reason: str) -> EmergencyAccess:
        """Open requests to `user` for `BREAK_GLASS_MINUTES`, put it on record and announce it.

        Raises PermissionDenied for somebody whose role has no break-glass.
        """
        if BREAK_GLASS not in by_role(user):
            raise PermissionDenied
        minutes = getattr(settings, "BREAK_GLASS_MINUTES", 60)
        ends_at = timezone.now() + timedelta(minutes=minutes)
        with transaction.atomic():
            opened = cls.objects.create(user=user, reason=reason, ends_at=ends_at)
            audit.record("staff.break_glass", user=user, instance=opened, data={"minutes": minutes})
            emergency_opened.send(cls, access=opened)
        return opened

    def finish(self) -> None:
        """Close it before its time."""
        self.ends_at = timezone.now()
        self.save(update_fields=["ends_at"])
        audit.record("staff.break_glass_end", user=self.user, instance=self)


class SignInAttempt(models.Model):
    """A wrong password or code within the last hour, under a keyed hash (see `attempts.py`)."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = _("sign-in attempt")
        verbose_name_plural = _("sign-in attempts")
        indexes = [models.Index(fields=["key", "at"])]

    def __str__(self) -> str:
        return f"Sign-in attempt #{self.pk}"


class AccountMail(models.Model):
    """A mail about an account that waits for the worker, encrypted (see `account_mail.py`)."""

    content = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("mail about an account")
        verbose_name_plural = _("mails about accounts")

    def __str__(self) -> str:
        return f"Mail about an account #{self.pk}"
