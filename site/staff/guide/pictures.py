"""The pictures of the how-tos: what `static/admin/guide/pictures.json` names is shown. Tests take them (tests/browser/camera.py)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(settings.ROOT) / "static" / "admin" / "guide"
LIST = FOLDER / "pictures.json"


@cache
def read_pictures() -> dict[str, dict[str, Any]]:
    """Return what is known of each picture: its size, and its words for who does not see it."""
    found: dict[str, dict[str, Any]] = json.loads(LIST.read_text(encoding="utf-8"))
    return found
