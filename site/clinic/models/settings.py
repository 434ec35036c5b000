"""What staff set once for the whole site."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField

from infra.editing.checked_form import CheckedModelForm
from infra.editing.rich_text_features import LINE_FEATURES
from infra.phone_numbers import validate_phone
from infra.stream_field import StreamField

from ..blocks.settings import closed_days, social_links
from .look import OwnLook, list_look_panels
from .mails import MailWords, list_mail_panels
from .previews import PreviewedSettings
from .search_engines import SearchEngineKeys, list_search_engine_panels
from .words import StandingWords, list_word_panels


@register_setting(icon="home", order=1)
class ClinicSettings(
    StandingWords, MailWords, OwnLook, SearchEngineKeys, PreviewedSettings, BaseSiteSetting
):
    """The clinic's name, numbers, buttons and standing texts."""

    base_form_class = CheckedModelForm

    name = models.CharField(_("clinic name"), max_length=120, default="", blank=True)
    tagline = models.CharField(
        _("tagline"),
        max_length=160,
        blank=True,
        help_text=_("One line. Search engines show it beside the name."),
    )
    description = models.TextField(
        _("about the clinic in two sentences"),
        blank=True,
        max_length=320,
        help_text=_("For search engines and the footer."),
    )
    logo = models.ForeignKey(
        "media.ClinicImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Leave empty for the drawn mark with the clinic's name beside it."),
    )
    social_image = models.ForeignKey(
        "media.ClinicImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture for shared links"),
        help_text=_(
            "Shown when somebody shares a page that has no picture. 1200 × 630 pixels fit best."
        ),
    )
    phone = models.CharField(_("telephone"), max_length=30, blank=True, validators=[validate_phone])
    text_number = models.CharField(
        _("number for text messages"),
        max_length=30,
        blank=True,
        validators=[validate_phone],
        help_text=_("Empty: the ‘Text us’ buttons disappear."),
    )
    text_label = models.CharField(_("‘Text us’ label"), max_length=30, default="Text us")
    text_caption = models.CharField(
        _("under the ‘Text us’ button"),
        max_length=160,
        blank=True,
        help_text=_(
            "For example: Please leave out medical details. Text messages are not encrypted."
        ),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    request_label = models.CharField(
        _("request button"), max_length=40, default="Request an appointment"
    )
    request_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("request button leads to"),
        help_text=_("Empty: the button leads to the telephone number."),
    )
    request_banner = models.CharField(
        _("banner text on top of articles"),
        max_length=160,
        blank=True,
        help_text=_(
            "Beside the request button, for example ‘Ready to talk? We call back the same working day.’"
        ),
    )
    consultation_label = models.CharField(
        _("consultation button"), max_length=40, default="Ask for a free consultation"
    )
    consultation_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("consultation button leads to"),
    )
    consultation_small_print = models.TextField(
        _("small print of the free consultation"),
        blank=True,
        help_text=_(
            "Shown under every ‘free consultation’ button. Some states prescribe the words."
        ),
    )
    crisis_text = RichTextField(
        _("crisis line"),
        features=["bold", "link"],
        blank=True,
        help_text=_(
            "Stands on every page and above every form. Numbers become links by themselves."
        ),
    )
    form_not_watched = models.CharField(
        _("forms are not watched"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Above every form, for example ‘This form is not watched around the clock.’"),
    )
    financial_interest = models.CharField(
        _("financial interest"),
        max_length=240,
        blank=True,
        help_text=_(
            "Stands on every treatment page, for example ‘We offer this treatment, so we have a financial interest in it.’"
        ),
    )
    medical_disclaimer = models.TextField(
        _("not medical advice"), blank=True, help_text=_("Under every article.")
    )
    sample_note = models.CharField(
        _("sample site note"),
        max_length=240,
        blank=True,
        help_text=_(
            "A line on top of every page that says the content is sample content. Empty it when the clinic goes live."
        ),
    )
    approve_before_publishing = models.BooleanField(
        _("approve before publishing"),
        default=True,
        help_text=_(
            "Pages and answers about health go live only after a clinical reviewer approved them. Small "
            "corrections need a reason, and a reviewer sees them within a week. Off: they go live at once and say"
            " ‘changed since, waiting for review’."
        ),
    )
    review_grace_days = models.PositiveSmallIntegerField(
        _("say that a review is overdue after, days"),
        default=30,
        null=True,
        blank=True,
        help_text=_(
            "So many days after the day of its next review, a page says in public that its review is overdue. Empty: 30."
        ),
    )
    ask_whether_clear = models.BooleanField(
        _("ask ‘Was this clear?’"),
        default=True,
        help_text=_(
            "Two buttons under every text on health. Answers are counted a page and day; nothing about a reader is kept."
        ),
    )
    social = StreamField(social_links(), blank=True, verbose_name=_("social links"), max_num=6)
    footer_text = RichTextField(_("footer text"), features=LINE_FEATURES, blank=True)
    copyright_name = models.CharField(_("name in the copyright line"), max_length=160, blank=True)
    observe_holidays = models.BooleanField(
        _("closed on US federal holidays"),
        default=True,
        help_text=_("Used for ‘open now’ and for when we call back."),
    )
    closed_days = StreamField(closed_days(), blank=True, verbose_name=_("other closed days"))

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("name"),
                            FieldPanel("tagline"),
                            FieldPanel("description"),
                        ],
                        heading=_("The clinic"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("phone"), FieldPanel("text_number")]),
                            FieldRowPanel([FieldPanel("text_label"), FieldPanel("text_caption")]),
                            FieldPanel("email"),
                            FieldPanel("social"),
                        ],
                        heading=_("How people reach us"),
                    ),
                ],
                heading=_("Clinic"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("request_label"),
                            FieldPanel("request_page"),
                            FieldPanel("request_banner"),
                        ],
                        heading=_("Request an appointment"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("consultation_label"),
                            FieldPanel("consultation_page"),
                            FieldPanel("consultation_small_print"),
                        ],
                        heading=_("Free consultation"),
                    ),
                ],
                heading=_("Buttons"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("crisis_text"), FieldPanel("form_not_watched")],
                        heading=_("Crisis line"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("financial_interest"),
                            FieldPanel("medical_disclaimer"),
                            FieldPanel("sample_note"),
                            FieldPanel("approve_before_publishing"),
                            FieldPanel("review_grace_days"),
                            FieldPanel("ask_whether_clear"),
                        ],
                        heading=_("Standing notes"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("footer_text"), FieldPanel("copyright_name")],
                        heading=_("Footer"),
                    ),
                ],
                heading=_("Texts"),
            ),
            list_look_panels(),
            list_word_panels(),
            list_mail_panels(),
            ObjectList(
                [FieldPanel("observe_holidays"), FieldPanel("closed_days")],
                heading=_("Closed days"),
            ),
            ObjectList(list_search_engine_panels(), heading=_("Search engines")),
        ]
    )

    class Meta:
        verbose_name = _("clinic settings")

    def clean(self) -> None:
        """Refuse what can't be read, sent or shown; all of it at once, each beside its field."""
        super().clean()
        errors = {**self.find_crisis_errors(), **self.find_mail_errors(), **self.find_look_errors()}
        if errors:
            raise ValidationError(errors)

    def __str__(self) -> str:
        return self.name or "–"
