"""Posts in the admin: the list, the form, drafts and autosave."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from blog.models import BlogCategory, BlogPostPage
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory, blog_index
from tests.factories.clinic import ClinicSettingsFactory, PersonFactory
from tests.review.reviewing import approved, licensed

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    """A client signed in as somebody who may do everything."""
    client.force_login(User.objects.create_superuser("boss", "boss@clinic.example", "x"))
    return client


def rows(response) -> list[list[str]]:
    """Return the words of each row of the list, without the box that selects it."""
    page = BeautifulSoup(response.content, "html.parser")
    table = [tr.find_all("td") for tr in page.select("table.listing tbody tr")]
    return [[" ".join(td.get_text(" ").split()) for td in row[1:]] for row in table]


def titles(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [a.get_text(strip=True) for a in page.select("table.listing tbody .title-wrapper")]


# --- The list ----------------------------------------------------------------------------------
def test_posts_stand_in_the_menu(admin):
    assert reverse("posts:index") in admin.get(reverse("wagtailadmin_home")).content.decode()


def test_the_list_tells_what_an_editor_needs(admin):
    BlogPostPageFactory(
        title="On safety",
        category__name="Safety",
        author=PersonFactory(name="Ana", credentials="MD"),
        date=date(2024, 5, 6),
    )
    approved(BlogPostPage.objects.get(), next_review=date(2025, 5, 6))
    (row,) = rows(admin.get(reverse("posts:index")))
    assert row[1:4] == ["Safety", "Ana, MD", "May 6, 2024"]
    assert "live" in row[4]
    assert row[5] == "May 6, 2025"


def test_newest_first_and_sortable(admin):
    for year in (2022, 2024, 2023):
        BlogPostPageFactory(title=str(year), date=date(year, 1, 1))
    assert titles(admin.get(reverse("posts:index"))) == ["2024", "2023", "2022"]
    assert titles(admin.get(reverse("posts:index"), {"ordering": "date"}))[0] == "2022"
    assert admin.get(reverse("posts:index"), {"ordering": "x; drop"}).status_code == 200


def test_filters_find_what_is_meant(admin):
    safety, ana, today = BlogCategoryFactory(), PersonFactory(), timezone.localdate()
    user = licensed()
    later = BlogPostPageFactory(title="safety", category=safety)
    approved(later, user, next_review=today + timedelta(days=9))
    BlogPostPageFactory(title="ana", author=ana, date=date(2020, 1, 1))
    BlogPostPageFactory(title="draft", live=False)
    approved(BlogPostPageFactory(title="due"), user, next_review=today - timedelta(days=1))

    def listed(**values) -> set[str]:
        return set(titles(admin.get(reverse("posts:index"), values)))

    assert listed(category=safety.pk) == {"safety"}
    assert listed(author=ana.pk) == {"ana"}
    assert listed(live="false") == {"draft"}
    assert listed(review="due") == {"due"}
    assert listed(review="none") == {"ana", "draft"}
    assert listed(date_from="2019-12-31", date_to="2020-01-02") == {"ana"}
    assert listed(live="true", review="due") == {"due"}


@pytest.mark.parametrize(
    "values",
    [
        {"category": "x"},
        {"category": "999999"},
        {"live": "maybe"},
        {"date_from": "never"},
        {"p": "99"},
    ],
)
def test_odd_filter_values_are_no_error(admin, values):
    BlogPostPageFactory()
    assert admin.get(reverse("posts:index"), values).status_code in (200, 404)


def test_a_post_is_found_by_its_title(admin):
    BlogPostPageFactory(title="Cardiology")
    BlogPostPageFactory(title="Other")
    assert titles(admin.get(reverse("posts:index"), {"q": "cardio"})) == ["Cardiology"]


def test_more_posts_cost_no_more_queries(admin):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            admin.get(reverse("posts:index"))
        return len(queries)

    for _ in range(2):
        BlogPostPageFactory(author=PersonFactory())
    cost()
    before = cost()
    for _ in range(8):
        BlogPostPageFactory(author=PersonFactory())
    assert cost() <= before + 2


def test_the_explorer_shows_the_same_columns(admin):
    BlogPostPageFactory(title="On safety", category__name="Safety")
    response = admin.get(reverse("wagtailadmin_explore", args=[blog_index().pk]))
    assert "Safety" in rows(response)[0]


def test_the_list_can_be_taken_along_as_csv(admin):
    BlogPostPageFactory(title="On safety", category__name="Safety")
    response = admin.get(reverse("posts:index"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "On safety" in text and "Safety" in text


def test_who_may_not_work_on_pages_has_no_posts_in_the_menu(client):
    user = User.objects.create_user("desk", "desk@clinic.example", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    assert reverse("posts:index") not in response.content.decode()
    assert client.get(reverse("posts:index")).status_code in (302, 403)


# --- The form ----------------------------------------------------------------------------------
def form_data(**values) -> dict:
    return nested_form_data(
        {
            "title": "A post",
            "slug": "a-post",
            "date": "2024-01-01",
            "category": "",
            "introduction": "",
            "picture": "",
            "picture_alt": "",
            "body": streamfield([]),
            "author": "",
            "further_references": streamfield([]),
            "tags": "",
            "related": streamfield([]),
            "seo_title": "",
            "search_description": "",
            "canonical_url": "",
            "og_image": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            **values,
        }
    )


def add_url() -> str:
    return reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog_index().pk])


def test_a_draft_needs_a_title_and_nothing_else(admin):
    response = admin.post(add_url(), form_data())
    assert response.status_code == 302
    post = BlogPostPage.objects.get(slug="a-post")
    assert not post.live and post.category is None


def test_publishing_asks_for_the_category_in_a_clear_sentence(admin):
    ClinicSettingsFactory(approve_before_publishing=False)
    response = admin.post(add_url(), form_data(**{"action-publish": "1"}))
    assert response.status_code == 200
    assert "Choose what the post is about" in response.content.decode()
    assert not BlogPostPage.objects.filter(slug="a-post").exists()
    category = BlogCategoryFactory()
    values = {"action-publish": "1", "category": category.pk, "tags": "iv, driving"}
    admin.post(add_url(), form_data(**values))
    post = BlogPostPage.objects.get(slug="a-post")
    assert post.live and post.category == category
    assert sorted(tag.name for tag in post.tags.all()) == ["driving", "iv"]


def test_autosave_keeps_a_half_written_draft(admin):
    post = BlogPostPageFactory()
    url = reverse("wagtailadmin_pages:edit", args=[post.pk])
    data = form_data(title="Half wr", slug=post.slug, category="")
    response = admin.post(url, data, headers={"Accept": "application/json"})
    assert response.status_code == 200
    assert response.json()["success"] is True
    post.refresh_from_db()
    assert post.get_latest_revision_as_object().title == "Half wr"
    assert post.live and post.title != "Half wr"


def test_an_address_that_the_blog_needs_is_refused_in_the_form(admin):
    response = admin.post(add_url(), form_data(slug="category") | {"action-publish": "1"})
    assert response.status_code == 200
    assert "The blog itself uses the address" in response.content.decode()


@pytest.mark.parametrize(("title", "slug"), [("Feed", "feed"), ("Year", ""), ("What we do", "tag")])
def test_a_draft_whose_title_is_a_word_of_the_blogs_own_addresses_is_saved(admin, title, slug):
    data = form_data(title=title, slug=slug)
    data.pop("action-publish", None)
    for number in ("", "-2"):
        answer = admin.post(add_url(), data, headers={"Accept": "application/json"}).json()
        assert answer["success"] is True, answer
        draft = BlogPostPage.objects.get(pk=answer["pk"])
        assert draft.slug == f"{slug or title.lower()}-of-posts{number}"


def test_a_category_with_posts_says_where_it_is_used_before_it_goes(admin):
    post = BlogPostPageFactory()
    url = reverse("wagtailsnippets_blog_blogcategory:usage", args=[post.category.pk])
    assert post.title in admin.get(url).content.decode()
    admin.post(reverse("wagtailsnippets_blog_blogcategory:delete", args=[post.category.pk]))
    assert not BlogCategory.objects.filter(pk=post.category_id).exists()
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).status_code == 200
    assert admin.get(reverse("posts:index")).status_code == 200
