"""The last corners of access: large text, small targets, errors that are seen and heard."""

import pytest

from tests.factories.clinic import LocationFactory

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TOP = "(one) => one.getBoundingClientRect().top"


def test_text_twice_as_large_keeps_the_menu_on_a_phone(small_site, open_page):
    page = open_page(small_site["home"], width=390)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    button, menu = page.locator(".c-header__toggle"), page.locator("#site-menu")
    box = button.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    button.click()
    expect(menu).to_be_visible()
    assert menu.bounding_box()["y"] >= button.bounding_box()["y"] + box["height"] - 1
    button.click()
    expect(menu).to_be_hidden()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_main_navigation_is_a_landmark_at_every_width(small_site, open_page, width):
    page = open_page(small_site["home"], width=width)
    assert page.get_by_role("navigation", name="Main").count() == 1


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_988_is_on_the_first_screen(small_site, open_page, width):
    page = open_page(small_site["home"], width=width)
    line = page.locator(".c-crisis-top")
    assert line.bounding_box()["y"] < 10
    if width == 360:
        assert line.bounding_box()["height"] < 40  # one line
    for link in line.locator("a").all():
        assert link.bounding_box()["height"] >= 24


def test_a_source_mark_is_large_enough_to_hit(small_site, open_page):
    page = open_page(small_site["service"], width=360)
    marks = page.locator("a.cite")
    assert marks.count() > 0
    for mark in marks.all():
        box = mark.bounding_box()
        assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("width", [360, 1440])
def test_a_link_of_the_error_summary_shows_the_question(small_site, open_page, width):
    page = open_page(small_site["form"], width=width)
    page.locator("main form [type=submit]").first.click()
    links = page.locator("#errors a")
    links.first.wait_for()
    for number in range(links.count()):
        links.nth(number).click()
        field = page.locator(".c-field:has(:focus)")
        expect(field).to_have_count(1)
        assert field.evaluate(TOP) >= 0


def test_a_sign_in_that_fails_says_so_in_the_title_and_takes_the_focus(small_site, open_page):
    page = open_page("/accounts/login/")
    page.fill("[name=login]", "nobody")
    page.fill("[name=password]", "not a password of ours")
    page.locator("main [type=submit]").first.click()
    errors = page.locator(".door__errors")
    expect(errors).to_be_focused()
    assert page.title().startswith("Error:")


def test_help_is_read_out_while_one_writes_and_has_the_focus_when_one_searched(
    small_site, open_page
):
    page = open_page("/search/")
    page.locator("#search-q").press_sequentially("suicidal")
    expect(page.get_by_role("status")).to_contain_text("988")
    page.keyboard.press("Enter")
    expect(page.locator("#help-now")).to_be_focused()


def test_no_page_is_wider_than_a_phone_at_twice_the_text(small_site, open_page):
    LocationFactory()
    doors = ("/accounts/login/", "/accounts/password/reset/")
    for address, width in [
        *((one, 390) for one in small_site.values()),
        *((one, 320) for one in doors),
    ]:
        page = open_page(address, width=width)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.close()
