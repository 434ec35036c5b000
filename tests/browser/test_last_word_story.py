"""Second thoughts, in a browser: a correction, a consent taken back twice, an erasure.

A visitor mends their number and their mind in a tab that was left open. The front desk reads what was said before, and
enters what was said on the telephone; a press is undone; a manager deletes everything about the person.
"""

from pathlib import Path

import axe_playwright_python
import pytest
from django.urls import reverse

from forms.models import Consent, SavedView, Submission
from staff import roles
from tests.browser.styling import add_style
from tests.browser.visitors.test_two_tabs import send, step_1, step_2
from tests.factories.forms import SubmissionFactory, request_settings, starter_form
from tests.staff.people import sign_in

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WIDTHS = (1440, 768, 390)


@pytest.fixture
def desk(browser, live_server, settings):
    """Return a function that opens the inbox for a new member of a role."""
    contexts = []

    def open_inbox(role, width=1280, scheme="light"):
        client = sign_in(role)
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page = context.new_page()
        page.base, page.trouble = live_server.url, []
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        return page

    yield open_inbox
    for context in contexts:
        context.close()


def correct_in_a_tab_left_open(open_page, url):
    """Ann sends; the tab beside it still shows her answers, and there she changes two of them."""
    ann = open_page(url)
    step_1(ann, "Ann")
    step_2(ann)
    ann.get_by_role("radio", name="Text me").check()
    ann.get_by_label("Telephone").fill("703 555 0132")
    ann.get_by_label("You may use what I wrote").check()
    ann.get_by_label("You may text me").check()
    ann.get_by_role("button", name="Check your answers").click()
    left_open = ann.context.new_page()
    left_open.goto(ann.url)
    send(ann)
    left_open.get_by_role("button", name="Change Telephone").click()
    left_open.get_by_label("Telephone").fill("703 555 0123 no voicemail please")
    left_open.get_by_label("You may text me").uncheck()
    left_open.get_by_role("button", name="Check your answers").click()
    expect(left_open.get_by_text("(703) 555-0123 – no voicemail please")).to_be_visible()
    send(left_open)


def test_second_thoughts(open_page, desk, transactional_db):
    request_settings(notify="desk@clinic.example")
    form = starter_form(slug="request")
    correct_in_a_tab_left_open(open_page, form.url)
    request = Submission.objects.get()
    assert (request.answer("phone"), len(request.amendments)) == ("+17035550123", 1)

    page = desk(roles.FRONT_DESK)
    page.goto(page.base + reverse("inbox:detail", args=[request.pk]))
    expect(page.locator(".inbox-earlier")).to_contain_text("(703) 555-0132")
    expect(page.locator(".inbox-reach")).to_contain_text("no voicemail please")
    expect(page.locator(".inbox-reach")).to_contain_text("or took it back")
    assert page.locator("a[href^='sms:']").count() == 0
    page.get_by_role("button", name="No answer").click()
    expect(page.locator(".inbox-head .inbox-status")).to_have_text("Attempting")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".inbox-head .inbox-status")).to_have_text("New")
    page.get_by_text("Somebody took a consent back").click()
    page.get_by_label("All contact").check()
    page.get_by_role("button", name="Enter that it was taken back").click()
    expect(page.locator(".inbox-stop")).to_contain_text("Do not call, text or write")
    page.goto(page.base + reverse("inbox:call_sheet", args=["all"]))
    expect(page.get_by_text("Do not call")).to_be_visible()
    assert "555-0123" not in page.content()

    manager = desk(roles.MANAGER)
    manager.goto(manager.base + reverse("inbox:person"))
    manager.get_by_label("Reference, telephone number").fill("703 555 0132")  # the one of before
    manager.get_by_role("button", name="Find everything").click()
    # A number that was corrected may be somebody else's, mistyped: nothing is ticked until a person has read it.
    manager.get_by_role("button", name="Save as one file").click()
    expect(manager.get_by_text("Nothing is ticked, so there is nothing to save.")).to_be_visible()
    manager.get_by_label(request.reference).check()
    with manager.expect_download() as download:
        manager.get_by_role("button", name="Save as one file").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "555-0132" in text
    assert "withdrawn" in text
    manager.get_by_label("may be deleted for good").check()
    manager.get_by_role("button", name="Delete it now").click()
    expect(manager.locator(".messages")).to_contain_text("1 request of this person was deleted")
    assert not Submission.objects.exists()
    assert not Consent.objects.exists()
    assert page.trouble == manager.trouble == []


def complaints(page):
    """Return what axe finds and how far the page is wider than its window."""
    add_style(page, "* { transition: none !important; animation: none !important; }")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    lines = [f"{v['id']}: {node['target']}" for v in found for node in v["nodes"]]
    return lines + ([f"{too_wide} px too wide"] if too_wide > 0 else [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_working_days_screens_at_every_width(desk, transactional_db, scheme):
    for number in range(30):
        SubmissionFactory(phone=f"+170355501{number:02d}", name="Maximiliana-Alexandra")
    manager = desk(roles.MANAGER, scheme=scheme)
    for width in WIDTHS:
        manager.set_viewport_size({"width": width, "height": 900})
        manager.goto(manager.base + reverse("inbox:list", args=["new"]))
        manager.get_by_text("Save this view").click()
        manager.get_by_label("Name", exact=True).fill(f"Mornings {width}")
        assert complaints(manager) == [], f"saving a view, {width}"
        manager.locator(".inbox-save button").click()
        manager.goto(manager.base + reverse("inbox:saved_views"))
        box = manager.locator(".inbox-tick input").first.bounding_box()
        assert box["width"] >= 16, "the box can be seen"
        assert complaints(manager) == [], f"saved views, {width}"
        manager.goto(manager.base + reverse("inbox:list", args=["new"]))
        boxes = manager.locator("input[form=several][type=checkbox]")
        boxes.nth(0).check()
        boxes.nth(1).check()
        manager.get_by_label("With those that are ticked").select_option("outcome:no_answer")
        manager.locator("#several button").click()
        expect(manager.locator(".inbox-undo [role=status]")).to_contain_text("2 requests done")
        assert complaints(manager) == [], f"several at once, {width}"
        manager.goto(
            manager.base + reverse("inbox:detail", args=[Submission.objects.latest("pk").pk])
        )
        manager.get_by_role("button", name="No answer").click()
        manager.get_by_role("button", name="Undo").wait_for()
        assert complaints(manager) == [], f"undo, {width}"
        manager.goto(manager.base + reverse("inbox:call_sheet", args=["new"]))
        assert complaints(manager) == [], f"call sheet, {width}"
        manager.emulate_media(media="print")
        # A letter-size sheet between its margins.
        manager.set_viewport_size({"width": 710, "height": 900})
        assert not manager.get_by_text("Back to the list").is_visible()
        assert complaints(manager) == [], f"call sheet on paper, {width}"
        manager.emulate_media(media="screen")
    assert SavedView.objects.count() == len(WIDTHS)
    assert manager.trouble == []
