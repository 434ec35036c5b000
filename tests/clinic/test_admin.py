"""The admin's lists and forms of what every page shares."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.contrib.settings.registry import registry
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtailseo.models import SeoSettings

from clinic.models import ClinicSettings, FaqEntry, Location, Menu, Notice, Person, Reference
from clinic.models.look import OwnLook
from clinic.models.mails import MailWords
from clinic.models.words import StandingWords
from infra.phone_numbers import validate_phone
from tests.factories import (
    FaqEntryFactory,
    LocationFactory,
    MenuFactory,
    NoticeFactory,
    PersonFactory,
    ReferenceFactory,
    StandardPageFactory,
    home_page,
    stream,
)

pytestmark = pytest.mark.django_db
FACTORIES = {
    Person: PersonFactory, Location: LocationFactory, Menu: MenuFactory, Notice: NoticeFactory,
    Reference: ReferenceFactory, FaqEntry: FaqEntryFactory,
}  # fmt: skip


def _url(model, name, *args):
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


@pytest.mark.parametrize("model", FACTORIES, ids=lambda model: model.__name__)
def test_lists_and_forms_open(admin_client, model):
    thing = FACTORIES[model]()
    for name, args in [("list", ()), ("add", ()), ("edit", (thing.pk,)), ("usage", (thing.pk,)),
                       ("delete", (thing.pk,)), ("history", (thing.pk,))]:  # fmt: skip
        assert admin_client.get(_url(model, name, *args)).status_code == 200, name
    assert admin_client.get(_url(model, "list"), {"q": "sample"}).status_code == 200


def test_every_snippet_of_core_is_in_a_group():
    ours = {model for model in get_snippet_models() if model._meta.app_label == "clinic"}
    assert ours == set(FACTORIES)
    assert all(model.snippet_viewset.menu_item_is_registered for model in ours)


def test_an_editor_can_hide_a_page_from_search_engines(admin_client):
    page = StandardPageFactory()
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    box = BeautifulSoup(response.content, "html.parser").find("input", {"name": "noindex"})
    assert box["type"] == "checkbox"
    assert not box.has_attr("checked")


def test_the_list_of_sources_tells_which_nobody_cites(admin_client):
    cited, idle = ReferenceFactory(title="Cited"), ReferenceFactory(title="Idle")
    text = f'<p>a<a linktype="reference" id="{cited.pk}">[source]</a></p>'
    StandardPageFactory(body=stream(("text", text)))
    StandardPageFactory(further_references=stream(("reference", cited.pk)))
    rows = {
        row.pk: row.uses for row in admin_client.get(_url(Reference, "list")).context["object_list"]
    }
    assert rows == {cited.pk: 2, idle.pk: 0}


def test_where_a_source_is_used_names_the_pages(admin_client):
    source = ReferenceFactory()
    text = f'<p>a<a linktype="reference" id="{source.pk}">[source]</a></p>'
    StandardPageFactory(title="How it feels", body=stream(("text", text)))
    response = admin_client.get(_url(Reference, "usage", source.pk))
    assert "How it feels" in response.content.decode()


def test_sources_can_be_searched_and_exported(admin_client):
    ReferenceFactory(title="Ketamine and sleep", authors="Dean RL")
    ReferenceFactory(title="Something else")
    found = admin_client.get(_url(Reference, "list"), {"q": "sleep"}).context["object_list"]
    assert [source.title for source in found] == ["Ketamine and sleep"]
    export = admin_client.get(_url(Reference, "list"), {"export": "csv"})
    assert "Ketamine and sleep" in b"".join(export.streaming_content).decode()


def test_a_source_gets_a_short_name_by_itself(admin_client):
    ReferenceFactory(key="dean-2021")
    data = {"authors": "Dean RL, Hurducas C", "title": "T", "source": "", "year": "2021",
            "kind": "trial", "doi": "10.1000/x", "pmid": "", "url": "", "key": "", "note": "",
            "superseded_by": "", "link_state": Reference.LinkState.UNKNOWN}  # fmt: skip
    response = admin_client.post(_url(Reference, "add"), data)
    assert response.status_code == 302, response.context["form"].errors
    assert set(Reference.objects.values_list("key", flat=True)) == {"dean-2021", "dean-2021-2"}


def test_a_new_source_without_a_place_gets_a_sentence(admin_client):
    data = {"authors": "A", "title": "T", "kind": "trial"}
    response = admin_client.post(_url(Reference, "add"), data)
    assert response.status_code == 200
    assert "so that readers can look it up" in response.content.decode()


# --- The chooser behind the editor's Reference button ----------------------------------------
def test_the_chooser_searches_and_names_what_it_lists(admin_client):
    ReferenceFactory(title="Ketamine and sleep", authors="Dean RL", key="dean")
    ReferenceFactory(title="Something else")
    url = reverse("reference_mark_chooser:choose_results")
    soup = BeautifulSoup(admin_client.get(url, {"q": "sleep"}).content, "html.parser")
    rows = soup.select("tbody tr")
    assert len(rows) == 1
    text = rows[0].get_text(" ", strip=True)
    assert "Dean RL 2021" in text and "Controlled trial" in text and "dean" in text


def test_the_chooser_answers_with_what_the_editor_needs(admin_client):
    source = ReferenceFactory(authors="Dean RL", title="T")
    answer = admin_client.get(reverse("reference_mark_chooser:chosen", args=[source.pk])).json()
    assert answer["step"] == "chosen"
    assert answer["result"]["id"] == str(source.pk)
    assert answer["result"]["title"].startswith("Dean RL 2021")


def test_a_source_can_be_added_while_writing(admin_client):
    prefix = "new-reference"
    data = {f"{prefix}-authors": "New A", f"{prefix}-title": "T", f"{prefix}-kind": "trial",
            f"{prefix}-url": "https://a.example/"}  # fmt: skip
    answer = admin_client.post(reverse("reference_mark_chooser:create"), data).json()
    assert answer["step"] == "chosen", answer
    assert Reference.objects.get().key == "new"


def test_fields_that_point_to_a_source_keep_the_snippet_chooser(admin_client):
    html = admin_client.get(_url(Reference, "add")).content.decode()
    assert "/references/choose/" not in html


# --- Clinic settings -------------------------------------------------------------------------
def _settings_url():
    return reverse("wagtailsettings:edit", args=["clinic", "clinicsettings"])


def _settings(**changes):
    return nested_form_data(
        {
            "name": "River Clinic", "tagline": "", "description": "", "logo": "",
            "social_image": "", "phone": "(703) 555-0100", "text_number": "",
            "text_label": "Text us", "text_caption": "", "email": "", "social": streamfield([]),
            "request_label": "Request an appointment", "request_page": "", "request_banner": "",
            "consultation_label": "Ask", "consultation_page": "", "consultation_small_print": "",
            "crisis_text": rich_text("<p>988</p>", features=["bold"]), "form_not_watched": "",
            "financial_interest": "", "medical_disclaimer": "", "sample_note": "",
            "footer_text": rich_text("<p></p>", features=["bold"]), "copyright_name": "",
            "observe_holidays": "on",
            "closed_days": streamfield([("closed", {"first": "2026-06-01", "last": "", "reason": ""})]),
            **{
                field.name: field.get_default()
                for part in (StandingWords, MailWords, OwnLook)
                for field in part._meta.get_fields()
                if field.has_default()
            },
            **changes,
        }
    )  # fmt: skip


def test_clinic_settings_are_saved_and_show(admin_client, client):
    home_page()
    url = admin_client.get(_settings_url(), follow=True).redirect_chain[-1][0]
    response = admin_client.post(url, _settings())
    assert response.status_code == 302, response.context["form"].errors
    assert ClinicSettings.objects.get().name == "River Clinic"
    assert "River Clinic" in client.get("/").content.decode()


def test_a_wrong_number_gets_a_sentence_and_nothing_typed_is_lost(admin_client):
    url = admin_client.get(_settings_url(), follow=True).redirect_chain[-1][0]
    response = admin_client.post(url, _settings(phone="call us", name="River Clinic"))
    html = response.content.decode()
    assert response.status_code == 200
    assert "area code" in html and "River Clinic" in html and "call us" in html


def test_clinic_settings_have_a_preview(admin_client):
    home_page()
    edit = admin_client.get(_settings_url(), follow=True)
    preview = BeautifulSoup(edit.content, "html.parser").find(
        attrs={"data-w-preview-url-value": True}
    )
    url = preview["data-w-preview-url-value"]
    answer = admin_client.post(url, _settings(name="Not saved yet"))
    assert answer.json()["is_valid"]
    assert "Not saved yet" in admin_client.get(url).content.decode()
    assert ClinicSettings.objects.get().name == ""


def test_wagtail_seos_settings_are_not_in_the_menu(admin_client):
    assert SeoSettings in registry
    html = admin_client.get(reverse("wagtailadmin_home")).content.decode()
    assert "/clinicsettings/" in html
    assert "/seosettings/" not in html


@pytest.mark.parametrize("typed", ["555-0199", "call us", "12345678901234567", "703-155-0199"])
def test_a_number_that_nobody_can_dial_is_refused(typed):
    """Seven digits are dialled from their own town at most; the library calls them possible."""
    with pytest.raises(ValidationError, match="with its area code"):
        validate_phone(typed)
