"""The operator's page names every variable that the code reads."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READS = re.compile(r"""(?:env\.\w+|os\.environ\.get)\(\s*["']([A-Z][A-Z0-9_]+)["']""")


def test_every_variable_of_the_environment_is_documented():
    files = [*(ROOT / "site/config/settings").glob("*.py"), ROOT / "gunicorn.conf.py"]
    names = {name for file in files for name in READS.findall(file.read_text())}
    names.discard("PYTEST_XDIST_WORKER")  # the test runner sets it, nobody else
    text = (ROOT / "docs/operations.md").read_text()
    assert len(names) > 30
    assert {name for name in names if f"`{name}`" not in text} == set()


def test_the_example_of_the_environment_holds_no_secret():
    lines = (ROOT / "deploy/clinic.env.example").read_text().splitlines()
    values = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    for name in ("SECRET_KEY", "LOOKUP_KEY", "FIELD_ENCRYPTION_KEYS", "HEALTH_TOKEN"):
        assert values[name] == ""


def test_every_test_that_the_security_page_names_is_there():
    text = (ROOT / "docs/security.md").read_text()
    named = set(re.findall(r"`(tests/[\w/.]+)`", text))
    assert len(named) > 40
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_chapter_of_the_standard_is_answered():
    text = (ROOT / "docs/security.md").read_text()
    table = text.partition("## ASVS 5.0")[2]
    assert [number for number in range(1, 18) if f"**V{number} " not in table] == []
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| ")]
    assert all(len(row) == 5 and row[3].strip() for row in rows), rows
