"""What a post is about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import PreviewableMixin, RevisionMixin
from wagtail.search import index

from infra.editing.checked_form import CheckedModelForm
from infra.editing.panels import AppsPanel, place_in_list


class BlogCategory(RevisionMixin, PreviewableMixin, index.Indexed, models.Model):
    """What a post is about. Each post has one."""

    # A post shows its category: the check reads it with the post, and its words are part of what is approved.
    is_read_with_pages = True
    base_form_class = CheckedModelForm

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(
        _("address name"),
        max_length=60,
        unique=True,
        help_text=_("Part of the address of the category's list: letters, digits, hyphens."),
    )
    description = models.CharField(
        _("description"),
        max_length=240,
        blank=True,
        help_text=_("Shown on top of the category's list, and by search engines."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("Lower numbers come first.")
    )

    panels = [
        AppsPanel(),
        TitleFieldPanel("name", targets=["slug"], placeholder=False),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("description"),
        place_in_list(),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("blog category")
        verbose_name_plural = _("blog categories")

    def __str__(self) -> str:
        return self.name

    def get_preview_template(self, request, mode_name: str) -> str:
        """The head of the category's list, and its newest posts."""
        return "previews/category.html"

    def get_preview_context(self, request, mode_name: str) -> dict:
        """Hand over the category as typed, with the newest posts it already has."""
        context = super().get_preview_context(request, mode_name)
        posts = (
            self.posts.only_published().order_newest_first().fetch_for_cards()[:6]
            if self.pk
            else []
        )
        return {**context, "category": self, "posts": posts}
