"""The whole story of a request, in a browser, from the visitor to the day it is deleted.

A visitor sends by keyboard alone, on a telephone; another without JavaScript. The worker tells staff. The front desk
signs in with a second factor, works the requests and books one. A manager exports, and the retention
deletes. The audit tells it all, and nothing personal.
"""

import csv
import io
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms.models import Consent, Submission
from forms.requests.delivery import outbox
from staff import roles
from staff.sign_in.middleware import SEEN
from tests.factories.forms import request_settings, starter_form
from tests.staff.people import PASSWORD, code_for, make_user, sign_in, with_app

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PERSONAL = ("Ann", "Benedict", "0142", "0143", "benedict@visitor.example")


# A busy machine runs several browsers at once.
expect.set_options(timeout=20_000)


class Keyboard:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, page):
        self.page = page

    def reach(self, selector):
        """Press Tab until the focus is on `selector`."""
        for _press in range(120):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard never reached {selector}")

    def type(self, selector, text):
        """Type into a field."""
        self.reach(selector)
        self.page.keyboard.type(text)

    def choose(self, selector):
        """Choose a button of a group, or tick a box."""
        self.reach(selector)
        self.page.keyboard.press("Space")

    def go_on(self):
        """Press the form's button."""
        self.reach("form[data-form] button.c-button--primary")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def names_of(form):
    """Return the fields' names by kind."""
    return {field.field_type: field.clean_name for field in form.form_fields.all()}


def send_by_keyboard(browser, url, fields):
    """The first visitor: a telephone's screen, no mouse, no finger."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(url)
    page.wait_for_timeout(3200)  # people take longer than three seconds
    keys = Keyboard(page)
    keys.choose(f"[name={fields['visitor_kind']}]")
    keys.type(f"[name={fields['name']}]", "Ann")
    keys.choose(f"[name={fields['age_confirm']}]")
    keys.go_on()
    keys.choose(f"[name={fields['help_wanted']}]")
    keys.go_on()
    keys.choose(f"[name={fields['contact_method']}]")
    keys.type(f"[name={fields['phone']}]", "703 555 0142")
    keys.choose(f"[name={fields['consent_contact']}]")
    keys.go_on()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    assert Submission.objects.count() == 0
    keys.go_on()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
    reference = page.locator(".c-form-page__reference strong").inner_text()
    page.reload()
    expect(page.locator(".c-form-page__reference strong")).to_have_text(reference)
    assert page.title().startswith("We have your request")
    assert {c["name"] for c in context.cookies()} <= {"csrftoken", "form_draft"}
    context.close()
    return reference


def send_without_scripts(browser, url, fields):
    """The second visitor: scripts are switched off."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url)
    time.sleep(3.2)

    def go_on():
        page.locator("form[data-form] button.c-button--primary").click()

    page.locator(f"[name={fields['visitor_kind']}]").nth(1).check()
    page.locator(f"[name={fields['name']}]").fill("Benedict")
    page.locator(f"[name={fields['age_confirm']}]").check()
    go_on()
    page.locator(f"[name={fields['help_wanted']}][value=estimate]").check()
    go_on()
    page.locator(f"[name={fields['contact_method']}][value=email]").check()
    page.locator(f"[name={fields['phone']}]").fill("(703) 555-0143")
    page.locator(f"[name={fields['email']}]").fill("benedict@visitor.example")
    page.locator(f"[name={fields['consent_contact']}]").check()
    go_on()
    expect(page.get_by_text("benedict@visitor.example")).to_be_visible()
    go_on()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
    context.close()


def sign_in_by_hand(browser, base, user):
    """Sign in with password and code; return the page, which shows the dashboard."""
    page = browser.new_context(
        viewport={"width": 1280, "height": 900}, accept_downloads=True
    ).new_page()
    page.goto(f"{base}/admin/")
    page.get_by_label("User name or e-mail").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code_for())
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(user.first_name)
    return page


def press(page, key):
    """Press a key when the screen's script is there to hear it."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def work_and_book(browser, base, desk):
    """The front desk: finds both, opens the first by keyboard, calls, books."""
    page = sign_in_by_hand(browser, base, desk)
    expect(page.locator(".clinic-counts [data-count=new]")).to_have_text("2")
    expect(page.locator(".sidebar-requests-count")).to_have_text("2")
    page.locator(".clinic-counts a", has_text="New").click()
    expect(page.locator(".inbox-list tbody tr")).to_have_count(2)
    assert "0142" not in page.content()
    press(page, "j")
    page.keyboard.press("Enter")
    expect(page.locator(".inbox-call")).to_have_text("(703) 555-0142")
    assert page.locator(".inbox-call").get_attribute("href") == "tel:+17035550142"
    press(page, "o")
    assert page.evaluate("document.activeElement.value") == "no_answer"
    page.keyboard.press("Enter")
    expect(page.locator(".inbox-head .inbox-status")).to_have_text("Attempting")
    page.get_by_role("button", name="Booked").click()
    expect(page.locator(".inbox-head .inbox-status")).to_have_text("Booked")
    press(page, "n")
    expect(page.locator(".inbox-head h2")).to_contain_text("Benedict")
    page.locator("select#status").select_option("closed")
    page.locator("select#reason").select_option("declined")
    page.get_by_role("button", name="Change status").click()
    expect(page.locator(".inbox-head .inbox-status")).to_have_text("Closed")
    assert page.locator("a[href$='/export/']").count() == 0
    page.context.close()


def export(page, base):
    """The manager takes the requests out as CSV; return its rows."""
    page.goto(f"{base}/admin/requests/export/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def let_retention_delete(page, base):
    """Two and a half years pass for the closed one; the page names it, the manager runs it."""
    closed = Submission.objects.get(status="closed")
    Submission.objects.filter(pk=closed.pk).update(closed_at=timezone.now() - timedelta(days=900))
    page.goto(f"{base}/admin/requests/retention/")
    expect(page.locator(".inbox-list tbody th")).to_have_text(f"#{closed.pk}")
    page.locator("#confirm").check()
    page.get_by_role("button", name="Run it now").click()
    expect(page.locator(".messages")).to_contain_text("1 request was deleted for good")
    return closed.pk


def test_the_whole_story(browser, live_server, settings):
    settings.SECOND_FACTOR = "required"
    request_settings(notify="desk@clinic.example")
    form = starter_form()
    fields, url, base = names_of(form), f"{live_server.url}{form.url}", live_server.url
    desk = with_app(make_user("dana", roles.FRONT_DESK, first_name="Dana"))
    manager = with_app(make_user("mara", roles.MANAGER, first_name="Mara"))

    reference = send_by_keyboard(browser, url, fields)
    send_without_scripts(browser, url, fields)
    assert Submission.objects.only_genuine().count() == 2
    assert Submission.objects.filter(reference=reference).exists()

    outbox.drain_outbox()
    notices = [message for message in mail.outbox if message.to == ["desk@clinic.example"]]
    receipts = [message for message in mail.outbox if message.to == ["benedict@visitor.example"]]
    assert (len(notices), len(receipts)) == (2, 1)
    for notice in notices:
        assert not any(word in f"{notice.subject} {notice.body}" for word in PERSONAL)

    work_and_book(browser, base, desk)
    page = sign_in_by_hand(browser, base, manager)
    rows = export(page, base)
    assert [(row["First name"], row["Status"]) for row in rows] == [
        ("Ann", "Booked"),
        ("Benedict", "Closed"),
    ]
    deleted = let_retention_delete(page, base)
    assert Submission.objects.get().reference == reference
    assert Consent.objects.filter(submission=None).exists()

    page.goto(f"{base}/admin/reports/audit/")
    told = page.locator("table.audit").inner_text()
    for words in (
        "Requests: retention run",
        "Requests: exported",
        "Requests: changed",
        "Requests: call noted",
        "Requests: read",
        "Requests: list opened",
        "Signed in",
    ):
        assert words in told
    assert f"Request #{deleted}" in told
    entries = " ".join(f"{e.label} {e.data}" for e in ModelLogEntry.objects.all())
    assert not any(word in told + entries for word in PERSONAL)


def test_a_warning_comes_before_the_log_off_and_one_click_stays(browser, live_server, settings):
    """WCAG 2.2.1: nobody is thrown out without a warning and a simple way to stay."""
    settings.STAFF_IDLE_MINUTES = 2
    client = sign_in(roles.EDITOR)
    context = browser.new_context()
    context.add_cookies(
        [{
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "url": live_server.url,
        }]
    )  # fmt: skip
    page = context.new_page()
    page.clock.install()
    page.goto(f"{live_server.url}/admin/guide/")
    page.clock.fast_forward(21_000)
    warning = page.locator("dialog.staff-warning")
    expect(warning).to_contain_text("signed out in two minutes")
    warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    session = client.session
    session[SEEN] = time.time() - 300
    session.save()
    page.clock.fast_forward(21_000)
    expect(page).to_have_url(f"{live_server.url}/accounts/login/?pause=1&next=%2Fadmin%2Fguide%2F")
    expect(page.locator(".door__note")).to_contain_text("signed out after a pause")
    context.close()
