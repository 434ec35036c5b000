"""What the defences did, and the values by which a replaced key is found: nothing of any visitor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DefenceType(models.TextChoices):
    """Which defence stopped or held something back."""

    REFUSED = "refused", _("Requests not stored: too many from one source within an hour")
    RECEIPT = "receipt", _("Receipts not sent: one address had enough within a day")


class DefenceCount(models.Model):
    """How often a limit was reached on one day. It holds no address and no request."""

    wagtail_reference_index_ignore = True

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=8, choices=DefenceType.choices)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("limit reached")
        verbose_name_plural = _("limits reached")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["day", "kind"], name="defence_count_day_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"


class KeyCheck(models.Model):
    """A value made with a key. If the key of today can't make sense of it, the key was replaced."""

    wagtail_reference_index_ignore = True

    name = models.CharField(_("key"), max_length=40, unique=True)
    value = models.TextField(_("value"))

    class Meta:
        verbose_name = _("key check")
        verbose_name_plural = _("key checks")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
