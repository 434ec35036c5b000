"""What every way of running the site shares.

Defaults work on one machine with nothing installed: SQLite, local files, in-process cache and
mail printed on the console. Everything else is a variable of the environment; `docs/operations.md`
lists them all.
"""

from .caching import *
from .cms import *
from .environment import ROOT, env
from .sign_in import *
from .sign_in import OIDC_SERVER
from .storage import *

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
# Earlier keys, while what they signed still holds: open forms, confirmations, sign-ins.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "sample",
    "moving_in",
    "desk",
    "visits",
    "backups",
    "home",
    "blog",
    "forms",
    "seo",
    "review",
    "edge",
    "staff",
    "pages",
    "content",
    "clinic",
    "media",
    "infra",
    "wagtailseo",
    "django_recaptcha",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "staff.apps.ClinicUsersConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]
# Wagtail's own admin is the only one. Django's is here for its template tags alone; no URL leads to it.
if OIDC_SERVER:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]

MIDDLEWARE = [
    # Counts answers for monitoring, kept pages too.
    "edge.monitoring.metrics.MetricsMiddleware",
    # Public pages as finished bytes; before everything else, because they carry every header already.
    "edge.page_cache.middleware.PageCacheMiddleware",
    "edge.middleware.SecurityHeadersMiddleware",
    "edge.middleware.ClientAddressMiddleware",
    "edge.middleware.InputMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Compresses what the application itself answers (static files are compressed ahead of time).
    "edge.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "infra.content_version.ContentVersionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "infra.addresses.sites.SiteMiddleware",
    "forms.pages.recovery.middleware.FormRescueMiddleware",
    "edge.outage.DatabaseOutageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Whoever is not fully signed in is a visitor, at every address; so it comes before all that ask.
    "staff.sign_in.doors.FullSignInMiddleware",
    "edge.monitoring.server_timing.ServerTimingMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "staff.sign_in.middleware.ClearAtSignOutMiddleware",
    "staff.sign_in.middleware.SecondFactorMiddleware",
    "staff.sign_in.middleware.IdleLogoutMiddleware",
    "staff.screens.gates.GateMiddleware",
    "desk.consequences.lost.BinMiddleware",
    "infra.editing.choosers.AskingMiddleware",
    # Before pages are asked: `/?p=12` of an old site would be the home page.
    "moving_in.middleware.OldNumbersMiddleware",
    "edge.addresses.redirects.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clinic.context_processors.add_layout",
            ],
        },
    },
]

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "en-us"
TIME_ZONE = env.str("TIME_ZONE", default="America/New_York")
# What an account may choose: of six hundred names nobody finds theirs, and browsers stumble over some ('localtime').
WAGTAIL_USER_TIME_ZONES = list(
    dict.fromkeys(
        [
            TIME_ZONE,
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Phoenix",
            "America/Los_Angeles",
            "America/Anchorage",
            "Pacific/Honolulu",
        ]
    )
)
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH: list[str] = []

# --- Mail ------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
if EMAIL_CONFIG["EMAIL_BACKEND"].endswith(".smtp.EmailBackend"):
    EMAIL_BACKEND = "infra.resilience.smtp.EmailBackend"
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="clinic@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ADMINS = [("Operations", address) for address in env.list("ADMINS", default=[])]
# Error reports carry no posted data, no cookies, no local variables.
DEFAULT_EXCEPTION_REPORTER_FILTER = "edge.reports.NothingPersonalFilter"
DEFAULT_EXCEPTION_REPORTER = "edge.reports.QuietReporter"

# --- Search engines and operation --------------------------------------------------------------
# A copy for trying things out: every search engine is asked to stay away.
REFUSE_ROBOTS = env.bool("REFUSE_ROBOTS", default=False)
# Whoever sends it as a bearer token to /readyz reads the details; nobody does while it is empty.
HEALTH_TOKEN = env.str("HEALTH_TOKEN", default="")
# Whom security.txt names: an address or an https:// page. Empty: the first of ADMINS.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")

# Whether the worker opens the addresses of sources, and editors may look up a DOI or PMID at Crossref and PubMed.
CHECK_SOURCES = env.bool("CHECK_SOURCES", default=False)

# --- Requests --------------------------------------------------------------------------------
# Key ring for personal data at rest: the first key encrypts, every key decrypts. Comma-separated.
FIELD_ENCRYPTION_KEYS = env.list("FIELD_ENCRYPTION_KEYS", default=[])
# Key of the hashes that find equal telephone numbers and addresses. Empty: SECRET_KEY.
LOOKUP_KEY = env.str("LOOKUP_KEY", default="")
RECAPTCHA_PUBLIC_KEY = env.str("RECAPTCHA_PUBLIC_KEY", default="")
RECAPTCHA_PRIVATE_KEY = env.str("RECAPTCHA_PRIVATE_KEY", default="")
RECAPTCHA_VERSION = env.str("RECAPTCHA_VERSION", default="v3")
RECAPTCHA_VERIFY_REQUEST_TIMEOUT = 2
RECAPTCHA_REQUIRED_SCORE = env.float("RECAPTCHA_REQUIRED_SCORE", default=0.5)
# The library's own check is an error that blocks every command without keys; ours runs with --deploy.
SILENCED_SYSTEM_CHECKS = [
    "django_recaptcha.recaptcha_test_key_error",
    "security.W019",  # X_FRAME_OPTIONS is SAMEORIGIN: the editor's preview is a frame
]
# Seconds between two writes of what was counted (site/visits).
VISITS_WRITTEN_EVERY = env.int("VISITS_WRITTEN_EVERY", default=10)
# How many proxies of ours come before the application; X-Forwarded-For is believed that far.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = (
    0  # the address was put into REMOTE_ADDR by edge.ClientAddressMiddleware
)
# Where gunicorn listens (gunicorn.conf.py); here for the check that a socket has its proxy.
BIND = env.str("BIND", default="127.0.0.1:8000")
WEB_PROCESSES = env.int("WEB_CONCURRENCY", default=2)

# --- Limits and log ---------------------------------------------------------------------------
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
            # With its distance from UTC: in the night in which the clocks go back an hour comes twice.
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        }
    },
    "filters": {"addresses": {"()": "edge.log_filter.AddressFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["addresses"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "clinic": {"level": "INFO"},
        # A line a visit tells what people searched for, and buries what matters.
        "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
