"""The five exports that the clinic's old sites are like (`inputs/`): what becomes of each, one by one."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from blog.models import BlogCategory
from clinic.models import FaqEntry, Menu
from home.models import StandardPage
from moving_in.models import ImportRun
from moving_in.report import text_report
from tests.factories.blog import blog_index
from tests.factories.home import home_page
from tests.moving_in.bringing import everything_kept

pytestmark = pytest.mark.django_db
INPUTS = Path(__file__).with_name("inputs")


@pytest.fixture
def bring(settings, tmp_path):
    """Bring in the input whose name begins so; return its report as one text."""
    settings.MOVING_IN_ROOT = tmp_path / "moving-in"
    settings.MEDIA_ROOT = tmp_path / "media"
    home_page()
    blog_index()

    def run(number: str) -> str:
        (path,) = INPUTS.glob(f"{number}-*.xml")
        call_command("import_wordpress", str(path), "--no-network", stdout=io.StringIO())
        assert not Page.objects.filter(live=True, depth__gt=2).exclude(title="Blog").exists()
        return "\n".join(map(str, text_report(ImportRun.objects.get())))

    return run


def draft(title: str):
    """Return the newest words of the only page with this title."""
    return Page.objects.get(title=title).specific.get_latest_revision_as_object()


def kinds(title: str) -> list[str]:
    return [block["type"] for block in draft(title).body.raw_data]


def words(title: str) -> str:
    return json.dumps(list(draft(title).body.raw_data), ensure_ascii=False)


def leads(path: str) -> str:
    """Return the title of the page, or the path, to which an old address leads; '' for none."""
    row = Redirect.objects.filter(old_path=path).first()
    if row is None:
        return ""
    return row.redirect_page.title if row.redirect_page else row.redirect_link


def test_classic_editor(bring):
    report = bring("01")
    post = draft("What to expect")
    assert str(post.date) == "2023-05-06"
    assert kinds("What to expect") == ["text", "quote", "video", "comparison_table", "text"]
    text = words("What to expect")
    assert "<p>A first line with no paragraph tag.<br/>A second line: a soft break" in text
    assert "<h2>Before the visit</h2>" in text  # the title is the only h1, and no level is skipped
    assert "Eat lightly<ul><li>no solid food for six hours<ol><li>water is fine" in text
    assert "[[not_a_shortcode]] and 5 [mg] of something" in text
    assert "[caption" not in text and "[gallery" not in text
    assert "style=" not in text and "<font" not in text
    assert (post.seo_title, post.search_description) == ("", "What happens on the day of a visit.")
    assert BlogCategory.objects.get().name == post.category.name == "Visits"
    assert set(Tag.objects.values_list("name", flat=True)) == {"first visit", "Care & Comfort"}
    hidden = draft("Hidden thanks page")
    assert (hidden.noindex, hidden.canonical_url) == (True, "https://elsewhere.example/thanks/")
    old = ("/?p=11", "/2023/05/06/what-to-expect", "/first-visit-guide")
    assert {leads(path) for path in old} == {"What to expect"}
    assert leads("/category/care/visits") == "/blog/category/visits/"
    assert leads("/feed") == "/blog/feed/rss/"
    assert "‘Room.JPG’ is missing" in report
    assert "The picture number 999 is missing: the export doesn't hold it." in report


def test_block_editor(bring):
    report = bring("02")
    assert kinds("Blocks") == [
        "text", "quote", "video", "comparison_table", "faq", "call_to_action", "text", "latest_posts", "text",
    ]  # fmt: skip
    entries = next(block for block in draft("Blocks").body.raw_data if block["type"] == "faq")
    found = FaqEntry.objects.in_bulk(entries["value"]["entries"])
    asked = {(one.question, one.answer, one.live) for one in found.values()}
    assert asked == {
        ("Does it hurt?", "<p>Mostly not.</p>", False),
        ("May I drive?", "<p>No.</p>", False),
    }
    text = words("Blocks")
    assert "<h3>A jump from h1 to h4</h3>" in text
    assert "Words inside an unknown block." in text
    assert "An unclosed block comment follows." in text
    assert "Call (703) 555-0100." in text  # the reusable block stands where it was used
    for gone in ("<script", "onclick", "<iframe", "<!-- wp:", "http-equiv"):
        assert gone not in text
    assert Menu.objects.get().live is False
    assert "Unknown block ‘acme/unknown’: its words were kept" in report
    assert "The reusable block 404 was left out" in report
    assert "A map was left out" in report
    assert "A link leads nowhere now, its words were kept" in report


def test_statuses_slugs_and_trees(bring):
    report = bring("03")
    assert Page.objects.get(title="Child before parent").get_parent().title == "Parent"
    assert Page.objects.get(title="Orphan").depth == Page.objects.get(title="Ring A").depth == 3
    assert Page.objects.get(title="Ring B").get_parent().title == "Ring A"
    for title in ("In the bin", "Auto Draft"):
        assert not Page.objects.filter(title=title).exists()
    for title, secret in (("Private", "Staff only."), ("Protected", "Secret words.")):
        page = Page.objects.get(title=title)
        assert page.get_view_restrictions().exists()
        assert secret in words(title)
        assert secret not in page.specific.searchable_text()  # it stands in the draft alone
    slugs = dict(Page.objects.filter(depth__gt=2).values_list("title", "slug"))
    assert slugs["Search"] == "search-2" and slugs["Feed"] == "feed-2"
    assert slugs["Category"] == "category-2" and slugs["Admin"] == "admin-2"
    assert slugs["Über Angst"] == "uber-angst"
    assert slugs["疼痛与治疗"].isascii() and slugs["疼痛与治疗"]
    costs = Page.objects.filter(title="Costs").values_list("slug", flat=True)
    assert sorted(costs) == ["costs", "costs", "costs-2"]  # a page, and two posts of the blog
    assert "No title at all, but words" in slugs and "Emoji 🌙 and tags & <b>" in slugs
    assert str(draft("Scheduled").date) == "2099-01-01"
    assert Page.objects.filter(title="Same id again").count() == 1
    assert leads("/über-angst") == "Über Angst"
    assert leads("/old") == "Old"
    assert leads("/draft") == leads("/private") == ""  # nobody could ever read them there
    for said in (
        "It was to appear on January 01, 2099 by itself.",
        "its pages stood under one another in a ring",
        "The old address /admin can't lead here",
        "Pages and posts that lay in the bin: 1.",
        "Its title was shortened to 255 characters.",
    ):
        assert said in report
    assert StandardPage.objects.count() == 9


def test_damaged_xml(bring):
    report = bring("05")
    assert "Pasted “from” Word: a vertical tab, a null and a unit separator." in words("Bad bytes")
    assert "&lt;![CDATA[ inner ]]&gt; after it." in words("Nested")
    assert "Words of item 303." in words("Care & comfort, 5 < 6, café")
    assert "This post must arrive." in words("After the damage")
    assert "The download stopped he" in words("Cut off")
    assert "Damaged characters were mended" in report
    assert "its download was cut off" in report
    assert "Traceback" not in report


def test_people_comments_and_menus(bring, caplog):
    report = bring("08")
    assert set(Page.objects.filter(depth__gt=2).values_list("title", flat=True)) == {
        "Blog",
        "A post with comments",
    }
    kept = everything_kept() + report + caplog.text
    source = next(INPUTS.glob("08-*.xml")).read_text()
    for private in ("suicidal", "PTSD", "1980-01-01", "jo@mail.example", "192.0.2.7", "Jo Example"):
        assert private in source
        assert private not in kept
    for said in ("Comments by visitors: 3.", "Messages sent through a form: 2.", "Orders: 1.",
                 "Answers to a form: 1.", "Requests about personal data: 1.", "IP addresses of visitors: 3."):  # fmt: skip
        assert said in report
    menu = Menu.objects.get()
    assert menu.live is False
    assert "‘Lost’ of the menu ‘Main’ was left out" in report
