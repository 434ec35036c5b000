"""Buttons of the admin, pressed as a browser presses them: with the token that the page gave, and checked."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from forms.models import OutboxMessage, Submission
from staff import roles
from staff.models import EmergencyAccess
from tests.factories.forms import OutboxMessageFactory
from tests.staff.people import make_user

pytestmark = pytest.mark.django_db


def strict(*role_names):
    """Return a client of somebody with these roles that checks tokens as a server does."""
    client = Client(enforce_csrf_checks=True)
    client.user = make_user("somebody", *role_names)
    client.force_login(client.user)
    return client


def press(client, path, button, **typed):
    """Press the button named `button` at `path`, with the fields of its form as they stand."""
    page = BeautifulSoup(client.get(path).content, "html.parser")
    pressed = next(b for b in page.find_all("button") if b.get_text(strip=True) == button)
    form = pressed.find_parent("form")
    data = {tag["name"]: tag.get("value", "") for tag in form.find_all("input") if tag.get("name")}
    return client.post(form["action"], {**data, **typed}, follow=True)


def test_send_them_again_now():
    message = OutboxMessageFactory(attempts=3, last_error="refused")
    later = timezone.now() + timedelta(hours=2)
    OutboxMessage.objects.filter(pk=message.pk).update(next_at=later)
    Submission.objects.update(submit_time=timezone.now() - timedelta(hours=1))
    response = press(strict(roles.MANAGER), "/admin/", "Send them again now")
    assert "1 message is due now" in response.content.decode()
    message.refresh_from_db()
    assert message.next_at <= timezone.now()


def test_send_a_test():
    response = press(strict(roles.FRONT_DESK), "/admin/", "Send a test", address="dana@example.com")
    assert "on its way to dana@example.com" in response.content.decode()
    assert OutboxMessage.objects.count() == 1


def test_an_administrator_opens_requests_and_closes_them_on_the_dashboard():
    client = strict(roles.ADMINISTRATOR)
    reason = "The front desk is ill and somebody waits for a call."
    press(client, "/admin/emergency/", "Open requests", reason=reason)
    assert EmergencyAccess.open_for(client.user)
    panel = BeautifulSoup(client.get("/admin/").content, "html.parser")
    button = panel.select_one("form[action='/admin/emergency/close/'] button").get_text(strip=True)
    press(client, "/admin/", button)
    assert not EmergencyAccess.open_for(client.user)


@pytest.mark.parametrize("role", [role.name for role in roles.ROLES])
def test_every_form_of_the_dashboard_carries_a_token(role):
    page = BeautifulSoup(strict(role).get("/admin/").content, "html.parser")
    forms = page.find_all("form", method="post")
    # An editor and a reviewer have nothing to press there.
    assert bool(forms) is (role not in (roles.EDITOR, roles.REVIEWER))
    for form in forms:
        assert form.find("input", attrs={"name": "csrfmiddlewaretoken"})["value"], form.get(
            "action"
        )


def test_a_stale_page_says_what_to_do():
    response = strict(roles.MANAGER).post("/admin/requests/test-mail/", {"address": "a@b.example"})
    assert response.status_code == 403
    page = BeautifulSoup(response.content, "html.parser")
    assert page.h1.get_text(strip=True) == "Please try once more"
    assert "Nothing was changed" in page.get_text(" ")
