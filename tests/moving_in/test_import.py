"""A whole import: what arrives, where, as what; what stays out; and that it can be stopped, repeated and taken back."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from blog.models import BlogCategory
from clinic.models import FaqEntry
from moving_in.models import ImportNote
from tests.factories.clinic import PersonFactory
from tests.factories.home import home_page
from tests.moving_in.bringing import bring, draft, everything_kept, stored

from .exports import HOST, attachment, category, export, item, page, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("new_site")]


def test_everything_is_a_draft_with_its_day(tmp_path):
    person = PersonFactory(name="Rae Sample")
    bring(
        write(
            tmp_path,
            export(
                item(
                    11,
                    "What to expect",
                    "Words",
                    slug="what",
                    day="2023-05-06",
                    excerpt="What <em>happens</em>.",
                ),
                page(12, "Team", "We", slug="team", day="2022-01-02"),
                item(13, "Later", day="2099-01-01", status="future"),
                item(14, "No day", day="0000-00-00"),
                item(15, "Waits", status="pending"),
                item(16, "Bin", status="trash", slug="bin__trashed"),
                item(17, "Auto Draft", "", status="auto-draft", slug=""),
            ),
        )
    )
    pages = Page.objects.filter(title__in=["What to expect", "Team", "Later", "No day", "Waits"])
    assert pages.count() == 5
    assert not pages.live().exists()
    assert not Page.objects.filter(title__in=["Bin", "Auto Draft"]).exists()
    post = draft("What to expect")
    assert (str(post.date), post.introduction, post.author_id) == (
        "2023-05-06",
        "What happens.",
        person.pk,
    )
    assert str(Page.objects.get(title="What to expect").specific.date) == "2023-05-06"
    assert Page.objects.get(title="Team").first_published_at.date().isoformat() == "2022-01-02"
    assert str(draft("Later").date) == "2099-01-01"
    assert not pages.exclude(go_live_at=None).exists()
    assert all(one.review_line.person is None for one in pages.specific())


def test_private_words_are_in_no_row_that_is_searched(tmp_path, client):
    bring(
        write(
            tmp_path,
            export(
                item(1, "Private", "Zanzibar staff only", status="private", excerpt="Zanzibar"),
                item(
                    2,
                    "Protected",
                    "<details><summary>Zanzibar?</summary>Secret words</details>",
                    password="open-sesame",
                ),
                page(
                    3,
                    "Private page",
                    "Zanzibar",
                    status="private",
                    meta={"_yoast_wpseo_metadesc": "Zanzibar"},
                ),
                attachment(4, "2023/05/plan.pdf", parent=1),
            ),
        )
    )
    assert "Zanzibar" in stored("Private")
    for title in ("Private", "Protected", "Private page"):
        one = Page.objects.get(title=title)
        assert not one.live
        assert one.view_restrictions.exists()
        assert "Zanzibar" not in str(one.specific.searchable_text()) + one.search_description
    assert not FaqEntry.objects.exists()
    assert "open-sesame" not in everything_kept()
    assert not ImportNote.objects.filter(text__contains="Zanzibar").exists()
    # Published by mistake, it is still for staff alone.
    Page.objects.get(title="Protected").specific.get_latest_revision().publish()
    assert client.get("/blog/entry-2/").status_code == 302
    assert "Protected" not in client.get("/search/?q=Secret").content.decode().partition("<main")[2]


def test_trees_orphans_rings_and_doubled_numbers(tmp_path):
    bring(
        write(
            tmp_path,
            export(
                page(101, "Child", parent=102), page(102, "Parent"), page(103, "Orphan", parent=9999), page(104, "Ring A", parent=105),
                page(105, "Ring B", parent=104), page(106, "Own parent", parent=106), page(102, "Same number", slug="same"),
                page(107, "Below the bin", parent=108), page(108, "In the bin", status="trash"),
                *(page(200 + n, f"Level {n}", parent=199 + n if n else 0) for n in range(14)),
            ),
        )
    )  # fmt: skip
    above = {one.title: one.get_parent().title for one in Page.objects.filter(live=False)}
    home = home_page().title
    assert above["Child"] == "Parent"
    assert (above["Orphan"], above["Own parent"], above["Same number"], above["Below the bin"]) == (
        home,
    ) * 4
    assert (above["Ring A"], above["Ring B"]) == (home, "Ring A")
    assert max(Page.objects.filter(title__startswith="Level").values_list("depth", flat=True)) <= 12
    assert {f"Level {n}" for n in range(14)} <= set(above)


def test_what_search_engines_read(tmp_path):
    bring(
        write(
            tmp_path,
            export(
                item(1, "Pattern", meta={"_yoast_wpseo_title": "%%title%% %%sep%% %%sitename%%", "_yoast_wpseo_metadesc": "What happens."}),
                item(2, "Written", meta={"_yoast_wpseo_title": "A title of its own", "_yoast_wpseo_metadesc": "%%excerpt%%"}),
                item(3, "Rank", meta={"rank_math_title": "%title% %sep% %sitename%", "rank_math_description": "By Rank Math, 50% less."}),
                page(4, "Hidden", meta={"_yoast_wpseo_meta-robots-noindex": "1", "_yoast_wpseo_canonical": "https://elsewhere.example/thanks/"}),
                page(5, "Shown", meta={"_yoast_wpseo_meta-robots-noindex": "2", "_yoast_wpseo_canonical": f"{HOST}/entry-5/"}),
                page(7, "Own words", meta={"_yoast_wpseo_title": "Ketamine costs in Reston %%sep%% %%sitename%%", "_yoast_wpseo_metadesc": "Care by %%sitename%%."}),
                page(8, "Team", meta={"rank_math_title": "%title% in Reston %sep% %sitename%"}),
                page(6, "Rank hidden", meta={"rank_math_robots": 'a:1:{i:0;s:7:"noindex";}', "_yoast_wpseo_canonical": "javascript:alert(1)"}),
            ),
        )
    )  # fmt: skip
    assert (draft("Pattern").seo_title, draft("Pattern").search_description) == (
        "",
        "What happens.",
    )
    assert (draft("Written").seo_title, draft("Written").search_description) == (
        "A title of its own",
        "",
    )
    assert (draft("Rank").seo_title, draft("Rank").search_description) == (
        "",
        "By Rank Math, 50% less.",
    )
    assert (
        draft("Hidden").noindex
        and draft("Hidden").canonical_url == "https://elsewhere.example/thanks/"
    )
    assert not draft("Shown").noindex and not draft("Shown").canonical_url
    assert draft("Own words").seo_title == "Ketamine costs in Reston"
    assert draft("Team").seo_title == "Team in Reston"
    notes = " ".join(ImportNote.objects.values_list("text", flat=True))
    assert "‘Ketamine costs in Reston %%sep%% %%sitename%%’" in notes
    assert "‘Care by %%sitename%%.’" in notes
    assert "%%title%%" not in notes
    assert draft("Rank hidden").noindex and not draft("Rank hidden").canonical_url


def test_categories_and_tags(tmp_path):
    BlogCategory.objects.create(name="Visits", slug="visits-here")
    terms = [
        ("category", "care", "Care &amp; Comfort"),
        ("category", "visits", "Visits"),
        ("post_tag", "first", "first visit"),
    ]
    head = category(3, "care", "Care &amp; Comfort") + category(4, "visits", "Visits", "care")
    bring(
        write(
            tmp_path,
            export(
                item(1, "Main one", terms=terms, meta={"_yoast_wpseo_primary_category": "4"}), item(2, "First one", terms=terms),
                item(3, "None", terms=[("category", "uncategorized", "Uncategorized")]), head=head,
            ),
        )
    )  # fmt: skip
    assert draft("Main one").category.slug == "visits-here"
    assert sorted(tag.name for tag in draft("Main one").tags.all()) == [
        "Care & Comfort",
        "first visit",
    ]
    assert draft("First one").category.name == "Care & Comfort"
    assert draft("None").category is None
    assert not BlogCategory.objects.filter(slug="uncategorized").exists()


def test_the_claims_are_listed_sentence_by_sentence(tmp_path):
    said = bring(
        write(
            tmp_path,
            export(
                item(1, "Bold", "<p>Ketamine cures depression. We are open on Monday.</p>"),
                item(2, "Calm", "<p>We are open.</p>"),
            ),
        )
    )
    claims = ImportNote.objects.filter(kind="claim")
    assert [note.title for note in claims] == ["Bold"]
    assert "“Ketamine cures depression" in claims[0].text
    assert "What the clinical reviewer must mend (1)" in said
