"""A page with a shared password opens to whoever knows it, and to nobody who guesses."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests.factories import ClinicDocumentFactory
from tests.factories.blog import BlogPostPageFactory
from tests.factories.home import StandardPageFactory

pytestmark = pytest.mark.django_db
WORD = "seven quiet herons"


@pytest.fixture
def page():
    page = StandardPageFactory(
        title="For referring doctors", slug="doctors", introduction="Direct line 0142."
    )
    StandardPageFactory(parent=page, slug="below", title="Below")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password=WORD)
    return page


def ask(client, address="/doctors/"):
    answer = client.get(address)
    return answer, BeautifulSoup(answer.content, "html.parser")


def give(client, word, address="/doctors/", **more):
    form = ask(client, address)[1].select_one("main form")
    hidden = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    return client.post(form["action"], {**hidden, "password": word, **more})


def test_it_asks_in_the_sites_own_words_and_shows_nothing_of_the_page(page):
    answer, soup = ask(Client())
    assert soup.select_one("h1").text == "Password needed"
    assert soup.select_one("header nav") and soup.select_one("html[lang]")
    field = soup.select_one("main input[type=password]")
    assert soup.select_one(f"label[for={field['id']}]").text == "Password"
    assert "referring" not in str(soup) and "0142" not in str(soup)
    assert "no-store" in answer["Cache-Control"] and answer["X-Robots-Tag"] == "noindex"


def test_the_right_word_opens_it_and_what_lies_below_for_this_browser_alone(page):
    client = Client()
    done = give(client, WORD)
    assert (done.status_code, done["Location"]) == (302, "/doctors/")
    for address in ("/doctors/", "/doctors/below/"):
        assert client.get(address).context["page"].title in ("For referring doctors", "Below")
        assert ask(Client(), address)[1].select_one("h1").text == "Password needed"


def test_a_wrong_word_is_said_where_it_was_typed(page):
    client = Client()
    soup = BeautifulSoup(give(client, "x").content, "html.parser")
    assert soup.title.text.startswith("Error: ")
    field = soup.select_one("main input[type=password]")
    assert field.has_attr("autofocus") and field["aria-invalid"] == "true"
    assert "not correct" in soup.find(id=field["aria-describedby"]).text


def test_whoever_guesses_is_slowed_down_and_others_are_not(page):
    guesser = Client(REMOTE_ADDR="192.0.2.66")
    answers = [give(guesser, f"guess {n}").status_code for n in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert give(guesser, WORD).status_code == 429
    assert give(Client(REMOTE_ADDR="198.51.100.7"), WORD).status_code == 302
    others = Client(REMOTE_ADDR="203.0.113.9")
    assert [give(others, WORD).status_code for _n in range(1)] == [302]


def test_the_word_of_one_page_opens_no_other_and_leads_nowhere_else(page):
    other = BlogPostPageFactory()
    restriction = PageViewRestriction.objects.create(
        page=other, restriction_type="password", password="another"
    )
    mine = PageViewRestriction.objects.get(page=page)
    client = Client()
    for first, second in ((mine, other), (restriction, page)):
        address = f"/_util/authenticate_with_password/{first.pk}/{second.pk}/"
        assert client.post(address, {"password": WORD, "return_url": "/"}).status_code == 404
    assert give(client, WORD, return_url="https://evil.example/")["Location"].startswith("/")
    own = f"/_util/authenticate_with_password/{mine.pk}/{page.pk}/"
    assert client.get(own)["Location"] == "/doctors/"  # reloaded
    mine.restriction_type = "login"
    mine.save()
    assert client.post(own, {"password": "", "return_url": "/doctors/"}).status_code == 404


def test_a_documents_password_is_asked_for_in_the_same_way():
    folder = Collection.get_first_root_node().add_child(name="For referring doctors")
    CollectionViewRestriction.objects.create(
        collection=folder, restriction_type="password", password=WORD
    )
    document = ClinicDocumentFactory(title="Sheet", collection=folder)
    answer, soup = ask(Client(), document.url)
    assert soup.select_one("h1").text == "Password needed"
    assert soup.select_one("meta[name=robots]")["content"].startswith("noindex")
    assert "no-store" in answer["Cache-Control"]
    client = Client()
    assert give(client, WORD, document.url)["Location"] == document.url
    opened = client.get(document.url)
    assert opened.status_code == 200 and "html" not in opened["Content-Type"]
    guesser = Client(REMOTE_ADDR="192.0.2.66")
    answers = [give(guesser, f"guess {n}", document.url).status_code for n in range(11)]
    assert answers == [200] * 10 + [429]
    assert give(guesser, WORD, document.url).status_code == 429
    assert give(Client(REMOTE_ADDR="192.0.2.67"), WORD, document.url).status_code == 302
