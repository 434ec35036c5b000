"""From rendered blocks to an article: numbers, anchors, contents, words."""

import pytest
from bs4 import BeautifulSoup

from content.article import cite_mark, count_words, render_article
from tests.factories import ReferenceFactory, StandardPageFactory, stream


def _soup(article):
    return BeautifulSoup(article.html, "html.parser")


def test_headings_get_anchors_and_make_the_contents():
    article = render_article("<h2>What it is</h2><p>a</p><h3>More &amp; less</h3><h2>Costs</h2>")
    assert [(h.level, h.text, h.anchor) for h in article.headings] == [
        (2, "What it is", "what-it-is"),
        (3, "More & less", "more-less"),
        (2, "Costs", "costs"),
    ]
    assert [h.anchor for h in article.contents] == ["what-it-is", "costs"]
    assert _soup(article).find(id="more-less").name == "h3"


def test_equal_headings_get_different_anchors():
    article = render_article("<h2>Risks</h2><h2>Risks</h2><h2>Risks</h2>")
    assert [h.anchor for h in article.headings] == ["risks", "risks-2", "risks-3"]


@pytest.mark.parametrize("taken", ["main", "references", "contents"])
def test_anchors_of_the_pages_own_frame_stay_free(taken):
    assert render_article(f"<h2>{taken}</h2>").headings[0].anchor == f"{taken}-2"


def test_an_editors_own_anchor_wins_and_is_not_given_twice():
    article = render_article('<h2>Risks</h2><h2 class="x" id="risks">The risks</h2>')
    assert [h.anchor for h in article.headings] == ["risks-2", "risks"]


def test_headings_outside_the_contents_stay_as_they_are():
    article = render_article("<h2 data-no-contents>Call us</h2><h2></h2><h4>Small</h4>")
    assert article.headings == ()
    assert not _soup(article).find(id=True)


def test_headings_of_signs_alone_get_a_name():
    assert render_article("<h2>???</h2><h2>痛み</h2>").headings[0].anchor == "section"


def test_a_subsection_before_any_section_becomes_one():
    # Otherwise the outline would jump from the page's title to the third level.
    article = render_article('<h3 class="a">First</h3><h2>Second</h2><h3>Third</h3>')
    assert [h.level for h in article.headings] == [2, 2, 3]
    assert _soup(article).find(id="first").name == "h2"


def test_words_and_minutes():
    article = render_article("<p>" + "word " * 450 + "</p>")
    assert (article.words, article.minutes) == (450, 2)
    assert render_article("").minutes == 1
    assert count_words("<p>One&nbsp;two</p><p>it's-three</p>") == 3


@pytest.mark.django_db
class TestSources:
    def test_numbers_follow_the_text_and_repeat(self):
        first, second = ReferenceFactory(), ReferenceFactory()
        body = f"<p>A{cite_mark(second.pk)} b{cite_mark(first.pk)} c{cite_mark(second.pk)}</p>"
        article = render_article(body)
        assert [mark.text for mark in _soup(article).select("a.cite")] == ["[1]", "[2]", "[1]"]
        assert [(c.number, c.reference) for c in article.citations] == [(1, second), (2, first)]
        assert article.citations[0].marks == ("cite-1-1", "cite-1-2")
        assert _soup(article).find(id="cite-1-2")["href"] == "#ref-1"

    def test_a_deleted_source_leaves_no_gap_in_the_numbers(self):
        gone, kept = ReferenceFactory(), ReferenceFactory()
        body = f"<p>A{cite_mark(gone.pk)} b{cite_mark(kept.pk)}</p>"
        gone.delete()
        article = render_article(body)
        assert [mark.text for mark in _soup(article).select("a.cite")] == ["[1]"]
        assert "data-cite" not in article.html

    def test_further_sources_follow_without_a_number_and_never_twice(self):
        cited, further = ReferenceFactory(), ReferenceFactory()
        article = render_article(f"<p>{cite_mark(cited.pk)}</p>", [further, cited])
        assert [(c.number, c.reference) for c in article.citations] == [(1, cited), (0, further)]

    def test_a_point_that_is_one_paragraph_has_no_element_for_it(self):
        one = "<li class='a'>\n <p>One <b>bold</b> word.</p>\n</li>"
        two = "<td><p>One.</p><p>Two.</p></td>"
        nested = "<li><p>Out</p><ul><li><p>in</p></li></ul></li>"
        html = render_article(f"<ul>{one}{nested}</ul>{two}<p>Alone.</p>").html
        assert html == (
            "<ul><li class='a'>One <b>bold</b> word.</li><li><p>Out</p><ul><li>in</li></ul></li></ul>"
            f"{two}<p>Alone.</p>"
        )

    def test_a_mark_clings_to_the_word_before_it(self):
        source = ReferenceFactory()
        article = render_article(f"<p>Improved. {cite_mark(source.pk)} So far.</p>")
        assert "Improved.<a " in article.html and "</a> So far." in article.html

    def test_a_mark_in_a_heading_is_not_part_of_its_name(self):
        source = ReferenceFactory()
        article = render_article(f"<h2>Evidence{cite_mark(source.pk)}</h2>")
        assert (article.headings[0].text, article.headings[0].anchor) == ("Evidence", "evidence")

    def test_one_query_numbers_all(self, django_assert_num_queries):
        sources = ReferenceFactory.create_batch(6)
        body = "".join(f"<p>x{cite_mark(source.pk)}</p>" for source in sources)
        with django_assert_num_queries(1):
            render_article(body)

    def test_on_a_page_each_mark_leads_to_its_source_and_back(self, client):
        source = ReferenceFactory(title="A careful study")
        text = f'<p>Better<a linktype="reference" id="{source.pk}">[source]</a>.</p>'
        card = {"title": "Q", "finding": "<p>F</p>", "strength": "limited",
                "references": [{"type": "item", "value": source.pk, "id": "1"}]}  # fmt: skip
        page = StandardPageFactory(body=stream(("text", text), ("evidence", card)))
        soup = BeautifulSoup(client.get(page.url).content, "html.parser")
        marks = soup.select("a.cite")
        assert [mark.text for mark in marks] == ["[1]", "[1]"]
        entry = soup.find(id="ref-1")
        assert "A careful study" in entry.get_text()
        back = {a["href"] for a in entry.find_all("a") if a["href"].startswith("#")}
        assert back == {f"#{mark['id']}" for mark in marks}
        assert "[source]" not in soup.get_text()
