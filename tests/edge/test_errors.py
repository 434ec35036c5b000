"""Error pages that work when nothing else does, and reports that quote nobody."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.exceptions import TemplateSyntaxError
from django.test import Client, RequestFactory
from django.urls import include, path, resolve
from django.views.decorators.csrf import csrf_exempt

from edge import views
from edge.reports import MailHandler, QuietFormatter, QuietReporter
from tests import factories
from tests.factories import home_page

SECRETS = ("Maria Typed", "maria@example.com", "7035550199", "cookie-secret", "query-secret")


class TypedError(Exception):
    """Says what was typed, as many libraries' exceptions do."""


@csrf_exempt
def breaks(request: HttpRequest) -> HttpResponse:
    """Break in the middle of a form, with the visitor's words in local variables."""
    name = request.POST.get("name", "")
    try:
        int(request.POST.get("phone", "") + "x")
    except ValueError as error:
        raise TypedError(f"{name} <{request.POST.get('email')}>") from error
    return HttpResponse()


urlpatterns = [path("breaks/", breaks), path("", include("config.urls"))]
handler400, handler403 = "edge.views.answer_bad_request", "edge.views.answer_forbidden"
handler404, handler500 = "edge.views.answer_not_found", "edge.views.answer_server_error"


@pytest.fixture
def breaking(settings) -> Client:
    """A client of a site with one address that breaks; it gets the visitor's answer."""
    settings.ROOT_URLCONF = "tests.edge.test_errors"
    return Client(raise_request_exception=False)


@pytest.fixture
def django_log():
    """The log that Django writes broken requests to, with nothing listening yet."""
    logger = logging.getLogger("django.request")
    before = (logger.handlers[:], logger.disabled, logger.propagate)
    logger.handlers, logger.disabled, logger.propagate = [], False, False
    yield logger
    logger.handlers, logger.disabled, logger.propagate = before


def send(client: Client) -> HttpResponse:
    """Send a form with everything that a report must not tell."""
    return client.post(
        "/breaks/?from=query-secret",
        {"name": SECRETS[0], "email": SECRETS[1], "phone": SECRETS[2]},
        headers={"cookie": "sessionid=cookie-secret", "user-agent": "Maria Typed's browser"},
    )


@pytest.mark.django_db
def test_an_error_report_by_mail_quotes_nobody(breaking, django_log, settings, monkeypatch):
    settings.ADMINS = [("Operations", "ops@example.com")]
    sent = MailHandler._send_report
    # The same thread, so that the test sees the mail.
    monkeypatch.setattr(
        MailHandler,
        "send_mail",
        lambda self, *a, **kw: [MailHandler._on_their_way.acquire(), sent(self, *a, **kw)],
    )
    django_log.addHandler(MailHandler())
    assert send(breaking).status_code == 500
    assert len(mail.outbox) == 1
    text = str(mail.outbox[0].message())
    for secret in SECRETS:
        assert secret not in text
    assert "POST breaks/" in text
    assert "TypedError" in text
    assert "ValueError" in text
    assert "in breaks" in text


@pytest.mark.django_db
def test_the_log_of_a_live_site_quotes_nobody(breaking, django_log):
    lines: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Listener()
    handler.setFormatter(QuietFormatter("{levelname} {message}", style="{"))
    django_log.addHandler(handler)
    send(breaking)
    text = "\n".join(lines)
    for secret in SECRETS:
        assert secret not in text
    assert "Internal Server Error: /breaks/" in text
    assert "TypedError" in text


def test_a_report_as_html_is_the_same_text_escaped():
    request = RequestFactory().get("/maria-typed/?q=query-secret")
    request.method = "<b>"
    html = QuietReporter(request, TypedError, TypedError("Maria Typed"), None).get_traceback_html()
    assert "&lt;b&gt; -" in html
    assert "maria-typed" not in html
    assert "Maria" not in html and "query-secret" not in html


def test_reports_are_sent_beside_the_request(settings, monkeypatch):
    settings.ADMINS = [("Operations", "ops@example.com")]
    started: list[dict] = []

    class Thread:
        def __init__(self, **kwargs):
            started.append(kwargs)

        def start(self):
            """Do nothing: the mail server hangs."""

    monkeypatch.setattr("edge.reports.threading.Thread", Thread)
    monkeypatch.setattr(MailHandler, "_on_their_way", __import__("threading").BoundedSemaphore(4))
    handler = MailHandler()
    for _ in range(9):
        handler.send_mail("subject", "message")
    assert len(started) == 4
    assert all(kwargs["daemon"] for kwargs in started)
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_broken_page_answers_with_words_and_the_crisis_line(breaking):
    response = send(breaking)
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 500
    assert soup.h1
    assert "988" in soup.get_text()
    assert response["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in response
    assert "TypedError" not in soup.get_text()


@pytest.mark.parametrize("status", [400, 403, 404, 500])
@pytest.mark.parametrize("error", [TemplateSyntaxError("broken"), OperationalError("gone")])
def test_a_broken_template_or_database_still_gives_a_page_that_helps(monkeypatch, status, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(views.loader, "render_to_string", fail)
    view = {
        400: views.answer_bad_request,
        403: views.answer_forbidden,
        404: views.answer_not_found,
    }.get(status)
    request = RequestFactory().get("/")
    response = view(request, Exception()) if view else views.answer_server_error(request)
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == status
    assert len(soup.find_all("h1")) == 1
    assert soup.find("a", href="/")
    assert soup.find("a", href="tel:988")
    assert not soup.find_all(["style", "script"])
    assert soup.html["lang"] == "en"


@pytest.mark.django_db
def test_a_database_that_is_gone_gives_a_500_with_words(monkeypatch):
    home_page()
    client = Client(raise_request_exception=False)

    def refuse(execute, sql, params, many, context):
        raise OperationalError("the database is gone")

    with connection.execute_wrapper(refuse):
        for address in ("/", "/nothing/", "/search/?q=x", "/sitemap.xml"):
            response = client.get(address)
            assert response.status_code == 500, address
            assert b"988" in response.content


@pytest.mark.django_db
@pytest.mark.django_db
def test_the_500_page_needs_no_database(caplog):
    # A query that fails is swallowed by the handler, which then sends a plainer page: so they are counted.
    asked = []

    def refuse(execute, sql, params, many, context):
        asked.append(sql)
        raise OperationalError("The database is away.")

    with (
        caplog.at_level(logging.ERROR, logger="clinic.edge"),
        connection.execute_wrapper(refuse),
    ):
        response = views.answer_server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert asked == []
    assert caplog.records == []
    assert BeautifulSoup(response.content, "html.parser").select_one("link[rel=stylesheet]")


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_each_error_has_a_page_of_the_site(status, caplog):
    home_page()
    view = {
        400: views.answer_bad_request,
        403: views.answer_forbidden,
        404: views.answer_not_found,
    }.get(status)
    request = RequestFactory().get("/somewhere/")
    with caplog.at_level(logging.ERROR, logger="clinic.edge"):
        response = view(request, Exception()) if view else views.answer_server_error(request)
    assert caplog.records == []
    soup = BeautifulSoup(response.content, "html.parser")
    assert len(soup.find_all("h1")) == 1
    assert "988" in soup.get_text()


@pytest.mark.django_db
def test_the_404_page_offers_a_search_and_the_way_home(client):
    home_page()
    response = client.get("/nothing-here/")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert soup.main.find("form", action="/search/")
    assert soup.find("a", href="/")
    assert not response.cookies


@pytest.mark.django_db
def test_signed_in_people_get_the_same_error_page(client):
    home_page()
    client.force_login(get_user_model().objects.create_user("somebody"))
    assert client.get("/nothing-here/").status_code == 404


@pytest.mark.django_db
def test_a_report_names_the_page_and_never_what_stands_in_its_address(client, monkeypatch):
    """A reset's key, a confirmation's token and what somebody looked for are in paths, and a report travels by mail."""
    page = factories.StandardPageFactory()
    request = RequestFactory().get("/accounts/password/reset/key/1-the-key/")
    request.resolver_match = resolve(request.path)
    text = QuietReporter(request, TypedError, TypedError("x"), None).get_traceback_text()
    assert "the-key" not in text and "accounts/password/reset/key/" in text
    seen = []
    monkeypatch.setattr(type(page), "serve", lambda self, request: seen.append(request) or 1 / 0)
    client.raise_request_exception = False
    assert client.get(page.url).status_code == 500
    text = QuietReporter(seen[0], TypedError, TypedError("x"), None).get_traceback_text()
    assert f"(page {page.pk})" in text and page.slug not in text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/media/", "/media/none.jpg", "/static/", "/static/none.css"])
def test_a_wrong_address_of_a_file_depends_on_no_cookie(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "Cookie" not in response["Vary"]
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
