"""Sentences around pages are the clinic's to change; a new one in a template is a setting, or is named here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from clinic.models import ClinicSettings
from clinic.models.words import StandingWords
from clinic.templatetags.shell import crisis_links
from edge import outage, views
from forms.pages.question_types import QUESTION_TYPES
from review.publishing.page_check import claims_on
from review.texts.health_words import new_health_sentences
from review.texts.page_mark import mark_of
from tests import factories
from tests.factories.blog import BlogPostPageFactory
from tests.factories.forms import FormPageFactory
from tests.forms.visitor import Visitor

ROOT = Path(__file__).parents[2]
FOLDERS = ("pages", "components", "blocks", "forms", "home")
# What visitors read that is made in Python.
MODULES = (
    "blog/*.py", "home/*.py", "home/finding/*.py", "forms/pages/visit/*.py", "forms/pages/recovery/*.py",
    "forms/pages/inputs.py", "forms/pages/request_form.py", "forms/requests/questions.py", "site/pages/*.py", "home/**/views.py",
    "home/people_pages/*.py", "site/content/templatetags/*.py", "site/media/templatetags/*.py", "site/pages/templatetags/*.py",
    "forms/requests/privacy/consents.py", "site/seo/*.py", "site/edge/views.py",
    "site/pages/review_line.py", "site/clinic/hours.py", "site/clinic/templatetags/*.py",
)  # fmt: skip
FOR_STAFF = {
    "viewsets.py",
    "wagtail_hooks.py",
    "checks.py",
    "was_this_clear.py",
    "panels.py",
    "page_form.py",
    "picture_words.py",
}
SAYS = {"_", "_now", "gettext", "gettext_lazy", "ngettext", "pgettext", "format_html"}
KNOWN = Path(__file__).with_name("interface_sentences.txt")
_TRANSLATE = re.compile(r'{%\s*translate "([^"]+)"')
_BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate", re.DOTALL)
_NO_TEXT = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{%\s*blocktranslate.*?endblocktranslate\s*%}|{#.*?#}|<!--.*?-->"
    r"|<(?:script|style).*?</(?:script|style)>|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
_LABEL = re.compile(r'(?:aria-label|title|alt|placeholder|content)="([^"{]+)"')
_SCRIPT = re.compile(r"[\"'`]([A-Z][^\"'`]*)[\"'`]")
SHORTEST = 5


def list_templates() -> list[Path]:
    """Return the files that visitors are shown."""
    root = ROOT / "templates"
    files = [*root.glob("[0-9]*.html"), root / "maintenance.html", root / "base.html"]
    return files + [file for folder in FOLDERS for file in (root / folder).glob("*.html")]


def is_sentence(words: str) -> bool:
    return len(re.sub(r"{[{%].*?[}%]}|<[^>]+>", " ", words).split()) >= SHORTEST


def sentences_in_templates() -> set[str]:
    """Return every text of five words or more that a public template says by itself, translated or not."""
    found: set[str] = set()
    for file in list_templates():
        text = file.read_text()
        bare = BeautifulSoup(_NO_TEXT.sub("\x00", text), "html.parser").get_text("\x00")
        texts = (
            *_TRANSLATE.findall(text),
            *_BLOCK.findall(text),
            *bare.split("\x00"),
            *_LABEL.findall(text),
        )
        found |= {words for each in texts if is_sentence(words := " ".join(each.split()))}
    return found


def sentences_in_python() -> set[str]:
    """Return every text of five words or more that a public view, list or mail says by itself."""
    found: set[str] = set()
    for file in (file for pattern in MODULES for file in ROOT.glob(pattern)):
        if file.name in FOR_STAFF:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in SAYS:
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                found |= {" ".join(text.split()) for text in texts if isinstance(text, str)}
    return {words for words in found if is_sentence(words)}


def sentences_in_scripts() -> set[str]:
    """Return every such text of the public scripts, which have their words from the page."""
    files = (ROOT / "static/js").glob("*.js")
    code = "\n".join(
        re.sub(r"/\*.*?\*/|(?<!:)//.*", "", f.read_text(), flags=re.DOTALL) for f in files
    )
    return {words for words in _SCRIPT.findall(code) if is_sentence(words)}


def test_every_sentence_is_a_setting_or_an_interface_word():
    known = set(KNOWN.read_text().splitlines())
    said = sentences_in_templates() | sentences_in_python() | sentences_in_scripts()
    new = sorted(said - known)
    assert new == [], (
        "A visitor reads these, and staff can't change them. Make each a field of the clinic's settings or of a "
        f"page; only what explains a control belongs into {KNOWN.name}: {new}"
    )
    assert sorted(known - said) == [], "These stand nowhere any more."


@pytest.mark.django_db
def test_each_of_them_is_read_where_it_stands(client, rf):
    names = [field.name for field in StandingWords._meta.get_fields()]
    person = factories.PersonFactory()
    source = factories.ReferenceFactory()
    further = factories.stream(("reference", source.pk))
    cited = f'<p>So <a linktype="reference" id="{source.pk}">[source]</a>.</p>'
    post = BlogPostPageFactory(author=person, body=factories.stream(("text", cited)))
    posts = BlogPostPageFactory.create_batch(3)
    post.related = factories.stream(("post", posts[0].pk))
    post.save()
    form, treatment = FormPageFactory(), factories.ServicePageFactory()
    service = factories.ServicePageFactory(
        at_a_glance=factories.stream(("fact", {"label": "a", "value": "<p>b</p>"})),
        kind="treatment", off_label_notice="Off label.", further_references=further,
        **{name: factories.stream(("item", "<p>x</p>")) for name in
           ("benefits", "risks", "who_should_not", "ask_first", "alternatives")},
    )  # fmt: skip
    link = {"page": service.pk, "label": "Treatment"}
    factories.MenuFactory(items=factories.stream(("page", link)))
    own = {name: f"Own words for {name}, 988 911" for name in names}
    factories.ClinicSettingsFactory(request_page=form, consultation_page=form, **own)
    shown = "".join(
        client.get(address).content.decode()
        for address in (
            post.url, form.url, service.url, service.get_parent().url, treatment.url, "/nothing-here/",
            f"{form.url}?sent", "/search/?q=qwertyuiop", "/search/?q=kill+myself", "/search/",
        )
    )  # fmt: skip
    shown += views.answer_gone(rf.get("/")).content.decode()
    shown += views.answer_bad_request(rf.get("/"), Exception()).content.decode()
    shown += views.answer_forbidden(rf.get("/"), Exception()).content.decode()
    shown += views.answer_server_error(rf.get("/")).content.decode()
    shown += outage.answer_unavailable().content.decode()
    missing = {name for name in names if f"Own words for {name}" not in shown}
    # What follows a sent form, an overdue review, a press or an empty list is read by the tests of those.
    assert missing == {
        "what_next_title", "overdue_text", "clear_thanks", "clear_title", "promise_call", "promise_text",
        "promise_email", "promise_any", "promise_estimate", "sent_note", "check_title", "check_text", "crisis_sent_title",
        "crisis_sent_text", "crisis_sent_lines", "changes_title", "no_posts", "search_similar", "adults_only",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("In a crisis? Call or text 988, day and night.", ["tel:988", "sms:988"]),
        ("Call 988, text 988 or chat at 988lifeline.org/chat.", ["tel:988", "sms:988", "https://988lifeline.org/chat/"]),
        ("En una emergencia, llame al 911.", ["tel:911"]),
        ("Call (602) 988-4411 or 555-988-1234, about $988 and 911.5", []),
        ('<a href="x">988</a>', ["tel:988"]),
    ],
)  # fmt: skip
def test_numbers_of_help_become_links_and_nothing_else(text, links):
    soup = BeautifulSoup(crisis_links(text), "html.parser")
    assert [a["href"] for a in soup.select("a")] == links
    for number in soup.select(".u-hidden"):  # read aloud alone
        assert number.get_text(strip=True) in text
        number.decompose()
    assert soup.get_text() == text


@pytest.mark.parametrize(
    "field", ["crisis_top", "crisis_sent_lines", "crisis_search_lines", "crisis_search_spanish"]
)
def test_words_of_help_keep_their_numbers(field):
    with pytest.raises(ValidationError) as refused:
        ClinicSettings(**{field: "Call your doctor."}).clean()
    assert "988" in refused.value.message_dict[field][0]


@pytest.mark.django_db
def test_who_is_too_young_is_told_in_the_clinics_words_and_free_text_has_its_note():
    age = {"field_type": "age_confirm", "label": "I am 18 or older"}
    form = FormPageFactory(questions=[age, {"field_type": "short_text", "label": "Anything else?"}])
    clinic = factories.ClinicSettingsFactory()
    for clinic.adults_only, clinic.no_details in (
        ("From 16 on.", ""),
        ("From 21 on.", "No dose here."),
    ):
        clinic.save()
        shown = Visitor(form.url).press("Send request").text
        assert clinic.adults_only in shown and clinic.no_details in shown
        assert "medical details" not in shown


def test_the_answers_that_come_with_a_kind_can_be_reworded():
    # The names of states and of the clinic's own places need no words.
    fixed = {
        name for name, kind in QUESTION_TYPES.items() if kind.options and not kind.can_be_reworded
    }
    assert fixed == {"state"}


def test_while_the_database_is_away_the_last_known_words_are_said(monkeypatch):
    plain = outage.answer_unavailable().content.decode()
    own = ClinicSettings(away_title="Gone <fishing>", away_text="Back at noon.")
    monkeypatch.setattr(outage, "last_known_settings", lambda: own)
    said = BeautifulSoup(outage.answer_unavailable().content, "html.parser")
    assert said.h1.get_text() == said.title.get_text() == "Gone <fishing>"
    assert "Back at noon." in said.main.get_text() and "Gone" not in plain


@pytest.mark.django_db
def test_own_headings_of_treatment_pages_are_part_of_what_was_approved():
    clinic = factories.ClinicSettingsFactory()
    service, page = factories.ServicePageFactory(), factories.StandardPageFactory()
    before = mark_of(service), mark_of(page)
    clinic.who_should_not_title = "Who may have it"
    clinic.save()
    assert mark_of(service) != before[0]
    assert mark_of(page) == before[1]


@pytest.mark.django_db
def test_ours_are_the_beginning():
    clinic = ClinicSettings()
    assert clinic.next_steps_title == "Talk it over with us first"
    assert clinic.rather_talk == "Would you rather talk? Call"
    # What we wrote is refused by nobody, neither by the form nor by the check of claims.
    clinic.clean()
    assert [at.finding.sentence for at in claims_on(clinic) if at.finding.stops] == []
    assert new_health_sentences(clinic, broadly=False) == []
