"""A live site. Refuses to start while something unsafe is left at its default."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import ALLOWED_HOSTS, EMAIL_CONFIG, FIELD_ENCRYPTION_KEYS, SECRET_KEY, env

DEBUG = False

_missing = []
if len(SECRET_KEY) < 50:
    _missing.append("SECRET_KEY: at least 50 random characters")
if not FIELD_ENCRYPTION_KEYS:
    _missing.append("FIELD_ENCRYPTION_KEYS: at least one Fernet key, kept apart from the backups")
if set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"} or "*" in ALLOWED_HOSTS:
    _missing.append("ALLOWED_HOSTS: the site's own host names, and no '*'")
if not env.str("WAGTAILADMIN_BASE_URL", default="").startswith("https://"):
    _missing.append("WAGTAILADMIN_BASE_URL: the https:// address of the site")
if EMAIL_CONFIG["EMAIL_BACKEND"].endswith("console.EmailBackend"):
    _missing.append("EMAIL_URL: the mail server, for example smtp+tls://user:password@host:587")
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
if env.int("TRUSTED_PROXIES", default=0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECOND_FACTOR = env.str("SECOND_FACTOR", default="required")
