"""Looks at what the site is built from: known faults, licences, a bill of materials, vendored files.

tools/audit_deps.py             without a network it says so and goes on
tools/audit_deps.py --strict    then fails, for a machine that has one

Faults are asked of PyPI's advisories by pip-audit. Licences and vendored files need no network and always fail.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("production", "test")
PROVENANCE = ROOT / "static" / "provenance.json"
SBOM = ROOT / "var" / "sbom.cdx.json"
# Files that nobody here typed: each has its source and licence in provenance.json.
VENDORED = (".woff2", ".ico", ".png", ".svg", ".avif", ".webp", ".jpg")
# Pictures of our own screens, which `make guide-pictures` takes anew; their own list says what they are.
OWN_SCREENS = "admin/guide"
# Licences that let a clinic run the site without giving anything back; LGPL and MPL bind changes of the library alone.
ALLOWED = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Python-2\.0|MPL|Mozilla Public|LGPL|Lesser General|ZPL|Zope"
    r"|HPND|MIT-CMU|Unlicense|CC0|Zlib|0BSD|OFL|Public Domain|AFL|CNRI|BlueOak|BSL-1\.0|Boost)",
    re.IGNORECASE,
)
REFUSED = re.compile(r"\b(AGPL|Affero|SSPL|Commons Clause|BUSL)\b", re.IGNORECASE)
# Said nowhere in the package's data; read in its repository.
KNOWN = {"pyrage": "MIT"}
NO_NETWORK = re.compile(
    r"ConnectionError|Max retries|resolution|timed out|Network is unreachable|ServiceError|ConnectTimeout|ProxyError"
    r"|Connection refused|HTTPError|403|404 Client Error"
)


def main(arguments: list[str]) -> int:
    """Run the four parts; return 1 where one of them found something."""
    strict = "--strict" in arguments
    results = [check_faults(lock, strict) for lock in LOCKS]
    results += [check_licences(), write_sbom(), check_vendored()]
    return 0 if all(results) else 1


def check_faults(lock: str, strict: bool) -> bool:
    """Ask for known faults of a lock. True where there is none, or nobody could be asked and that is no fault."""
    file = f"requirements/{lock}.txt"
    command = [sys.executable, "-m", "pip_audit", "-r", file, "--require-hashes", "--disable-pip",
               "--progress-spinner", "off", "--timeout", "10"]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    said = (done.stdout + done.stderr).strip()
    if done.returncode == 0:
        print(f"  {file}: no known fault")
        return True
    if (
        NO_NETWORK.search(said)
        and "GHSA-" not in said
        and "PYSEC-" not in said
        and "CVE-" not in said
    ):
        print(f"  {file}: not asked, PyPI's advisories are out of reach from here")
        return not strict
    print(f"  {file}:\n{said}")
    return False


def licence_of(name: str) -> str:
    """Return what an installed package says of its licence, or '' where it says nothing. Raises PackageNotFoundError."""
    found = metadata.metadata(name)
    classifiers = [
        text.rpartition(" :: ")[2]
        for text in found.get_all("Classifier", [])
        if "License ::" in text
    ]
    said = found.get("License-Expression") or " / ".join(classifiers)
    if not said:
        first = (found.get("License") or "").strip().splitlines()
        said = first[0][:80] if first else ""
    return KNOWN.get(name, "") if said in ("", "UNKNOWN") else said


def judge_licence(said: str) -> bool:
    """Tell whether the site may be built on a package of this licence; of two, one that fits is enough."""
    return bool(ALLOWED.search(said)) and not REFUSED.search(said)


def locked_names(lock: str) -> list[str]:
    """Return the packages that a lock names."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==", text, re.MULTILINE)


def check_licences() -> bool:
    """Read the licence of every package of the live site. True where each may be used."""
    bad, counted = [], 0
    for name in locked_names("production"):
        try:
            said = licence_of(name)
        except metadata.PackageNotFoundError:
            continue  # for another system than this one
        counted += 1
        if not judge_licence(said):
            bad.append(f"{name}: {said or 'says nothing'}")
    print(f"  licences of {counted} packages: " + ("; ".join(bad) if bad else "each may be used"))
    return not bad


def write_sbom() -> bool:
    """Write the bill of materials of the live site (CycloneDX) into var/."""
    SBOM.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "requirements/production.txt", "--pyproject",
               "pyproject.toml", "--output-reproducible", "--of", "JSON", "-o", str(SBOM)]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        print(f"  bill of materials: {done.stderr.strip().splitlines()[-1:]}")
        return False
    parts = json.loads(SBOM.read_text(encoding="utf-8"))["components"]
    print(f"  bill of materials: {len(parts)} packages in {SBOM.relative_to(ROOT)}")
    return bool(parts)


def find_vendored() -> dict[str, str]:
    """Return the SHA-256 of each file under static/ that nobody typed, by its path there."""
    static = ROOT / "static"
    return {
        str(path.relative_to(static)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(static.rglob("*"))
        if path.suffix in VENDORED and path.parent != static / OWN_SCREENS
    }


def compare_vendored() -> list[str]:
    """Return a sentence for each vendored file whose provenance is missing, changed or left behind."""
    entries = json.loads(PROVENANCE.read_text(encoding="utf-8"))
    present = find_vendored()
    said = [f"{name} has no entry" for name in present if name not in entries]
    said += [f"{name} is gone" for name in entries if name not in present]
    for name, entry in entries.items():
        if name in present and entry.get("sha256") != present[name]:
            said.append(f"{name} was changed")
        said += [f"{name} says no {key}" for key in ("source", "licence") if not entry.get(key)]
    return said


def check_vendored() -> bool:
    """Compare fonts and icons with static/provenance.json."""
    said = compare_vendored()
    print("  fonts and icons: " + ("; ".join(said) if said else "each is what its source gave"))
    return not said


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
