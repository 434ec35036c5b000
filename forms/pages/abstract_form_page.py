"""What staff set on a page with a form."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.contrib.forms.models import FormMixin
from wagtail.fields import RichTextField
from wagtail.models import Page

from infra.editing.rich_text_features import LINE_FEATURES
from pages.models import BasePage

from ..requests.models import Submission
from ..requests.models.settings import split_addresses, validate_addresses
from ..requests.sources import Source
from .editor.page_form import RequestPageForm
from .editor.question_rows import QuestionsPanel
from .form_changes import FormVersion
from .request_form import RequestForm, RequestFormBuilder


class AbstractFormPage(FormMixin, BasePage):
    """What staff set on a page with a form, and the form that follows from it.

    The visit (`forms.pages.visit`) works on this; `FormPage` is above both and answers addresses.
    """

    schema_type: ClassVar[str] = "ContactPage"
    shows_dates = False
    needs_review = False  # type: ignore[assignment]
    # Its screens are the visitor's own: no piece of them is remembered for anybody else.
    is_cached: ClassVar[bool] = False
    # No author and no reviewer is shown, and each join costs whoever sends the form.
    served_with: ClassVar[tuple[str, ...]] = ("picture", "og_image")
    check_template: ClassVar[str] = "pages/form_check.html"
    sent_template: ClassVar[str] = "pages/form_sent.html"
    landing_page_template: ClassVar[str] = "pages/form_sent.html"
    page_description = _(
        "A form that visitors send: a request for an appointment, a consultation, a question."
    )
    base_form_class = RequestPageForm
    form_builder = RequestFormBuilder
    allowed_http_methods: ClassVar[list[str]] = ["GET", "HEAD", "OPTIONS", "POST"]
    # The number that the page had, where this stands in for one that was deleted; see `forms.pages.recovery`.
    former_number: int | None = None

    class ContactRule(models.TextChoices):
        """What a visitor must leave so that somebody can answer."""

        EITHER = "either", _("A telephone number or an e-mail address")
        BOTH = "both", _("A telephone number and an e-mail address")
        NONE = "none", _("Neither: nobody can answer")

    before_form = RichTextField(_("above the form"), features=[*LINE_FEATURES, "ul"], blank=True)
    use_steps = models.BooleanField(
        _("one step a part"),
        default=False,
        help_text=_("Each part of the form is a page of its own. Off: all parts on one page."),
    )
    check_answers = models.BooleanField(
        _("‘Check your answers’ before sending"),
        default=True,
        help_text=_("Shows all answers once more, each with a way to change it."),
    )
    contact_rule = models.CharField(
        _("must leave"), max_length=8, choices=ContactRule.choices, default=ContactRule.EITHER
    )
    button_label = models.CharField(_("send button"), max_length=40, default="Send request")
    send_receipt = models.BooleanField(
        _("send a receipt"),
        default=True,
        help_text=_("A neutral e-mail, only to visitors who chose e-mail."),
    )
    notify = models.TextField(
        _("who is told"),
        blank=True,
        validators=[validate_addresses],
        help_text=_("E-mail addresses, one a line. Empty: those of Settings → Requests."),
    )
    thanks_title = models.CharField(
        _("title of the confirmation"),
        max_length=80,
        default="We have your request",
        help_text=_("Neutral: other people may see the screen."),
    )
    thanks_text = RichTextField(
        _("confirmation"),
        features=[*LINE_FEATURES, "ul"],
        blank=True,
        help_text=_("Above ‘What happens next’, which is written from the opening hours."),
    )
    next_steps = models.TextField(
        _("what happens next"),
        blank=True,
        help_text=_(
            "One step a line, after the first one, which names the time by which we try to reach the visitor."
        ),
    )

    content_panels = [
        *Page.content_panels,
        *BasePage.intro_panels,
        FieldPanel("before_form"),
        QuestionsPanel("form_fields", heading=_("Questions"), label=_("Question"), min_num=1),
    ]
    sending_panels: ClassVar[list] = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("use_steps"), FieldPanel("check_answers")]),
                FieldRowPanel([FieldPanel("contact_rule"), FieldPanel("button_label")]),
            ],
            heading=_("How the form works"),
        ),
        MultiFieldPanel(
            [FieldPanel("thanks_title"), FieldPanel("thanks_text"), FieldPanel("next_steps")],
            heading=_("After sending"),
        ),
        MultiFieldPanel(
            [FieldPanel("notify"), FieldPanel("send_receipt")], heading=_("Who is told")
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(sending_panels, heading=_("Sending")),
            ObjectList([*BasePage.promote_panels, *BasePage.review_panels], heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        abstract = True

    @property
    def notify_addresses(self) -> list[str]:
        """Who is told of requests of this form; empty means those of the settings."""
        return split_addresses(self.notify)

    @property
    def number(self) -> int | None:
        """The number by which tokens and draft cookies name the page, also when it was deleted."""
        return self.pk or self.former_number

    @property
    def source(self) -> Source:
        """What requests of this page may know of it."""
        return Source(self.pk, self.title, tuple(self.notify_addresses), self.send_receipt)

    def get_submission_class(self) -> type[models.Model]:
        """Requests are stored in our own, encrypted model."""
        return Submission

    def get_form_class(self) -> type[RequestForm]:
        """Return the class of this page's form."""
        builder = self.form_builder(
            self.get_form_fields(), use_steps=self.use_steps, contact_rule=self.contact_rule
        )
        form_class = builder.get_form_class()
        form_class.version = FormVersion(
            title=self.title,
            contact_rule=self.contact_rule,
            check_answers=self.check_answers,
            questions=tuple(form_class.questions),
        ).sign()
        return form_class
