"""Addresses that standards fix, and what browsers report of our policy."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edge.models import PolicyViolation
from edge.well_known import views, violations
from tests.factories import home_page

pytestmark = pytest.mark.django_db


def test_security_txt_names_somebody_and_ends_within_a_year(client, settings):
    settings.SECURITY_CONTACT, settings.ADMINS = "", [("Operations", "ops@clinic.example")]
    settings.WAGTAILADMIN_BASE_URL = "https://clinic.example"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:ops@clinic.example"
    assert fields["Canonical"] == "https://clinic.example/.well-known/security.txt"
    left = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%S%z") - timezone.now()
    assert timedelta(days=120) < left < timedelta(days=365)
    settings.SECURITY_CONTACT = "https://clinic.example/report\nX: y"
    assert client.get("/.well-known/security.txt").content.startswith(
        b"Contact: https://clinic.example/reportX:y\n"
    )
    settings.SECURITY_CONTACT, settings.ADMINS = "", []
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize("month", range(1, 13))
def test_the_expiry_is_a_date_in_every_month(month):
    now = datetime(2026, month, 28, tzinfo=UTC)
    assert timedelta(days=150) < views.find_expiry(now) - now < timedelta(days=200)


def test_password_managers_find_the_way_and_gpc_is_stated(client):
    answer = client.get("/.well-known/change-password")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/change/")
    assert client.get("/.well-known/gpc.json").json()["gpc"] is True
    assert client.get("/.well-known/something-else").status_code == 404
    for path in ("security.txt", "change-password", "gpc.json"):
        assert not client.get(f"/.well-known/{path}").cookies


# --- Reports ---------------------------------------------------------------------------------------
def old_style(**changes: str) -> dict:
    """Return what `report-uri` sends."""
    inner = {
        "document-uri": "https://clinic.example/treatments/depression/?q=maria",
        "effective-directive": "script-src-elem",
        "blocked-uri": "inline",
        "script-sample": "maria@example.org",
        **changes,
    }
    return {"csp-report": inner}


def send(body: object, client: Client | None = None) -> None:
    """Report as a browser does: without a token."""
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    answer = (client or Client(enforce_csrf_checks=True)).post(
        "/csp-reports/", text, content_type="application/csp-report"
    )
    assert answer.status_code == 204
    assert not answer.cookies and not answer.content


def rows() -> list[tuple]:
    """Return the counts."""
    return list(PolicyViolation.objects.values_list("directive", "blocked", "staff", "count"))


def test_every_page_says_where_to_report(client):
    home_page()
    for path in ("/", "/nothing/", "/accounts/login/"):
        assert "report-uri /csp-reports/" in client.get(path)["Content-Security-Policy"]


def test_reports_are_counted_and_nothing_of_a_person_is_kept():
    send(old_style())
    send(old_style())
    send(old_style(**{"document-uri": "https://clinic.example/admin/pages/3/"}))
    send([{"type": "csp-violation", "body": {"effectiveDirective": "img-src", "documentURL": "https://c.example/",
           "blockedURL": "https://user:pw@Tracker.Example/maria?x=1"}}])  # fmt: skip
    assert sorted(rows()) == [
        ("img-src", "tracker.example", False, 1),
        ("script-src-elem", "inline", False, 2),
        ("script-src-elem", "inline", True, 1),
    ]
    kept = repr(list(PolicyViolation.objects.values()))
    for word in ("maria", "depression", "user", "q="):
        assert word not in kept
    assert "inline: 2" in violations.report_violations()[1]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("chrome-extension://abcdef/x.js", "an extension"),
        ("https://", "other"), ("javascript:alert(1)", "other"), ("", "other"), ("data", "data"), ("blob:", "blob"),
        ("https://[::1", "other"), ("https://" + "a" * 500 + ".example/", "a" * 100),
    ],
)  # fmt: skip
def test_what_was_blocked_is_a_word_or_a_host(sent, kept):
    send(old_style(**{"blocked-uri": sent}))
    assert [row[1] for row in rows()] == [kept]


@pytest.mark.parametrize(
    "nonsense",
    ["", "{", "[]", "null", "7", '"x"', "[[[]]]", '{"csp-report": 7}', '{"csp-report": {"effective-directive": {}}}',
     '{"csp-report": {"effective-directive": "drop-table"}}', b"\xff\xfe\x00", "[" * 9000,
     json.dumps(old_style(**{"script-sample": "x" * 20_000}))],
)  # fmt: skip
def test_nonsense_counts_nothing(nonsense):
    send(nonsense)
    assert rows() == []


def test_a_flood_ends(monkeypatch):
    monkeypatch.setattr(violations, "MOST_A_MINUTE", 3)
    for _ in range(9):
        send(old_style())
    assert [row[3] for row in rows()] == [3]
    monkeypatch.setattr(violations, "_may_count", lambda: True)
    monkeypatch.setattr(violations, "MOST_KINDS", 5)
    for number in range(30):
        send(old_style(**{"blocked-uri": f"https://host-{number}.example/"}))
    assert PolicyViolation.objects.count() == 6
    assert PolicyViolation.objects.get(blocked="other").count == 26


def test_old_counts_go():
    send(old_style())
    PolicyViolation.objects.update(day=timezone.localdate() - timedelta(days=91))
    assert violations.delete_old() == "1 counts deleted"
    assert Client().get("/csp-reports/").status_code == 405
