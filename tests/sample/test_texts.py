"""The sample texts keep to the rules: plain, sourced, and free of claims that nobody can make.

A clinic copies what it finds. A sentence here that says too much would be said by many clinics.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from statistics import mean
from urllib.parse import urlsplit

import pytest

from home.models import StandardPage
from sample import clinic, faq
from sample.catalog import all_pages
from sample.described import DescribedBlock, PageText
from sample.loader_images import read_manifest
from sample.loader_values import NEWEST_DAY, Known
from sample.markup import SampleTextError, parse_inline, rich_text
from sample.reading.site import TEXTS
from sample.references import REFERENCES
from sample.write import make_callout, make_comparison_table, make_evidence
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


def name(page: PageText) -> str:
    """Name a page in the test's name."""
    return page.key


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


# --- The markup ------------------------------------------------------------------------------
def _find(kind: str, key: str) -> int:
    known = {("page", "costs"): 7, ("reference", "dean-2021"): 3, ("reference", "lii-2023"): 4}
    if (kind, key) not in known:
        raise SampleTextError(f"There is no {kind} with the key “{key}”.")
    return known[kind, key]


def test_markup_becomes_rich_text():
    made = rich_text(
        """
        ## Does it help?

        Some **do**, some *do not* [[dean-2021, lii-2023]]. See {{page:costs|costs}} & more.

        - one
          long item
        - two
        """,
        _find,
    )
    assert made == (
        "<h2>Does it help?</h2>"
        '<p>Some <b>do</b>, some <i>do not</i><a linktype="reference" id="3">[source]</a>'
        '<a linktype="reference" id="4">[source]</a>. '
        'See <a linktype="page" id="7">costs</a> &amp; more.</p>'
        "<ul><li>one long item</li><li>two</li></ul>"
    )


@pytest.mark.parametrize(
    "text",
    ["a [[nobody-1999]]", "{{page:nowhere|x}}", "{{url:http://a.example|x}}", "**left", "[[x"],
)
def test_a_mistake_in_a_text_is_named(text):
    with pytest.raises(SampleTextError):
        parse_inline(text, _find)


def test_a_number_can_be_dialled():
    assert parse_inline("{{tel:988|Call 988}} now", _find) == '<a href="tel:988">Call 988</a> now'


def test_markup_escapes_what_would_be_html():
    assert parse_inline("5 < 6 <script>", _find) == "5 &lt; 6 &lt;script&gt;"


def test_a_block_refuses_a_value_that_it_does_not_know():
    with pytest.raises(ValueError, match="emergency"):
        make_callout("alarm", "x", "y")
    with pytest.raises(ValueError, match="very-low"):
        make_evidence("x", "y", strength="sure", references=[])
    with pytest.raises(ValueError, match="cells"):
        make_comparison_table("x", ["", "a"], ("only one",))


def test_days_move_back_on_a_machine_whose_clock_is_behind():
    late, early = Known(date(2027, 5, 1)), Known(date(2026, 1, 1))
    assert late.day(date(2026, 11, 10)) == date(2026, 11, 10)
    assert early.day(NEWEST_DAY) == date(2026, 1, 1)


# From weak to strong; trials that disagree say no more than few small ones do.
_RANK = {"none": 0, "very-low": 1, "conflicting": 2, "limited": 2, "moderate": 3, "strong": 4}


@pytest.mark.parametrize(
    "page", [p for p in all_pages() if p.model == "home.ServicePage"], ids=name
)
def test_a_page_claims_no_stronger_evidence_than_its_best_card(page):
    cards = [block.value["strength"] for block in page.body if block.name == "evidence"]
    assert cards
    assert _RANK[page.fields["evidence_strength"]] <= max(_RANK[card] for card in cards)


def test_every_source_in_the_list_is_cited():
    cited = {key for piece in all_pieces() for key in piece.cited}
    cited |= {key for page in all_pages() for key in page.further}
    assert {row["key"] for row in REFERENCES} - cited == set()


def _never(blocks) -> list[list[str]]:
    """Return each list of who should not have ketamine, as it is written in blocks."""
    return [
        [row["text"].text for row in block.value["items"] if row["kind"] == "not"]
        for block in blocks
        if block.name == "who_should_not"
    ]


def test_one_list_of_who_should_not_have_it_stands_everywhere():
    shared = (TEXTS / "shared" / "who-should-not-have-it.md").read_text(encoding="utf-8")
    wanted = [row.removeprefix("- ") for row in shared.strip().split("\n")]
    treatments = [page for page in all_pages() if page.model == "home.ServicePage"]
    lists = [[b.value.text for b in page.fields["who_should_not"]] for page in treatments]
    lists += [found for page in all_pages() for found in _never(page.body)]
    lists.append([row.removeprefix("- ") for row in faq.FAQ["who-cannot"][1].split("\n")])
    assert len(lists) >= 11
    for found in lists:
        assert [row for row in wanted if row not in found] == []


@pytest.mark.parametrize(
    "word", ["under 18", "acute danger", "pregnant", "allergic", "high blood pressure"]
)
def test_the_list_names_those_whom_nobody_may_forget(word):
    assert word in (TEXTS / "shared" / "who-should-not-have-it.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["seizure", "thyroid", "heart attack", "rhythm", "glaucoma"])
def test_those_who_should_ask_first_are_named(word):
    assert word in (TEXTS / "shared" / "ask-first.md").read_text(encoding="utf-8")


# Said elsewhere otherwise: opening hours, the nurse who stays, the estimate before an infusion.
CONTRADICTIONS = (
    r"number for questions at any time",
    r"\bor close by\b|checks on you",
    r"before anything is booked you get|estimate}?}? before anything is booked",
    r"it is free and private",
    r"\babout two hours\b",
)


@pytest.mark.parametrize("said", CONTRADICTIONS)
def test_no_text_contradicts_another(said):
    found = [p.where for p in all_pieces() if re.search(said, p.written, re.I)]
    assert found == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("what-ketamine-is-and-how-it-works", "Special K"),
        ("costs", "superbill"),
        ("costs", "HSA"),
        ("safety", "MedWatch"),
        ("crisis-help", "videophone"),
        ("crisis-help", "confidential, with one limit"),
        ("for-relatives", "988"),
        ("privacy-practices", "MEDICAL INFORMATION ABOUT YOU MAY BE USED AND DISCLOSED AND HOW"),
        ("privacy-practices", "take back a written consent"),
        ("health-data", "voicemail"),
        ("health-data", "interpreter"),
        ("health-data", "18 or older"),
        ("ptsd", "2023 guideline"),
        ("ocd", "beaglehole-2025"),
        ("chronic-pain", "ferraro-2025"),
    ],
)
def test_a_page_says_what_readers_asked_for(key, words):
    page = next(page for page in all_pages() if page.key == key)
    assert words in "\n".join(piece.written for piece in pieces_of(page))


_SEARCHED = re.compile(r"\b[Aa]s of (\w+ 20\d\d)\b")


@pytest.mark.parametrize("page", all_pages(), ids=name)
def test_a_text_that_names_the_day_of_a_search_was_written_no_earlier(page):
    months = {month for p in pieces_of(page) for month in _SEARCHED.findall(p.written)}
    days = [datetime.strptime(month, "%B %Y").date() for month in months]
    assert [day for day in days if page.written is None or page.written < day] == []


def test_a_clinician_reads_the_page_on_help_in_a_crisis():
    page = next(page for page in all_pages() if page.key == "crisis-help")
    assert page.fields["purpose"] == StandardPage.Purpose.CRISIS
