"""A security key, in a browser: set up, used to sign in, renamed and removed.

Chromium plays the key (Chrome DevTools Protocol, domain WebAuthn), so the whole ceremony runs: the
page's scripts, the browser, and the check of the signature on the server.
"""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from playwright.sync_api import expect

from staff import roles
from staff.sign_in.account_mail import send_account_mail
from tests.staff.people import PASSWORD, make_user

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def page(browser):
    """A page of a browser with a key in its port."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.trouble = []
    page.on("console", lambda m: m.type == "error" and page.trouble.append(m.text))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    yield page
    context.close()


def plug_in_a_key(page):
    """Give the browser a key that is touched at once; return its session and its number."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def sign_in_with_password(page, server, name):
    page.goto(f"{server.url}/accounts/login/?next=/admin/")
    page.get_by_label("User name or e-mail").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def test_a_security_key_is_set_up_used_renamed_and_removed(page, live_server, settings):
    settings.SECOND_FACTOR = "required"
    user = make_user("mara", roles.MANAGER, first_name="Mara")
    session, key = plug_in_a_key(page)

    sign_in_with_password(page, live_server, "mara")
    page.get_by_role("link", name="Add a key").click()
    expect(page.get_by_label("Name")).to_have_value("Key 1")
    page.get_by_label("Name").fill("Blue key")
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("recovery codes", re.I))
    held = session.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert [credential["rpId"] for credential in held] == ["localhost"]
    stored = Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN)
    assert stored.wrap().name == "Blue key"
    send_account_mail()
    told = [(message.to, message.subject.lower()) for message in mail.outbox]
    assert ([user.email], "security key added") in told
    page.goto(f"{live_server.url}/admin/")
    expect(page).to_have_url(f"{live_server.url}/admin/")

    page.context.clear_cookies()
    sign_in_with_password(page, live_server, "mara")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second factor")
    page.goto(f"{live_server.url}/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second factor")
    page.get_by_role("button", name="Use a security key").click()
    expect(page).to_have_url(f"{live_server.url}/admin/")
    stored.refresh_from_db()
    assert stored.last_used_at is not None

    page.goto(f"{live_server.url}/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Rename Blue key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.get_by_role("link", name="Use a security key").click()
    page.get_by_role("button", name="Use a security key").click()
    page.get_by_label("Name").fill("Green key")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Green key").click()
    page.get_by_role("button", name="Remove the key").click()
    expect(page.get_by_text("Security key removed.")).to_be_visible()
    # Without a factor she is nobody here until she sets one up again.
    expect(page.get_by_text("Set one up to go on.")).to_be_visible()
    assert page.trouble == []


def test_somebody_elses_key_opens_nothing(page, live_server):
    user = make_user("mara", roles.MANAGER)
    session, key = plug_in_a_key(page)
    sign_in_with_password(page, live_server, "mara")
    page.goto(f"{live_server.url}/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("recovery codes", re.I))
    page.context.clear_cookies()
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    plug_in_a_key(page)

    sign_in_with_password(page, live_server, "mara")
    page.get_by_role("button", name="Use a security key").click()
    expect(page.get_by_role("alert")).to_contain_text("Try again")
    expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    assert (
        Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN).last_used_at is None
    )


def test_an_address_without_a_name_says_where_keys_work(page, live_server):
    make_user("mara", roles.MANAGER)
    page.goto(f"{live_server.url.replace('localhost', '127.0.0.1')}/accounts/login/")
    page.get_by_label("User name or e-mail").fill("mara")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    page.goto(f"{live_server.url.replace('localhost', '127.0.0.1')}/accounts/2fa/webauthn/add/")
    expect(page.get_by_role("alert")).to_contain_text("http://localhost")
    expect(page.get_by_role("button", name="Add the key")).to_be_disabled()
