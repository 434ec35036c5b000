"""A live site refuses to start while something unsafe is left at its default."""

import base64
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.db import OperationalError
from wagtail.models import Site

from backups.packing import envelope
from edge import checks as edge_checks
from home import checks as home_checks
from tests.config.check_names import ids
from tests.database import template
from tests.factories import StandardPageFactory, home_page

ROOT = Path(__file__).resolve().parents[2]
WHOLE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "Zk3v8sQ1xW5nT7bY2mC9pL4rJ6hG0fDaEuIo-and-some-more-characters",
    "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    "ALLOWED_HOSTS": "clinic.example.com",
    "WAGTAILADMIN_BASE_URL": "https://clinic.example.com",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example.com:587",
    "DEFAULT_FROM_EMAIL": "clinic@clinic.example.com",
    "ADMINS": "ops@clinic.example.com",
    "TRUSTED_PROXIES": "1",
    "LOOKUP_KEY": "nB4vC7xZ1mK9jH3gF6dS8aQ2wE5rT0yU-and-some-more-characters",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "BACKUP_DIR": "/backups",
    "BACKUP_RECIPIENTS": envelope.make_key()[0],
}

# What no error may repeat: each of these opens something.
SECRETS = ("SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "EMAIL_URL", "LOOKUP_KEY")


def start(tmp_path: Path, *command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` as on a live site, with some variables changed; '' takes one away."""
    wanted = {**WHOLE, "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3", **changes}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environ = kept | {name: value for name, value in wanted.items() if value}
    # A variable that is set, even to nothing, stands before a .env file of the developer's.
    environ |= {name: "" for name, value in wanted.items() if not value}
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=tmp_path,
    )


@pytest.mark.slow
def test_with_everything_set_the_deploy_check_is_clean(tmp_path):
    result = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout
    assert result.stderr == ""


@pytest.mark.slow
def test_with_nothing_set_it_names_all_that_is_missing(tmp_path):
    result = start(tmp_path, "check", **{n: "" for n in WHOLE if n != "DJANGO_SETTINGS_MODULE"})
    assert result.returncode != 0
    for name in (
        "SECRET_KEY",
        "FIELD_ENCRYPTION_KEYS",
        "ALLOWED_HOSTS",
        "WAGTAILADMIN_BASE_URL",
        "EMAIL_URL",
        "TRUSTED_PROXIES",
    ):
        assert f"\n  {name}: " in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("FIELD_ENCRYPTION_KEYS", "not-a-fernet-key"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "localhost,127.0.0.1"),
        ("WAGTAILADMIN_BASE_URL", "http://clinic.example.com"),
        ("WAGTAILADMIN_BASE_URL", "https://localhost:8000"),
        ("WAGTAILADMIN_BASE_URL", "https://127.0.0.1"),
        ("EMAIL_URL", "consolemail://"),
        ("EMAIL_URL", "dummymail://"),
        ("EMAIL_URL", "smtp://user:hidden@mail.example.com:25"),
        ("SECRET_KEY", "abc123XYZ-" * 6),
        ("SECRET_KEY", "change-me-9fK2-to-something-that-nobody-will-ever-guess-0815"),
        ("LOOKUP_KEY", WHOLE["SECRET_KEY"]),
        ("FIELD_ENCRYPTION_KEYS", base64.urlsafe_b64encode(bytes(32)).decode()),
        ("CSRF_TRUSTED_ORIGINS", "https://*.example.com"),
        ("SECRET_KEY_FALLBACKS", "an-old-key-that-somebody-typed"),
        ("SECOND_FACTOR", "yes"),
        ("OIDC_SERVER", "http://id.example.com"),
    ],
)
def test_one_unsafe_value_is_enough_to_refuse(tmp_path, name, value):
    result = start(tmp_path, "check", **{name: value})
    assert result.returncode != 0
    assert f"\n  {name}: " in result.stderr
    # The sentence says what is wanted and never repeats a secret: not this one, nor another one.
    for secret in SECRETS:
        written = {**WHOLE, name: value}[secret]
        assert written not in result.stderr
    if name in ("SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "LOOKUP_KEY"):
        assert value not in result.stderr
    assert "hidden" not in result.stderr


@pytest.mark.slow
def test_a_live_site_never_debugs_and_speaks_tls_only(tmp_path):
    names = (
        "DEBUG SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY "
        "SECURE_HSTS_SECONDS SECOND_FACTOR SECURE_PROXY_SSL_HEADER"
    )
    code = (
        f"from django.conf import settings as s; print([getattr(s, n) for n in '{names}'.split()])"
    )
    result = start(tmp_path, "shell", "--no-imports", "-c", code, DEBUG="1")
    expected = [False, True, True, True, True, 31_536_000, "required"]
    expected.append(("HTTP_X_FORWARDED_PROTO", "https"))
    assert result.stdout.strip() == str(expected), result.stderr


@pytest.mark.slow
def test_cookies_of_a_live_site_are_bound_to_its_host(tmp_path):
    """A name that begins with __Host- is taken only over TLS, for the whole of this one host."""
    code = (
        "from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEVICE_COOKIE_NAME, s.SESSION_COOKIE_PATH, "
        "s.CSRF_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN)"
    )
    result = start(tmp_path, "shell", "--no-imports", "-c", code)
    names = "__Host-session __Host-csrf __Secure-clinic_device"
    assert result.stdout.strip() == f"{names} / / None None", result.stderr


@pytest.mark.slow
def test_forwarded_tls_is_not_believed_without_a_proxy(tmp_path):
    code = "from django.conf import settings as s; print(s.SECURE_PROXY_SSL_HEADER)"
    result = start(tmp_path, "shell", "--no-imports", "-c", code, TRUSTED_PROXIES="0")
    assert result.stdout.strip() == "None", result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("bind", ["unix:/run/clinic/web.sock", "unix:web.sock", "fd://3/"])
def test_a_socket_without_its_proxy_is_refused(tmp_path, bind):
    result = start(tmp_path, "check", BIND=bind, TRUSTED_PROXIES="0")
    assert result.returncode != 0
    assert "\n  TRUSTED_PROXIES: " in result.stderr
    assert start(tmp_path, "check", BIND=bind).returncode == 0


@pytest.mark.parametrize(
    ("bind", "proxies", "expected"),
    [
        ("127.0.0.1:8000", 0, ["edge.E006"]),
        ("[::1]:8000", 0, ["edge.E006"]),
        ("localhost:8000", 0, ["edge.E006"]),
        ("127.0.0.1:8000", 1, []),
        ("0.0.0.0:8000", 0, []),
        ("unix:/run/clinic/web.sock", 1, []),
    ],
)
def test_a_proxy_that_nobody_believes_is_an_error(settings, bind, proxies, expected):
    settings.BIND, settings.TRUSTED_PROXIES = bind, proxies
    assert ids(edge_checks.check_proxies(None)) == expected


@pytest.mark.parametrize(
    ("public", "private", "expected"),
    [
        ("", "", []),
        ("real-public", "real-private", []),
        (*edge_checks.TEST_KEYS, ["edge.E001"]),
        ("real-public", edge_checks.TEST_KEYS[1], ["edge.E001"]),
        ("real-public", "", ["edge.E002"]),
        ("", "real-private", ["edge.E002"]),
    ],
)
def test_recaptcha_keys_are_real_and_come_in_pairs(settings, public, private, expected):
    settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = public, private
    assert ids(edge_checks.check_recaptcha(None)) == expected


def test_people_without_a_second_factor_are_told_of(settings):
    settings.SECOND_FACTOR = "optional"
    settings.ADMINS, settings.DEFAULT_FROM_EMAIL = [], "clinic@localhost"
    assert ids(edge_checks.check_people(None)) == ["edge.W001", "edge.W002", "edge.W003"]
    settings.SECOND_FACTOR = "required"
    settings.ADMINS = [("Operations", "ops@example.com")]
    settings.DEFAULT_FROM_EMAIL = "clinic@example.com"
    assert edge_checks.check_people(None) == []


@pytest.mark.django_db
def test_the_sites_addresses_agree(settings):
    settings.ALLOWED_HOSTS = ["clinic.example.com"]
    settings.WAGTAILADMIN_BASE_URL = "https://other.example.com"
    settings.REFUSE_ROBOTS = True
    assert ids(edge_checks.check_addresses(None)) == ["edge.E003", "edge.W004", "edge.E004"]
    settings.WAGTAILADMIN_BASE_URL = "https://clinic.example.com"
    settings.REFUSE_ROBOTS = False
    Site.objects.update(hostname="clinic.example.com")
    assert edge_checks.check_addresses(None) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", "edge.E004"), ("127.0.0.1", "edge.E004"), ("::1", "edge.E004"),
        ("clinic.localhost", "edge.E004"), ("192.168.1.4", "edge.E004"), ("mac.local", "edge.E004"),
        ("example.com", "edge.E004"), ("clinic.example", "edge.E004"), ("other.org", "edge.W005"),
    ],
)  # fmt: skip
def test_a_live_site_is_at_no_local_and_no_sample_host(settings, host, expected):
    settings.ALLOWED_HOSTS = ["clinic.example.com"]
    settings.WAGTAILADMIN_BASE_URL = "https://clinic.example.com"
    Site.objects.update(hostname="clinic.example.com")
    Site.objects.create(hostname=host, root_page=Site.objects.get().root_page)
    assert ids(edge_checks.check_addresses(None)) == [expected]


@pytest.mark.django_db
def test_links_in_mails_lead_to_no_local_host(settings):
    Site.objects.update(hostname="clinic.example.com")
    settings.ALLOWED_HOSTS = ["clinic.example.com", "localhost"]
    settings.WAGTAILADMIN_BASE_URL = "https://localhost"
    assert ids(edge_checks.check_addresses(None)) == ["edge.E005"]


@pytest.mark.django_db
def test_a_missing_notice_of_privacy_practices_is_told_of():
    assert ids(home_checks.check_privacy_notice(None)) == []  # nobody has begun a site yet
    home_page()
    assert ids(home_checks.check_privacy_notice(None)) == ["home.W001"]
    page = StandardPageFactory(purpose="privacy-practices", live=False)
    assert ids(home_checks.check_privacy_notice(None)) == ["home.W001"]
    page.live = True
    page.save()
    assert home_checks.check_privacy_notice(None) == []


def test_checks_hold_their_peace_before_the_first_migration(monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("no such table")

    monkeypatch.setattr("django.db.models.query.QuerySet.exists", gone)
    assert home_checks.check_privacy_notice(None) == []


@pytest.mark.slow
def test_all_rules_are_printed_with_what_to_do(tmp_path):
    shutil.copyfile(template(), tmp_path / "site.sqlite3")
    result = start(tmp_path, "production_check", REDIS_URL="", STAFF_IDLE_MINUTES="0")
    assert result.returncode == 1, result.stderr  # the CMS's site is still at localhost
    for name in ("edge.E004", "edge.W006", "edge.W007", "backups.W002"):
        assert name in result.stdout
    assert result.stdout.count("  → ") == result.stdout.count("\nWarning") + result.stdout.count(
        "\nERROR"
    )
    assert "✓ The keys are real ones and come as a pair" in result.stdout
    assert result.stdout.index("ERROR edge.E004") < result.stdout.index("Warning")
