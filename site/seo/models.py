"""What this app stores."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressToTell(models.Model):
    """An address that search engines are to be told of: its page is new, says something else, moved, or is gone."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    address = models.CharField(_("address"), max_length=500)

    class Meta:
        default_permissions = ()
        verbose_name = _("address to tell")
        verbose_name_plural = _("addresses to tell")
        constraints = [
            models.UniqueConstraint(fields=["site", "address"], name="seo_one_address_to_tell")
        ]

    def __str__(self) -> str:
        return self.address
