"""What every way of running the site shares.

Defaults work on one machine with nothing installed: SQLite, local files, in-process cache and
mail printed on the console. Everything else is a variable of the environment; `docs/operations.md`
lists them all.
"""

import os
from pathlib import Path

import environ

from infra.staff_paths import ADMIN, LOGIN

ROOT = Path(__file__).resolve().parents[3]
VAR = ROOT / "var"

env = environ.Env()
environ.Env.read_env(ROOT / ".env")
# A variable that is set to nothing is not set: a line of a file of variables left empty.
env.ENVIRON = {name: value for name, value in os.environ.items() if value}

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "sample",
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
    "wagtail.contrib.search_promotions",
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
# Wagtail's own admin is the only one. Django's stands here for its template tags alone; no URL leads to it.

MIDDLEWARE = [
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
    "infra.sites.SiteMiddleware",
    "forms.pages.recovery.middleware.KeepRequests",
    "edge.outage.DatabaseOutageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Whoever is not fully signed in is a visitor, at every address; so it stands before all that ask.
    "staff.doors.FullSignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "staff.middleware.SecondFactorMiddleware",
    "staff.middleware.IdleLogoutMiddleware",
    "edge.redirects.RedirectMiddleware",
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
                "clinic.context_processors.layout",
            ],
        },
    },
]

# --- Data ------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'site.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without these, two writers at once end in 'database is locked' (measured: 271 of 320 failed).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        ),
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Imported here, because only a live site has psycopg.
    from infra.resilience.patient_connection import PatientConnection

    # A pooled connection is tried before it is used: the server may have been restarted since.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        "pool": {
            # A server that takes connections and says nothing is given up (config/wsgi.py sets the limit).
            "connection_class": PatientConnection,
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL", default=4),
            # Visitors wait no longer than this for a database that is away; then they get a page.
            "timeout": 2,
            # The pool would try again after 1, 2, 4, … 128 seconds, and lag as far behind a server
            # that is back. Giving up early, it tries anew as soon as somebody asks.
            "reconnect_timeout": 1,
        },
        # A server that vanished without a word (a pulled cable) is given up, too.
        "connect_timeout": 2,
        "keepalives_idle": 10,
        "keepalives_interval": 3,
        "keepalives_count": 3,
        "tcp_user_timeout": 10_000,
    }

REDIS_URL = env.str("REDIS_URL", default="")
_LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    # No use of a cache may fail: while Redis is away, pages are made anew and limits are counted in
    # each process (docs/operations.md, 'When something is away').
    "default": {
        "BACKEND": "infra.resilience.resilient_cache.ResilientCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "wraps": "infra.resilience.redis_cache.SignedRedisCache" if REDIS_URL else _LOCMEM,
            # Limits of sign-in and of requests, and codes that were used once.
            "counted": ["allauth", "clinic_forms.rate"],
        },
    },
    # Wagtail writes here even on a hit: it stays in memory, next to the process.
    "renditions": {
        "BACKEND": "infra.resilience.resilient_cache.ResilientCache",
        "LOCATION": "renditions",
        "TIMEOUT": 3600,
        "OPTIONS": {"wraps": _LOCMEM, "MAX_ENTRIES": 3000},
    },
}

# --- Files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR / "static")))
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR / "media")))
# Pictures served by the application itself; on a live site nginx or S3 does it.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
STORAGES: dict[str, dict] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
S3_BUCKET = env.str("S3_BUCKET", default="")
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.str("S3_ENDPOINT", default="") or None,
            "custom_domain": env.str("S3_CUSTOM_DOMAIN", default="") or None,
            "file_overwrite": False,
            "querystring_auth": False,
        },
    }

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "en-us"
TIME_ZONE = env.str("TIME_ZONE", default="America/New_York")
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH: list[str] = []

# --- People who work here --------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "staff.passwords.PatternValidator"},
    {"NAME": "staff.passwords.OwnWordsValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = LOGIN
LOGIN_REDIRECT_URL = ADMIN
WAGTAILADMIN_LOGIN_URL = LOGIN
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN  # private pages and documents
ACCOUNT_ADAPTER = "staff.accounts.StaffAccountAdapter"
ACCOUNT_FORMS = {
    "login": "staff.login.LoginForm",
    "reset_password": "staff.login.ResetForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to somebody who has no account here
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail when a password or second factor changes
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN
# Wrong passwords and codes are counted in the database (`staff/attempts.py`), not by allauth in the cache.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None, "reauthenticate": "10/m/user"}
MFA_ADAPTER = "staff.accounts.StaffMFAAdapter"
MFA_FORMS = {
    "authenticate": "staff.login.CodeForm",
    "authenticate_webauthn": "staff.login.KeyForm",
    "reauthenticate": "staff.login.CodeAgainForm",
    "reauthenticate_webauthn": "staff.login.KeyAgainForm",
}
# A browser that is trusted instead of the second factor would be a way round it.
MFA_TRUST_ENABLED = False
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
# 'required': whoever may read requests needs a second factor. 'optional': offered, not asked for.
SECOND_FACTOR = env.str("SECOND_FACTOR", default="required")
# Automatic log-off (45 CFR 164.312(a)(2)(iii)), in minutes without a click.
STAFF_IDLE_MINUTES = env.int("STAFF_IDLE_MINUTES", default=30)
# How long an administrator's emergency access to requests lasts.
BREAK_GLASS_MINUTES = env.int("BREAK_GLASS_MINUTES", default=60)
# Passwords are changed and reset at one place: allauth's, with its rate limits.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # gone with the window: a form page leaves no trace in the browser
CSRF_FAILURE_VIEW = "forms.pages.recovery.failures.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor's preview is a frame of the same origin
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# --- Mail ------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
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

# --- Backups ---------------------------------------------------------------------------------
# A folder for encrypted backups; the worker makes one a night. Empty: none are made.
BACKUP_DIR = env.str("BACKUP_DIR", default="")
# age public keys; whoever has the secret key of one opens them (`manage.py make_backup_key`).
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
# A secret key left on this machine for drills by the worker. Safer without: then a person tries restores.
BACKUP_IDENTITY_FILE = env.str("BACKUP_IDENTITY_FILE", default="")
BACKUP_HOUR = env.int("BACKUP_HOUR", default=2)
BACKUP_KEEP_DAYS = env.int("BACKUP_KEEP_DAYS", default=14)
BACKUP_KEEP_WEEKS = env.int("BACKUP_KEEP_WEEKS", default=8)

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
# How many proxies of ours stand before the application; X-Forwarded-For is believed that far.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = (
    0  # the address was put into REMOTE_ADDR by edge.ClientAddressMiddleware
)
# Where gunicorn listens (gunicorn.conf.py); here for the check that a socket has its proxy.
BIND = env.str("BIND", default="127.0.0.1:8000")

# --- Wagtail ---------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Clinic"
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "media.ClinicImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = (
    "media.forms.ClinicImageForm"  # refuses damaged files with a sentence
)
WAGTAILDOCS_DOCUMENT_MODEL = "media.ClinicDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.ClinicDocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpg", "jpeg", "png", "webp", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_WEBP_QUALITY = 70
WAGTAILIMAGES_JPEG_QUALITY = 78
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "txt", "csv"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict] = []  # videos are a block of ours; no third party is asked
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        # PostgreSQL only: no stemming and no stop words, so that it finds what SQLite finds.
        "SEARCH_CONFIG": "simple",
    }
}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {
            "features": [
                "bold", "italic", "h3", "h4", "ol", "ul", "link", "document-link", "reference",
            ],
        },
    },
}  # fmt: skip
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILFORMS_HELP_TEXT_ALLOW_HTML = False
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
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
