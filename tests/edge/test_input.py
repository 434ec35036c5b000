"""Input that no honest visitor sends is mended or refused, and never breaks anything."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from edge.middleware import InputMiddleware
from tests.factories import home_page


def seen(path: str = "/", **extra: str) -> HttpRequest:
    """Return the request as views see it."""
    found: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(request)
        return HttpResponse()

    InputMiddleware(view)(RequestFactory().post(path, **extra))
    return found[0]


@pytest.mark.parametrize("query", ["q=a%00b", "q=a%%0000b", "q=a\x00b", "q=%00a%00%00b"])
def test_nul_is_taken_out_of_the_query(query):
    assert seen(QUERY_STRING=query).GET["q"] in ("ab", "a%b")


def test_the_rest_of_the_query_stays():
    assert seen(QUERY_STRING="q=100%25+sure&page=2").GET.dict() == {"q": "100% sure", "page": "2"}


@pytest.mark.parametrize("cookie", ['sessionid="aaaaaaaaaa\\000"', "sessionid=aaaa\x00aaaa"])
def test_cookies_with_nul_are_not_read(cookie):
    assert seen(HTTP_COOKIE=cookie).COOKIES == {}


def test_honest_cookies_are_read():
    assert seen(HTTP_COOKIE="sessionid=abc").COOKIES == {"sessionid": "abc"}


@pytest.mark.parametrize("site", ["same-origin", None])
def test_a_post_from_our_own_form_keeps_its_origin(site):
    headers = {"HTTP_SEC_FETCH_SITE": site} if site else {}
    request = seen("/request/", HTTP_ORIGIN="null", **headers)
    assert request.META["HTTP_ORIGIN"] == "http://testserver"


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_post_from_elsewhere_stays_without_origin(site):
    request = seen("/request/", HTTP_ORIGIN="null", HTTP_SEC_FETCH_SITE=site)
    assert request.META["HTTP_ORIGIN"] == "null"


def test_staff_pages_take_no_post_without_origin():
    request = seen("/admin/pages/", HTTP_ORIGIN="null", HTTP_SEC_FETCH_SITE="same-origin")
    assert request.META["HTTP_ORIGIN"] == "null"


@pytest.mark.django_db
def test_a_form_sent_with_no_referrer_passes_djangos_check_over_tls(rf):
    """The whole chain: token and cookie as a browser sends them from a `no-referrer` page."""
    from django.middleware.csrf import CsrfViewMiddleware, get_token

    first = rf.get("/request/", secure=True)
    token = get_token(first)
    secret = first.META["CSRF_COOKIE"]
    request = rf.post("/request/", {"csrfmiddlewaretoken": token}, secure=True)
    request.META |= {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"}
    request.COOKIES["csrftoken"] = secret
    check = CsrfViewMiddleware(lambda r: HttpResponse("sent"))

    def chain(r: HttpRequest) -> HttpResponse:
        check.process_request(r)
        return check.process_view(r, lambda _r: None, (), {}) or HttpResponse("sent")

    assert InputMiddleware(chain)(request).content == b"sent"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/%00/", "/blog/%00", "/admin/%00/", "/%FF%FE/", "/%c0%af../"])
def test_odd_paths_are_refused(client, path):
    home_page()
    assert client.get(path).status_code in (302, 400, 404)


@pytest.mark.django_db
def test_a_foreign_host_is_refused_with_a_page(settings):
    settings.ALLOWED_HOSTS = ["clinic.example.com"]
    home_page()
    for host in ("evil.example.com", "a b", "[::1", "x" * 300, "localhost:99999999"):
        response = Client().get("/", headers={"host": host})
        assert response.status_code == 400
        assert b"<h1" in response.content
