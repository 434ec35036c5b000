"""One post, and its tags."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.models import Page
from wagtail.search import index

from clinic.layout import layout_for
from content.article import WORDS_PER_MINUTE, count_words
from infra.stream_field import StreamField
from pages.models import BasePage, BodyPage
from pages.page_form import PageForm

from ..addresses import RESERVED_SLUGS, feed_links, list_url, parent_url
from ..listing import ListKind
from ..newest import pick_newest
from ..querysets import PostManager
from ..related import find_neighbours, related_posts
from .category import BlogCategory


class PostForm(PageForm):
    """The editor's form of a post. A draft may lack its category; a published post may not.

    The rule is here and not on the field: when a category is deleted, its posts must still
    be published, scheduled and saved without one.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "category" in self.fields:
            self.fields["category"].required = True
            self.fields["category"].error_messages["required"] = _(
                "Choose what the post is about. Readers find it under this category."
            )

    def clean(self) -> dict[str, Any]:
        """Give a draft another address where the blog needs its own ('Feed'); publishing is refused with a sentence."""
        cleaned = super().clean()
        slug = cleaned.get("slug") or slugify(cleaned.get("title", ""))
        if self.is_deferred_validation and slug in RESERVED_SLUGS:
            cleaned["slug"] = self.find_free_slug(f"{slug}-of-posts")
        return cleaned


class PostTag(TaggedItemBase):
    """A tag on a post."""

    content_object = ParentalKey(
        "blog.BlogPostPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class BlogPostPage(BodyPage):
    """One post of the blog: an article with author, category, tags and sources."""

    template = "pages/blog_post.html"
    schema_type = "BlogPosting"
    is_health_content = True
    page_description = _(
        "An article. Say who wrote it, who reviewed it, and cite a source for each claim."
    )
    parent_page_types: ClassVar[list[str]] = ["blog.BlogIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    served_with: ClassVar[tuple[str, ...]] = (*BodyPage.served_with, "category")
    base_form_class = PostForm

    date = models.DateField(
        _("date"),
        default=timezone.localdate,
        db_index=True,
        help_text=_("Shown to readers and used to sort posts."),
    )
    category = models.ForeignKey(
        BlogCategory,
        null=True,
        blank=True,
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
        help_text=_(
            "Shown first, in this order. What is missing to three is chosen by category and tags."
        ),
    )
    show_request_banner = models.BooleanField(_("show the request banner on top"), default=True)
    word_count = models.PositiveIntegerField(default=0, editable=False)

    objects = PostManager()

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
        index.FilterField("author"),
    ]

    class Meta:
        verbose_name = _("blog post")

    # --- What it says about itself ---------------------------------------------------------
    @property
    def reading_minutes(self) -> int:
        """Reading time for cards, from the words counted when the post was saved."""
        return max(1, round(self.word_count / WORDS_PER_MINUTE))

    @cached_property
    def tag_list(self) -> list[Any]:
        """The tags by name, read once."""
        return sorted(self.tags.all(), key=lambda tag: tag.name.casefold())

    def schema_properties(self) -> dict[str, Any]:
        """Return what the JSON-LD graph says of this article beside what every page tells."""
        return {
            "wordCount": self.word_count,
            "articleSection": self.category.name if self.category else "",
            "keywords": [tag.name for tag in self.tag_list],
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what surrounds the article: related, latest, neighbours, and where links lead."""
        context = super().get_context(request, *args, **kwargs)
        blog = parent_url(self.get_url(request) or "/")
        posts = BlogPostPage.objects.all()
        around = SimpleLazyObject(lambda: find_neighbours(self, posts))
        related = SimpleLazyObject(lambda: related_posts(self, posts))
        category, author = self.category, self.author
        context.update(
            latest=SimpleLazyObject(
                lambda: pick_newest(posts, 3, exclude=self, rather_not=related)
            ),
            related=related,
            previous=SimpleLazyObject(lambda: around[0]),
            next=SimpleLazyObject(lambda: around[1]),
            category_url=list_url(blog, ListKind.CATEGORY, category.slug) if category else "",
            author_url=list_url(blog, ListKind.AUTHOR, author.slug) if author else "",
            year_url=list_url(blog, ListKind.YEAR, str(self.date.year)) if self.date else "",
            tag_links=SimpleLazyObject(
                lambda: [
                    {"label": tag.name, "url": list_url(blog, ListKind.TAG, tag.slug)}
                    for tag in self.tag_list
                ]
            ),
            feeds=feed_links(blog, layout_for(request).site_name),
        )
        return context

    # --- Saving ----------------------------------------------------------------------------
    def clean(self) -> None:
        """Refuse an address that the blog itself needs."""
        super().clean()
        self._check_slug_is_free()

    def minimal_clean(self) -> None:
        """Refuse such an address for a draft as well: it would hide the lists once published."""
        super().minimal_clean()
        self._check_slug_is_free()

    def _check_slug_is_free(self) -> None:
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {
                    "slug": _(
                        "The blog itself uses the address ‘%(slug)s’. Add a word, for example ‘%(slug)s-of-posts’."
                    )
                    % {"slug": self.slug}
                }
            )

    def count_words(self) -> None:
        """Count the words of the body, so that lists show the reading time without reading bodies."""
        stream = self._meta.get_field("body")
        self.word_count = count_words(" ".join(stream.get_searchable_content(self.body)))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Count the words, then save. Publishing a revision saves as well."""
        fields: Iterable[str] | None = kwargs.get("update_fields")
        if fields is None or "body" in fields:
            self.count_words()
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Count the words of a draft too, so that its preview and its comparison are right."""
        self.count_words()
        return super().save_revision(*args, **kwargs)
