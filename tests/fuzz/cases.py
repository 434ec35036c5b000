"""What is thrown at the site, how often, and what must never come of it.

`make test` runs 2,000 cases, the same each time; `make fuzz` 20,000 new ones (FUZZ=10).
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponseBase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
TIMES = int(os.environ.get("FUZZ", "1"))
# Whatever comes back with this name as an element or an attribute was taken for markup.
ELEMENT, ATTRIBUTE = "fz7", "fz7q"
HOSTILE = (
    f"<{ELEMENT} x=1>", f"\"'><{ELEMENT}>", f'" {ATTRIBUTE}="1', f"' {ATTRIBUTE}='1", f"</script><{ELEMENT}>",
    f"</textarea><{ELEMENT}>", f"<!--><{ELEMENT}>", f"javascript:{ELEMENT}()", "{{7*7}}{% debug %}", "%s%n%x{0}",
    "\x00", "\r\nSet-Cookie: fz7=1", "\u202e", "\ud800", "\U0001f600", "' OR 1=1 --", "../../../etc/passwd",
    "9" * 400, "-1", "1e999", "NaN", "²", "٣", "null", "[]", "{}", "%", "%zz", "a" * 5000, "0000-00-00", "2026-02-30",
    "@", "a@b", "+1 (555) 010-0000", "\t", " ", "",
)  # fmt: skip


def cases(number: int) -> settings:
    """Return how a property is tried: so many cases, the same each time unless FUZZ asks for more."""
    return settings(
        max_examples=number * TIMES,
        deadline=None,
        database=None,
        derandomize=TIMES == 1,
        suppress_health_check=list(HealthCheck),
    )


# Lone surrogates can't be sent; where a text goes out encoded they become question marks.
text = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.builds("".join, st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=3)),
).map(lambda value: value.encode("utf-8", "replace").decode())
json_value = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)


def check_answer(response: HttpResponseBase, case: Any) -> None:
    """No error, nothing reflected, and no cookie in an answer that a cache may keep."""
    assert response.status_code < 500, case
    caching = response.get("Cache-Control", "")
    if response.cookies:
        assert "no-store" in caching or "private" in caching, (case, caching)
    if "Set-Cookie" in response.headers:
        raise AssertionError(case)
    if not response.get("Content-Type", "").startswith("text/html") or response.streaming:
        return
    body = response.content.decode(errors="replace")
    if ELEMENT not in body:
        return
    page = BeautifulSoup(body, "html.parser")
    assert page.find(ELEMENT) is None, case
    assert page.find(attrs={ATTRIBUTE: True}) is None, case
    for script in page.find_all("script"):
        if script.get("type") not in ("application/json", "application/ld+json", "text/template"):
            assert ELEMENT not in (script.string or ""), case
    for tag in page.find_all(href=True):
        assert not tag["href"].strip().lower().startswith("javascript:"), case


def is_wagtails_own(error: BaseException) -> bool:
    """Tell whether an error broke in Wagtail's view without any code of ours but the doors that every request passes.

    Wagtail's own screens answer 500 to a POST that none of its forms sends; nothing is stored, and only staff get
    there (docs/security.md). A view, form, hook or model of ours on the way makes it ours.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        frame
        for frame in frames
        if frame.filename.startswith(str(ROOT)) and "/.venv" not in frame.filename
        and "/tests/" not in frame.filename
    ]  # fmt: skip
    return all(frame.name in ("__call__", "__acall__", "process_view") for frame in ours)
