"""Where data lies: database, caches, static files, uploads."""

from pathlib import Path

from .environment import ROOT, VAR, env

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
            "counted": ["allauth", "clinic_forms.rate", "edge.violations"],
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
# The stylesheet is built from its sources in static/css; the built file lies here and is never committed.
STYLESHEET_ROOT = VAR / "built"
STATICFILES_FINDERS = [
    "infra.stylesheet.StylesheetFinder",
    "infra.stylesheet.SourceFilesFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR / "media")))
# Exports of an old site while they are brought in. They can hold patients' comments: never below MEDIA_ROOT.
MOVING_IN_ROOT = Path(env.str("MOVING_IN_ROOT", default=str(VAR / "moving-in")))
# What the web server in front lets through at once; larger exports are put on the server.
MOVING_IN_UPLOAD_MB = env.int("MOVING_IN_UPLOAD_MB", default=25)
# Pictures served by the application itself; on a live site nginx or S3 does it.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
STORAGES: dict[str, dict] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": {"BACKEND": "media.storages.ClosedFileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
S3_BUCKET = env.str("S3_BUCKET", default="")
if S3_BUCKET:
    _shared = {
        "endpoint_url": env.str("S3_ENDPOINT", default="") or None,
        "file_overwrite": False,
        "signature_version": "s3v4",
    }
    _acl = env.str("S3_PICTURES_ACL", default="public-read")
    # Pictures are for everybody, by plain addresses.
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            **_shared,
            "bucket_name": S3_BUCKET,
            "location": "public",
            # A bucket whose policy opens public/ takes no such word: S3_PICTURES_ACL=none.
            "default_acl": None if _acl == "none" else _acl,
            "custom_domain": env.str("S3_CUSTOM_DOMAIN", default="") or None,
            "querystring_auth": False,
        },
    }
    # Documents are closed; the view gives an address that is signed and soon worthless.
    STORAGES["documents"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            **_shared,
            "bucket_name": env.str("S3_DOCUMENTS_BUCKET", default="") or S3_BUCKET,
            "location": "closed",
            "default_acl": None,
            "custom_domain": None,
            "querystring_auth": True,
            "querystring_expire": 120,
            # A browser saves what it gets, and never runs it at the bucket's address.
            "object_parameters": {"ContentDisposition": "attachment"},
        },
    }

# --- Backups ---------------------------------------------------------------------------------
# A folder for encrypted backups; the worker makes one a night. Empty: none are made.
BACKUP_DIR = env.str("BACKUP_DIR", default="")
# age public keys; whoever has the secret key of one opens them (`manage.py make_backup_key`).
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
# A secret key left on this machine for drills by the worker. Safer without: then a person tries restores.
BACKUP_IDENTITY_FILE = env.str("BACKUP_IDENTITY_FILE", default="")
# Where deploy/copy-backups copies them, away from this machine; here for the health check.
BACKUP_COPY_TO = env.str("BACKUP_COPY_TO", default="")
BACKUP_HOUR = env.int("BACKUP_HOUR", default=2)
BACKUP_KEEP_DAYS = env.int("BACKUP_KEEP_DAYS", default=14)
BACKUP_KEEP_WEEKS = env.int("BACKUP_KEEP_WEEKS", default=8)
