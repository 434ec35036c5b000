"""Huge headers and bodies, straight at the application: refused or read, never an error."""

import pytest
from django.test import Client

from tests.factories import home_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/", "/search/", "/csp-reports/", "/accounts/login/", "/nothing/", "/admin/login/"]
)
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"a=" + b"x" * 4_000_000),
        ("application/x-www-form-urlencoded", b"&".join(b"k%d=v" % n for n in range(12_000))),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n" + b"y" * 3_000_000),
        ("multipart/form-data; boundary=" + "b" * 5000, b"--"),
        ("application/json", b"[" * 100_000),
    ],
)  # fmt: skip
def test_a_huge_body_is_no_error(path, content_type, body):
    home_page()
    answer = Client().generic("POST", path, body, content_type=content_type)
    assert answer.status_code < 500
    assert b"xxxxxxxx" not in answer.content


@pytest.mark.parametrize(
    "name", ["cookie", "referer", "accept-language", "user-agent", "x-forwarded-for", "origin"]
)
def test_a_huge_header_is_no_error(name):
    home_page()
    answer = Client().get("/", headers={name: "a" * 500_000})
    assert answer.status_code < 500
    assert b"aaaaaaaa" not in answer.content
    assert not answer.cookies
