"""Automatic log-off: after a pause, with a reason, and back to the same place."""

import time

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry

from staff.sign_in.middleware import SEEN

pytestmark = pytest.mark.django_db


def pause(client, minutes):
    session = client.session
    session[SEEN] = time.time() - minutes * 60
    session.save()


def test_a_pause_signs_out_and_says_why(editor):
    editor.get("/admin/")
    pause(editor, 31)
    response = editor.get("/admin/guide/?x=1")
    assert response["Location"] == "/accounts/login/?pause=1&next=%2Fadmin%2Fguide%2F%3Fx%3D1"
    assert "_auth_user_id" not in editor.session
    page = BeautifulSoup(editor.get(response["Location"]).content, "html.parser")
    assert "signed out after a pause" in page.select_one(".door__note").text
    assert page.select_one("input[name=next]")["value"] == "/admin/guide/?x=1"
    assert (
        list(ModelLogEntry.objects.values_list("action", flat=True)).count("staff.idle_logout") == 1
    )


def test_somebody_who_clicks_stays(editor):
    editor.get("/admin/")
    for _click in range(3):
        pause(editor, 20)
        assert editor.get("/admin/guide/").status_code == 200


def test_a_script_that_asks_does_not_count_as_a_click(editor):
    editor.get("/admin/")
    pause(editor, 29)
    before = editor.session[SEEN]
    left = editor.get(reverse("idle:left")).json()["left"]
    assert 0 < left <= 60
    assert editor.session[SEEN] == before


def test_staying_is_one_click(editor):
    editor.get("/admin/")
    pause(editor, 29)
    assert editor.post(reverse("idle:stay")).json()["left"] > 29 * 60
    assert editor.get(reverse("idle:stay")).status_code == 405


def test_a_script_is_told_with_a_401(editor):
    editor.get("/admin/")
    pause(editor, 45)
    response = editor.get(reverse("idle:left"))
    assert response.status_code == 401
    assert response.json() == {"error": "signed out"}


def test_something_posted_after_the_pause_leads_to_the_dashboard(editor):
    editor.get("/admin/")
    pause(editor, 45)
    response = editor.post("/admin/emergency/", {"reason": "x"})
    assert response["Location"].endswith("next=%2Fadmin%2F")


def test_minutes_are_a_setting(editor, settings):
    settings.STAFF_IDLE_MINUTES = 5
    editor.get("/admin/")
    pause(editor, 6)
    assert editor.get("/admin/").status_code == 302


def test_zero_switches_it_off(editor, settings):
    settings.STAFF_IDLE_MINUTES = 0
    editor.get("/admin/")
    pause(editor, 600)
    assert editor.get("/admin/").status_code == 200


def test_every_admin_page_carries_the_warning_script(editor):
    page = BeautifulSoup(editor.get("/admin/").content, "html.parser")
    script = page.select_one("script[data-staff]")
    assert script["data-idle-minutes"] == "30"
    assert script["data-stay-url"] == "/admin/idle/stay/"
