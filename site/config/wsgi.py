"""The application that gunicorn serves."""

import os
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
for _folder in (str(_ROOT / "site"), str(_ROOT)):
    if _folder not in sys.path:
        sys.path.insert(0, _folder)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from django.core.wsgi import get_wsgi_application  # noqa: E402

_django = get_wsgi_application()

from edge.page_cache.doorway import Doorway  # noqa: E402
from forms.requests.privacy.key_checks import watch_start  # noqa: E402
from infra.resilience import database_patience  # noqa: E402

application = Doorway(_django)
# Visitors don't wait for ever; the worker and commands, whose statements may be long, do.
database_patience.limit_waits(database_patience.WEB)
watch_start()
