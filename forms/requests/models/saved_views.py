"""A view of the inbox that a person named: a tab, its filters and its order."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """One named view. It holds a choice of filters, and nothing of any visitor."""

    wagtail_reference_index_ignore = True

    class Order(models.TextChoices):
        """The order of its requests."""

        USUAL = "", _("as the view has it")
        DUE = "due", _("due first")
        NEWEST = "newest", _("newest first")
        OLDEST = "oldest", _("oldest first")

    name = models.CharField(_("name"), max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("owner"),
    )
    shared = models.BooleanField(_("for everybody who reads requests"), default=False)
    view = models.CharField(max_length=12)
    form = models.PositiveBigIntegerField(null=True, blank=True)
    of = models.PositiveBigIntegerField(null=True, blank=True)
    order = models.CharField(max_length=8, blank=True, choices=Order.choices, default=Order.USUAL)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_once_a_name")
        ]

    def __str__(self) -> str:
        return self.name
