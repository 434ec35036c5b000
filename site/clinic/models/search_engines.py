"""What shows search engines that the site is the clinic's, and whether they are told of changes."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

# Those of schema.org's `MedicalSpecialty` that a clinic of this kind can be.
SPECIALTIES = [
    ("Anesthesia", _("Anesthesiology")),
    ("Psychiatric", _("Psychiatry")),
    ("Emergency", _("Emergency medicine")),
    ("PrimaryCare", _("Primary care")),
    ("Neurologic", _("Neurology")),
    ("Nursing", _("Nursing")),
]
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

    medical_specialty = models.CharField(
        _("specialty"), max_length=20, blank=True, choices=SPECIALTIES,
        help_text=_("What the clinic is licensed for. Stands in the foot of every page; search engines are told it."),
    )  # fmt: skip
    price_range = models.CharField(
        _("range of prices"), max_length=60, blank=True,
        help_text=_("For example ‘$400–$650 a session’. Stands in the foot of every page. Empty: nothing is said."),
    )  # fmt: skip

    class Meta:
        abstract = True


def list_search_engine_panels() -> list[FieldPanel]:
    """Return the fields of the settings' tab for search engines."""
    names = (
        "medical_specialty",
        "price_range",
        "google_verification",
        "bing_verification",
        "index_now",
    )
    return [FieldPanel(name) for name in names]
