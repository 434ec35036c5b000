"""A search that sounds like danger brings help before anything else."""

import re

import pytest
from bs4 import BeautifulSoup

from home.finding.crisis_search import asks_for_help
from infra import content_version
from tests.factories.blog import BlogPostPageFactory
from tests.factories.clinic import ClinicSettingsFactory, MenuFactory, stream
from tests.factories.forms import FormPageFactory
from tests.factories.home import StandardPageFactory, home_page

DANGER = [
    "suicide", "suicidal", "SUICIDAL", "Suicidal!", '"suicidal"', "'kill myself'", "kill myself",
    "killing my self", "kil myself", "i want to die", "I WANT TO DIE.", "i wanna die", "want to be dead",
    "overdose", "over dose", "overdosed on ketamine", "overdoze", "self harm", "self-harm", "selfharm",
    "end my life", "ending my own life", "end it all", "hurt myself", "hurting myself", "cut myself",
    "suicidle", "suiside", "sucide", "suicde", "suicidel", "suisidal", "su1c1de", "s u i c i d e",
    "sui\u00adcide", "ｓｕｉｃｉｄｅ", "quiero morir", "me quiero morir", "¡Quiero morir!", "suicidio",
    "suicidarme", "matarme", "sobredosis", "quitarme la vida", "no quiero vivir", "hacerme daño",
    "don't want to live", "don’t want to be here", "no reason to live", "better off dead",
    "how many pills to die", "lethal dose of ketamine", "took too much ketamine", "crisis line", "988",
    "kill myself" + " x" * 80, "can't go on", "kms",
    "my son doesn't want to live", "not wanting to live", "nothing to live for", "never wake up", "ending it",
    "ending things", "make it stop", "slit my wrists", "cut my wrists", "od on ketamine",
    "od'd on ketamine", "OD’d last night", "he o.d.'d", "i oded", "my son o.d. on pills", "ODing", "how much is fatal",
    "LD50", "noose", "hopeless", "help me", "i need help now", "kill yself", "kll myself", "unaliving myself",
    "off myself", "do myself in", "hate my life", "tired of living", "what's the point of living", "no way out",
    "wish i was never born", "goodbye letter", "deathwish", "life isn't worth it", "giving up on life", "741741",
    "plan to kill someone", "can ketamine kill you", "zuicide", "sewerslide",
    "i wanna dieee", "life is so pointless", "took a whole bottle of pills", "i took all my pills", "swallowed a bottle of tylenol",
    "painless way to go", "i bought a gun", "gun to my head", "i'm a danger to myself", "wish i wasn't here", "nobody would miss me",
    "i'm done", "don't see a way out", "i can't take the pain anymore", "kiII myself", "need someone to talk to", "someone help me",
    "no aguanto la vida", "la vida no vale nada", "no vale la pena vivir", "no le encuentro sentido a la vida", "cansada de vivir",
    "quiero desaparecer", "me quiero hacer daño", "estarían mejor sin mí", "me tomé muchas pastillas",
    "me quiero matar", "me voy a matar", "ya no quiero vivir", "me corto", "no puedo más", "ayuda urgente",
    "je veux mourir", "J'ai envie d'en finir", "quero morrer", "voglio morire", "ich will sterben", "Selbstmord",
    "tự tử", "TỰ SÁT", "muốn chết", "magpakamatay", "自杀", "自 殺", "我想死", "死にたい", "자살", "죽고 싶다", "самоубийство",
    "не хочу жить", "انتحار", "أريد أن أموت", "اريد ان اموت", "می‌خواهم بمیرم", "आत्महत्या", "samobójstwo",
]  # fmt: skip
CALM = [
    "diet", "diet before an infusion", "dietitian", "costs", "depression", "does nausea subside", "subsides",
    "overuse", "overdue", "outside", "what to wear", "indeed", "dies irae ", "audience", "deadline",
    "studies", "side effects", "dose", "suitable", "medicine", "insurance", "killarney", "",
    "does depression disappear", "take my pills before", "gunshot pain", "someone to drive me", "talk to someone about cost",
    "no puedo dormir", "cansada todo el dia", "im done with my infusions what next", "i have a plan with aetna", "miss an appointment",
    "take my life back", "taking too much time", "can't take it orally", "hacerme paciente", "hacer una cita",
    "end date", "end of treatment", "the end", "skills training", "killer headache", "kill time", "painkillers",
    "cutting edge", "gun owner", "hanging out", "helpful", "point of care", "give up smoking", "giving up alcohol",
    "what happens when I wake up", "no way to drive home", "odd", "fatalism", "dye allergy", "cuánto cuesta", "me duele",
    "wrist brace", "self help", "my self esteem", "self pay", "top of the list", "off label", "do it yourself",
    "ketamin Kosten", "prix", "トイレ", "가격", "цена", "سعر", "कीमत", "价格", "giá", "tu", "tutor", "tutu",
    "hurt after infusion", "blood pressure", "myself", "life", "living with pain", "morning",
]  # fmt: skip


@pytest.mark.parametrize("query", DANGER)
def test_words_of_danger_are_known(query):
    assert asks_for_help(query)


@pytest.mark.parametrize("query", CALM)
def test_look_alikes_are_left_alone(query):
    assert not asks_for_help(query)


@pytest.fixture
def site():
    """A site with words that a search in danger could meet: prices, a form, a post."""
    home_page()
    form = FormPageFactory(title="Ask about suicidal thoughts")
    costs = StandardPageFactory(title="What overdose and suicidal care costs", purpose="costs")
    ClinicSettingsFactory(
        request_page=form, crisis_text="<p>Our own words: call <a href='tel:988'>988</a>.</p>"
    )
    MenuFactory(slot="main", items=stream(("page", {"page": costs.pk, "label": "Costs"})))
    for number in range(14):
        BlogPostPageFactory(title=f"Suicidal thoughts, part {number}")
    BlogPostPageFactory(
        title="Waking up suicidal",
        introduction="",
        body=stream(
            (
                "text",
                "<h2>What an infusion is priced at</h2><p>Suicidal patients pay $450. Insurance refunds half.</p>"
                "<h2>Who is there at night</h2><p>Nobody pays for a call. A suicidal night ends by talking.</p>",
            )
        ),
    )
    content_version.change_version()


def main_of(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return soup, soup.main


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["suicidal", "suicidle", "quiero morir", "i want to die"])
@pytest.mark.parametrize("more", [{}, {"in": "blog"}, {"page": "2"}, {"page": "99"}])
def test_help_stands_first_and_nothing_is_sold(client, site, query, more):
    response = client.get("/search/", {"q": query, **more})
    soup, main = main_of(response)
    first = main.find(["section", "form", "ol", "p"])
    assert first["id"] == "help-now"
    assert first.has_attr("autofocus")  # read out first
    links = [a["href"] for a in first.select("a")]
    for wanted in ("tel:988", "sms:988", "https://988lifeline.org/chat/", "tel:911"):
        assert wanted in links
    assert "Veterans press 1" in first.get_text()
    assert "Our own words" in first.get_text()
    assert soup.title.get_text().startswith("Help now")
    assert "Nothing found" not in main.get_text()
    text = main.get_text().lower()
    assert "cost" not in text
    assert "ask about" not in text
    assert soup.select_one(".c-header .c-button--primary") is None
    assert soup.select_one(".c-bottom-bar") is None
    assert soup.select_one("main [role=status]") is not None


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["suicidal", "suicidal price", "suicidal how much does it cost"])
def test_of_a_page_that_speaks_of_money_the_rest_is_shown(client, site, query):
    results = []
    for number in (1, 2):
        _soup, main = main_of(client.get("/search/", {"q": query, "page": number}))
        results += main.select(".c-result")
    text = " ".join(" ".join(result.get_text(" ").split()) for result in results).lower()
    assert not re.search(r"\$|\b(?:pric|pay|paid|insur|refund|cost)", text)
    assert "a suicidal night ends by talking." in text
    # Nothing else was found by its price.
    assert all("suicidal" in result.h2.get_text().lower() for result in results)


@pytest.mark.django_db
def test_a_page_that_speaks_of_nothing_but_money_is_not_found(client, site):
    BlogPostPageFactory(
        title="Suicidal nights",
        introduction="",
        body=stream(("text", "<p>Pay $90 a suicidal night.</p>")),
    )
    content_version.change_version()
    _soup, main = main_of(client.get("/search/", {"q": "suicidal nights"}))
    assert "Suicidal nights" not in [title.get_text() for title in main.select(".c-result__title")]


@pytest.mark.django_db
def test_what_the_site_says_of_it_still_follows(client, site):
    _soup, main = main_of(client.get("/search/", {"q": "suicidal"}))
    assert len(main.select(".c-result")) == 10


@pytest.mark.django_db
def test_help_stands_without_settings_and_without_results(client):
    home_page()
    _soup, main = main_of(client.get("/search/", {"q": "suiside"}))
    assert main.find(["section", "form"])["id"] == "help-now"
    assert "Nothing found" not in main.get_text()
    assert main.select_one("a[href='tel:988']")


@pytest.mark.django_db
def test_suggestions_bring_help_first(client, site):
    data = client.get("/search/suggest/", {"q": "suicidal"}).json()
    first, *others = data["suggestions"]
    assert "988" in first["title"]
    assert data["crisis"] == first["title"]
    assert others
    assert not any("cost" in row["title"].lower() for row in others)
    _soup, main = main_of(client.get(first["url"]))
    assert main.find("section")["id"] == "help-now"
    _soup, main = main_of(client.get("/search/", {"q": first["title"]}))
    assert main.find("section")["id"] == "help-now"
    assert "crisis" not in client.get("/search/suggest/", {"q": "thoughts"}).json()


@pytest.mark.django_db
def test_other_searches_look_as_before(client, site):
    soup, _main = main_of(client.get("/search/", {"q": "thoughts"}))
    assert soup.select_one("#help-now") is None
    assert soup.select_one(".c-header .c-button--primary")


@pytest.mark.django_db
def test_988_stands_on_top_of_every_page(client, site):
    for address in ("/", "/search/", "/not-here/", "/search/?q=suicidal"):
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        line = soup.header.find("p")
        assert line["class"] == ["c-crisis-top"]
        assert [a["href"] for a in line.select("a")] == ["tel:988", "sms:988"]
        assert not line.find_all("button")


@pytest.mark.django_db
def test_the_main_navigation_is_a_landmark_around_its_button(client, site):
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    nav = soup.header.find("nav", attrs={"aria-label": "Main"})
    assert nav.select_one("button[popovertarget=site-menu]")
    assert nav.select_one("#site-menu a")
    assert nav.find_all("nav") == []
