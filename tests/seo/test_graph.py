"""The JSON-LD graph: whole, true, and the same clinic on every page."""

import json
from datetime import date, time
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Site

from clinic.models import ClinicSettings
from media import renditions
from media.pictures import ARTICLE_SPECS
from media.renditions import make_missing
from tests.every_page import PAGE_TYPES, graph_of, make_page, soup_of
from tests.factories import (
    ClinicImageFactory,
    FaqEntryFactory,
    LocationFactory,
    PersonFactory,
    ReferenceFactory,
    StandardPageFactory,
    home_page,
    stream,
)
from tests.review.reviewing import approved, licensed

pytestmark = pytest.mark.django_db
ROOT = "http://localhost"
WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday"]


def values(data: Any) -> list[Any]:
    """Return every value in nested data."""
    if isinstance(data, dict):
        return [data, *(v for item in data.values() for v in values(item))]
    if isinstance(data, list):
        return [data, *(v for item in data for v in values(item))]
    return [data]


def graph(client, page) -> dict[str, dict[str, Any]]:
    """Return the graph of a page that a visitor gets."""
    response = client.get(page.url)
    assert response.status_code == 200
    return graph_of(response)


def node_of(nodes: dict[str, dict[str, Any]], kind: str) -> dict[str, Any]:
    """Return the only node of a type."""
    found = [node for node in nodes.values() if kind in (node["@type"], *node["@type"])]
    assert len(found) == 1, kind
    return found[0]


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_each_reference_leads_to_a_node_and_nothing_is_empty(client, name):
    people = (PersonFactory(is_sample=False),)
    page = make_page(name, author=people[0])
    nodes = graph(client, page)
    for value in values(list(nodes.values())):
        assert value not in (None, "", [], {})
        if isinstance(value, dict) and set(value) == {"@id"}:
            assert value["@id"] in nodes
    assert "aggregateRating" not in json.dumps(nodes)


def test_the_clinic_is_the_same_on_every_page(client):
    home_page()
    LocationFactory(is_sample=False)
    clinics = [node_of(graph(client, make_page(name)), "MedicalClinic") for name in PAGE_TYPES]
    for clinic in clinics:
        clinic.pop("availableService", None)  # those that the page shows
    assert all(clinic == clinics[0] for clinic in clinics)
    assert clinics[0]["@id"] == f"{ROOT}/#clinic"
    assert clinics[0]["url"] == f"{ROOT}/"


def test_the_clinic_tells_where_and_when(client):
    home = home_page()
    ClinicSettings.objects.create(
        site=Site.objects.get(), name="Stillwater", phone="(703) 555-0199", email="hi@example.com"
    )
    LocationFactory(
        is_sample=False,
        street="1 Main Street",
        latitude="37.500000",
        longitude="-77.400000",
        hours=[*((day, time(9), time(17)) for day in range(4)), (4, time(9), time(12, 30))],
    )
    clinic = node_of(graph(client, home), "MedicalClinic")
    assert clinic["name"] == "Stillwater"
    assert clinic["telephone"] == "+17035550199"
    assert clinic["address"]["streetAddress"] == "1 Main Street"
    assert clinic["address"]["addressCountry"] == "US"
    assert clinic["geo"] == {"@type": "GeoCoordinates", "latitude": 37.5, "longitude": -77.4}
    hours = {
        tuple(h["dayOfWeek"]): (h["opens"], h["closes"])
        for h in clinic["openingHoursSpecification"]
    }
    assert hours == {tuple(WEEK): ("09:00", "17:00"), ("Friday",): ("09:00", "12:30")}


def test_further_places_are_departments(client):
    home = home_page()
    LocationFactory(is_sample=False, order=1, name="First")
    LocationFactory(is_sample=False, order=2, name="Second", phone="(703) 555-0142")
    clinic = node_of(graph(client, home), "MedicalClinic")
    assert [d["telephone"] for d in clinic["department"]] == ["+17035550142"]


def test_search_engines_are_not_told_of_sample_places_and_people(client):
    home_page()
    LocationFactory(is_sample=True, street="100 Sample Street")
    sample = PersonFactory(is_sample=True, show_on_team=True)
    post = make_page("BlogPostPage", author=sample)
    for page in (post, make_page("AboutPage")):
        nodes = graph(client, page)
        assert "address" not in nodes[f"{ROOT}/#clinic"]
        assert not [n for n in nodes.values() if "Person" in n["@type"]]
    posting = node_of(graph(client, post), "BlogPosting")
    assert posting["author"] == {"@id": f"{ROOT}/#clinic"}
    page_node = node_of(graph(client, post), "MedicalWebPage")
    assert "lastReviewed" not in page_node and "reviewedBy" not in page_node


def test_a_review_belongs_to_the_page_and_not_to_the_article(client):
    page = make_page("BlogPostPage")
    approved(page, licensed(slug="ada"))
    nodes = graph(client, page)
    node = node_of(nodes, "MedicalWebPage")
    assert node["lastReviewed"] == timezone.localdate().isoformat()
    assert node["reviewedBy"] == {"@id": f"{ROOT}/#person-ada"}
    assert "lastReviewed" not in node_of(nodes, "BlogPosting")


def test_only_a_physician_is_called_one(client):
    doctor = licensed(slug="d", is_physician=True)
    nurse = PersonFactory(is_sample=False, slug="n", credentials="PhD, CRNA")
    page = make_page("BlogPostPage", author=nurse)
    approved(page, doctor)
    nodes = graph(client, page)
    assert "Physician" in nodes[f"{ROOT}/#person-d"]["@type"]
    assert nodes[f"{ROOT}/#person-n"]["@type"] == "Person"
    credentials = nodes[f"{ROOT}/#person-n"]["hasCredential"]
    assert [(c["name"], c["credentialCategory"]) for c in credentials] == [
        ("PhD", "degree"),
        ("CRNA", "license"),
    ]


def test_the_team_stands_on_the_about_page(client):
    PersonFactory(is_sample=False, slug="t", show_on_team=True)
    nodes = graph(client, make_page("AboutPage"))
    assert nodes[f"{ROOT}/#person-t"]["worksFor"] == {"@id": f"{ROOT}/#clinic"}
    assert node_of(nodes, "AboutPage")


def test_the_trail_ends_without_an_address(client):
    page = make_page("ServicePage", title="Ketamine for depression")
    trail = node_of(graph(client, page), "BreadcrumbList")["itemListElement"]
    assert [step["position"] for step in trail] == [1, 2, 3]
    assert all(step["item"].startswith(ROOT) for step in trail[:-1])
    assert trail[-1] == {"@type": "ListItem", "position": 3, "name": "Ketamine for depression"}


def test_the_home_page_has_no_trail(client):
    nodes = graph(client, home_page())
    assert not [n for n in nodes.values() if n["@type"] == "BreadcrumbList"]


def test_the_website_offers_its_search(client):
    site = node_of(graph(client, home_page()), "WebSite")
    target = site["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{ROOT}/search/?q={{search_term_string}}"
    assert client.get(target.replace("{search_term_string}", "ketamine")).status_code == 200


def test_a_post_tells_what_it_is(client):
    reference = ReferenceFactory(title="A careful trial", doi="10.1000/x.1")
    page = make_page(
        "BlogPostPage",
        title="What ketamine is",
        date=date(2024, 5, 6),
        further_references=stream(("reference", reference.pk)),
    )
    posting = node_of(graph(client, page), "BlogPosting")
    assert posting["headline"] == "What ketamine is"
    assert posting["datePublished"] == "2024-05-06"
    assert posting["articleSection"] == page.category.name
    assert posting["mainEntityOfPage"] == {"@id": f"{ROOT}{page.url}#webpage"}
    assert posting["citation"][0]["url"] == "https://doi.org/10.1000/x.1"


@pytest.mark.parametrize(
    ("kind", "expected"), [("treatment", "MedicalTherapy"), ("condition", "MedicalCondition")]
)
def test_a_service_page_says_what_it_is_about(client, kind, expected):
    page = make_page("ServicePage", kind=kind, title="Something")
    nodes = graph(client, page)
    subject = node_of(nodes, expected)
    assert subject["name"] == "Something"
    assert node_of(nodes, "MedicalWebPage")["about"] == {"@id": subject["@id"]}


def test_who_should_not_have_a_treatment_is_told_without_source_marks(client):
    mark = f'<a linktype="reference" id="{ReferenceFactory().pk}">[source]</a>'
    page = make_page(
        "ServicePage",
        kind="treatment",
        who_should_not=stream(("item", f"<p>People with <b>high</b> blood pressure{mark}</p>")),
    )
    therapy = node_of(graph(client, page), "MedicalTherapy")
    assert therapy["contraindication"] == ["People with high blood pressure"]


def test_health_pages_are_medical_pages_and_others_are_not(client):
    health = StandardPageFactory(purpose="health")
    legal = StandardPageFactory(purpose="legal")
    assert node_of(graph(client, health), "MedicalWebPage")
    assert node_of(graph(client, legal), "WebPage")


def test_the_same_person_as_author_and_reviewer_stands_once(client):
    user = licensed()
    page = make_page("BlogPostPage", author=user.reviewer.person)
    approved(page, user)
    nodes = graph(client, page)
    assert len([n for n in nodes.values() if "Person" in n["@type"]]) == 1


def test_an_error_page_names_the_clinic_and_no_page(client):
    home_page()
    nodes = graph_of(client.get("/nothing/"))
    assert {node["@type"] for node in nodes.values()} == {"MedicalClinic", "WebSite"}


def test_questions_are_told_as_they_stand_on_the_page(client):
    source = f'<a linktype="reference" id="{ReferenceFactory().pk}">[source]</a>'
    one = FaqEntryFactory(
        question="Does it hurt?", answer=f"<p>No.{source}</p><p>A <b>little</b>.</p>"
    )
    draft = FaqEntryFactory(question="Hidden?", live=False)
    body = stream(("faq", {"title": "Asked", "entries": [one.pk, draft.pk, one.pk]}))
    asked = node_of(graph(client, StandardPageFactory(body=body)), "FAQPage")["mainEntity"]
    assert [(q["name"], q["acceptedAnswer"]["text"]) for q in asked] == [
        ("Does it hurt?", "No. A little.")
    ]
    assert not [n for n in graph(client, home_page()).values() if n["@type"] == "FAQPage"]


def test_specialty_and_prices_are_told_where_they_are_given_and_shown(client):
    home = home_page()
    assert {"medicalSpecialty", "priceRange"}.isdisjoint(
        node_of(graph(client, home), "MedicalClinic")
    )
    ClinicSettings.objects.create(
        site=Site.objects.get(), medical_specialty="Psychiatric", price_range="$400 to $650"
    )
    clinic = node_of(graph(client, home), "MedicalClinic")
    assert clinic["medicalSpecialty"] == "https://schema.org/Psychiatric"
    assert clinic["priceRange"] == "$400 to $650"
    foot = soup_of(client.get(home.url)).footer.get_text(" ")
    assert "Psychiatry" in foot and "$400 to $650" in foot


def test_the_clinic_offers_the_treatments_that_the_page_shows(client):
    treatment = make_page("ServicePage", kind="treatment", title="Infusions")
    condition = make_page("ServicePage", kind="condition", parent=treatment.get_parent())
    offered = [{"@type": "MedicalTherapy", "name": "Infusions", "url": f"{ROOT}{treatment.url}"}]
    for page in (treatment, treatment.get_parent()):
        assert node_of(graph(client, page), "MedicalClinic")["availableService"] == offered
    assert "availableService" not in node_of(graph(client, condition), "MedicalClinic")


def test_dates_are_told_where_readers_see_them(client):
    for name in PAGE_TYPES:
        page = make_page(name)
        response = client.get(page.url)
        seen = {tag["datetime"][:10] for tag in soup_of(response).main.select("time[datetime]")}
        for node in graph_of(response).values():
            told = {str(node[key])[:10] for key in ("datePublished", "dateModified") if key in node}
            assert told <= seen, name


def test_an_articles_picture_is_told_in_three_shapes_once_they_are_made(client):
    picture = ClinicImageFactory(file__width=1700, file__height=1300)
    page = make_page("BlogPostPage", picture=picture)
    assert (
        len(node_of(graph(client, page), "BlogPosting")["image"]) == 1
    )  # as shared; none made on the way
    assert picture.renditions.filter(filter_spec__in=ARTICLE_SPECS).count() == 0
    renditions._done_for = None
    assert make_missing() > 0
    images = node_of(graph(client, page), "BlogPosting")["image"]
    sizes = [(image["width"], image["height"]) for image in images]
    assert sizes == [(1200, 1200), (1200, 900), (1200, 675), (1200, 630)]
