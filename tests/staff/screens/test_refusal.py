"""Screens that a role does not open: the sentence names the screen, the role, and whom to ask."""

from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page

from staff import roles
from staff.models import AuditEntry
from staff.screens import refusal
from tests.factories.forms import FormPageFactory


def said_at(client, path, method="get"):
    """Return the one sentence with which `path` leads back to the dashboard."""
    response = getattr(client, method)(path)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    (message,) = get_messages(response.wsgi_request)
    return str(message)


@pytest.mark.parametrize(
    ("role", "path", "said"),
    [
        (
            roles.EDITOR,
            "/admin/requests/",
            "You can’t open ‘Requests’ with the role Editor. Ask a manager.",
        ),
        (
            roles.EDITOR,
            "/admin/requests/4711/",
            "You can’t open ‘Requests’ with the role Editor. Ask a manager.",
        ),
        (
            roles.EDITOR,
            "/admin/users/",
            "You can’t open ‘Users’ with the role Editor. Ask an administrator.",
        ),
        (
            roles.EDITOR,
            "/admin/emergency/",
            "You can’t open ‘Emergency access’ with the role Editor. Ask an administrator.",
        ),
        (
            roles.FRONT_DESK,
            "/admin/requests/export/",
            "You can’t open ‘Export of requests’ with the role Front desk. Ask a manager.",
        ),
        (
            roles.FRONT_DESK,
            "/admin/reports/audit/",
            "You can’t open ‘Audit’ with the role Front desk. Ask a manager.",
        ),
        (
            roles.FRONT_DESK,
            "/admin/pages/",
            "You can’t open ‘Pages’ with the role Front desk. Ask an editor.",
        ),
        (
            roles.FRONT_DESK,
            "/admin/snippets/clinic/person/",
            "You can’t open ‘People’ with the role Front desk. Ask an editor.",
        ),
        (
            roles.MANAGER,
            "/admin/settings/clinic/clinicsettings/",
            "You can’t open ‘Clinic settings’ with the role Manager. Ask an editor.",
        ),
        (
            roles.EDITOR,
            "/admin/settings/clinic_forms/requestsettings/",
            "You can’t open ‘Requests’ with the role Editor. Ask an administrator.",
        ),
        (
            roles.ADMINISTRATOR,
            "/admin/requests/",
            "You can’t open ‘Requests’ with the role Administrator. "
            "Ask a manager. In an emergency, open requests under Settings → Emergency access.",
        ),
    ],
)
def test_the_sentence_names_screen_role_and_whom_to_ask(signed_in, role, path, said):
    assert said_at(signed_in(role), path) == said


def test_the_sentence_stands_on_the_dashboard(editor):
    page = editor.get("/admin/requests/", follow=True).content.decode()
    assert "You can’t open ‘Requests’ with the role Editor. Ask a manager." in page


def test_two_roles_are_both_named(signed_in):
    said = said_at(signed_in(roles.REVIEWER, roles.EDITOR), "/admin/requests/")
    assert "with the roles Clinical reviewer and Editor." in said


def test_an_account_without_a_role_is_told_so(superuser):
    said = said_at(superuser, "/admin/requests/")
    assert said == "You can’t open ‘Requests’: your account has no role. Ask an administrator."


def test_a_page_type_that_a_role_cannot_add_is_named(signed_in):
    path = reverse("wagtailadmin_pages:add_subpage", args=[Page.objects.get(depth=1).pk])
    said = said_at(signed_in(roles.FRONT_DESK), path)
    assert said == "You can’t open ‘Add a page’ with the role Front desk. Ask an editor."


def test_scripts_get_a_plain_403(editor):
    asked = editor.get("/admin/requests/", headers={"x-requested-with": "XMLHttpRequest"})
    assert asked.status_code == 403


def test_wagtails_own_list_of_submissions_leads_those_who_may_to_the_inbox(manager, editor):
    path = f"/admin/forms/submissions/{FormPageFactory().pk}/"
    response = manager.get(path)
    assert (response.status_code, response["Location"]) == (302, "/admin/requests/")
    assert "with the role Editor. Ask a manager." in said_at(editor, path)


@pytest.mark.parametrize("path", ["/admin/nothing/known/", "/admin/snippets/no/such/"])
def test_an_unknown_screen_has_a_sentence_too(path):
    assert refusal.find_area(path) == ("this screen", roles.ADMINISTRATOR)


def test_who_asks_for_what_their_role_does_not_open_is_on_record(signed_in):
    client = signed_in(roles.FRONT_DESK)
    for _twice in range(2):
        client.get("/admin/users/")
        client.get(f"/admin/pages/{Page.objects.last().pk}/edit/")
        client.get("/admin/reports/audit/", headers={"x-requested-with": "XMLHttpRequest"})
    client.get("/admin/requests/")
    entries = AuditEntry.objects.filter(action="staff.refused").order_by("pk")
    assert [entry.data["view"] for entry in entries] == [
        "admin/users/",
        "admin/pages/<int:page_id>/edit/",
        "admin/reports/audit/",
    ]
    assert len({entry.who_id for entry in entries}) == 1
    # An hour later it is a new attempt.
    with mock.patch.object(refusal, "NOTED_EVERY", timedelta()):
        client.get("/admin/users/")
    assert AuditEntry.objects.filter(action="staff.refused").count() == 4
