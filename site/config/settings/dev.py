"""One machine, nothing installed: what `make run` uses."""

import base64
import hashlib

from .base import *
from .base import FIELD_ENCRYPTION_KEYS, SECRET_KEY, VAR, env

# Off, so that a wrong address shows the site's own page; `make dev` switches it on.
DEBUG = env.bool("DEBUG", default=False)
if DEBUG:
    PAGE_CACHE = "off"  # a changed template is no new content version
VAR.mkdir(exist_ok=True)
if not SECRET_KEY:
    # A key of this machine's own, stored beside the database; production refuses to start without one.
    _file = VAR / "secret_key"
    if not _file.exists():
        from django.core.management.utils import get_random_secret_key

        _file.write_text(get_random_secret_key())
        _file.chmod(0o600)
    SECRET_KEY = _file.read_text().strip()
if not FIELD_ENCRYPTION_KEYS:
    FIELD_ENCRYPTION_KEYS = [
        base64.urlsafe_b64encode(hashlib.sha256(SECRET_KEY.encode()).digest()).decode()
    ]
SECOND_FACTOR = env.str("SECOND_FACTOR", default="optional")
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Static files come from where they are written; nothing has to be collected first.
WHITENOISE_USE_FINDERS = True
# Looked at each time: who works on a stylesheet would else get as many bytes of the new file as the old one had.
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
SERVE_MEDIA = True
