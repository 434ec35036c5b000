"""A live site that still shows the sample is told so."""

import pytest

from clinic.models import ClinicSettings
from sample import checks
from tests.factories import StandardPageFactory, home_page
from tests.factories.clinic import LocationFactory, PersonFactory
from tests.factories.forms import request_settings

pytestmark = pytest.mark.django_db


def ids() -> list[str]:
    """Return what the check says."""
    return [message.id for message in checks.check_sample(None)]


def text(words: str) -> list:
    """Return a body with one paragraph."""
    return [("text", f"<p>{words}</p>")]


def test_a_clinic_of_its_own_is_left_in_peace():
    page = home_page()
    request_settings(notify="desk@real-clinic.org")
    ClinicSettings.objects.update(sample_note="", phone="+12125557788", email="a@real-clinic.org")
    PersonFactory(is_sample=False)
    StandardPageFactory(parent=page, title="Privacy", body=text("Our own words."))
    assert ids() == []


@pytest.mark.parametrize(
    "what", ["person", "place", "note", "phone", "email", "desk"]
)  # fmt: skip
def test_each_placeholder_is_told(what):
    page = home_page()
    settings = ClinicSettings.for_site(page.get_site())
    settings.sample_note, settings.phone, settings.email = "", "", ""
    if what == "person":
        PersonFactory(is_sample=True, show_on_team=True)
    if what == "place":
        LocationFactory(is_sample=True)
    if what == "note":
        settings.sample_note = "This is a sample site."
    if what == "phone":
        settings.phone = "+15555550142"
    if what == "email":
        settings.email = "hello@avesta.example"
    if what == "desk":
        request_settings(notify="a@real.org, desk@clinic.example")
    settings.save()
    assert ids() == ["sample.W001"]


@pytest.mark.parametrize(
    "words", ["This is a sample text. A lawyer …", "The lines are samples too."]
)
def test_a_notice_that_is_still_the_sample_is_told(words):
    page = home_page()
    ClinicSettings.objects.update(sample_note="", phone="", email="")
    notice = StandardPageFactory(parent=page, title="Notice of Privacy Practices", body=text(words))
    [message] = checks.check_sample(None)
    assert message.id == "sample.W002" and "Notice of Privacy Practices" in message.msg
    notice.live = False
    notice.save()
    assert ids() == []
