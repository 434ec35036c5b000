"""What staff type as a link: understood, or refused with a sentence that says what to do."""

from __future__ import annotations

import pytest
from django.urls import reverse

from staff import roles
from tests.factories import StandardPageFactory, home_page
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
FIELDS = {
    "external_link": ("external-link-chooser-url", "external-link-chooser-link_text"),
    "email_link": ("email-link-chooser-email_address", "email-link-chooser-link_text"),
    "phone_link": ("phone-link-chooser-phone_number", "phone-link-chooser-link_text"),
    "anchor_link": ("anchor-link-chooser-url", "anchor-link-chooser-link_text"),
}


@pytest.fixture
def insert():
    """Return a function that presses 'Insert link' in a dialog, and returns the link or the screen that comes back."""
    home_page()
    StandardPageFactory(title="What it costs", slug="costs")
    client = sign_in(roles.EDITOR)

    def press(kind: str, typed: str) -> str:
        address, words = FIELDS[kind]
        answer = client.post(
            reverse(f"wagtailadmin_choose_page_{kind}"), {address: typed, words: "here"}
        ).json()
        return answer["result"]["url"] if "result" in answer else answer["html"]

    return press


@pytest.mark.parametrize(
    ("kind", "typed", "link"),
    [
        ("external_link", "www.fda.gov", "https://www.fda.gov"),
        ("external_link", "fda.gov/drugs", "https://fda.gov/drugs"),
        ("external_link", "  https://www.fda.gov/ ", "https://www.fda.gov/"),
        ("external_link", "/costs/", "/costs/"),
        ("email_link", "desk@clinic.example", "mailto:desk@clinic.example"),
        ("email_link", "MAILTO:desk@clinic.example", "mailto:desk@clinic.example"),
        ("phone_link", "(703) 555-0199", "tel:+17035550199"),
        ("phone_link", "tel:703-555-0199", "tel:+17035550199"),
        ("phone_link", "+44 20 7946 0000", "tel:+442079460000"),
        ("phone_link", "988", "tel:988"),
        ("anchor_link", "What it is", "#what-it-is"),
        ("anchor_link", "#what-it-is", "#what-it-is"),
        ("anchor_link", "Risks", "#risks"),
        ("anchor_link", "Is it safe?", "#is-it-safe"),
    ],
)
def test_a_link_is_understood(insert, kind, typed, link):
    assert insert(kind, typed) == link


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("external_link", "desk@clinic.example", "choose ‘Email link’ above"),
        ("external_link", "mailto:desk@clinic.example", "choose ‘Email link’ above"),
        ("external_link", "tel:+17035550199", "choose ‘Phone link’ above"),
        ("external_link", "703-555-0199", "choose ‘Phone link’ above"),
        ("external_link", "#risks", "choose ‘Anchor link’ above"),
        ("external_link", "costs", "for example /costs/"),
        ("external_link", "our prices page", "An address has no spaces."),
        ("external_link", "/our prices/", "An address has no spaces."),
        ("external_link", "javascript:alert(1)", "for example /costs/"),
        ("external_link", "", "Fill this in"),
        ("email_link", "call us", "Write an e-mail address with its @"),
        ("phone_link", "call us", "Write a telephone number with its area code"),
        ("phone_link", "desk@clinic.example", "Write a telephone number with its area code"),
        ("phone_link", "555-0199", "Write a telephone number with its area code"),
        ("phone_link", "", "Fill this in"),
        ("anchor_link", "desk@clinic.example", "Write the heading on this page"),
        ("anchor_link", "?!", "Write the heading on this page"),
    ],
)
def test_what_is_no_link_of_its_kind_is_refused_and_kept(insert, kind, typed, said):
    screen = insert(kind, typed)
    assert said in screen
    assert f'value="{typed}"' in screen or not typed
