"""The blog: an index, posts, categories and tags."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PreviewableMixin, RevisionMixin
from wagtail.search import index

from core.article import count_words
from core.fields import StreamField
from core.models import BasePage, BodyPage


class BlogCategory(RevisionMixin, PreviewableMixin, index.Indexed, models.Model):
    """What a post is about. Each post has one."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address name"), max_length=60, unique=True)
    description = models.CharField(
        _("description"),
        max_length=240,
        blank=True,
        help_text=_("Shown on top of the category's list."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("order"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("blog category")
        verbose_name_plural = _("blog categories")

    def __str__(self) -> str:
        return self.name

    def get_preview_template(self, request, mode_name: str) -> str:
        """The head of the category's list."""
        return "previews/category.html"


class BlogIndexPage(RoutablePageMixin, BasePage):
    """The list of posts, by page, category, tag, year and author."""

    template = "pages/blog_index.html"
    schema_type = "CollectionPage"
    page_description = _("The list of all posts, newest first. Posts live under it.")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["blog.BlogPostPage"]

    posts_per_page = models.PositiveSmallIntegerField(_("posts on a page"), default=10)

    content_panels = [*Page.content_panels, *BasePage.intro_panels, FieldPanel("posts_per_page")]

    class Meta:
        verbose_name = _("blog")


class PostTag(TaggedItemBase):
    """A tag on a post."""

    content_object = ParentalKey(
        "blog.BlogPostPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class BlogPostPage(BodyPage):
    """One post."""

    template = "pages/blog_post.html"
    schema_type = "BlogPosting"
    is_health_content = True
    page_description = _(
        "An article. Say who wrote it, who reviewed it, and cite a source for each claim."
    )
    parent_page_types: ClassVar[list[str]] = ["blog.BlogIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    date = models.DateField(
        _("date"),
        default=timezone.localdate,
        db_index=True,
        help_text=_("Shown to readers and used to sort posts."),
    )
    category = models.ForeignKey(
        BlogCategory,
        null=True,
        on_delete=models.SET_NULL,
        related_name="posts",
        verbose_name=_("category"),
    )
    tags = ClusterTaggableManager(through=PostTag, blank=True)
    related = StreamField(
        [("post", PageChooserBlock(page_type="blog.BlogPostPage"))],
        blank=True,
        max_num=3,
        verbose_name=_("related posts"),
        help_text=_("Empty: chosen by category and tags."),
    )
    show_request_banner = models.BooleanField(_("show the request banner on top"), default=True)
    word_count = models.PositiveIntegerField(default=0, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("category", widget=forms.Select)]),
        *BasePage.intro_panels,
        *BodyPage.body_panels,
        *BasePage.review_panels,
        MultiFieldPanel(
            [FieldPanel("tags"), FieldPanel("related"), FieldPanel("show_request_banner")],
            heading=_("Around the post"),
        ),
    ]
    search_fields = [
        *BodyPage.search_fields,
        index.FilterField("date"),
        index.FilterField("category"),
    ]

    class Meta:
        verbose_name = _("blog post")

    def schema_properties(self) -> dict[str, Any]:
        """Return what the JSON-LD graph says of this article beside what every page tells."""
        return {
            "wordCount": self.word_count,
            "articleSection": self.category.name if self.category else "",
            "keywords": [tag.name for tag in self.tags.all()],
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Count the words before saving, so that lists show the reading time without reading bodies."""
        self.word_count = count_words(
            " ".join(self._meta.get_field("body").get_searchable_content(self.body))
        )
        super().save(*args, **kwargs)
