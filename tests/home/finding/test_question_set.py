"""The question set on the sample site: what patients type, and whether the first result answers it.

The figures of the last run stand in docs/search.md. The held-out part was never looked at while the search was tuned.
"""

from __future__ import annotations

from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from clinic.models import FaqEntry
from sample.faq import FAQ
from tests.home.finding.later_questions import ASKED_LATER, NOT_HERE
from tests.home.finding.search_places import Row
from tests.home.finding.search_questions import TUNED
from tests.home.finding.unseen_questions import ASKED_BLIND, HELD_OUT
from tests.sample.sample_database import loaded_for_the_file

EVERYTHING = TUNED + HELD_OUT + ASKED_BLIND + ASKED_LATER

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FACTS = {
    "When we are open": "=hours",
    "Call or text us": "=phone",
    "Where we are": "=address",
    "What it costs": "=price",
    "Write to us": "=email",
}


@pytest.fixture(scope="module")
def client_of_sample(django_db_setup, django_db_blocker, tmp_path_factory):
    """A visitor of the sample site."""
    with loaded_for_the_file(django_db_blocker, tmp_path_factory.mktemp("media")):
        yield Client()


def shown(client: Client, query: str) -> list[str]:
    """Return what a visitor is led to, in order: a fact as '=hours', everything else by its address."""
    context = client.get("/search/", {"q": query}).context
    fact = [FACTS[context["answer"].title]] if context["answer"] else []
    return [*fact, *(result.url for result in context["results"])]


def answers(url: str, wanted: tuple[str, ...], questions: dict[str, str]) -> bool:
    return any(
        url == questions.get(w[1:]) if w[0] == "?" else url in (w, f"{w}#{url.partition('#')[2]}")
        for w in wanted
    )


def rank_all(client: Client, rows: list[Row]) -> dict[str, int]:
    """Return the place of the first right result of each question; 99 where there is none."""
    pks = dict(FaqEntry.objects.values_list("question", "pk"))
    questions = {key: f"/questions/#faq-{pks[row[0]]}" for key, row in FAQ.items()}
    ranks = {}
    for query, wanted in rows:
        urls = shown(client, query)
        ranks[query] = next(
            (n for n, url in enumerate(urls) if answers(url, wanted, questions)), 99
        )
    return ranks


def share(ranks: dict[str, int], first: int) -> float:
    return sum(rank < first for rank in ranks.values()) / len(ranks)


def test_the_set_is_as_large_as_it_says():
    everything = [query for query, _wanted in EVERYTHING]
    assert len(everything) == len(set(everything)) >= 320
    assert len(HELD_OUT) >= 40


def test_the_first_results_answer(client_of_sample):
    tuned, held_out = rank_all(client_of_sample, TUNED), rank_all(client_of_sample, HELD_OUT)
    blind = rank_all(client_of_sample, ASKED_BLIND)
    later = rank_all(client_of_sample, ASKED_LATER)
    every = tuned | held_out | blind | later
    wrong = {query: rank for query, rank in every.items() if rank}
    assert share(every, 1) >= 0.9, wrong
    assert share(every, 3) >= 0.95, wrong
    # What nobody tuned for: a fall here is a fall for everybody.
    assert share(held_out, 1) >= 0.82, wrong
    assert share(blind, 1) >= 0.9, wrong
    assert share(later, 1) >= 0.9, wrong
    assert [query for query in every if not shown(client_of_sample, query)] == []


def test_every_question_word_for_word_finds_its_answer(client_of_sample):
    questions = list(FaqEntry.objects.values_list("pk", "question"))
    assert len(questions) > 20
    for pk, question in questions:
        results = client_of_sample.get("/search/", {"q": question}).context["results"]
        assert results[0].url == f"/questions/#faq-{pk}", question


def test_every_place_that_a_result_leads_to_is_there(client_of_sample):
    seen: dict[str, set[str]] = {}
    for query, _wanted in EVERYTHING:
        for url in shown(client_of_sample, query):
            address, _mark, anchor = url.partition("#")
            if anchor:
                seen.setdefault(address, set()).add(anchor)
    assert sum(map(len, seen.values())) > 60
    for address, anchors in seen.items():
        page = BeautifulSoup(client_of_sample.get(address).content, "html.parser")
        ids = [tag["id"] for tag in page.select("[id]")]
        assert anchors <= set(ids), (address, anchors - set(ids))
        assert len(ids) == len(set(ids)), address


def count_in_vain(client: Client, queries: list[str]) -> list[str]:
    """Return the questions that are counted as looked for in vain."""
    found = []
    with (
        mock.patch("home.views.note_unanswered") as words,
        mock.patch("home.views.note_phrase") as phrase,
    ):
        for query in queries:
            client.get("/search/", {"q": query})
            if words.called or phrase.called:
                found.append(query)
            words.reset_mock()
            phrase.reset_mock()
    return found


def test_what_the_site_lacks_is_counted_and_what_it_answers_hardly_ever(client_of_sample):
    counted = count_in_vain(client_of_sample, NOT_HERE)
    assert len(counted) >= 0.75 * len(NOT_HERE), set(NOT_HERE) - set(counted)
    answered = [query for query, _wanted in EVERYTHING]
    counted = count_in_vain(client_of_sample, answered)
    assert len(counted) <= 0.08 * len(answered), counted


def test_what_staff_keep_leads_where_they_say(client_of_sample):
    firsts = {
        "how much": "=price", "special k": "/blog/what-ketamine-is-and-how-it-works/", "precio": "=price",
        "nasal spray": "/blog/iv-ketamine-and-spravato/", "hipaa": "/notice-of-privacy-practices/", "refund": "/costs/",
        "wheelchair": "/accessibility/", "troche": "/blog/compounded-ketamine-at-home/",
    }  # fmt: skip
    for query, first in firsts.items():
        assert shown(client_of_sample, query)[0].partition("#")[0] == first, query
    assert shown(client_of_sample, "how much")[1].startswith("/costs/")


@pytest.mark.parametrize(
    "query", ["i want to die what does it cost", "suicide price", "kill myself appointment"]
)
def test_in_a_crisis_no_price_and_no_form_is_shown(client_of_sample, query):
    response = client_of_sample.get("/search/", {"q": query})
    main = BeautifulSoup(response.content, "html.parser").select_one("main")
    assert response.context["crisis"] and response.context["answer"] is None
    assert "988" in main.get_text()
    addresses = {result.url.partition("#")[0] for result in response.context["results"]}
    assert not addresses & {
        "/costs/",
        "/good-faith-estimate/",
        "/request-an-appointment/",
        "/free-consultation/",
    }
