"""Times and days typed into the real fields, with the picker at work, and read by visitors."""

from datetime import date, datetime, time

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from clinic.models import Location, Notice
from tests.factories import NoticeFactory, StandardPageFactory, home_page

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def type_into(page, name, text):
    """Click into a field, which opens the picker, type over what stands there, and leave by Tab."""
    field = page.locator(f"[name='{name}']")
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.wait_for_timeout(200)
    return field


def save(page):
    page.locator("footer button[type=submit]").first.click()


def edit(thing):
    return reverse(type(thing).snippet_viewset.get_url_name("edit"), args=[thing.pk])


def test_opening_hours_are_public_as_typed(editor, small_site, client):
    Location.objects.update(is_sample=False)  # search engines are told of real addresses only
    place = Location.objects.get()
    days = list(place.opening_hours.all())
    typed = ["4 pm", "4:00 PM", "16:00", "4pm", "4.00 p.m."][: len(days)]
    editor.goto(editor.base + edit(place))
    for number, text in enumerate(typed):
        assert type_into(editor, f"opening_hours-{number}-opens", "noon").input_value() == "noon"
        closes = type_into(editor, f"opening_hours-{number}-closes", text)
        assert closes.input_value() == text  # the picker has left it alone
    save(editor)
    expect(editor.locator(".messages .success")).to_be_visible(timeout=20_000)
    stored = {(row.opens, row.closes) for row in place.opening_hours.all()}
    assert stored == {(time(12), time(16))}

    page = BeautifulSoup(client.get(small_site["about"]).content, "html.parser")
    text = " ".join(page.select_one(".c-hours, .c-location").get_text(" ").split())
    assert "noon to 4 pm" in text
    graph = " ".join(tag.text for tag in page.find_all("script", type="application/ld+json"))
    assert '"16:00"' in graph and '"12:00"' in graph
    assert editor.trouble == []


def test_a_time_that_may_be_two_stays_in_the_field_beside_its_sentence(editor, small_site):
    place = Location.objects.get()
    before = [(row.opens, row.closes) for row in place.opening_hours.all()]
    editor.goto(editor.base + edit(place))
    type_into(editor, "opening_hours-0-closes", "5")
    save(editor)
    expect(editor.get_by_text("Write the time with am or pm").first).to_be_visible()
    assert editor.locator("[name='opening_hours-0-closes']").input_value() == "5"
    assert [(row.opens, row.closes) for row in place.opening_hours.all()] == before


def test_no_list_of_other_times_covers_the_hours(editor, small_site):
    editor.goto(editor.base + edit(Location.objects.get()))
    editor.locator("[name='opening_hours-0-closes']").click()
    editor.wait_for_timeout(500)
    expect(editor.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)


def test_a_day_may_be_chosen_from_the_calendar(editor):
    home_page()
    notice = NoticeFactory(ends=date(2099, 11, 24))
    editor.goto(editor.base + edit(notice))
    field = editor.locator("[name='ends']")
    field.click()
    calendar = editor.locator(".xdsoft_datetimepicker:visible")
    expect(calendar.locator("td.xdsoft_current")).to_have_text("24")
    calendar.locator("td.xdsoft_date:not(.xdsoft_other_month)", has_text="26").click()
    assert field.input_value() == "Nov 26, 2099"
    editor.keyboard.press("Tab")
    save(editor)
    expect(editor.locator(".messages .success")).to_be_visible(timeout=20_000)
    assert Notice.objects.get().ends == date(2099, 11, 26)


def test_the_days_of_a_notice(editor):
    home_page()
    notice = NoticeFactory()
    editor.goto(editor.base + edit(notice))
    assert type_into(editor, "starts", "today").input_value() == "today"
    assert type_into(editor, "ends", "11/24/2099").input_value() == "11/24/2099"
    save(editor)
    expect(editor.locator(".messages .success")).to_be_visible(timeout=20_000)
    stored = Notice.objects.get()
    assert (stored.starts, stored.ends) == (timezone.localdate(), date(2099, 11, 24))
    expect(editor.get_by_text("until Nov 24, 2099")).to_be_visible()
    editor.goto(editor.base + edit(notice))
    assert editor.locator("[name='ends']").input_value() == "Nov 24, 2099"


def test_a_page_is_scheduled(editor):
    home_page()
    page = StandardPageFactory(title="Costs")
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    editor.get_by_role("button", name="Toggle status").click()
    editor.get_by_role("button", name="Set schedule").click()
    field = editor.locator("[name='go_live_at']")
    field.click()
    field.fill("Nov 24, 2099 4 pm")
    editor.keyboard.press("Tab")
    assert field.input_value() == "Nov 24, 2099 4 pm"
    editor.get_by_role("button", name="Save schedule").click()
    editor.get_by_text("Nov. 24, 2099").first.wait_for()
    # Opened again, the calendar stands at the day and the hour.
    editor.reload()
    editor.wait_for_timeout(1000)
    change = editor.get_by_role("button", name="Edit schedule")
    if not change.is_visible():
        editor.get_by_role("button", name="Toggle status").click()
    change.click()
    assert field.input_value() == "Nov 24, 2099 4:00 pm"
    field.click()
    picker = editor.locator(".xdsoft_datetimepicker:visible")
    expect(picker.locator("td.xdsoft_current")).to_have_text("24")
    expect(picker.locator(".xdsoft_time.xdsoft_current")).to_have_text("4:00 pm")
    page.refresh_from_db()
    moment = page.get_latest_revision_as_object().go_live_at
    assert timezone.localtime(moment).replace(tzinfo=None) == datetime(2099, 11, 24, 16)


def open_schedule(editor):
    page = StandardPageFactory(title="Costs")
    editor.goto(editor.base + reverse("wagtailadmin_pages:edit", args=[page.pk]))
    editor.get_by_role("button", name="Toggle status").click()
    editor.get_by_role("button", name="Set schedule").click()
    return editor.locator("[name='go_live_at']"), editor.locator("[name='expire_at']")


def what_is_pressed(editor):
    """Return the words at the middle of 'Save schedule', as the mouse finds them."""
    box = editor.get_by_role("button", name="Save schedule").bounding_box()
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    return editor.evaluate("([x, y]) => document.elementFromPoint(x, y).textContent.trim()", middle)


@pytest.mark.parametrize("width", [1440, 390])
def test_no_calendar_lies_over_save_schedule_while_somebody_types(editor, width):
    home_page()
    editor.set_viewport_size({"width": 1440, "height": 1000})
    live, away = open_schedule(editor)
    editor.set_viewport_size({"width": width, "height": 1000})
    calendar = editor.locator(".xdsoft_datetimepicker:visible")
    live.click()
    expect(calendar).to_have_count(1)
    if width == 1440:
        assert what_is_pressed(editor) == "Save schedule"  # it stands beside the button
    editor.keyboard.type("tomorrow 9 am")
    expect(calendar).to_have_count(0)
    editor.keyboard.press("Tab")
    editor.wait_for_timeout(400)
    expect(calendar).to_have_count(0)  # the next one's
    editor.keyboard.type("Dec 24, 2099 noon")
    assert away.input_value() == "Dec 24, 2099 noon"
    assert what_is_pressed(editor) == "Save schedule"
    away.click()
    expect(calendar).to_have_count(1)  # for the mouse it is still there
    assert editor.trouble == []


def test_a_list_that_can_not_be_narrowed_down_says_so_where_one_types(editor, small_site):
    editor.goto(editor.base + reverse("posts:index"))
    editor.get_by_role("button", name="Show filters").click()
    editor.locator("[aria-controls=drilldown-id_date]").click()
    editor.locator("#id_date_0").fill("next Friday")
    editor.keyboard.press("Tab")
    said = editor.get_by_role("alert").filter(has_text="The list shows everything")
    expect(said).to_contain_text("Date: Choose a day from the calendar", timeout=20_000)
    editor.locator("#id_date_0").fill("yesterday")
    editor.keyboard.press("Tab")
    expect(said).to_have_count(0, timeout=20_000)
