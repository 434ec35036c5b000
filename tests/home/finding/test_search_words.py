"""Words that staff add to the search, the answers from the settings, and what people looked for in vain."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.models import Page

from home.finding.spelling import Speller
from home.models import SearchWord, UnansweredSearch
from infra import content_version
from tests.factories.blog import BlogPostPageFactory
from tests.factories.clinic import (
    FaqEntryFactory,
    LocationFactory,
    PersonFactory,
    ReferenceFactory,
    stream,
)
from tests.factories.home import (
    AboutPageFactory,
    ServicePageFactory,
    StandardPageFactory,
    home_page,
)
from tests.home.finding.word_search import ask_as, search, text

pytestmark = pytest.mark.django_db


def urls(response) -> list[str]:
    return [result.url for result in response.context["results"]]


# --- Everything that visitors read ------------------------------------------------------------------
def test_a_question_is_found_where_it_stands_and_opens_there(client):
    home_page()
    entry = FaqEntryFactory(
        question="May I wear my zebra socks?", answer="<p>Yes, of any colour.</p>"
    )
    page = StandardPageFactory(
        title="Answers", body=stream(("faq", {"title": "", "entries": [entry.pk]}))
    )
    content_version.change_version()
    result = search(client, "zebra socks").context["results"][0]
    assert result.url == f"{page.get_url()}#faq-{entry.pk}"
    assert BeautifulSoup(result.excerpt, "html.parser").get_text() == "Yes, of any colour."
    shown = BeautifulSoup(client.get(result.url).content, "html.parser")
    assert shown.find(id=f"faq-{entry.pk}").find_parent("details") is not None
    entry.live = False
    entry.save()
    content_version.change_version()
    assert urls(search(client, "zebra socks")) == []


def test_a_question_that_stands_on_a_page_twice_has_one_anchor(client):
    entry = FaqEntryFactory()
    block = ("faq", {"title": "", "entries": [entry.pk]})
    page = StandardPageFactory(title="Twice", body=stream(block, block))
    html = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    assert len(html.select(f"#faq-{entry.pk}")) == 1
    assert len(html.select(".block-faq__item")) == 2


def test_alternatives_people_places_tags_and_sources_are_found(client):
    home_page()
    ServicePageFactory(title="Insomnia", alternatives=stream(("item", "<p>Quokka therapy</p>")))
    AboutPageFactory(
        title="About us",
        body=stream(
            ("people", {"title": "Team", "introduction": "", "people": []}),
            (
                "locations",
                {"title": "Where", "locations": [], "show_hours": True, "show_map": False},
            ),
        ),
    )
    person = PersonFactory(name="Ada Wombat", bio="Plays the theremin.")
    place = LocationFactory(directions="Behind the bakery.")
    post = BlogPostPageFactory(
        title="A post",
        further_references=stream(("reference", ReferenceFactory(title="On numbats").pk)),
    )
    post.tags.add("marsupials")
    post.save_revision().publish()
    content_version.change_version()
    assert urls(search(client, "quokka"))[0].endswith("/insomnia/#other-ways-to-get-help")
    assert urls(search(client, "theremin"))[0].endswith(f"#person-{person.slug}")
    assert urls(search(client, "bakery"))[0].endswith(f"#place-{place.pk}")
    assert any("/tag/marsupials/" in url for url in urls(search(client, "marsupials")))
    assert any(url.endswith("#references") for url in urls(search(client, "numbats")))
    for query in ("quokka", "theremin", "bakery", "numbats"):
        address, _mark, anchor = urls(search(client, query))[0].partition("#")
        assert BeautifulSoup(client.get(address).content, "html.parser").find(id=anchor), query


def test_who_wrote_or_is_on_no_team_is_found_by_name(client):
    home_page()
    writer = PersonFactory(name="Ada Wombat", show_on_team=False)
    PersonFactory(name="Bea Numbat", show_on_team=False)  # stands for nothing
    BlogPostPageFactory(title="A post", author=writer)
    content_version.change_version()
    found = urls(search(client, "ada wombat"))
    assert f"/people/{writer.slug}/" in found
    assert client.get(f"/people/{writer.slug}/").status_code == 200
    assert urls(search(client, "bea numbat")) == []


def test_a_renamed_category_or_tag_is_found_at_once(client):
    home_page()
    post = BlogPostPageFactory(title="A post", category__name="Quokkas", category__slug="q")
    post.tags.add("marsupials")
    post.save_revision().publish()
    assert post.url in urls(search(client, "quokkas"))
    assert post.url in urls(search(client, "marsupials"))
    post.category.name = "Wombats"
    post.category.save()
    tag = post.tags.get()
    tag.name = "pouched"
    tag.save()
    for word in ("wombats", "pouched"):
        assert post.url in urls(search(client, word)), word
    for word in ("quokkas", "marsupials"):
        assert post.url not in urls(search(client, word)), word


def test_older_posts_stand_in_one_order_on_every_database(client, monkeypatch):
    home_page()
    days = ["2020-01-02", "2020-01-04", "2020-01-03", "2020-01-03"]
    words = ["zebra", "zebra zebra zebra zebra", "zebra and much else here", "a zebra"]
    posts = [
        BlogPostPageFactory(title=f"Post {n}", date=day, body=text(word))
        for n, (day, word) in enumerate(zip(days, words, strict=True))
    ]
    monkeypatch.setattr("home.search.MOST_POSTS", 0)
    monkeypatch.setattr("home.finding.entries.MOST_POSTS", 0)
    content_version.change_version()
    wanted = [posts[n].url for n in (1, 3, 2, 0)]
    assert urls(search(client, "zebra")) == wanted


@pytest.mark.parametrize(
    ("typed", "there"),
    [("depressed", "depression"), ("addictive", "addiction"), ("anxious", "anxiety")],
)
def test_forms_of_a_word_meet(client, typed, there):
    StandardPageFactory(title="Page", body=text(f"About {there}."))
    assert len(urls(search(client, typed))) == 1


def test_the_page_about_a_thing_stands_before_what_mentions_it(client):
    for n in range(3):
        BlogPostPageFactory(title=f"Post {n}", body=text("numbat numbat numbat numbat numbat"))
    page = ServicePageFactory(title="Numbat", body=text("Something else."))
    assert urls(search(client, "numbat"))[0] == page.get_url()


# --- Words of staff ------------------------------------------------------------------------------------
def test_a_word_leads_to_its_page_first_and_means_other_words(client):
    pinned = StandardPageFactory(title="Numbats", body=text("They sleep."))
    other = StandardPageFactory(title="Others", body=text("A gizmo."))
    SearchWord.objects.create(typed="Gizmo\nwhat is a gadget", page=pinned.page_ptr)
    SearchWord.objects.create(typed="spotted ones", means="numbats")
    assert urls(search(client, "gizmos"))[:2] == [pinned.get_url(), other.get_url()]
    assert urls(search(client, "What is a gadget?"))[0] == pinned.get_url()
    assert urls(search(client, "spotted ones")) == [pinned.get_url()]
    pinned.unpublish()
    assert urls(search(client, "gizmo")) == [other.get_url()]


def test_a_word_that_leads_nowhere_is_refused():
    with pytest.raises(ValidationError) as refused:
        SearchWord(typed="  \n ").full_clean()
    assert "typed" in refused.value.message_dict
    with pytest.raises(ValidationError):
        SearchWord(typed="gizmo").clean()
    SearchWord(typed="gizmo", means="device").full_clean()


def test_a_phrase_leads_to_one_place():
    SearchWord(typed="Refund\nmoney back", means="cost").save()
    row = SearchWord(typed="gizmo\nMoney  Báck".replace("  ", " "), means="device")
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert refused.value.message_dict["typed"] == [
        "“Money Báck” stands in “Refund, money back” already, and a phrase leads to one place. Take it out of one of the two."
    ]
    SearchWord.objects.get().full_clean()


@pytest.mark.parametrize("typed", ["wheel chair", "any wheel chair ramp", "Wheel chairs"])
def test_a_word_written_as_two_is_found_with_a_way_back(client, typed):
    page = StandardPageFactory(
        title="Getting in", body=text("A wheelchair fits through the door. A ramp.")
    )
    StandardPageFactory(title="Chairs", body=text("Each chair reclines."))
    response = search(client, typed)
    assert urls(response)[0].startswith(page.get_url())
    assert "wheelchair" in response.context["mended"]["text"]
    as_typed = search(client, typed, **{"as": "typed"})
    assert as_typed.context["mended"] is None


def test_two_words_of_the_site_stay_two(client):
    both = StandardPageFactory(title="Care", body=text("What comes after: care at home."))
    one = StandardPageFactory(title="Aftercare", body=text("The aftercare."))
    response = search(client, "after care")
    assert both.get_url() in {url.partition("#")[0] for url in urls(response)}
    assert response.context["mended"] is None
    assert one.get_url() not in urls(response)[:1]


def test_an_age_or_a_count_is_no_other_question(client):
    pinned = StandardPageFactory(title="Adults only", body=text("We treat adults."))
    StandardPageFactory(title="Since 16 years", body=text("For 16 years, a son of the town."))
    SearchWord.objects.create(typed="my son", page=pinned.page_ptr)
    assert urls(search(client, "my son is 16"))[0].startswith(pinned.get_url())


def test_what_lies_scattered_and_what_was_taken_for_a_slip_count_too(client, admin_client):
    StandardPageFactory(title="Numbats", body=text("They sleep all day. They write no message."))
    body = (
        "Quolls eat early.",
        *["A long text about something else."] * 3,
        "Nobody paints there.",
        "Roofs are grey.",
    )
    sections = stream(*(("text", f"<h2>Part {n}</h2><p>{line}</p>") for n, line in enumerate(body)))
    StandardPageFactory(title="Long", body=sections)
    for n in range(5):
        ask_as(client, f"192.0.2.{n}", "Massage!", day=n // 3)
        # Known one by one, and in no place together; the order and the endings don't matter.
        ask_as(
            client,
            f"192.0.2.{n}",
            "quolls paint grey roof" if n % 2 else "grey roofs, quoll painting",
            day=n // 3,
        )
        ask_as(client, f"192.0.2.{n}", "numbats sleep", day=n // 3)
    found = {row.words for row in UnansweredSearch.objects.all()}
    assert "massage" in found and len(found) == 2
    page = BeautifulSoup(admin_client.get("/admin/reports/looked-for/").content, "html.parser")
    cells = [" ".join(cell.get_text(" ").split()) for cell in page.select("tbody td:first-child")]
    assert "massage read as ‘message’" in cells
    # Where staff said what leads where, a misspelt word was a slip and nothing else.
    SearchWord.objects.create(typed="wombat", page=Page.objects.get(title="Numbats"))
    ask_as(client, "192.0.2.1", "wombatt")
    assert UnansweredSearch.objects.count() == 2


def test_a_sum_of_less_than_five_is_not_told(client, admin_client):
    StandardPageFactory(title="Page")
    for n in range(4):
        ask_as(client, f"192.0.2.{n}", "wonderwort")
    assert "too few people" not in admin_client.get("/admin/reports/looked-for/").content.decode()
    ask_as(client, "192.0.2.4", "wonderwort")
    assert "too few people" in admin_client.get("/admin/reports/looked-for/").content.decode()


def test_a_word_with_another_beginning_is_another_word():
    speller = Speller(
        dict.fromkeys(("worse", "watch", "sounds", "anxiety", "depression", "infusion"), 3)
    )
    for typed, meant in {
        "horse": "", "catch": "", "pounds": "", "nxiety": "anxiety", "snxiety": "anxiety", "epression": "depression",
        "ifnusion": "infusion", "watsh": "watch",
    }.items():  # fmt: skip
        assert speller.mend_word(typed) == meant, typed
