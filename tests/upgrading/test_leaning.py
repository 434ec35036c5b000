"""docs/upgrading.md names everything that an upgrade could move, and a template that moved is noticed."""

import ast
import hashlib
import inspect
import json
import re
from datetime import date, datetime, time
from pathlib import Path

import pytest
import wagtail
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.base.forms import BaseAuthenticateForm
from bs4 import BeautifulSoup
from django.contrib.sitemaps import Sitemap
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, RejectRequest
from django.test import RequestFactory
from django.urls import get_resolver
from wagtail.admin import auth
from wagtail.admin.action_menu import PageLockedMenuItem, WorkflowMenuItem
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.models import GroupApprovalTask, Page, Site

from pages.serving import for_serving
from review.screens import action_menu
from staff.screens import refusal
from tests.factories import StandardPageFactory, home_page

from . import leaning

DOC = (leaning.ROOT / "docs" / "upgrading.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", DOC))
# Each template that was looked at, with the digest of every version that ours was compared with.
KNOWN = json.loads(Path(__file__).with_name("templates.json").read_text(encoding="utf-8"))


# --- The list is whole ---------------------------------------------------------------------------
def test_every_internal_that_is_imported_is_named():
    assert leaning.internal_imports() - NAMED == set()


def test_policies_of_files_are_our_own():
    """Wagtail 8 refuses to have its two imported before all apps are ready; `media.models.FILE_POLICIES` has the same."""
    places = {
        str(path)
        for path, tree in leaning.sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in ("wagtail.images.permissions", "wagtail.documents.permissions")
    }
    assert places == set()


def test_every_private_name_that_is_touched_is_named():
    assert leaning.touched_privates() - NAMED == set()


def test_every_private_method_that_is_replaced_is_named():
    assert leaning.overridden_privates() - NAMED == set()


def test_every_test_that_the_page_names_exists():
    tests = set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", DOC))
    assert len(tests) > 20
    for file, name in tests:
        text = (leaning.ROOT / file).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text or f"class {name}" in text, f"{file}::{name}"


# --- Templates -----------------------------------------------------------------------------------
def test_every_template_of_a_package_that_is_hidden_was_looked_at():
    assert set(leaning.overridden_templates()) == set(KNOWN)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_the_hidden_template_is_one_that_ours_was_compared_with(name):
    original = leaning.overridden_templates()[name].read_bytes()
    assert hashlib.sha256(original).hexdigest()[:16] in KNOWN[name], (
        f"{name} of the package has changed. Compare ours with it, mend ours if need be, then add the new digest "
        "to tests/upgrading/templates.json (docs/upgrading.md, 'Templates')."
    )


# --- Hooks and addresses -------------------------------------------------------------------------
def test_every_hook_is_one_that_wagtail_calls():
    files = Path(wagtail.__file__).parent.rglob("*")
    known: set[str] = set()
    for file in files:
        if file.suffix in (".py", ".html") and not {"tests", "test", "migrations"} & set(
            file.parts
        ):
            known.update(re.findall(r"[\"']([a-z_]{8,50})[\"']", file.read_text(encoding="utf-8")))
    assert leaning.hook_names() - known == set()


def names_of(resolver, prefix: str = "") -> set[str]:
    found = {prefix + key for key in resolver.reverse_dict if isinstance(key, str)}
    for space, (_way, inner) in resolver.namespace_dict.items():
        found |= names_of(inner, f"{prefix}{space}:")
    return found


def test_every_address_of_theirs_that_is_asked_for_exists():
    wanted = leaning.address_names()
    assert len(wanted) > 8
    assert wanted - names_of(get_resolver()) == set()


# --- Replaced and private names do what the site counts on ---------------------------------------
def test_the_admins_refusal_is_ours():
    assert auth.permission_denied is refusal.permission_denied
    # It is looked up when somebody is refused, not when a view is wrapped.
    assert "permission_denied" in auth.require_admin_access.__globals__
    assert auth.require_admin_access.__globals__["permission_denied"] is refusal.permission_denied


@pytest.mark.parametrize(
    ("widget", "value", "shown"),
    [
        (AdminDateInput, date(2026, 11, 24), "Nov 24, 2026"),
        (AdminTimeInput, time(17), "5 pm"),
        (AdminDateTimeInput, datetime(2026, 11, 24, 17), "Nov 24, 2026 5:00 pm"),
    ],
)
def test_wagtails_widgets_ask_the_three_methods_that_are_replaced(widget, value, shown):
    soup = BeautifulSoup(widget().render("when", value, {"id": "id_when"}), "html.parser")
    field = soup.find("input")
    assert field["value"] == shown
    read = widget().value_from_datadict({"when": field["value"]}, {}, "when")
    assert read == (value.isoformat(" ") if isinstance(value, datetime) else value.isoformat())
    if widget is not AdminTimeInput:
        assert "validateOnBlur" in soup.decode()


@pytest.mark.django_db
def test_a_served_page_knows_its_parent_without_asking(django_assert_num_queries):
    home = home_page()
    page = StandardPageFactory(parent=home)
    served = for_serving(Page.objects.get(pk=page.pk), [home])
    with django_assert_num_queries(0):
        assert served.get_parent() is home


@pytest.mark.django_db
def test_the_site_is_looked_for_first_where_it_is_put(django_assert_num_queries):
    request = RequestFactory().get("/")
    request._wagtail_site = site = Site(hostname="put.example")
    with django_assert_num_queries(0):
        assert Site.find_for_request(request) is site


def test_names_of_wagtails_screens_are_still_these():
    """We pick panels and buttons by these names; one that is called otherwise would only stay where it is."""
    assert WorkflowObjectsToModeratePanel.name == "workflow_objects_to_moderate"
    assert PageLockedMenuItem.name == action_menu.LOCKED
    item = WorkflowMenuItem(action_menu.APPROVE, "Approve", False)
    assert (item.name, item.launch_modal) == (action_menu.APPROVE, False)
    assert f'"{action_menu.APPROVE}"' in inspect.getsource(GroupApprovalTask.get_actions)


@pytest.mark.django_db
def test_djangos_token_check_can_be_asked_and_spared(settings):
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    request = RequestFactory(enforce_csrf_checks=True).post("/", {})
    check.process_request(request)
    with pytest.raises(RejectRequest):
        check._check_token(request)
    assert check.process_view(request, lambda _request: None, (), {}).status_code == 403
    request._dont_enforce_csrf_checks = True
    assert check.process_view(request, lambda _request: None, (), {}) is None


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (DefaultAccountAdapter, "_rollback_login_failed_rl_usage"),
        (BaseAuthenticateForm, "_emit_authentication_failed"),
        (Sitemap, "_urls"),
    ],
)
def test_the_private_method_is_still_there(owner, name):
    assert callable(getattr(owner, name))
