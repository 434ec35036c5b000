"""What a reader can do next."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from clinic.layout import page_urls
from infra.phone_numbers import format_phone, make_dialable

from ..samples import sample_page
from .base import Groups, layout_in, make_line, make_title


def page_address(page: Page | None) -> str:
    """Return the address of a live page; empty for a draft, a deleted page, or none."""
    if page is None:
        return ""
    if page.pk is None:  # a sample page in the editor's preview
        return "#"
    return page_urls([page.pk]).get(page.pk, "")


class CallToActionBlock(blocks.StructBlock):
    """An invitation with one button."""

    title = make_title(required=True)
    text = make_line(required=False)
    kind = blocks.ChoiceBlock(
        choices=[
            ("request", _("Request button (as in the clinic settings)")),
            ("consultation", _("Free consultation button, with its small print")),
            ("page", _("A page of your choice")),
        ],
        default="request",
    )
    page = blocks.PageChooserBlock(required=False, help_text=_("Only for ‘a page of your choice’."))
    label = blocks.CharBlock(
        max_length=40,
        required=False,
        help_text=_("Empty: the label from the clinic settings, or the page's title."),
    )
    show_text_us = blocks.BooleanBlock(
        required=False, default=False, label=_("Also show ‘Text us’")
    )

    class Meta:
        icon = "pick"
        label = _("Call to action")
        group = Groups.ACTION
        template = "blocks/call_to_action.html"
        description = _(
            "An invitation with one main button. Small print comes from the clinic settings."
        )
        preview_value = {
            "title": "Would a first talk help?",
            "text": "<p>It costs nothing and commits you to nothing.</p>",
            "kind": "consultation",
            "page": None,
            "label": "",
            "show_text_us": True,
        }

    def clean(self, value):
        """A button to a page needs the page."""
        value = super().clean(value)
        if value["kind"] == "page" and not value["page"]:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "page": ValidationError(_("Choose the page that the button leads to."))
                }
            )
        return value

    def get_context(self, value, parent_context=None):
        """Add where the button leads, its words, and its small print."""
        context = super().get_context(value, parent_context=parent_context)
        layout = layout_in(parent_context)
        clinic, page = layout.clinic, value.get("page")
        kind, small_print = value.get("kind"), ""
        label = value.get("label") or ""
        if kind == "page":
            url, label = page_address(page), label or (page.title if page else "")
        elif kind == "consultation" and layout.consultation_url:
            url, label = layout.consultation_url, label or clinic.consultation_label
            small_print = clinic.consultation_small_print
        else:
            url, label = layout.request_url, label or clinic.request_label
        if not url and kind != "page" and clinic.phone:
            # No form is chosen yet: the button dials, and says so.
            url = f"tel:{make_dialable(clinic.phone)}"
            label = _("Call {number}").format(number=format_phone(clinic.phone))
        context.update(
            layout=layout,
            url=url,
            label=label,
            small_print=small_print,
            text_number=clinic.text_number if value.get("show_text_us") else "",
        )
        return context


class RequestBannerBlock(blocks.StructBlock):
    """The slim banner 'Request an appointment'."""

    text = blocks.CharBlock(
        max_length=160, required=False, help_text=_("Empty: the text from the clinic settings.")
    )

    class Meta:
        icon = "calendar-check"
        label = _("Request banner")
        group = Groups.ACTION
        template = "blocks/request_banner.html"
        description = _("The slim banner with the request button, as on top of articles.")
        preview_value = {"text": ""}


class TextUsBlock(blocks.StructBlock):
    """A 'Text us' button with its caption."""

    title = make_title(required=False)
    caption = blocks.CharBlock(
        max_length=200, required=False, help_text=_("Empty: the caption from the clinic settings.")
    )

    class Meta:
        icon = "mobile-alt"
        label = _("Text us")
        group = Groups.ACTION
        template = "blocks/text_us.html"
        description = _("Opens the visitor's text-message app with the clinic's number.")
        preview_value = {"title": "", "caption": ""}


class FormLinkBlock(blocks.StructBlock):
    """A link to a form. Forms are on pages of their own, which are never cached."""

    form = blocks.PageChooserBlock(page_type="clinic_forms.FormPage")
    title = make_title(required=False)
    text = make_line(required=False)
    label = blocks.CharBlock(
        max_length=40, required=False, help_text=_("Empty: the form page's title.")
    )

    class Meta:
        icon = "form"
        label = _("Form")
        group = Groups.ACTION
        template = "blocks/form_link.html"
        description = _("Invites to a form on its own page.")
        preview_value = {"form": None, "title": "", "text": "", "label": "Request an appointment"}

    def get_context(self, value, parent_context=None):
        """Add the form page's address; empty while the page is a draft or gone."""
        context = super().get_context(value, parent_context=parent_context)
        context["url"] = page_address(value.get("form"))
        return context

    def get_preview_value(self):
        """Show a form page of the site, or a made-up one."""
        value = super().get_preview_value()
        value["form"] = sample_page("clinic_forms.FormPage", _("Request an appointment"))
        return value
