"""Times and dates in the editor: typed and shown as Americans do, or refused with a sentence."""

import json
from datetime import date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.blocks import DateBlock, DateTimeBlock, StructBlockValidationError, TimeBlock
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from clinic.models import ClinicSettings, Location, Notice
from infra.editing.typed_fields import DayBlock, TypedDateField, TypedDateTimeField, TypedTimeField
from infra.editing.typed_times import (
    parse_date,
    parse_datetime,
    parse_time,
    say_date,
    say_datetime,
    say_time,
)
from tests.factories import LocationFactory, NoticeFactory, StandardPageFactory

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5 pm", time(17)), ("5pm", time(17)), ("5 PM", time(17)), ("5:30 PM", time(17, 30)),
        ("5.30 pm", time(17, 30)), ("5 p.m.", time(17)), ("5p", time(17)), ("4:00 PM", time(16)),
        ("4 pm", time(16)), ("  4   pm ", time(16)), ("4\u00a0pm", time(16)), ("16:00", time(16)),
        ("17:00", time(17)), ("17", time(17)), ("09:00", time(9)), ("09:00:00", time(9)),
        ("10:30", time(10, 30)), ("00:30", time(0, 30)), ("noon", time(12)), ("Noon", time(12)),
        ("12 noon", time(12)), ("midnight", time(0)), ("12 am", time(0)), ("12 pm", time(12)),
        ("12:05 am", time(0, 5)), ("8 am", time(8)),
        ("16h", time(16)), ("16h30", time(16, 30)), ("9 h", time(9)), ("Noon.", time(12)), ("midday", time(12)),
        ("4:30p", time(16, 30)), ("４ pm", time(16)), ("4 pm,", time(16)),
        ("430pm", time(16, 30)), ("1130 am", time(11, 30)), ("at 7:45 am", time(7, 45)), ("5 o’clock pm", time(17)),
        ("\u200b6 pm\ufeff", time(18)),
    ],
)  # fmt: skip
def test_a_time(typed, expected):
    assert parse_time(typed) == expected
    assert parse_time(say_time(expected)) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "", "5", "12", "5:30", "5.30", "9:00", "0 am", "13 pm", "17 pm", "24:00", "25:00", "5:60 pm",
        "5:3 pm", "530", "25h", "16h3", "9-5", "9 am-5 pm", "9 to 5", "half past five", "5 o'clock", "5 pm 6 pm", "-5 pm", "٤ pm", "now",
        "pm", "1630", "0:30 am", "4-30 pm", "960 pm", "4 pm EST",
    ],
)  # fmt: skip
def test_no_time_or_one_of_two(typed):
    with pytest.raises(ValueError, match=r"."):
        parse_time(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Nov 24, 2026", TODAY), ("nov 24 2026", TODAY), ("Nov. 24, 2026", TODAY),
        ("November 24, 2026", TODAY), ("November 24th, 2026", TODAY), ("11/24/2026", TODAY),
        ("11/24/26", TODAY), ("11-24-2026", TODAY), ("2026-11-24", TODAY), ("24 Nov 2026", TODAY),
        ("Tuesday, Nov 24, 2026", TODAY), ("Tue Nov 24 2026", TODAY), ("today", TODAY),
        ("Tomorrow", date(2026, 11, 25)), ("3/4/2026", date(2026, 3, 4)),
        ("Nov 24,2026", TODAY), ("Nov. 24,2026", TODAY), ("Sept 1, 2026", date(2026, 9, 1)), ("May 1, 2026", date(2026, 5, 1)),
        ("yesterday", date(2026, 11, 23)), ("Today.", TODAY), ("24th of November 2026", TODAY), ("11 / 24 / 26", TODAY),
        ("Weds, Nov 25, 2026", date(2026, 11, 25)), ("1/2/56", date(2056, 1, 2)),
    ],
)  # fmt: skip
def test_a_day(typed, expected):
    assert parse_date(typed, TODAY) == expected
    assert parse_date(say_date(expected)) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "", "24/11/2026", "Feb 30, 2026", "Nov 24", "11/24", "1/2/3", "11/24/0026", "99999-01-01",
        "Foo 1, 2026", "Mon Nov 24, 2026", "next week", "11/24-2026", "20261124", "24.11.2026", "Nov 242026",
        "11/24/2026 5 pm", "Friday", "next Friday", "Nov 24 '26", "11/24/98", "1/2/57",
    ],
)  # fmt: skip
def test_no_day(typed):
    with pytest.raises(ValueError, match=r"."):
        parse_date(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "Nov 24, 2026 4:30 pm", "Nov 24, 2026, 4:30pm", "Nov 24, 2026 at 4:30 p.m.",
        "11/24/2026 16:30", "2026-11-24 16:30", "2026-11-24T16:30:00", "today 4:30 pm",
        "today at 4.30 PM", "4:30 pm today", "430pm on Nov 24, 2026", "Nov 24, 2026 @ 4:30 pm", "Tue 11/24/26 - 16:30",
    ],
)  # fmt: skip
def test_a_moment(typed):
    assert parse_datetime(typed, TODAY) == datetime(2026, 11, 24, 16, 30)
    assert say_datetime(datetime(2026, 11, 24, 16, 30)) == "Nov 24, 2026 4:30 pm"


@pytest.mark.parametrize(
    "typed", ["", "today", "4 pm", "Nov 24, 2026", "today 4", "4:30 today", "Friday 5 pm"]
)
def test_no_moment(typed):
    with pytest.raises(ValueError, match=r"."):
        parse_datetime(typed, TODAY)


@pytest.mark.parametrize(
    ("widget", "value", "typed"),
    [
        (AdminTimeInput, time(16), "4 pm"),
        (AdminTimeInput, "16:30:00", "4:30 pm"),
        (AdminTimeInput, "4ish", "4ish"),
        (AdminDateInput, TODAY, "Nov 24, 2026"),
        (AdminDateInput, "2026-11-24", "Nov 24, 2026"),
        (AdminDateTimeInput, datetime(2026, 11, 24, 9), "Nov 24, 2026 9:00 am"),
        (AdminDateInput, None, None),
    ],
)
def test_every_widget_of_the_admin_shows_them_so_and_leaves_what_it_does_not_know(
    widget, value, typed
):
    widget = widget()
    html = BeautifulSoup(widget.render("when", value, {"id": "when"}), "html.parser")
    assert html.input.get("value") == typed
    if isinstance(widget, AdminTimeInput):
        assert html.find("admin-start") is None  # no picker
        return
    config = json.loads(html.find("admin-start")["data-options"])
    assert config["validateOnBlur"] is False


# --- Through the admin -----------------------------------------------------------------------
def hours(*rows):
    return inline_formset(
        [{"id": "", "day": day, "opens": opens, "closes": closes} for day, opens, closes in rows]
    )


def send_location(client, *rows):
    place = LocationFactory()
    place.opening_hours.all().delete()
    values = {
        "name": "Main", "street": "1 Main St", "street_2": "", "city": "Fairfax", "state": "VA",
        "postal_code": "22030", "phone": "", "time_zone": "America/New_York", "hours_note": "",
        "directions": "", "map_image": "", "map_url": "", "latitude": "", "longitude": "",
        "order": "1", "opening_hours": hours(*rows),
    }  # fmt: skip
    address = reverse(Location.snippet_viewset.get_url_name("edit"), args=[place.pk])
    response = client.post(address, nested_form_data(values))
    return Location.objects.get(pk=place.pk), BeautifulSoup(response.content, "html.parser")


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["4 pm", "4:00 PM", "16:00", "4pm", "4.00 p.m."])
def test_opening_hours_are_what_was_typed(admin_client, typed):
    place, _page = send_location(admin_client, (0, "8 am", typed), (1, "noon", "5:30 pm"))
    stored = [(row.opens, row.closes) for row in place.opening_hours.all()]
    assert stored == [(time(8), time(16)), (time(12), time(17, 30))]
    edit = admin_client.get(reverse(Location.snippet_viewset.get_url_name("edit"), args=[place.pk]))
    page = BeautifulSoup(edit.content, "html.parser")
    assert page.select_one("[name='opening_hours-0-closes']")["value"] == "4 pm"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(0, "8 am", "5")], "Write the time with am or pm"),
        ([(0, "8 am", "5:30")], "Write the time with am or pm"),
        ([(0, "8 am", "late")], "Write the time with am or pm"),
        ([(0, "5 pm", "8 am")], "The closing time must be after the opening time. Open past"),
        ([(0, "6 pm", "2 am")], "Write two rows"),
        ([(0, "6 pm", "12 am")], "write 11:59 pm"),
        ([(0, "9 am", "9 am")], "both are the same"),
        ([(0, "8 am", "2 pm"), (0, "1 pm", "5 pm")], "overlaps with another row of the day, 8 am to 2 pm"),
        ([(0, "8 am", "2 pm"), (0, "8 am", "2 pm")], "overlaps with another row of the day, 8 am to 2 pm"),
    ],
)  # fmt: skip
def test_other_hours_get_a_sentence_and_stay_as_typed(admin_client, rows, sentence):
    place, page = send_location(admin_client, *rows)
    assert sentence in " ".join(page.get_text(" ").split())
    assert not place.opening_hours.exists()
    assert page.select_one("[name='opening_hours-0-closes']")["value"] == rows[0][2]


@pytest.mark.django_db
def test_a_break_at_noon_and_other_days_do_not_overlap(admin_client):
    place, _page = send_location(
        admin_client, (0, "8 am", "noon"), (0, "noon", "5 pm"), (1, "8 am", "5 pm")
    )
    assert place.opening_hours.count() == 3


def post_notice(client, notice, **values):
    data = {
        "title": "Snow", "text": json.dumps({"blocks": [], "entityMap": {}}), "tone": "note",
        "place": "site", "active": "on", "starts": "", "ends": "", **values,
    }  # fmt: skip
    data["text"] = json.dumps(
        {
            "blocks": [
                {
                    "key": "a",
                    "text": "Closed.",
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [],
                }
            ],
            "entityMap": {},
        }
    )
    address = reverse(Notice.snippet_viewset.get_url_name("edit"), args=[notice.pk])
    return client.post(address, data)


@pytest.mark.django_db
def test_the_days_of_a_notice(admin_client):
    notice = NoticeFactory()
    assert post_notice(admin_client, notice, starts="today", ends="Nov 24, 2099").status_code == 302
    notice.refresh_from_db()
    assert (notice.starts, notice.ends) == (timezone.localdate(), date(2099, 11, 24))
    response = post_notice(admin_client, notice, starts="tomorrow", ends="24/11/2099")
    page = BeautifulSoup(response.content, "html.parser")
    assert "write it like ‘Nov 24, 2026’" in page.get_text(" ")
    assert page.select_one("[name='ends']")["value"] == "24/11/2099"
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert page.select_one("[name='starts']")["value"] == say_date(tomorrow)


@pytest.mark.django_db
def test_scheduled_publishing(admin_client):
    page = StandardPageFactory(title="Costs")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    fields = admin_client.get(address).context["form"].fields

    def clean(name, typed):
        field = fields[name]
        return field.clean(field.widget.value_from_datadict({name: typed}, {}, name))

    moment = timezone.localtime(clean("go_live_at", "Nov 24, 2099 4 pm"))
    assert moment.replace(tzinfo=None) == datetime(2099, 11, 24, 16)
    assert clean("effective_date", "today") == timezone.localdate()
    with pytest.raises(ValidationError, match="Write a day and a time"):
        clean("expire_at", "11/25/2099")
    with pytest.raises(ValidationError, match="Nov 24, 2026"):
        clean("effective_date", "next week")


@pytest.mark.django_db
def test_closed_days_in_the_settings(admin_client):
    block = ClinicSettings._meta.get_field("closed_days").stream_block.child_blocks["closed"]
    typed = {"days-first": "Dec 24, 2026", "days-last": "12/26/2026", "days-reason": "Christmas"}
    value = block.clean(block.value_from_datadict(typed, {}, "days"))
    assert (value["first"], value["last"]) == (date(2026, 12, 24), date(2026, 12, 26))
    typed["days-last"] = "Christmas"
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.value_from_datadict(typed, {}, "days"))
    assert "Nov 24, 2026" in str(caught.value.block_errors["last"])


def _blocks_within(block):
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from _blocks_within(child)
    if hasattr(block, "child_block"):
        yield from _blocks_within(block.child_block)


def test_no_form_of_the_admin_reads_a_day_or_a_time_in_another_way():
    """Every stream of every model, and Wagtail's own rule for the fields of models."""
    # wagtail-seo's settings have no screen here (`content.wagtail_hooks.hide_seo_settings`).
    for model in (m for m in apps.get_models() if m._meta.app_label != "wagtailseo"):
        for field in model._meta.get_fields():
            for block in _blocks_within(getattr(field, "stream_block", None)):
                if isinstance(block, DateBlock | TimeBlock | DateTimeBlock):
                    assert isinstance(block, DayBlock), f"{field}: {block.name}"
            if isinstance(field, models.DateField | models.TimeField) and field.editable:
                made = formfield_for_dbfield(field)
                kinds = TypedDateField | TypedTimeField | TypedDateTimeField
                assert made is None or isinstance(made, kinds), field
