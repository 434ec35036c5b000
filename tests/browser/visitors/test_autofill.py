"""Chromium's own autofill, with a saved address: it fills what people see and leaves the hidden field empty."""

import pytest

from forms.models import Submission
from forms.requests.defences.spam import HONEYPOT
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.factories.forms import FormPageFactory, request_settings

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
SAVED = {
    "NAME_FULL": "Ann Lee",
    "NAME_FIRST": "Ann",
    "NAME_LAST": "Lee",
    "EMAIL_ADDRESS": "ann@example.com",
    "PHONE_HOME_WHOLE_NUMBER": "+17035550123",
    "COMPANY_NAME": "Lee Practice",
    "ADDRESS_HOME_STREET_ADDRESS": "1 Main Street",
    "ADDRESS_HOME_LINE1": "1 Main Street",
    "ADDRESS_HOME_CITY": "Fairfax",
    "ADDRESS_HOME_STATE": "VA",
    "ADDRESS_HOME_ZIP": "22030",
    "ADDRESS_HOME_COUNTRY": "US",
}
FILLED = "e => [e.name, e.value]"


def autofill(page, name: str) -> None:
    """Let Chromium fill the form from the saved address, beginning at the input called `name`."""
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("Autofill.enable")
    address = {"fields": [{"name": key, "value": value} for key, value in SAVED.items()]}
    tools.send("Autofill.setAddresses", {"addresses": [address]})
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    found = tools.send("DOM.querySelector", {"nodeId": root, "selector": f"input[name={name}]"})
    node = tools.send("DOM.describeNode", {"nodeId": found["nodeId"]})["node"]
    page.locator(f"input[name={name}]").click()
    # The browser reads a form some time after it was drawn, and fills it some time later.
    page.wait_for_timeout(1500)
    tools.send("Autofill.trigger", {"fieldId": node["backendNodeId"], "address": address})
    page.wait_for_function(f"document.querySelector('input[name={name}]').value !== ''")
    page.wait_for_timeout(500)


def test_a_saved_address_fills_no_hidden_field(browser, live_server):
    request_settings()
    form = FormPageFactory(
        questions=[
            {"field_type": "name", "label": "First name"},
            {"field_type": "phone", "label": "Telephone"},
            {"field_type": "email", "label": "E-mail"},
        ]
    )
    key = form.form_fields.get(field_type="name").clean_name
    # Only the whole browser fills forms, not the small headless one.
    whole = browser.browser_type.launch(
        executable_path=CHROMIUM, headless=False, args=[*FLAGS, "--headless=new"]
    )
    try:
        page = whole.new_page()
        page.goto(live_server.url + form.url)
        autofill(page, key)
        values = dict(
            page.eval_on_selector_all("form[data-form] input", f"all => all.map({FILLED})")
        )
        assert values[HONEYPOT] == ""
        assert values[key] == "Ann"
        page.get_by_role("button", name="Send").click()
        page.wait_for_url("**/sent/**")
    finally:
        whole.close()
    request = Submission.objects.get()
    assert "honeypot" not in request.reasons
    assert request.verdict != "suspect"
    assert request.answer("email") == "ann@example.com"
