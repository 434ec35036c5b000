"""Menus that staff edit, with a draft and a preview of the whole page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.models import DraftStateMixin, Page, PreviewableMixin, RevisionMixin, Site

from infra.editing.panels import AppsPanel
from infra.editing.publishing import CheckedPublishMixin
from infra.stream_field import StreamField

from ..blocks.menu import menu_items
from ..menu_form import MenuForm


class Menu(CheckedPublishMixin, DraftStateMixin, RevisionMixin, PreviewableMixin, models.Model):
    """The links of one place on every page: the header, a footer column, or the legal line."""

    base_form_class = MenuForm

    class Slot(models.TextChoices):
        """The places for a menu. One menu a place."""

        MAIN = "main", _("Header: main menu")
        FOOTER_1 = "footer-1", _("Footer: first column")
        FOOTER_2 = "footer-2", _("Footer: second column")
        LEGAL = "legal", _("Footer: legal line")

    slot = models.CharField(_("place"), max_length=20, choices=Slot.choices, unique=True)
    heading = models.CharField(
        _("heading"), max_length=60, blank=True, help_text=_("Shown above a footer column.")
    )
    items = StreamField(
        menu_items(),
        blank=True,
        verbose_name=_("links"),
        max_num=12,
        help_text=_("Six links in the header are easy to take in; eight is the most that fits."),
    )

    panels = [
        AppsPanel(),
        HelpPanel(
            content=_(
                "Changes show on the site when you publish. Use the preview to see the menu "
                "on the home page first."
            )
        ),
        FieldPanel("slot"),
        FieldPanel("heading"),
        FieldPanel("items"),
    ]

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")

    def __str__(self) -> str:
        return self.get_slot_display()

    @classmethod
    def list_free_slots(cls, menu: int | None = None) -> list[str]:
        """Return the places that have no menu yet, a draft of one included; that of `menu` is free for it."""
        taken = set(cls.objects.exclude(pk=menu).values_list("slot", flat=True))
        return [slot for slot in cls.Slot.values if slot not in taken]

    def serve_preview(self, request, mode_name: str):
        """Show the home page with this menu in its place."""
        request.previewed = self  # `clinic.layout` puts it in its place
        site = Site.find_for_request(request)
        home = site.root_page.specific if site else None
        if home is not None and home.specific_class is not Page:
            return home.serve_preview(request, home.default_preview_mode)
        return super().serve_preview(request, mode_name)

    def get_preview_template(self, request, mode_name: str) -> str:
        """What to show while the site has no home page."""
        return "previews/menu.html"
