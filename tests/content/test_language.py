"""Text in another language says which one it is, so that it is read aloud and laid out as such."""

import pytest
from bs4 import BeautifulSoup

from clinic.models import Reference
from content.blocks.language import LANGUAGES, RIGHT_TO_LEFT, OtherLanguageBlock
from tests.factories import StandardPageFactory, stream


def _rendered(value):
    block = OtherLanguageBlock()
    return BeautifulSoup(block.render(block.to_python(value)), "html.parser")


def _value(language, title="Título", text="<p>Texto</p>"):
    return {"language": language, "title": title, "text": text}


@pytest.mark.parametrize("code", [code for code, _name in LANGUAGES])
def test_each_language_carries_its_code_and_direction(code):
    section = _rendered(_value(code)).section
    assert section["lang"] == code
    assert section["dir"] == ("rtl" if code in RIGHT_TO_LEFT else "ltr")
    assert section.h2["lang"] == code


def test_arabic_hebrew_persian_and_urdu_run_from_the_right():
    assert {"ar", "he", "fa", "ur"} <= RIGHT_TO_LEFT <= {code for code, _name in LANGUAGES}


@pytest.mark.parametrize("language", ["xx", "", None, '"><script>', ["es"], 7])
def test_an_unknown_language_says_nothing_rather_than_something_wrong(language):
    section = _rendered(_value(language)).section
    assert not section.has_attr("lang")
    assert not section.has_attr("dir")
    assert "Texto" in section.get_text()


def test_the_heading_may_be_left_out():
    section = _rendered(_value("ko", title="")).section
    assert section.h2 is None
    assert section["lang"] == "ko"


def test_a_page_names_the_language_in_its_contents_too(client, db):
    page = StandardPageFactory(
        body=stream(
            ("text", "<h2>Free help</h2><p>Ask us.</p>"),
            ("other_language", _value("es", "Español")),
            ("other_language", _value("ar", "العربية", "<p>نوفر مترجمين.</p>")),
        )
    )
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    links = {a["href"]: a for a in soup.select(".c-contents a")}
    assert not links["#free-help"].has_attr("lang")
    assert links["#espanol"]["lang"] == "es"
    # No letter of the Arabic word can stand in an address: the language does.
    assert links["#ar"]["lang"] == "ar"
    assert soup.find(id="ar").get_text() == "العربية"
    assert soup.html["lang"].startswith("en")


def test_a_source_can_be_cited_in_another_language(client, db):
    source = Reference.objects.create(
        key="x", authors="A", title="T", kind="other", url="https://example.org/"
    )
    text = f'<p>Texto<a linktype="reference" id="{source.pk}">[source]</a></p>'
    page = StandardPageFactory(body=stream(("other_language", _value("es", text=text))))
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert soup.select_one(".block-other-language .cite").get_text() == "[1]"
