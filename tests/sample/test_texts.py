"""The sample texts keep to the rules: plain, sourced, and free of claims that nobody can make.

A clinic copies what it finds. A sentence here that says too much would be said by many clinics.
"""

from __future__ import annotations

import re
from statistics import mean
from urllib.parse import urlsplit

import pytest

from sample import clinic, faq
from sample.catalog import all_pages
from sample.described import DescribedBlock
from sample.loader_images import read_manifest
from sample.loader_values import NEWEST_DAY
from sample.references import REFERENCES
from tests.sample.page_names import name
from tests.sample.sample_words import all_pieces, article_of, grade, pieces_of, plain

# From content rules, 'Claims': what a reviewer would stop.
FORBIDDEN = {
    "addiction": r"non-?addictive|not addictive|no risk of (?:addiction|dependence)",
    "approval": r"certified ketamine|ketamine (?:is|was) FDA[- ]approved",
    "certainty": (
        r"\bcur(?:e|es|ed|ing)\b|guarantee|miracle|breakthrough|\bproven\b|risk-free|"
        r"no side effects|most effective|works for every|completely safe|100 ?%"
    ),
    "superiority": r"better than (?:spravato|esketamine|ect|antidepressants|other treatments)",
    "supply": r"not available by prescription|cannot be taken at home|without a prescription for ketamine",
    "despair": r"last hope|hope is lost|act now|last chance|don't wait another day",
    "stigma": r"\baddicts?\b|\bjunkies?\b|committed suicide|suffer(?:s|ing|ed)? from|\bthe mentally ill\b",
}
POSTS = [page for page in all_pages() if page.model == "blog.BlogPostPage"]
PAGES = [page for page in all_pages() if page.model != "blog.BlogPostPage"]
LEGAL = (
    "privacy-practices",
    "health-data",
    "accessibility",
    "non-discrimination",
    "good-faith-estimate",
    "legal",
)
HEALTH = [
    page
    for page in all_pages()
    if page.model in ("home.ServicePage", "blog.BlogPostPage")
    or page.fields.get("purpose") in ("health", "costs")
]


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_text_says_what_a_reviewer_would_stop(kind):
    found = [
        f"{piece.where}: {match[0]}"
        for piece in all_pieces()
        for match in re.finditer(FORBIDDEN[kind], plain(piece.written), re.I)
    ]
    assert found == []


def test_each_percentage_has_its_source_in_the_same_block():
    bare = [
        piece.where
        for piece in all_pieces()
        if re.search(r"\d\s?(?:%|percent)", piece.written) and not piece.cited
    ]
    assert bare == []


def test_no_price_is_made_up():
    """A sample price would be taken for a usual one. Only the $400 of the law may stand."""
    sums = {
        match for piece in all_pieces() for match in re.findall(r"\$\s?[\d,.]*\d", piece.written)
    }
    assert sums <= {"$400"}


def test_every_source_that_is_cited_exists():
    known = {row["key"] for row in REFERENCES}
    assert {key for piece in all_pieces() for key in piece.cited} <= known


def test_at_least_thirty_sources_stand_behind_the_texts():
    cited = {key for piece in all_pieces() for key in piece.cited}
    assert len(REFERENCES) >= 34
    assert len(cited) >= 30


@pytest.mark.parametrize("row", REFERENCES, ids=lambda row: row["key"])
def test_a_source_can_be_looked_up(row):
    assert row.get("doi") or row.get("pmid") or row["url"].startswith(("https://", "http://"))
    assert row["authors"] and row["title"]
    assert re.fullmatch(r"[a-z0-9-]+", row["key"])


# Where a paper, a label or a rule may be looked up without a DOI or a PubMed number: at its own agency,
# society or maker, or in the National Library of Medicine. Not: a copy somewhere, or a report about it.
OWN_PLACES = (
    ".gov", "who.int", "asahq.org", "askp.org", "988lifeline.org", "pfizermedicalinformation.com",
    "mayoclinic.pure.elsevier.com",
)  # fmt: skip


@pytest.mark.parametrize(
    "row", [row for row in REFERENCES if row["kind"] != "other"], ids=lambda row: row["key"]
)
def test_a_source_is_cited_where_it_came_out(row):
    host = (urlsplit(row.get("url", "")).hostname or "").removeprefix("www.")
    assert row.get("doi") or row.get("pmid") or host.endswith(OWN_PLACES), row.get("url")


def test_the_texts_are_easy_to_read():
    """Grade 8 or lower on average: what US health agencies ask for at most."""
    grades = {page.key: grade(article_of(page)) for page in all_pages()}
    grades = {key: value for key, value in grades.items() if value}
    assert mean(grades.values()) <= 8
    assert {key: value for key, value in grades.items() if value > 10} == {}


def test_the_grade_knows_hard_from_easy():
    easy = "The cat sat on the mat. It was warm. We went home."
    hard = "Notwithstanding considerable methodological heterogeneity, investigators reported efficacy."
    assert grade(easy) < 3
    assert grade(hard) > 15


@pytest.mark.parametrize("page", HEALTH, ids=name)
def test_a_health_page_says_who_stands_for_it(page):
    assert page.author == "health-writer"
    assert page.written is not None
    assert not hasattr(page, "reviewed"), "nobody has read the sample: a review is earned"


@pytest.mark.parametrize("page", HEALTH, ids=name)
def test_a_health_page_cites_its_sources(page):
    assert {key for piece in pieces_of(page) for key in piece.cited} or page.key == "questions"


@pytest.mark.parametrize(
    "page", [p for p in all_pages() if p.model == "home.ServicePage"], ids=name
)
def test_a_treatment_page_weighs_both_sides(page):
    fields = page.fields
    assert "off-label" in fields["off_label_notice"]
    for part in ("benefits", "risks", "who_should_not", "ask_first", "alternatives"):
        assert len(fields[part]) >= 2, part
    assert len(fields["risks"]) >= len(fields["benefits"])
    assert fields["evidence_summary"]


def test_legal_pages_have_a_date():
    legal = [page for page in PAGES if page.fields.get("purpose") in LEGAL]
    assert {page.fields["purpose"] for page in legal} >= set(LEGAL) - {"legal"}
    assert all(page.fields["effective_date"] for page in legal)


def test_there_are_enough_posts_over_categories_and_years():
    assert len(POSTS) >= 14
    assert {post.fields["category"].key for post in POSTS} == {r["slug"] for r in clinic.CATEGORIES}
    assert {post.fields["date"].year for post in POSTS} >= {2024, 2025, 2026}


@pytest.mark.parametrize("post", POSTS, ids=name)
def test_a_post_is_dated_and_tagged(post):
    assert post.fields["date"] <= post.written <= NEWEST_DAY
    assert post.fields["tags"]
    assert post.introduction and len(post.introduction) <= 400
    assert post.picture
    assert post.body[0].name == "key_points"
    assert len(article_of(post).split()) >= 350


def test_the_first_post_has_every_piece_of_the_page_the_project_began_with():
    post = next(p for p in POSTS if p.key == "what-ketamine-is-and-how-it-works")
    names = [block.name for block in post.body]
    assert post.fields["show_request_banner"]
    for part in ("considerations", "steps", "course", "call_to_action", "text_us"):
        assert part in names
    invitation = next(b for b in post.body if b.name == "call_to_action")
    assert invitation.value["kind"] == "consultation"
    words = "\n".join(p.written for p in pieces_of(post) if ", text" in p.where)
    for link in (
        "{{page:about|",
        "{{page:ketamine-infusions|",
        "{{page:how-ketamine-acts-in-the-brain|",
    ):
        assert link in "\n".join(p.written for p in pieces_of(post))
    for topic in (
        "street",
        "Esketamine",
        "glutamate",
        "booster",
        "baseline vital signs",
        "practitioner",
    ):
        assert topic.lower() in words.lower(), topic


def test_there_are_enough_questions_and_each_is_used():
    used = {
        entry.key
        for page in all_pages()
        for block in [
            *page.body,
            *(b for v in page.fields.values() if isinstance(v, list) for b in v),
        ]
        if isinstance(block, DescribedBlock) and block.name == "faq"
        for entry in block.value["entries"]
    }
    assert len(faq.FAQ) >= 20
    assert used == set(faq.FAQ)


def test_every_picture_says_what_it_shows():
    for key, row in read_manifest().items():
        assert row["title"], key
        assert "alt" in row, key
        assert len(row["alt"]) <= 200, key


def test_titles_and_descriptions_fit_where_they_are_shown():
    for page in all_pages():
        assert len(page.title) <= 70, page.key
        assert len(page.description) <= 170, page.key
        assert len(page.introduction) <= 400, page.key
