"""One notion of the visitor's address, whatever a proxy or a visitor writes."""

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory
from django.urls import reverse

from infra.addresses.client_address import client_address, network_of, read_address

SIX = "2001:db8::7"


def request_with(forwarded, remote=""):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **headers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        (SIX, SIX),
        ("[2001:DB8::7]", SIX),
        ("[2001:db8::7]:4711", SIX),
        ('"[2001:db8::7]:4711"', SIX),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        *(
            (text, "")
            for text in ("", "unix:", "unknown", "_hidden", "1.2.3", "1.2.3.4.5", "[", "[]:1")
        ),
        ("192.0.2.7:", ""),
        ("\x00", ""),
        ("9" * 5000, ""),
        ("<script>", ""),
    ],
)
def test_an_address_is_read_in_every_spelling(text, expected):
    assert read_address(text) == expected


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "expected"),
    [
        (1, "192.0.2.7", "", "192.0.2.7"),  # nginx and a unix socket
        (1, "6.6.6.6, 192.0.2.7", "", "192.0.2.7"),
        (1, f"[{SIX}]:443", "", SIX),
        (1, "nonsense", "", ""),
        (1, "nonsense", "127.0.0.1", "127.0.0.1"),
        (1, None, "", ""),
        (2, "192.0.2.7", "10.0.0.1", "10.0.0.1"),
        (0, "6.6.6.6", "203.0.113.5", "203.0.113.5"),
        (0, "6.6.6.6", "", ""),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, remote, expected):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(request_with(forwarded, remote)) == expected


def test_a_household_is_one_visitor():
    assert network_of("2001:db8:0:1:aaaa::1") == network_of("2001:db8:0:1:bbbb::2")
    assert network_of("2001:db8:0:1::1") != network_of("2001:db8:0:2::1")
    assert network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("") == ""


@pytest.mark.parametrize(
    "forwarded", [None, "", ",", "nonsense", "1.2.3.4:99999", "[::1", SIX, "9" * 5000, "\xff"]
)
@pytest.mark.parametrize("proxies", [0, 1, 3])
def test_the_sign_in_page_answers_whatever_stands_in_the_header(db, settings, proxies, forwarded):
    """Behind a unix socket the connection has no address: it was a 403 for everybody."""
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    client = Client(REMOTE_ADDR="", **headers)
    assert client.get(reverse("account_login")).status_code == 200
    typed = {"login": "nobody", "password": "x"}
    assert client.post(reverse("account_login"), typed).status_code == 200
    typed = {"email": "nobody@example.com"}
    assert client.post(reverse("account_reset_password"), typed).status_code == 302


def test_everybody_downstream_sees_the_same_address(db, settings):
    """Also libraries that believe X-Forwarded-For: the header is gone."""
    settings.TRUSTED_PROXIES = 1
    client = Client(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="6.6.6.6, 192.0.2.7")
    request = client.get(reverse("account_login")).wsgi_request
    assert request.META["REMOTE_ADDR"] == "192.0.2.7"
    assert "HTTP_X_FORWARDED_FOR" not in request.META
    assert client_address(request) == "192.0.2.7"
    assert get_adapter().get_client_ip(request) == "192.0.2.7"
