"""What the site is built from is looked at: locks with hashes, licences, vendored files, and a network that is away."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tools import audit_deps

ROOT = Path(__file__).resolve().parents[2]


def test_every_vendored_file_has_its_provenance(tmp_path, monkeypatch):
    assert audit_deps.compare_vendored() == []
    entries = json.loads(audit_deps.PROVENANCE.read_text())
    first, second = list(entries)[:2]
    entries[first]["sha256"] = "0" * 64
    del entries[second]
    entries["fonts/gone.woff2"] = {"sha256": "0", "source": "", "licence": "x"}
    monkeypatch.setattr(audit_deps, "PROVENANCE", tmp_path / "p.json")
    (tmp_path / "p.json").write_text(json.dumps(entries))
    said = audit_deps.compare_vendored()
    assert f"{first} was changed" in said and f"{second} has no entry" in said
    assert "fonts/gone.woff2 is gone" in said and "fonts/gone.woff2 says no source" in said


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("MIT", True), ("BSD-3-Clause", True), ("LGPL-3.0-only", True), ("MPL-2.0", True), ("MIT OR GPL-2.0", True),
        ("Apache Software License", True), ("GPL-3.0-only", False), ("AGPL-3.0", False), ("", False),
        ("GNU General Public License v3 (GPLv3)", False), ("Proprietary", False), ("GNU Affero General Public", False),
    ],
)  # fmt: skip
def test_licences_are_judged(said, fits):
    assert audit_deps.judge_licence(said) is fits


def test_the_live_sites_packages_may_be_used(capsys):
    assert audit_deps.check_licences()
    assert "each may be used" in capsys.readouterr().out


@pytest.mark.parametrize("lock", ["run", "test", "production"])
def test_each_locked_package_has_its_hashes(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 40
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(
    ("said", "code", "strict", "fine"),
    [
        ("No known vulnerabilities found", 0, True, True),
        ("ConnectionError: Max retries exceeded", 1, False, True),
        ("ConnectionError: Max retries exceeded", 1, True, False),
        ("Found 1 known vulnerability\ndjango 5.2.1 PYSEC-2026-1", 1, False, False),
        ("Found 1 known vulnerability\npackage 404 GHSA-xxxx ConnectionError", 1, False, False),
        ("something else broke", 1, False, False),
    ],
)
def test_no_network_is_said_and_fails_only_where_asked(monkeypatch, said, code, strict, fine):
    monkeypatch.setattr(
        audit_deps.subprocess,
        "run",
        lambda *args, **kwargs: subprocess.CompletedProcess(args, code, said, ""),
    )
    assert audit_deps.check_faults("run", strict) is fine
