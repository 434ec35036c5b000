"""Every address of the site, asked by sessions that have a password and no second factor."""

import json
import re
from importlib import import_module
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from staff import roles
from staff.sign_in import doors
from tests.factories import ClinicDocumentFactory, StandardPageFactory, home_page
from tests.factories.blog import BlogPostPageFactory
from tests.factories.forms import FormPageFactory, SubmissionFactory

from .addresses import every_address
from .people import PASSWORD, make_user, with_app

pytestmark = pytest.mark.django_db

CHALLENGES = {"/accounts/login/", "/accounts/2fa/", "/accounts/2fa/authenticate/"}
NAME = "margaret.hollis"
SECRET_WORDS = ("Only for colleagues", "Not yet published", "Draft of the day")


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR = "required"


class Session:
    """A browser whose session is put back before each request, for a refused one may be ended."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.stored = dict(client.session)
        self.store = import_module(django_settings.SESSION_ENGINE).SessionStore

    def ask(self, method: str, address: str):
        """Ask for `address` with the session as it was at first."""
        session = self.store()
        session.update(self.stored)
        session.create()
        self.client.cookies.clear()
        self.client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
        return getattr(self.client, method)(address)


def by_another_door(user):
    """Return a session that something signed in by the password alone, as Wagtail's own login did."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return Session(client)


def before_the_challenge(user):
    """Return a session that has given its password at the door and stands before the challenge."""
    client = Client(raise_request_exception=False)
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return Session(client)


def pages():
    """Make what a visitor may and may not see; return the addresses."""
    home = home_page()
    public = StandardPageFactory(title="For everybody", parent=home)
    private = StandardPageFactory(title="Only for colleagues", parent=home)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    of_group = StandardPageFactory(title="Only for colleagues too", parent=home)
    restriction = PageViewRestriction.objects.create(page=of_group, restriction_type="groups")
    restriction.groups.set(Group.objects.all())
    password = StandardPageFactory(title="Only for colleagues with a word", parent=home)
    PageViewRestriction.objects.create(
        page=password, restriction_type="password", password="open sesame"
    )
    draft = StandardPageFactory(title="Not yet published", parent=home, live=False)
    public.title = "Draft of the day"
    public.save_revision()
    collection = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    document = ClinicDocumentFactory(title="Only for colleagues", collection=collection)
    shown = [public, private, of_group, password, draft, BlogPostPageFactory(), FormPageFactory()]
    SubmissionFactory()
    return [
        *(page.get_url() or f"/{page.slug}/" for page in shown),
        document.url,
        f"/admin/pages/{draft.pk}/view_draft/",
        f"/admin/pages/{public.pk}/edit/preview/",
        f"/admin/pages/{public.pk}/edit/",
        f"/admin/documents/edit/{document.pk}/",
        "/nowhere/",
        "/accounts/",
        "/accounts/nowhere/",
        "/admin/nowhere/",
        "/admin",
    ]


def words_of(response):
    """Return what an answer shows, without what is new in every answer."""
    if response.streaming:
        return b"".join(response.streaming_content)
    text = response.content.decode(errors="replace")
    if "html" not in response.get("Content-Type", ""):
        return text
    soup = BeautifulSoup(text, "html.parser")
    for field in soup.select("input[type=hidden]"):
        field["value"] = ""
    return re.sub(r"\s+", " ", soup.get_text(" ")) + str(len(soup.select("a, form, input")))


def leads_to_challenge(response):
    """Tell whether an answer only shows the way to the second factor."""
    if response.status_code == 403 and response["Content-Type"] == "application/json":
        return json.loads(response.content) == {"error": "second factor needed"}
    return response.status_code == 302 and urlsplit(response["Location"]).path in CHALLENGES


def same_as_for_a_visitor(response, visitors):
    """Tell whether an answer is the one that somebody without a session gets."""
    return (
        response.status_code == visitors.status_code
        and response.get("Location") == visitors.get("Location")
        and words_of(response) == words_of(visitors)
    )


def walk(session, *, may=frozenset()):
    """Ask for every address by GET and POST; return those that gave more than a visitor gets."""
    visitor = Client(raise_request_exception=False)
    open_to = []
    for address in [*every_address(), *pages()]:
        if address in may:
            continue
        for method in ("get", "post"):
            response = session.ask(method, address)
            if leads_to_challenge(response):
                continue
            visitors = getattr(visitor, method)(address)
            visitor.cookies.clear()
            text = words_of(response)
            leaks = any(secret in str(text) for secret in (NAME, "wagtail-userbar", *SECRET_WORDS))
            if leaks or not same_as_for_a_visitor(response, visitors):
                open_to.append((method, address, response.status_code, response.get("Location")))
    return open_to


OF_THE_SESSION = {reverse("account_logout")}


@pytest.mark.slow
def test_a_password_without_the_accounts_factor_opens_nothing():
    user = with_app(make_user(NAME, roles.MANAGER, is_superuser=True))
    assert walk(by_another_door(user), may=OF_THE_SESSION) == []


@pytest.mark.slow
def test_before_the_challenge_there_is_only_the_challenge():
    user = with_app(make_user(NAME, roles.MANAGER, is_superuser=True))
    session = before_the_challenge(user)
    assert walk(session, may={*OF_THE_SESSION, *CHALLENGES}) == []
    assert session.ask("get", "/accounts/2fa/authenticate/").status_code == 200


@pytest.mark.slow
def test_who_must_set_up_a_factor_can_do_only_that():
    user = make_user(NAME, roles.MANAGER, is_superuser=True)
    setting_up = {reverse(name) for name in doors.SETTING_UP_MAY}
    session = by_another_door(user)
    assert walk(session, may=setting_up) == []
    assert session.ask("get", reverse("mfa_index")).status_code == 200
    # Not without a fresh password, which this session never showed.
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        for method in ("get", "post"):
            response = session.ask(method, reverse(name))
            assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_the_walk_finds_an_open_door(settings):
    """The walk itself works: a session that is fully signed in is not taken for a visitor."""
    settings.SECOND_FACTOR = "optional"
    session = by_another_door(make_user(NAME, is_superuser=True))
    response = session.ask("get", "/admin/guide/")
    assert response.status_code == 200
    assert not leads_to_challenge(response)
    assert len(every_address()) > 400


def test_log_out_ends_a_session_that_has_only_a_password():
    client = Client()
    client.force_login(with_app(make_user(NAME, roles.MANAGER)))
    assert client.get(reverse("account_logout")).status_code == 200
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/_util/login/", "/admin/login/"])
def test_wagtails_own_doors_take_no_password(address):
    user = make_user(NAME, roles.EDITOR)
    client = Client()
    typed = {"username": user.username, "password": PASSWORD}
    response = client.post(f"{address}?next=/admin/", typed)
    assert response["Location"] == "/accounts/login/?next=/admin/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "onward",
    [
        "//evil.example/", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
        "///evil.example", "http:evil.example", "https:/evil.example", "//evil.example%2f@testserver",
        "http://testserver@evil.example/", "http://testserver:80@evil.example/", "/\t/evil.example", "data:text/html,x",
        " //evil.example", "http://testserver.evil.example/", "/admin/\r\nX-Evil: 1",
    ],
)  # fmt: skip
def test_no_next_leads_to_another_host(settings, onward):
    settings.SECOND_FACTOR = "optional"
    user = make_user(NAME, roles.EDITOR)
    client = Client()
    door = reverse("account_login")
    answers = [client.post(door, {"login": user.username, "password": PASSWORD, "next": onward})]
    assert "_auth_user_id" in client.session
    answers += [
        client.get(door, {"next": onward}),
        client.post(reverse("account_logout"), {"next": onward}),
    ]
    for answer in answers:
        assert "X-Evil" not in answer.headers
        if (
            answer.status_code != 403
        ):  # Django refuses to lead to a scheme that is none of the web's
            place = urlsplit(answer["Location"].replace("\\", "/"))
            assert (place.scheme, place.netloc) == ("", ""), answer["Location"]


def test_private_pages_lead_to_the_one_door(client):
    private = StandardPageFactory(title="Only for colleagues", parent=home_page())
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    response = client.get(private.get_url())
    assert response["Location"] == f"/accounts/login/?next={private.get_url()}"


def test_somebody_signed_in_does_not_go_round_for_ever(signed_in):
    """The page sends them to the door, and the door sent them back to the page."""
    page = StandardPageFactory(title="Only for managers", parent=home_page())
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.set(Group.objects.filter(name=roles.MANAGER))
    response = signed_in(roles.EDITOR).get(page.get_url(), follow=True)
    assert response.status_code == 403
    assert "meant for other people" in response.content.decode()


def test_an_account_without_a_role_is_told_so(signed_in):
    client = signed_in(username="newcomer")
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    page = BeautifulSoup(response.content, "html.parser")
    assert "has no role yet" in page.select_one("main").get_text()
    assert page.select_one(f"main a[href='{reverse('account_logout')}']")


def test_nobody_causes_an_error_on_purpose(superuser, settings):
    settings.SECOND_FACTOR = "optional"
    assert superuser.get("/admin/failwhale/").status_code == 404
