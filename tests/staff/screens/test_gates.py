"""What Wagtail's admin shows to everybody who may enter it: titles of drafts, private files; and empty forms."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from staff import roles
from tests.factories import (
    ClinicDocumentFactory,
    ClinicImageFactory,
    StandardPageFactory,
    home_page,
)
from tests.staff.addresses import every_address
from tests.staff.people import sign_in

pytestmark = pytest.mark.django_db
HIDDEN = ("Hush draft", "Hush private", "Hush below", "Hush file", "Hush picture")


@pytest.fixture
def hidden(db):
    """Pages and files that visitors do not find; return the pages."""
    home = home_page()
    draft = StandardPageFactory(title="Hush draft", parent=home, live=False)
    private = StandardPageFactory(title="Hush private", parent=home)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    below = StandardPageFactory(title="Hush below", parent=private)
    StandardPageFactory(title="Hush below", parent=draft)
    collection = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    ClinicDocumentFactory(title="Hush file", collection=collection)
    ClinicImageFactory(title="Hush picture", collection=collection)
    return [draft, private, below]


def texts(client, hidden):
    """Return each address that `client` may ask for and what it answers."""
    ids = "&".join(f"id={page.pk}" for page in hidden)
    more = [reverse("wagtailadmin_choose_page_child", args=[page.pk]) for page in hidden]
    for address in [*every_address(), *more]:
        if not address.startswith("/admin/"):
            continue
        chooses = "choose" in address or "/api/" in address
        for query in ("", "?q=Hush", f"?multiple=1&{ids}") if chooses else ("",):
            answer = client.get(address + query)  # raises where it would be a 500
            if not answer.streaming:
                yield address + query, answer.content.decode(errors="replace")


@pytest.mark.parametrize("role", [roles.FRONT_DESK, roles.MANAGER])
def test_who_works_on_no_page_reads_no_title_of_what_is_not_public(hidden, role):
    found = [
        (address, word)
        for address, text in texts(sign_in(role), hidden)
        for word in HIDDEN
        if word in text
    ]
    assert found == []


def test_a_manager_still_chooses_the_target_of_a_redirect(hidden):
    StandardPageFactory(title="Open page", parent=home_page())
    page = sign_in(roles.MANAGER).get(reverse("wagtailadmin_choose_page_search"), {"q": "Open"})
    assert "Open page" in page.content.decode()


def test_an_editor_still_chooses_drafts(hidden):
    page = sign_in(roles.EDITOR).get(reverse("wagtailadmin_choose_page_search"), {"q": "Hush"})
    assert "Hush draft" in page.content.decode()


@pytest.mark.parametrize("role", [roles.ADMINISTRATOR, roles.FRONT_DESK])
def test_an_empty_post_makes_no_error(hidden, role):
    """No mail to the operators, whatever address a form without fields is sent to."""
    signed_in = sign_in(role)
    failed = []
    for address in every_address():
        if not address.startswith("/admin/"):
            continue
        client = Client(raise_request_exception=False)
        client.cookies = signed_in.cookies.copy()
        sid = transaction.savepoint()
        answer = client.post(address)
        transaction.savepoint_rollback(sid)
        if answer.status_code >= 500:
            failed.append(address)
    assert failed == []


@pytest.mark.parametrize("choice", ["1", "abc", "9" * 400, "-1", ""])
@pytest.mark.parametrize(
    "name", ["wagtailadmin_choose_page_chosen_multiple", "wagtailimages_chooser:chosen_multiple"]
)
def test_a_choice_that_nobody_can_make_is_no_error(administrator, name, choice):
    root = Page.objects.get(depth=1)
    client = Client(raise_request_exception=False)
    client.cookies = administrator.cookies
    answer = client.get(reverse(name), {"id": str(root.pk) if choice == "1" else choice})
    assert answer.status_code < 500


@pytest.mark.parametrize(
    "half",
    [{"items-count": "<x>"}, {"items-count": "9" * 400}, {"items-count": "1"}, {"items-count": ""},
     {"items-count": "1", "items-0-deleted": "", "items-0-type": "page", "items-0-order": "x"},
     {"items-count": "1", "items-0-deleted": "", "items-0-type": "page"}],
)  # fmt: skip
@pytest.mark.parametrize("address", ["add/", "preview/"])
def test_a_form_with_half_of_its_stream_is_refused(administrator, address, half):
    answer = administrator.post(
        f"/admin/snippets/clinic/menu/{address}", {"place": "header", **half}
    )
    assert answer.status_code == 400


def test_a_form_that_lost_its_stream_is_refused_and_not_emptied(administrator):
    answer = administrator.post("/admin/snippets/clinic/menu/add/", {"place": "header"})
    assert answer.status_code == 400
