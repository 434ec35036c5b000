"""An editor puts a source mark into a text: found by searching, saved, shown with a number, removed."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client

from tests.factories import ReferenceFactory, StandardPageFactory, home_page, stream

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def editor_page(browser, live_server, settings):
    """A page of Chromium, signed in as an administrator."""
    user = get_user_model().objects.create_superuser("ann", "ann@clinic.example", "a long password")
    client = Client()
    client.force_login(user)
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.add_cookies(
        [{
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "url": live_server.url,
        }]
    )  # fmt: skip
    page = context.new_page()
    page.trouble = []
    page.on("console", lambda m: m.type == "error" and page.trouble.append(m.text))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.goto_admin = lambda path: page.goto(f"{live_server.url}/admin/{path}")
    yield page
    context.close()


def _publish(page):
    page.wait_for_timeout(
        500
    )  # the editor writes what was typed into the form a quarter second later
    page.locator("footer .w-dropdown__toggle").last.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish").click()
    playwright.expect(page.locator(".messages .success")).to_be_visible(timeout=20_000)


def test_a_mark_is_chosen_saved_numbered_changed_and_removed(editor_page, client):
    home_page()
    dean = ReferenceFactory(authors="Dean RL", title="Ketamine for depression in adults")
    other = ReferenceFactory(authors="Zarate CA", title="An early trial")
    text = stream(("text", "<p>More people improved.</p>"))
    standard = StandardPageFactory(title="What we know", body=text)
    page = editor_page
    page.goto_admin(f"pages/{standard.pk}/edit/")

    # Type '/' behind the sentence, and choose the source by searching for it.
    field = page.locator("[data-contentpath='body'] .public-DraftEditor-content").first
    field.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" /refer")
    page.get_by_role("option", name="Reference").click()
    dialog = page.locator(".modal-content")
    dialog.get_by_role("textbox", name="Search term").fill("depression in adults")
    dialog.get_by_role("link", name="Dean RL 2021").wait_for()
    playwright.expect(dialog.get_by_role("link", name="Zarate CA 2021")).to_have_count(0)
    dialog.get_by_role("link", name="Dean RL 2021").click()
    playwright.expect(field).to_have_text("More people improved. [source]", timeout=20_000)
    page.wait_for_timeout(500)  # the editor takes the focus back when the dialog has closed
    page.keyboard.type(" So far.")
    _publish(page)

    standard.refresh_from_db()
    stored = str(standard.body[0].value.source)
    mark = BeautifulSoup(stored, "html.parser").find("a", linktype="reference")
    assert (mark["id"], mark.text) == (str(dean.pk), "[source]")
    assert stored.rstrip("</p>").endswith(" So far.")

    # Readers see a number that leads to the list.
    shown = BeautifulSoup(client.get(standard.url).content, "html.parser")
    assert shown.select_one("a.cite").text == "[1]"
    assert "Ketamine for depression in adults" in shown.select_one("#ref-1").text

    # The mark is still a mark when the page is opened again; another source can take its place.
    page.goto_admin(f"pages/{standard.pk}/edit/")
    field = page.locator("[data-contentpath='body'] .public-DraftEditor-content").first
    field.get_by_text("[source]").click()
    playwright.expect(page.get_by_text("Dean RL 2021").last).to_be_visible()
    page.get_by_role("button", name="Edit").last.click()
    page.locator(".modal-content").get_by_role("link", name="Zarate CA 2021").click()
    page.locator(".modal-content").wait_for(state="detached")
    _publish(page)
    standard.refresh_from_db()
    stored = str(standard.body[0].value.source)
    assert f'id="{other.pk}"' in stored and f'id="{dean.pk}"' not in stored

    # And it can be taken away.
    page.goto_admin(f"pages/{standard.pk}/edit/")
    field = page.locator("[data-contentpath='body'] .public-DraftEditor-content").first
    field.get_by_text("[source]").click()
    page.get_by_role("button", name="Remove").last.click()
    _publish(page)
    standard.refresh_from_db()
    assert "linktype" not in str(standard.body[0].value.source)
    assert page.trouble == []
