"""No screen of the admin leaves a day or a time to the browser's own field.

It takes what somebody types figure by figure and drops the letters: 'Nov 24, 2026' becomes February 4.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NATIVE = re.compile(r"""type["']?\s*[=:]\s*["'](date|time|datetime-local|month|week)["']""")
FOLDERS = (
    "templates/admin",
    "templates/wagtailadmin",
    "site",
    "home",
    "blog",
    "forms",
    "static/admin",
)
# The kinds of question that a form page may ask; visitors write their answer as words.
NO_INPUT = ("forms/pages/question_types.py",)


def test_no_day_or_time_is_left_to_the_browsers_own_field():
    found = [
        str(file.relative_to(ROOT))
        for folder in FOLDERS
        for file in sorted((ROOT / folder).rglob("*"))
        if file.suffix in {".py", ".html", ".js"} and NATIVE.search(file.read_text("utf-8"))
    ]
    assert [name for name in found if name not in NO_INPUT] == []
