"""The checks of a live site, one by one: each finds its fault and says what to do."""

import base64
import random
import secrets
import string

import pytest

from config.settings.strength import is_random, is_random_key
from edge.deployment import live_checks, value_checks
from tests.config.check_names import ids


def database(host, **options):
    """Return a setting of a database there."""
    return {"DATABASES": {"default": {"HOST": host, "OPTIONS": options}}}


def bucket(**options):
    """Return settings of a bucket for pictures."""
    return {"S3_BUCKET": "b", "STORAGES": {"default": {"OPTIONS": options}}}


@pytest.mark.parametrize(
    ("check", "changes", "expected"),
    [
        (live_checks.check_shared_cache, {"REDIS_URL": "", "WEB_PROCESSES": 2}, ["edge.W006"]),
        (live_checks.check_shared_cache, {"REDIS_URL": "", "WEB_PROCESSES": 1}, []),
        (live_checks.check_shared_cache, {"REDIS_URL": "redis://x", "WEB_PROCESSES": 9}, []),
        (live_checks.check_tls_has_a_proxy, {"TRUSTED_PROXIES": 0, "SECURE_SSL_REDIRECT": True}, ["edge.E008"]),
        (live_checks.check_tls_has_a_proxy, {"TRUSTED_PROXIES": 1, "SECURE_SSL_REDIRECT": True}, []),
        (live_checks.check_tls_has_a_proxy, {"TRUSTED_PROXIES": 0, "SECURE_SSL_REDIRECT": False}, []),
        (live_checks.check_times, {"STAFF_IDLE_MINUTES": 0}, ["edge.W007"]),
        (live_checks.check_times, {"STAFF_IDLE_MINUTES": -1}, ["edge.W007"]),
        (live_checks.check_times, {"STAFF_IDLE_MINUTES": 10_000}, ["edge.W007"]),
        (live_checks.check_times, {"BREAK_GLASS_MINUTES": 100_000}, ["edge.W008"]),
        (live_checks.check_times, {"BREAK_GLASS_MINUTES": 0}, ["edge.W008"]),
        (live_checks.check_times, {}, []),
        (live_checks.check_files, {"SERVE_MEDIA": True}, ["edge.W009"]),
        (live_checks.check_files, {"SERVE_MEDIA": False}, []),
        (live_checks.check_wildcards, {"CSRF_TRUSTED_ORIGINS": ["https://*.x.org"], "ALLOWED_HOSTS": []}, ["edge.E009"]),
        (live_checks.check_wildcards, {"CSRF_TRUSTED_ORIGINS": ["http://x.org"], "ALLOWED_HOSTS": []}, ["edge.E010"]),
        (live_checks.check_wildcards, {"CSRF_TRUSTED_ORIGINS": [], "ALLOWED_HOSTS": [".x.org"]}, ["edge.W010"]),
        (live_checks.check_wildcards, {"CSRF_TRUSTED_ORIGINS": ["https://x.org"], "ALLOWED_HOSTS": ["x.org"]}, []),
        (value_checks.check_sessions_and_secrets, {"SESSION_COOKIE_AGE": 0}, ["edge.W011"]),
        (value_checks.check_sessions_and_secrets, {"SESSION_COOKIE_AGE": 9000 * 3600}, ["edge.W011"]),
        (value_checks.check_sessions_and_secrets, {"SECURE_HSTS_SECONDS": 60}, ["edge.W012"]),
        (value_checks.check_sessions_and_secrets, {"HEALTH_TOKEN": "token"}, ["edge.W013"]),
        (value_checks.check_sessions_and_secrets, {"HEALTH_TOKEN": "x" * 24}, []),
        (value_checks.check_ways_between_machines, {"REDIS_URL": "redis://cache.x.org/0"}, ["edge.E012"]),
        (value_checks.check_ways_between_machines, {"REDIS_URL": "rediss://cache.x.org/0"}, []),
        (value_checks.check_ways_between_machines, {"REDIS_URL": "redis://127.0.0.1:6379/0"}, []),
        (value_checks.check_ways_between_machines, database("db.x.org"), ["edge.E011"]),
        (value_checks.check_ways_between_machines, database("db.x.org", sslmode="prefer"), ["edge.E011"]),
        (value_checks.check_ways_between_machines, database("db.x.org", sslmode="verify-full"), []),
        (value_checks.check_ways_between_machines, database("/run/postgresql"), []),
        (value_checks.check_ways_between_machines, database("10.0.0.4"), []),
        (value_checks.check_ways_between_machines, bucket(endpoint_url="http://s3.x.org"), ["edge.E013"]),
        (value_checks.check_bucket, bucket(default_acl="public-read-write"), ["edge.E016"]),
        (value_checks.check_bucket, bucket(default_acl="public-read"), []),
        (value_checks.check_folders, {"MEDIA_ROOT": "/srv/media", "BACKUP_DIR": "/srv/media/backups"}, ["edge.E014"]),
        (value_checks.check_folders, {"MEDIA_ROOT": "/srv/media", "BACKUP_DIR": "/srv/x/../media"}, ["edge.E014"]),
        (value_checks.check_folders, {"MEDIA_ROOT": "/srv/media", "BACKUP_DIR": "/srv/media-backups"}, []),
        (value_checks.check_folders, {"MEDIA_ROOT": "/srv/media", "MOVING_IN_ROOT": "/srv/media/old"}, ["edge.E014"]),
        (value_checks.check_folders, {"BACKUP_DIR": "/b", "BACKUP_IDENTITY_FILE": "/b/key.txt"}, ["edge.E015"]),
        (value_checks.check_folders, {"BACKUP_DIR": "/b", "BACKUP_COPY_TO": "/b/copy"}, ["edge.W014"]),
        (value_checks.check_folders, {"BACKUP_DIR": "/b", "BACKUP_COPY_TO": "offsite:clinic"}, []),
        (value_checks.check_odd_numbers, {"TRUSTED_PROXIES": 9}, ["edge.W015"]),
        (value_checks.check_odd_numbers, {"TRUSTED_PROXIES": -1}, ["edge.W015"]),
        (value_checks.check_odd_numbers, {"TRUSTED_PROXIES": 0, "SECURE_SSL_REDIRECT": False}, ["edge.W020"]),
        (value_checks.check_odd_numbers, {"EMAIL_TIMEOUT": 0}, ["edge.W016"]),
        (value_checks.check_what_is_told, {"LOGGING": {"root": {"level": "DEBUG"}}}, ["edge.W017"]),
        (value_checks.check_odd_numbers, {"PROXY_CACHE_SECONDS": 90_000}, ["edge.W018"]),
        (value_checks.check_what_is_told, {"ADMINS": [("Operations", "ops")]}, ["edge.W019"]),
    ],
)  # fmt: skip
def test_a_rule_finds_its_fault_and_says_what_to_do(
    settings, monkeypatch, check, changes, expected
):
    safe = {
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_SSL_REDIRECT": True,
        "LOGGING": {"root": {"level": "INFO"}},
    }
    for name, value in {**safe, **changes}.items():
        if name == "DATABASES":
            monkeypatch.setitem(settings.DATABASES, "default", value["default"])
        else:
            setattr(settings, name, value)
    messages = check(None)
    assert ids(messages) == expected
    assert all(len(message.hint) > 20 for message in messages)


@pytest.mark.parametrize(
    ("host", "tls", "ssl", "expected"),
    [
        ("mail.x.org", False, False, ["edge.E007"]),
        ("mail.x.org", True, False, []),
        ("mail.x.org", False, True, []),
        ("127.0.0.1", False, False, []),
    ],
)
def test_mail_leaves_the_machine_under_tls(settings, host, tls, ssl, expected):
    settings.EMAIL_BACKEND = "infra.resilience.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = host, tls, ssl
    assert ids(live_checks.check_mail(None)) == expected


def test_random_keys_pass_and_patterns_do_not():
    # The same keys each time: one hexadecimal key in 140,000 has fewer than twelve different signs, and is refused.
    draw = random.Random(2026)
    for _round in range(300):
        assert is_random(base64.urlsafe_b64encode(draw.randbytes(50)).rstrip(b"=").decode())
        assert is_random(draw.randbytes(32).hex())
        assert is_random("".join(draw.choices(string.ascii_letters + string.digits, k=50)))
        assert is_random_key(draw.randbytes(32))
    letters = string.ascii_letters + string.digits
    for pattern in (
        "a" * 60, "abc123XYZ-" * 6, letters, letters[::-1], "2026-11-28" * 6, "x7" * 30,
        "Kq8#" * 15, secrets.token_urlsafe(8) * 6, secrets.token_urlsafe(30), "0123456789" * 6,
    ):  # fmt: skip
        assert not is_random(pattern), pattern
    for key in (bytes(32), bytes(range(32)), b"x" * 32, b"a sentence of thirty two letters"):
        assert not is_random_key(key), key
