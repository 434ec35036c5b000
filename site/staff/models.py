"""The models of staff: permissions around requests, emergencies, the audit, sessions, accounts' mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
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
        # Accounts are deactivated, never deleted; the reason stays with its name in any case.
        on_delete=models.PROTECT,
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


class AuditEntry(models.Model):
    """One line of the audit: written once, sealed once, kept for six years (see `trail/`).

    Names stand as text: an entry stays true whatever becomes of the account.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    action = models.CharField(_("what"), max_length=100, db_index=True)
    who = models.CharField(_("who"), max_length=150, blank=True)
    who_id = models.BigIntegerField(null=True, db_index=True)
    about_kind = models.CharField(max_length=100, blank=True)
    about_id = models.CharField(max_length=255, blank=True)
    about = models.TextField(_("about"), blank=True)
    data = models.JSONField(default=dict)
    number = models.BigIntegerField(null=True, unique=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [models.Index(fields=["about_kind", "about_id"], name="staff_audit_about")]

    def __str__(self) -> str:
        return f"Audit entry #{self.pk}"


class AuditHead(models.Model):
    """The one row that says where the audit's chain ends, and behind which entry it begins."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    anchor_number = models.BigIntegerField(default=0)
    anchor_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("end of the audit")
        verbose_name_plural = _("ends of the audit")

    def __str__(self) -> str:
        return "End of the audit"


class WaitingRole(models.Model):
    """A role that reads requests or approves pages, given by somebody who must not, until a manager confirms it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="waiting_roles"
    )
    group = models.ForeignKey("auth.Group", on_delete=models.CASCADE, related_name="+")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("role that waits")
        verbose_name_plural = _("roles that wait")
        constraints = [models.UniqueConstraint(fields=["user", "group"], name="staff_waits_once")]

    def __str__(self) -> str:
        return f"Role that waits #{self.pk}"


class Session(AbstractBaseSession):
    """A session under the hash of its key (see `sign_in/sessions.py`): a stolen backup signs in nobody."""

    session_key = models.CharField(max_length=64, primary_key=True)
    user_id = models.BigIntegerField(null=True, db_index=True)
    device = models.CharField(max_length=80, blank=True)
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta(AbstractBaseSession.Meta):
        default_permissions = ()

    def __str__(self) -> str:
        return "Session"

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return the store that reads these rows; `settings.SESSION_ENGINE` names its module."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")
