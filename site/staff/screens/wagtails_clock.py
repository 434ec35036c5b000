"""The hour as Americans write it, where Wagtail says when something was saved today."""

from __future__ import annotations

import re
from typing import Any

from wagtail.admin.templatetags import wagtailadmin_tags

_HOUR = re.compile(r"^(at )?(\d\d):(\d\d)(?= by |$)")
_say_when = wagtailadmin_tags.timesince_last_update


@wagtailadmin_tags.register.simple_tag
def timesince_last_update(*args: Any, **kwargs: Any) -> str:
    """Return what Wagtail would say, with ‘4:05 pm’ for ‘16:05’."""
    return _HOUR.sub(_write_hour, str(_say_when(*args, **kwargs)))


def _write_hour(found: re.Match) -> str:
    hour = int(found[2])
    return f"{found[1] or ''}{hour % 12 or 12}:{found[3]} {'am' if hour < 12 else 'pm'}"
