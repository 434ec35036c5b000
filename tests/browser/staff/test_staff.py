"""What staff see, in a browser: accessible in both schemes, without complaints, on a telephone too."""

from pathlib import Path

import axe_playwright_python
import pytest
from django.urls import reverse

from forms.models import Submission
from staff import roles
from tests import factories
from tests.browser.styling import add_style
from tests.factories.forms import ConsentFactory, FormPageFactory, SubmissionFactory
from tests.staff.people import make_user, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def complaints(page):
    """Return what axe finds, best practices included, as short lines."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{v['id']}: {node['target']}" for v in found for node in v["nodes"]]


@pytest.fixture
def busy_inbox():
    """A few requests in every state."""
    form = FormPageFactory()
    owner = make_user("finn", roles.FRONT_DESK, first_name="Finn")
    for status in Submission.Status.values:
        SubmissionFactory(page=form, status=status, owner=owner, wants_estimate=True)
    SubmissionFactory(verdict="suspect", reasons=["links"])
    request = SubmissionFactory(phone="+17035550142")
    SubmissionFactory(phone="+17035550142")
    ConsentFactory(submission=request)
    return request


def as_cookie(client, settings, url):
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_staffs_screens(
    browser, live_server, settings, busy_inbox, scheme
):
    manager = sign_in(roles.MANAGER, first_name="Mara")
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    context.add_cookies([as_cookie(manager, settings, live_server.url)])
    page = context.new_page()
    trouble = []
    page.on("console", lambda m: m.type == "error" and trouble.append(m.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    for url in (
        "/admin/",
        reverse("inbox:list", args=["all"]),
        reverse("inbox:list", args=["overdue"]),
        reverse("inbox:detail", args=[busy_inbox.pk]),
        reverse("inbox:find"),
        reverse("inbox:report"),
        reverse("inbox:export"),
        reverse("inbox:retention"),
        reverse("inbox:delete", args=[busy_inbox.pk]),
        reverse("staff_audit"),
        reverse("guide:index"),
        reverse("mfa_index"),
    ):
        page.goto(live_server.url + url)
        page.wait_for_load_state()
        assert complaints(page) == [], url
    context.close()
    assert trouble == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_an_editors_own_screens(browser, live_server, settings, scheme):
    editor = sign_in(roles.EDITOR, first_name="Edda")
    new_form = reverse(
        "wagtailadmin_pages:add", args=["clinic_forms", "formpage", factories.home_page().pk]
    )
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    context.add_cookies([as_cookie(editor, settings, live_server.url)])
    page = context.new_page()
    for url in (new_form, reverse("inbox:index"), reverse("mfa_add_webauthn")):
        page.goto(live_server.url + url)
        page.wait_for_load_state()
        for summary in page.locator(".clinic-choice summary").all():
            summary.click()
        # A message fades in; half-way its letters are half transparent.
        add_style(page, "* { transition: none !important; }")
        assert complaints(page) == [], url
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_door(browser, live_server, db, scheme):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page = context.new_page()
    for url in ("/accounts/login/", "/accounts/login/?pause=1", "/accounts/password/reset/"):
        page.goto(live_server.url + url)
        assert complaints(page) == [], url
    page.goto(live_server.url + "/accounts/login/")
    page.get_by_label("User name or e-mail").fill("somebody")
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    page.locator(".door__errors").wait_for()
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_the_inbox_fits_a_telephone(browser, live_server, settings, busy_inbox):
    desk = sign_in(roles.FRONT_DESK)
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_cookies([as_cookie(desk, settings, live_server.url)])
    page = context.new_page()
    for url in (
        reverse("inbox:list", args=["all"]),
        reverse("inbox:detail", args=[busy_inbox.pk]),
    ):
        page.goto(live_server.url + url)
        page.wait_for_load_state()
        assert page.evaluate("document.querySelector('.inbox').scrollWidth") <= 360
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


SMALL = """[...document.querySelectorAll('.inbox :is(a, button, select, summary, [type=text])')]
    .filter(e => e.offsetParent && !e.matches('[data-inbox-link]'))
    .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
    .filter(([, box]) => box.height < 40 || box.width < 40).map(([text]) => text)"""


def test_a_request_is_worked_by_thumb_from_the_list_to_closed(
    browser, live_server, settings, busy_inbox
):
    desk = sign_in(roles.FRONT_DESK, first_name="Dana")
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    )
    context.add_cookies([as_cookie(desk, settings, live_server.url)])
    page = context.new_page()
    page.goto(live_server.url + reverse("inbox:list", args=["new"]))
    page.wait_for_load_state()
    assert page.evaluate(SMALL) == []
    several, tick = page.locator(".inbox-several"), page.locator(".inbox-list__tick label").first
    assert not several.is_visible()
    before = tick.bounding_box()
    tick.tap()
    assert several.is_visible()
    assert tick.bounding_box() == before
    tick.tap()
    # All of a request opens it.
    line = page.locator("tr", has=page.get_by_text(f"#{busy_inbox.pk}")).first
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.6)
    page.wait_for_url(f"**{reverse('inbox:detail', args=[busy_inbox.pk])}*")
    call = page.locator("[data-inbox-call]")
    assert call.bounding_box()["y"] < 400
    assert call.get_attribute("href") == "tel:+17035550142"
    assert page.evaluate(SMALL) == []
    page.get_by_text("After the call: how did it go?").tap()
    page.locator(".inbox-outcomes").get_by_role("button", name="Spoke").tap()
    page.locator(".inbox-undo").wait_for()
    page.get_by_label("Change to").select_option("closed")
    page.get_by_label("If closed, because").select_option("declined")
    page.get_by_role("button", name="Change status").tap()
    page.locator(".inbox-status--closed").first.wait_for()
    busy_inbox.refresh_from_db()
    assert (busy_inbox.status, busy_inbox.attempts) == ("closed", 1)
    context.close()


def test_the_inbox_works_with_scripts_switched_off(browser, live_server, settings, busy_inbox):
    desk = sign_in(roles.FRONT_DESK, first_name="Dana")
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([as_cookie(desk, settings, live_server.url)])
    page = context.new_page()
    page.goto(live_server.url + reverse("inbox:list", args=["new"]))
    page.get_by_role("link", name=f"#{busy_inbox.pk}").click()
    page.get_by_role("button", name="Spoke", exact=True).click()
    assert page.locator(".inbox-head .inbox-status").inner_text() == "Contacted"
    busy_inbox.refresh_from_db()
    assert busy_inbox.status == Submission.Status.CONTACTED
    context.close()
