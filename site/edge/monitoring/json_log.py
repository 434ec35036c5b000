"""The log as one JSON object a line (`LOG_FORMAT=json`), for whoever collects logs. It says no more than the plain one."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from ..reports import QuietFormatter


class JsonFormatter(QuietFormatter):
    """Writes time, level, logger, message and, where something broke, where. Nothing that anybody typed."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info:
            line["broke"] = self.formatException(record.exc_info).splitlines()
        return json.dumps(line, ensure_ascii=False)
