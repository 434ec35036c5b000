"""Latest Posts, as any template of any room asks for them."""

from datetime import date, timedelta

import pytest
from django.template import Context, Template

from blog.latest import MOST, latest_posts
from blog.models import BlogCategory
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory, many_posts
from tests.factories.clinic import ClinicImageFactory

pytestmark = pytest.mark.django_db


def shown(tag: str, **context) -> list[str]:
    """Return the titles that a template with this tag shows."""
    template = Template(
        "{% load blog_tags %}{% "
        + tag
        + " as posts %}{% for p in posts %}{{ p.title }};{% endfor %}"
    )
    return template.render(Context(context)).split(";")[:-1]


@pytest.fixture
def posts():
    """Five posts, numbered by age; the even ones are about safety."""
    safety = BlogCategoryFactory(slug="safety")
    return [
        BlogPostPageFactory(
            title=str(n),
            date=date(2024, 1, 1) + timedelta(days=n),
            **({"category": safety} if n % 2 == 0 else {}),
        )
        for n in range(5)
    ]


def test_three_newest_by_default(posts):
    assert shown("latest_posts") == ["4", "3", "2"]


def test_leaving_one_out_leaves_no_gap(posts):
    assert shown("latest_posts count=3 exclude=page", page=posts[4]) == ["3", "2", "1"]
    assert shown("latest_posts count=3 exclude=page") == ["4", "3", "2"]


def test_one_category_by_object_or_by_name(posts):
    safety = BlogCategory.objects.get(slug="safety")
    assert shown("latest_posts category=c", c=safety) == ["4", "2", "0"]
    assert shown("latest_posts category='safety'") == ["4", "2", "0"]
    assert shown("latest_posts category=c", c=None) == ["4", "3", "2"]
    assert shown("latest_posts category='nope'") == []


@pytest.mark.parametrize("count", [0, -5, "x", None, 10**9, "2"])
def test_an_odd_count_is_made_into_a_sensible_one(posts, count):
    assert 1 <= len(latest_posts(count=count)) <= 5


def test_never_more_than_twelve():
    many_posts(30)
    assert len(latest_posts(count=100)) == MOST


def test_after_the_first_time_they_cost_nothing_even_with_pictures(
    posts, django_assert_max_num_queries, rf
):
    for post in posts:
        post.picture = ClinicImageFactory()
        post.save_revision().publish()
    request = rf.get("/")
    card = Template(
        "{% load blog_tags %}{% latest_posts as posts %}"
        "{% for post in posts %}{% include 'components/post_card.html' with level=3 %}{% endfor %}"
    )
    card.render(Context({"request": request}))
    # The content version alone: for the list and each picture, where no request is open to remember it.
    with django_assert_max_num_queries(4):
        html = card.render(Context({"request": request}))
    assert html.count("<picture") == 3
