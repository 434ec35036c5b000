"""Factories for the blog, and a way to make thousands of posts in a few queries."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import factory
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from factory.django import DjangoModelFactory
from taggit.models import Tag
from wagtail.models import Page
from wagtail_factories import PageFactory

from blog.models import BlogCategory, BlogIndexPage, BlogPostPage, PostTag
from infra import content_version
from tests.factories.clinic import stream

from .home import home_page

BODY = stream(
    ("text", "<h2>What it is</h2><p>A calm text about an infusion, in plain words.</p>"),
    ("text", "<h2>What happens next</h2><p>Somebody drives you home.</p>"),
)


class BlogCategoryFactory(DjangoModelFactory):
    """A category."""

    name = factory.Sequence("Category {}".format)
    slug = factory.Sequence("category-{}".format)

    class Meta:
        model = BlogCategory


class BlogIndexPageFactory(PageFactory):
    """The list of posts."""

    title = "Blog"
    slug = "blog"
    introduction = "Plain words about treatment."
    parent = factory.LazyFunction(home_page)

    class Meta:
        model = BlogIndexPage


def blog_index() -> BlogIndexPage:
    """Return the blog; make it if there is none."""
    return BlogIndexPage.objects.first() or BlogIndexPageFactory()


class BlogPostPageFactory(PageFactory):
    """A live post; `tag_names=['safety']` tags it. Counts as published: lists know it at once."""

    title = factory.Sequence("Post {}".format)
    slug = factory.Sequence("post-{}".format)
    introduction = "What this post is about."
    date = factory.Sequence(lambda n: date(2024, 1, 1) + timedelta(days=n % 300))
    category = factory.SubFactory(BlogCategoryFactory)
    body = BODY
    parent = factory.LazyFunction(blog_index)

    class Meta:
        model = BlogPostPage
        skip_postgeneration_save = True

    @factory.post_generation
    def tag_names(self, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        """Tag the post."""
        if extracted:
            self.tags.add(*extracted)
            self.save()

    @classmethod
    def _after_postgeneration(cls, instance: Any, create: bool, results: Any = None) -> None:
        super()._after_postgeneration(instance, create, results)
        if create:
            content_version.change_version()


def many_posts(count: int, *, categories: int = 5, tags: int = 12, **fields: Any) -> list[int]:
    """Make `count` live posts over several categories, tags and years; return their ids.

    Written in bulk: the pages, then their own rows, then the tags. The search index is left alone.
    """
    index = blog_index()
    index.refresh_from_db()
    groups = [_category(n) for n in range(categories)]
    labels = [Tag.objects.get_or_create(name=f"Tag {n}", slug=f"tag-{n}")[0] for n in range(tags)]
    posts = [_post(index, n, groups[n % categories], fields) for n in range(count)]
    Page.objects.bulk_create([_page_row(post) for post in posts], batch_size=100)
    ids = dict(Page.objects.child_of(index).values_list("path", "pk"))
    for post in posts:
        post.pk = post.page_ptr_id = ids[post.path]
    own = list(BlogPostPage._meta.local_concrete_fields)
    room = max(1, connection.features.max_query_params or 20_000) // (len(own) + 1)
    for batch in _batches(posts, room):
        BlogPostPage._base_manager.all()._insert(
            batch, fields=own, using=connection.alias, raw=True
        )
    PostTag.objects.bulk_create(
        [
            PostTag(content_object_id=post.pk, tag=labels[(n + offset) % tags])
            for n, post in enumerate(posts)
            for offset in (0, 3)
        ],
        batch_size=200,
    )
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + count)
    content_version.change_version()
    return [post.pk for post in posts]


def _category(number: int) -> BlogCategory:
    """Return a category of the bulk; a further call in another process finds those of the first."""
    slug = f"bulk-category-{number}"
    found = BlogCategory.objects.filter(slug=slug).first()
    return found or BlogCategoryFactory(name=f"Bulk category {number}", slug=slug)


def _batches(items: list, size: int) -> list[list]:
    return [items[i : i + size] for i in range(0, len(items), size)]


def _post(index: BlogIndexPage, n: int, category: BlogCategory, fields: dict) -> BlogPostPage:
    n += index.numchild  # those that are there already keep their names
    values = {
        "title": f"Bulk post {n}",
        "draft_title": f"Bulk post {n}",
        "slug": f"bulk-{n}",
        "introduction": "One of many.",
        "date": date(2020, 1, 1) + timedelta(days=n % 2000),
        "category": category,
        "body": BODY,
        "word_count": 20,
        **fields,
    }
    post = BlogPostPage(**values)
    post.content_type = ContentType.objects.get_for_model(BlogPostPage)
    post.locale_id = index.locale_id
    post.translation_key = uuid.uuid4()
    post.depth = index.depth + 1
    post.path = BlogPostPage._get_path(index.path, post.depth, n + 1)
    post.url_path = f"{index.url_path}{post.slug}/"
    return post


def _page_row(post: BlogPostPage) -> Page:
    names = [f.attname for f in Page._meta.concrete_fields if not f.primary_key]
    return Page(**{name: getattr(post, name) for name in names})
