"""Every screen of the admin, in every role, says nothing that only its programmers know."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from wagtail.models import Page

from staff import roles
from tests import factories
from tests.every_page import one_of_each
from tests.factories.forms import SubmissionFactory
from tests.staff.people import sign_in
from tests.staff.screens.walking import Screen, walk_admin

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Words for the machinery.
STRANGE = re.compile(
    r"\b(slugs?|canonical|title tag|alias(es)?|workflows?|tasks?|snippets?|moderat(e|ed|ion)|collections?|redirects?|"
    r"groups?|root (page|level)|parent page|Wagtail installation|tone|locales?|revisions?|renditions?|focal|"
    r"boolean|is null|undefined|NaN|UUIDs?|IDs?|JSON|sitemap|cache\w*|stream\w*|content type|model|query|instance|"
    r"metadata|validation errors|server (language|time zone)|menu order|XLSX|manage\.py|verify_\w+|\w+Block|URLs?)\b",
)
# What Python writes where somebody forgot a word, and names, places and moments as programs write them.
RAW = re.compile(
    r"^(None|True|False|null|nan|\[\]|\{\})$|\b[a-z]+_[a-z_]+\b|%\(\w+\)|\{\{|<\w+:\w+>|\w+ object \(|"
    r"\d{4}-\d\d-\d\d[ T]\d\d:|&(amp|quot|lt|#x27);"
)
# For whoever builds the site: every part in its states, with the file that draws it; a report that stands in no menu.
FOR_BUILDERS = re.compile(r"style_guide|wagtailadmin_reports:page_types_usage")
# What the rights of a role are called, where an administrator gives them: Django keeps these names in the database.
RIGHTS = re.compile(r"^(Can (add|change|delete) \w+|(Add|Edit|Delete) collections)$")
# Said as it has to be typed or looked for elsewhere, with its explanation beside it.
EXPLAINED = re.compile(
    r"JavaScript is required to use Wagtail|import_wordpress|Ask whoever runs the server|another name \(‘trash’|"
    r"None\. We|‘HTML|Supported formats|XLSX \(Excel\)"
)
ROLES = [role.name for role in roles.ROLES]


def make_everything() -> list[str]:
    """Make one of each kind that has a screen; return the screens of the pages, which share a view."""
    pages = one_of_each()
    for make in (
        factories.ClinicImageFactory, factories.ClinicDocumentFactory, factories.PersonFactory,
        factories.LocationFactory, factories.ReferenceFactory, factories.FaqEntryFactory,
        factories.NoticeFactory, factories.MenuFactory, factories.PieceFactory, SubmissionFactory,
    ):  # fmt: skip
        make()
    for page in pages.values():
        page.save_revision().publish()
    home = Page.objects.get(depth=2)
    kinds = [(type(page)._meta.app_label, type(page)._meta.model_name) for page in pages.values()]
    return [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages.values()] + [
        reverse("wagtailadmin_pages:add", args=[*kind, home.pk]) for kind in kinds
    ]


def list_strange(screens: list[Screen]) -> dict[str, str]:
    found = {}
    for screen in screens:
        if FOR_BUILDERS.match(screen.view):
            continue
        for text in screen.said:
            odd = STRANGE.search(text) or RAW.search(text)
            if odd and not EXPLAINED.search(text) and not RIGHTS.search(text):
                found.setdefault(f"{odd[0]}: {text[:110]}", f"{screen.address} ({screen.view})")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_screen_of_a_role_speaks_of_its_machinery(role):
    starts = make_everything()
    screens = walk_admin(sign_in(role, first_name="Dana"), *starts)
    assert [screen.address for screen in screens if screen.status >= 500] == []
    assert len(screens) > 10
    assert list_strange(screens) == {}
