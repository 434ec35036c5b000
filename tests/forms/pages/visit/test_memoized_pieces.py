"""What a form's screens keep for everybody: an empty question, the head, the crisis line; never a visitor's word."""

import re

import pytest
from django.http import Http404
from django.test import Client
from wagtail.models import Site

from forms.models import FormPage, Submission
from home.routing import find_deepest_page
from infra import memory
from infra.content_version import change_version
from infra.memory import memoize
from tests.factories.forms import FormPageFactory, request_settings, starter_form
from tests.forms.pages.visit.stepping import through_step_1, through_step_2
from tests.forms.visitor import Visitor

pytestmark = pytest.mark.django_db
WORDS = (
    "Zebedee",
    "703 555 0123",
    "+17035550123",
    "(703) 555-0123",
    "zeb@example.com",
    "12345-broken",
)
_ONCE = re.compile(r'(name="(?:csrfmiddlewaretoken|_token|_state)" value=")[^"]*"|/sent/[\w-]+')


@pytest.fixture
def appointment(db):
    request_settings()
    return starter_form(slug="request")


def walk(page, client=None, before=lambda: None):
    """Go through the form with one mistake on each step. Returns what each screen showed."""
    screens = []

    def note(visitor):
        screens.append(_ONCE.sub(r'\1"', visitor.response.content.decode()))
        before()
        return visitor

    before()
    visitor = note(Visitor(page.url, client or Client()))
    note(visitor.fill("First name", "Zebedee").press("Continue"))
    visitor.tick("I am new here").tick("18 or older")
    note(visitor.press("Continue"))
    note(visitor.tick("An appointment").press("Continue"))
    visitor.tick("Call me").fill("Telephone", "12345-broken").fill(
        "E-mail (optional)", "zeb@example.com"
    )
    note(visitor.press("Check your answers"))
    visitor.fill("Telephone", "703 555 0123").tick("Yes").tick("You may use what I wrote")
    note(visitor.press("Check your answers"))
    note(visitor.press("Change First name"))
    visitor.press("Continue").press("Continue").press("Check your answers")
    note(visitor.press("Send"))
    assert visitor.title == "We have your request"
    return screens


def kept_texts():
    return [str(value) for value, _size in memory._memory.values()]


def test_no_piece_holds_what_a_visitor_wrote_or_their_token(appointment):
    walk(appointment)
    assert any(key[1][:2] == ("piece", "question") for key in memory._memory)
    token = Submission.objects.get().token
    for text in kept_texts():
        assert not any(word in text for word in (*WORDS, str(token), token.hex))
        assert not any(name in text for name in ("csrfmiddlewaretoken", "_token", "_state"))


def test_the_next_visitor_finds_every_step_empty(appointment):
    walk(appointment)
    visitor = through_step_2(through_step_1(Visitor(appointment.url, Client())))
    assert "Telephone" in visitor.text
    assert not any(word in str(visitor.page) for word in WORDS)
    typed = visitor.form.select("input[type=tel], input[type=email], textarea")
    assert typed
    assert not any(tag.get("value") or tag.get_text().strip() for tag in typed)
    assert not visitor.form.select("[checked], [aria-invalid]")


def test_every_screen_is_the_same_kept_and_made_anew(appointment):
    walk(appointment)
    kept = walk(appointment)
    assert kept == walk(appointment, before=memory.clear_memory)


def test_the_shared_fields_of_a_form_remember_nobody(appointment):
    walk(appointment)
    page = FormPage.objects.get()
    form_class = memoize(("form", page.pk), page.get_form_class)
    for field in form_class.base_fields.values():
        assert not any(word in str(vars(field)) for word in WORDS)
    one, other = (form_class(answers={}, page=page) for _visitor in range(2))
    del one.fields[next(iter(one.fields))]
    assert len(other.fields) == len(one.fields) + 1


def test_a_page_that_was_unpublished_meanwhile_keeps_nothing(appointment):
    visitor = through_step_1(Visitor(appointment.url, Client()))
    appointment.unpublish()
    memory.clear_memory()
    through_step_2(visitor)
    assert "Telephone" in visitor.text
    keys = [key[1][2] for key in memory._memory if key[1][0] == "piece"]
    assert keys
    assert not any(key[0] == "form" for key in keys)


def test_a_confirmations_page_is_found_without_a_query(appointment, django_assert_num_queries):
    """Each confirmation has an address of its own; its page is the same."""
    home = Site.objects.get(is_default_site=True).root_page
    find_deepest_page(home, ["request", "sent", "one"])
    # Outside of a request the content version is asked for anew by each look into the memory.
    with django_assert_num_queries(2):
        page, rest = find_deepest_page(home, ["request", "sent", "another"])
    assert (page.pk, rest) == (appointment.pk, ["sent", "another"])
    page.title = "LEAKED"
    assert find_deepest_page(home, ["request", "sent", "third"])[0].title == appointment.title


def test_a_page_with_children_is_asked_for_what_lies_below(appointment):
    home = Site.objects.get(is_default_site=True).root_page
    find_deepest_page(home, ["request", "sent", "one"])
    FormPageFactory(parent=appointment, slug="sent", title="Below")
    change_version()
    assert find_deepest_page(home, ["request", "sent", "one"])[0].title == "Below"
    with pytest.raises(Http404):
        find_deepest_page(home, ["nothing", "sent", "one"])
