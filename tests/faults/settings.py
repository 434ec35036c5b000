"""The site as the fault tests run it in processes of its own: real files, real mail, real locks."""

import os

from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES

DATABASES["default"]["OPTIONS"] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": float(os.environ.get("FAULT_TIMEOUT", "20")),
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        + os.environ.get("FAULT_PRAGMA", "")
    ),
}
# As in production.
DATABASES["default"]["CONN_MAX_AGE"] = 600
EMAIL_BACKEND = "infra.resilience.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("FAULT_SMTP", "1"))
EMAIL_TIMEOUT = 5
SILENCED_SYSTEM_CHECKS = ["django_recaptcha.recaptcha_test_key_error"]
