"""Notices: texts that the law or the day asks for."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import (
    PreviewableMixin,
    RevisionMixin,
)

from infra.editing.checked_form import CheckedModelForm
from infra.editing.panels import AppsPanel
from infra.editing.rich_text_features import INLINE_FEATURES
from infra.editing.typed_times import say_date


class Notice(RevisionMixin, PreviewableMixin, models.Model):
    """A text that the law or the day asks for, switched on and off in one place."""

    base_form_class = CheckedModelForm

    class Tone(models.TextChoices):
        """How the notice looks: plain or as a caution."""

        INFO = "note", _("Information")
        CAUTION = "caution", _("Caution")

    class Place(models.TextChoices):
        """Where it shows by itself; a notice block can show any notice anywhere."""

        CHOSEN = "chosen", _("Only where a page shows it")
        SITE = "site", _("On top of every page")
        PRICES = "prices", _("Beside prices")
        FORMS = "forms", _("Above request forms")
        ARTICLES = "articles", _("Under every treatment page and article")

    title = models.CharField(_("title"), max_length=120)
    text = RichTextField(_("text"), features=INLINE_FEATURES)
    tone = models.CharField(_("tone"), max_length=10, choices=Tone.choices, default=Tone.INFO)
    place = models.CharField(_("place"), max_length=10, choices=Place.choices, default=Place.SITE)
    active = models.BooleanField(_("shown"), default=True)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day on which it shows.")
    )

    panels = [
        AppsPanel(),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel(
            [
                FieldPanel("tone", heading=_("How it looks")),
                FieldPanel("place", heading=_("Where it shows")),
            ]
        ),
        FieldPanel("active"),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a notice that ends before it starts."""
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The last day must not be before the first one.")})

    @property
    def icon_name(self) -> str:
        """The icon of the tone, in the site's sprite."""
        return "caution" if self.tone == self.Tone.CAUTION else "info"

    def shows_on(self, day) -> bool:
        """Tell whether the notice shows on `day` (a date)."""
        return (
            self.active
            and (not self.starts or self.starts <= day)
            and (not self.ends or day <= self.ends)
        )

    def say_where_now(self, day: date) -> str:
        """Return where visitors read the notice on `day` and until when, or why they don't."""
        if not self.active:
            return gettext("Nowhere: it is switched off")
        if self.ends and self.ends < day:
            return gettext("Nowhere: it ended on %(day)s") % {"day": say_date(self.ends)}
        if self.starts and self.starts > day:
            return gettext("Not yet: from %(day)s") % {"day": say_date(self.starts)}
        where = str(self.get_place_display())
        if self.place == self.Place.CHOSEN:
            uses = getattr(self, "uses", None)
            if uses == 0:
                return gettext(
                    "Nowhere: no page shows it. Choose another place, or add it to a page."
                )
        if self.ends:
            return gettext("%(where)s, until %(day)s") % {
                "where": where,
                "day": say_date(self.ends),
            }
        return gettext("%(where)s, until somebody switches it off") % {"where": where}

    @property
    def shows_now(self) -> str:
        """Where the notice shows today, for the list in the admin."""
        return self.say_where_now(timezone.localdate())

    def get_preview_context(self, request, mode_name: str) -> dict:
        """Tell the template whether visitors see the notice today."""
        context = super().get_preview_context(request, mode_name)
        return {**context, "shows": self.shows_on(timezone.localdate())}

    def get_preview_template(self, request, mode_name: str) -> str:
        """The notice as pages show it."""
        return "previews/notice.html"
