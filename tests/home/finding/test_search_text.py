"""Words of a search, without a database."""

import pytest
from bs4 import BeautifulSoup

from home.search_text import (
    LONGEST_QUERY,
    MOST_WORDS,
    clean_query,
    cut_excerpt,
    list_variants,
    mark_words,
    query_words,
    stem_word,
)
from infra.searching.accents import accented_words, fold_accents
from seo.plain_html import make_plain


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  two   words \n", "two words"),
        ("a\x00b\x1fc", "a b c"),
        ("\u200bhidden\u2060", "hidden"),
        ("", ""),
        ("\x00", ""),
        ("e\u0301lan", "élan"),
        ("🙂 ok", "🙂 ok"),
    ],
)
def test_what_was_typed_is_cleaned(typed, cleaned):
    assert clean_query(typed) == cleaned


def test_a_novel_is_cut():
    assert len(clean_query("x" * 10_000)) == LONGEST_QUERY
    assert len(query_words(" ".join(f"w{n}" for n in range(500)))) == MOST_WORDS


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("What is ketamine?", ["ketamine"]),
        ("who are you", ["who", "are", "you"]),
        ('"IV-therapy" AND (NOT pain)*', ["iv", "therapy", "not", "pain"]),
        ("a_b", ["b"]),
        ("'; DROP TABLE x; --", ["drop", "table", "x"]),
        ("🙂 !!! ***", []),
        ("pain Pain PAIN", ["pain"]),
        ("Élan", ["élan"]),
    ],
)
def test_only_plain_words_are_searched_for(typed, words):
    assert query_words(typed) == words


@pytest.mark.parametrize(
    ("word", "root"),
    [("infusions", "infusion"), ("therapies", "therap"), ("boxes", "box"), ("Élans", "elan")]
    + [(word, word) for word in ("loss", "virus", "is", "ketamine", "crisis", "x", "")],
)
def test_a_plural_loses_its_ending(word, root):
    assert stem_word(word) == root


def test_forms_reach_both_ways():
    assert {"therapy", "therapies"} <= set(list_variants("therapy"))
    assert {"therapy", "therapies"} <= set(list_variants("therapies"))
    assert {"infusion", "infusions"} <= set(list_variants("infusions"))
    assert {"élan", "elan"} <= set(list_variants("élan"))


@pytest.mark.parametrize("text", ["Ångström", "ﬁne", "İstanbul", "ß", "½", "日本", "🙂", "e\u0301"])
def test_folding_keeps_every_place(text):
    assert len(fold_accents(text)) == len(text)


def test_only_accented_words_are_indexed_again():
    assert accented_words("José met Ana in Zürich") == "jose zurich"


def test_marks_stand_around_words_that_were_found():
    html = mark_words("Infusions, an infusion and infuse", ["infusion"])
    assert html == "<mark>Infusions</mark>, an <mark>infusion</mark> and infuse"


def test_accents_and_capitals_do_not_matter_to_marks():
    assert mark_words("ÉLAN", ["elan"]) == "<mark>ÉLAN</mark>"


def test_short_words_mark_only_themselves():
    assert mark_words("IV is given", ["iv"]) == "<mark>IV</mark> is given"
    assert mark_words("an animal", ["an"]) == "<mark>an</mark> animal"


@pytest.mark.parametrize("word", ["script", "lt", "amp", "mark", "b", "alert"])
def test_marks_never_cut_into_escapes(word):
    text = "<script>alert('b & b')</script> <b onclick=x>mark</b>"
    soup = BeautifulSoup(mark_words(text, [word]), "html.parser")
    assert soup.get_text() == text
    assert {tag.name for tag in soup.find_all()} <= {"mark"}


def test_an_excerpt_shows_where_the_words_are():
    text = "start " * 100 + "the needle is here " + "end " * 100
    html = cut_excerpt(text, ["needle"])
    assert "<mark>needle</mark>" in html
    assert html.startswith("… ") and html.endswith(" …")
    assert len(BeautifulSoup(html, "html.parser").get_text()) < 260


def test_an_excerpt_prefers_the_place_with_most_words():
    text = "needle " + "x " * 300 + "needle in the haystack " + "y " * 300
    assert "haystack" in cut_excerpt(text, ["needle", "haystack"])


def test_an_excerpt_closes_the_gap_that_the_mark_of_a_source_left():
    assert (
        cut_excerpt("The benefit fades . So we ask , often .", [])
        == "The benefit fades. So we ask, often."
    )
    assert cut_excerpt("A grade of .5 is low.", []) == "A grade of .5 is low."


def test_an_excerpt_without_a_match_is_the_beginning():
    assert cut_excerpt("Short and sweet.", ["nothing"]) == "Short and sweet."
    assert cut_excerpt("", ["x"]) == ""
    assert cut_excerpt("word " * 200, ["nothing"]).endswith("word …")


def test_an_excerpt_closes_the_gap_that_a_source_mark_left():
    assert cut_excerpt("Long-term safety is not known . It fades , often.", ["x"]) == (
        "Long-term safety is not known. It fades, often."
    )


def test_an_excerpt_of_one_endless_word_ends():
    assert len(cut_excerpt("x" * 100_000, ["y"])) < 300


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("<p>One <b>word</b>.</p><p>Ket<i>amine</i> &amp; more</p>", "One word. Ketamine & more"),
        ("<ul><li>one</li><li>two</li></ul><hr/>three<br/>four", "one two three four"),
        ("<ul><li>one<ul><li>under it</li></ul></li></ul>", "one under it"),
        ('<p>Said<a linktype="reference" id="3">[source]</a>.</p>', "Said."),
    ],
)
def test_rich_text_is_one_line_whose_words_stay_whole(source, plain):
    assert make_plain(source) == plain
