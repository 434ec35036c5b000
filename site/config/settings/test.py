"""What the tests use: fast, silent, no network, nothing left behind."""

import os
import tempfile
from pathlib import Path

from .base import *
from .base import DATABASES, STORAGES, env

SECRET_KEY = "only-for-tests-and-never-anywhere-else-0123456789"
FIELD_ENCRYPTION_KEYS = ["dGVzdHMtb25seS1rZXktMzItYnl0ZXMtbG9uZy4uLi4="]
ALLOWED_HOSTS = ["*"]
if "TEST_DATABASE_URL" in os.environ:
    DATABASES["default"] = env.db("TEST_DATABASE_URL")
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"clinic-tests-{os.getuid()}-{_worker}"
STATIC_ROOT = MEDIA_ROOT / "static"
MOVING_IN_ROOT = MEDIA_ROOT.with_name(MEDIA_ROOT.name + "-moving-in")
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECOND_FACTOR = "optional"
LOGGING = {"version": 1, "disable_existing_loggers": True, "root": {"handlers": []}}
VISITS_WRITTEN_EVERY = 0  # at once
# Tests look at what is made, not at what was kept; those of the page cache switch it on.
PAGE_CACHE = "off"
