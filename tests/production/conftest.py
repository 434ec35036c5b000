"""One documented machine for all tests of this folder, set up in the order of docs/operations.md."""

import pytest

from tests.faults.mail.smtp import MailServer
from tools.production_stack import HOST, ProductionStack, say_line

from .browser import SECRET, Browser

PASSWORD = "a calm and long pass phrase"
PEOPLE = """
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from staff import roles
from forms.models import RequestSettings
from wagtail.models import Site
user = get_user_model().objects.create_superuser("owner", "owner@clinic.example.com", {password!r})
user.groups.add(Group.objects.get(name=roles.FRONT_DESK))  # an administrator alone reads no requests
TOTP.activate(user, {secret!r})
settings = RequestSettings.for_site(Site.objects.get(is_default_site=True))
settings.notify = "desk@clinic.example.com"
settings.save()
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ask the bare machine first, whatever the files are called: it is bare only until somebody needs the whole one."""
    items.sort(
        key=lambda item: (
            "bare" not in (names := getattr(item, "fixturenames", ())) or "stack" in names
        )
    )


@pytest.fixture(scope="session")
def mail():
    with MailServer() as server:
        yield server


@pytest.fixture(scope="session")
def bare():
    """The machine with data, and nginx before there is a certificate; nothing else runs yet."""
    stack = ProductionStack()
    try:
        say_line("PostgreSQL, Redis, tables and static files")
        stack.set_up_data()
        say_line("nginx, without a certificate")
        stack.start_nginx()
        yield stack
    finally:
        stack.close()


@pytest.fixture(scope="session")
def stack(bare, mail):
    """The whole machine with the sample site."""
    bare.env["EMAIL_URL"] = f"smtp://127.0.0.1:{mail.port}"
    say_line("the sample site, its owner with a second factor")
    bare.manage("load_sample_site", "--yes", "--site-url", f"https://{HOST}")
    bare.manage("shell", "-v", "0", "-c", PEOPLE.format(password=PASSWORD, secret=SECRET))
    say_line("two web processes behind the socket, the worker, TLS")
    bare.start_web()
    bare.start_worker()
    bare.switch_tls_on()
    say_line("the machine runs; now it is asked")
    return bare


@pytest.fixture(scope="session")
def owner(stack):
    """The owner, signed in through nginx with password and code."""
    browser = Browser(stack)
    browser.sign_in("owner", PASSWORD)
    return browser
