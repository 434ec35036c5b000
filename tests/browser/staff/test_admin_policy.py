"""Every screen of the admin under its policy, which lets no script and no style run that stands inside a page."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.contrib.settings.registry import registry
from wagtail.models import Page, Site, Task, Workflow

from tests import factories
from tests.factories.forms import SubmissionFactory
from tests.staff.addresses import every_address

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
WATCH = """
window.refused = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.refused.push([event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample]);
});
"""


@pytest.fixture
def watched(editor, small_site):
    """A page of Chromium, signed in, that remembers in `window.refused` what its policy kept from running."""
    factories.ClinicDocumentFactory()
    factories.home_page()
    Workflow.objects.create(name="Two pairs of eyes")
    Task.objects.create(name="Look at it")
    SubmissionFactory()
    get_user_model().objects.get(username="ann").groups.set(Group.objects.all())
    editor.add_init_script(WATCH)
    return editor


def is_whole_page(answer: Any) -> bool:
    """Tell whether an answer is a screen, not a piece that a screen fetches."""
    html = answer.headers.get("content-type", "").startswith("text/html")
    return answer.status == 200 and html and "<body" in answer.text()


def list_screens(editor) -> list[str]:
    """Return the addresses of the admin that answer with a whole page, with the editors of all pages and settings."""
    site = Site.objects.get()
    settings = [
        reverse("wagtailsettings:edit", args=[kind._meta.app_label, kind._meta.model_name, site.pk])
        for kind in registry
    ]
    roles = [reverse("wagtailusers_groups:edit", args=[Group.objects.first().pk])]
    work = [
        reverse("wagtailadmin_workflows:edit", args=[Workflow.objects.last().pk]),
        reverse("wagtailadmin_workflows:edit_task", args=[Task.objects.last().pk]),
    ]
    pages = Page.objects.filter(depth__gt=1)
    editors = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages]
    creators = {
        reverse(
            "wagtailadmin_pages:add", args=[kind._meta.app_label, kind._meta.model_name, page.pk]
        )
        for page in pages
        for kind in page.specific_class.allowed_subpage_models()
    }
    asked = [
        address
        for address in [*every_address(), *settings, *roles, *work, *editors, *sorted(creators)]
        if address.startswith("/admin/") and "logout" not in address
    ]
    return [
        address
        for address in asked
        if is_whole_page(editor.request.get(editor.base + address, max_redirects=0))
    ]


def test_no_screen_needs_a_script_or_a_style_inside_its_page(watched):
    shown = list_screens(watched)
    assert len(shown) > 100
    found = {}
    for address in shown:
        watched.goto(watched.base + address)
        watched.wait_for_load_state("load")
        watched.wait_for_timeout(100)
        if refused := watched.evaluate("window.refused"):
            found[address] = refused
    assert found == {}
    assert watched.trouble == []


def test_the_walk_finds_a_script_inside_a_page(watched):
    watched.goto(f"{watched.base}/admin/")
    watched.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\" onclick=\"1\"></p>')"
    )
    watched.wait_for_timeout(100)
    assert [entry[0] for entry in watched.evaluate("window.refused")] == [
        "style-src-attr",
        "script-src-attr",
    ]
