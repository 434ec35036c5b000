"""Chromium for the browser tests, and a small site with every page type and every block."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client

from tests import factories
from tests.browser.hand import Hand, start_again
from tests.factories.blog import BlogCategoryFactory, BlogPostPageFactory, blog_index
from tests.factories.forms import FormPageFactory, request_settings, starter_form
from tests.staff.people import sign_in

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]


def without_beacons(new_context: Callable[..., Any]) -> Callable[..., Any]:
    """Let pages tell of no visit (site/visits): a beacon on its way would outlive the test and its database.

    A test that is about visits starts a browser of its own, as programs are not counted anyway.
    """

    def make(**options: Any) -> Any:
        context = new_context(**options)
        context.add_init_script("navigator.sendBeacon = () => true")
        return context

    return make


@pytest.fixture(scope="module")
def browser(django_db_setup) -> Iterator[Any]:
    """One Chromium for a file of tests.

    While Playwright's loop runs in this thread, Django believes that it is asynchronous: it keeps
    other connections, which must be told what the empty database held (for serialized_rollback),
    and it would refuse to query.
    """
    api = pytest.importorskip("playwright.sync_api")
    held = {c.alias: getattr(c, "_test_serialized_contents", None) for c in connections.all()}
    with mock.patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="true"), api.sync_playwright() as p:
        for alias, contents in held.items():
            if contents is not None:
                connections[alias]._test_serialized_contents = contents
        chromium = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        chromium.new_context = without_beacons(chromium.new_context)
        yield chromium
        chromium.close()
        connections.close_all()


@pytest.fixture
def open_page(browser, live_server) -> Iterator[Callable[..., Any]]:
    """Return a function that opens an address: `open_page("/", width=360, scheme="dark")`.

    `page.trouble` collects what the browser complained of and every foreign address it asked.
    """
    contexts = []

    def open_at(
        path: str = "/", *, width: int = 1440, scheme: str = "light", **options: Any
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.trouble = []
        page.on("console", lambda m: m.type == "error" and page.trouble.append(m.text))
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on(
            "request",
            lambda r: (
                None if r.url.startswith((live_server.url, "data:")) else page.trouble.append(r.url)
            ),
        )
        page.base = live_server.url
        page.goto(live_server.url + path)
        return page

    yield open_at
    for context in contexts:
        context.close()


@pytest.fixture
def editor(browser, live_server, settings) -> Iterator[Any]:
    """A page of Chromium, signed in as an administrator."""
    user = get_user_model().objects.create_superuser("ann", "ann@clinic.example", "a long password")
    client = Client()
    client.force_login(user)
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.trouble = []
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on(
        "console",
        lambda m: "Content Security Policy" in m.text and page.trouble.append(m.text),
    )
    page.base = live_server.url
    yield page
    context.close()


@pytest.fixture
def begin(browser, live_server, settings):
    """Return a function that opens the dashboard in a role and gives the hand that works there."""
    contexts = []

    def open_dashboard(role: str, kind: type[Hand] = Hand, **options: Any) -> Hand:
        client = sign_in(role, first_name="Edda")
        options.setdefault("viewport", {"width": 1440, "height": 1000})
        context = browser.new_context(**options)
        contexts.append(context)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.base, page.user = live_server.url, client.user
        return start_again(kind(page))

    yield open_dashboard
    for context in contexts:
        context.close()


@pytest.fixture
def small_site(transactional_db) -> dict[str, str]:
    """A site with every page type, every block, menus, places and people: addresses by name."""
    factories.restart_sequences()
    home = factories.home_page()
    picture = factories.ClinicImageFactory(file__width=960, file__height=600)
    doctor = factories.PersonFactory(photo=picture)
    factories.LocationFactory(name="Main clinic", hours_note="By appointment.", directions="Left.")
    references = factories.ReferenceFactory.create_batch(3)
    factories.FaqEntryFactory.create_batch(2)
    factories.NoticeFactory(place="prices")
    category = BlogCategoryFactory(name="Safety", slug="safety")
    every = [*_text(references), *_blocks()]
    care = {
        "author": doctor,
        "picture": picture,
        "introduction": "What it is, and what to weigh first.",
    }
    item = factories.stream(("item", "<p>Some people feel better within a day.</p>"))
    service = factories.ServicePageFactory(
        title="Ketamine infusions", body=factories.stream(*every), benefits=item, risks=item,
        who_should_not=item, ask_first=item, alternatives=item, kind="treatment", **care,
    )  # fmt: skip
    condition = factories.ServicePageFactory(
        title="Depression", benefits=item, risks=item, picture=picture
    )
    about = factories.AboutPageFactory(body=factories.stream(*_some("people", "locations")))
    costs = factories.StandardPageFactory(
        title="What it costs", purpose="costs", body=factories.stream(*_some("price_table", "faq"))
    )
    post = BlogPostPageFactory(
        title="What ketamine is", category=category, body=factories.stream(*every),
        tag_names=["safety"], **care,
    )  # fmt: skip
    for number in range(4):
        BlogPostPageFactory(title=f"A further post {number}", category=category)
    form = starter_form()
    factories.ClinicSettingsFactory(
        request_page=form, consultation_page=form, request_banner="Ready to talk?",
        sample_note="This is a sample.", consultation_small_print="It is free.",
        text_caption="Please leave out medical details.", medical_disclaimer="General information.",
    )  # fmt: skip
    link = {"page": condition.pk, "label": ""}
    factories.MenuFactory(
        items=factories.stream(
            ("group", {"label": "Treatments", "links": [{"page": service.pk, "label": ""}, link]}),
            ("page", {"page": costs.pk, "label": "Costs"}),
            ("page", {"page": about.pk, "label": ""}),
        )
    )
    factories.MenuFactory(slot="footer-1", heading="More", items=factories.stream(("page", link)))
    home.refresh_from_db()  # its children were made meanwhile
    home.picture = picture
    home.body = factories.stream(
        *_some("steps", "course", "cards", "people", "latest_posts", "call_to_action")
    )
    home.save_revision().publish()
    return {
        "home": home.url,
        "services": service.get_parent().url,
        "service": service.url,
        "about": about.url,
        "costs": costs.url,
        "blog": blog_index().url,
        "category": f"{blog_index().url}category/safety/",
        "post": post.url,
        "form": form.url,
        "search": "/search/?q=ketamine",
        "nothing found": "/search/?q=xqzv",
        "not found": "/nothing-here/",
    }


def _text(references: list[Any]) -> list[tuple[str, Any]]:
    marks = "".join(f'<a linktype="reference" id="{r.pk}">[ref]</a>' for r in references)
    return [
        ("text", f'<h2>What it is</h2><p>Read <a href="/">more here</a>.{marks}</p>'),
        ("text", "<h2>How it goes</h2><p>Slowly, in a quiet room.</p><ul><li>One</li></ul>"),
    ]


def _blocks() -> list[tuple[str, Any]]:
    from content.blocks import body_blocks

    return _some(*(name for name, _block in body_blocks()))


def _some(*names: str) -> list[tuple[str, Any]]:
    """Return these blocks with their preview values, as a stream stores them."""
    from content.blocks import body_blocks

    found = dict(body_blocks())
    values = []
    for name in names:
        block = found[name]
        block.set_name(name)
        values.append((name, _plain(block.get_prep_value(block.get_preview_value()))))
    return values


def _plain(value: Any) -> Any:
    """Return a stored value with dates as JSON has them."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


@pytest.fixture
def form_page(transactional_db):
    request_settings()
    return FormPageFactory(slug="write", title="Write to us")
