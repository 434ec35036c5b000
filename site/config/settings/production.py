"""A live site. Refuses to start while something unsafe is left at its default."""

import base64
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from infra.addresses.hosts import is_local

from .base import *
from .base import (
    ALLOWED_HOSTS,
    BIND,
    CSRF_TRUSTED_ORIGINS,
    DATABASES,
    EMAIL_CONFIG,
    FIELD_ENCRYPTION_KEYS,
    LOGGING,
    LOOKUP_KEY,
    OIDC_SERVER,
    SECRET_KEY,
    SECRET_KEY_FALLBACKS,
    TRUSTED_PROXIES,
    env,
)
from .strength import is_random, is_random_key

DEBUG = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Each of gunicorn's threads keeps its connection (PostgreSQL has its pool). Opening one costs a tenth of
    # an answer, and whoever closes the last one copies the whole log back (measured: sending took 1.2 to 1.8 times as long).
    DATABASES["default"]["CONN_MAX_AGE"] = 600


def _is_key(text: str) -> bool:
    """Whether `text` is a key that Fernet takes."""
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


_missing = []
if not is_random(SECRET_KEY):
    _missing.append("SECRET_KEY: at least 50 random characters, no pattern and no words")
if not all(map(is_random, SECRET_KEY_FALLBACKS)):
    _missing.append(
        "SECRET_KEY_FALLBACKS: what an earlier key signed still opens, so each is as random as SECRET_KEY; leave out one that is not"
    )
if LOOKUP_KEY and (LOOKUP_KEY == SECRET_KEY or not is_random(LOOKUP_KEY)):
    _missing.append(
        "LOOKUP_KEY: at least 50 random characters, no pattern and no words, and not SECRET_KEY again"
    )
if not FIELD_ENCRYPTION_KEYS:
    _missing.append("FIELD_ENCRYPTION_KEYS: at least one Fernet key, kept apart from the backups")
elif not all(map(_is_key, FIELD_ENCRYPTION_KEYS)):
    _missing.append(
        "FIELD_ENCRYPTION_KEYS: each one 32 bytes in URL-safe base64, as Fernet.generate_key() makes them"
    )
elif not all(is_random_key(base64.urlsafe_b64decode(key)) for key in FIELD_ENCRYPTION_KEYS):
    _missing.append("FIELD_ENCRYPTION_KEYS: random bytes, no pattern (`manage.py make_key`)")
if set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"} or "*" in ALLOWED_HOSTS:
    _missing.append("ALLOWED_HOSTS: the site's own host names, and no '*'")
_base = urlsplit(env.str("WAGTAILADMIN_BASE_URL", default=""))
if _base.scheme != "https" or is_local(_base.hostname or ""):
    _missing.append(
        "WAGTAILADMIN_BASE_URL: the https:// address of the site as visitors know it, "
        "and none of this machine's own (localhost, 127.0.0.1)"
    )
if EMAIL_CONFIG["EMAIL_BACKEND"].split(".")[-2] in ("console", "dummy", "filebased", "locmem"):
    _missing.append("EMAIL_URL: the mail server, for example smtp+tls://user:password@host:587")
elif not (EMAIL_CONFIG.get("EMAIL_USE_TLS") or EMAIL_CONFIG.get("EMAIL_USE_SSL")) and not is_local(
    EMAIL_CONFIG["EMAIL_HOST"] or ""
):
    _missing.append(
        "EMAIL_URL: with TLS, smtp+tls:// or smtp+ssl://, unless the server is this machine"
    )
if any("*" in origin for origin in CSRF_TRUSTED_ORIGINS):
    _missing.append("CSRF_TRUSTED_ORIGINS: each origin by its name, and no '*'")
if not env.str("TRUSTED_PROXIES", default=""):
    _missing.append(
        "TRUSTED_PROXIES: 1 behind nginx, 0 only where visitors reach the application itself"
    )
elif TRUSTED_PROXIES < 1 and not BIND.rpartition(":")[2].isdigit():
    _missing.append(
        "TRUSTED_PROXIES: at least 1, because a socket (BIND) knows no visitor's address; its proxy does"
    )
if env.str("SECOND_FACTOR", default="required") not in ("required", "optional"):
    _missing.append("SECOND_FACTOR: required, or optional; another word would ask nobody")
if OIDC_SERVER and not (
    OIDC_SERVER.startswith("https://")
    and env.str("OIDC_CLIENT_ID", default="")
    and env.str("OIDC_CLIENT_SECRET", default="")
):
    _missing.append(
        "OIDC_SERVER: an https:// address, with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET beside it; or none of the three"
    )
if _missing:
    raise ImproperlyConfigured(
        "The site does not start until these variables are set:\n  " + "\n  ".join(_missing)
    )

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Browsers take these names only over TLS, from this very host and for all of it: no sister host can plant one.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
DEVICE_COOKIE_NAME = "__Secure-clinic_device"  # has a path of its own, which __Host- forbids
# Monitoring asks from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECOND_FACTOR = env.str("SECOND_FACTOR", default="required")

# What goes wrong is told by mail and in the log, without anything that anybody typed.
LOGGING["formatters"]["line"] |= {"()": "edge.reports.QuietFormatter"}
if env.str("LOG_FORMAT", default="line") == "json":
    LOGGING["formatters"]["line"] = {"()": "edge.monitoring.json_log.JsonFormatter"}
LOGGING["handlers"]["nowhere"] = {"class": "logging.NullHandler"}
LOGGING["handlers"]["mail"] = {
    "level": "ERROR",
    "class": "edge.reports.MailHandler",
    "filters": ["addresses"],
    "include_html": False,
}
LOGGING["loggers"] |= {
    "django": {"handlers": ["console", "mail"], "level": "WARNING", "propagate": False},
    "clinic.outage": {"handlers": ["console", "mail"], "level": "ERROR", "propagate": False},
    # Scanners ask for other hosts all day long.
    "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
}
