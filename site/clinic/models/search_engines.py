"""What shows search engines that the site is the clinic's, and whether they are told of changes."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

validate_key = RegexValidator(
    r"^[A-Za-z0-9_=+/-]+$",
    _("Only the key itself: letters, digits and - _ =, no tag and no quotes."),
)


class SearchEngineKeys(models.Model):
    """The part of the clinic settings that is for search engines."""

    google_verification = models.CharField(
        _("Google’s key for this site"), max_length=100, blank=True, validators=[validate_key],
        help_text=_("From Search Console, ‘HTML tag’: only what stands between the quotes after ‘content’."),
    )  # fmt: skip
    bing_verification = models.CharField(
        _("Bing’s key for this site"), max_length=100, blank=True, validators=[validate_key],
        help_text=_("From Webmaster Tools, ‘HTML meta tag’: only what stands between the quotes after ‘content’."),
    )  # fmt: skip
    index_now = models.BooleanField(
        _("tell search engines of changed pages at once"), default=False,
        help_text=_("Sends the addresses of changed pages to indexnow.org (Bing and others; not Google)."),
    )  # fmt: skip

    class Meta:
        abstract = True


def list_search_engine_panels() -> list[FieldPanel]:
    """Return the fields of the settings' tab for search engines."""
    return [FieldPanel(name) for name in ("google_verification", "bing_verification", "index_now")]
