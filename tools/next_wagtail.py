"""Runs the apps' tests on the newest Wagtail there is, in an environment of its own.

    .venv/bin/python tools/next_wagtail.py             as `make next` does
    .venv/bin/python tools/next_wagtail.py tests/blog  only some tests
    .venv/bin/python tools/next_wagtail.py --versions  make the environment and say what is in it

wagtail-seo asks for a Wagtail below 8, and pyproject.toml for the LTS. Both are set aside here, and only here: `.venv` and the
locks stay as they are. Every other package keeps its locked version unless the newest Wagtail asks for another one, so a
test that fails here fails because of Wagtail. See docs/upgrading.md.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from run_tests import PARTS
from setup import ROOT, check_space, say_line, stop_setup

NEXT = ROOT / ".venv-next"
PYTHON = NEXT / "bin" / "python"
LOCK = ROOT / "requirements" / "test.txt"
PRODUCTION = ROOT / "requirements" / "production.txt"
UV = [sys.executable, "-m", "uv"]
# Replaces everything that any package says of Wagtail; without a version: the newest.
OVERRIDE = "wagtail\n"
SHOWN = (
    "wagtail",
    "django",
    "django-treebeard",
    "django-modelcluster",
    "wagtail-seo",
    "wagtail-factories",
)


def run_uv(*arguments: str) -> None:
    """Run uv, and stop with its last words where it fails."""
    done = subprocess.run([*UV, *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        tail = "\n    ".join(done.stderr.strip().splitlines()[-8:])
        stop_setup(
            f"The environment for the newest Wagtail could not be made. uv said:\n    {tail}"
        )


def resolve_versions() -> Path:
    """Write the versions to install: the lock's, with the newest Wagtail. Returns the file."""
    wanted, override = NEXT / "next.txt", NEXT / "override.txt"
    override.write_text(OVERRIDE)
    # What is in the output already is what uv prefers. The checks of a live site import its packages, too.
    wanted.write_text(LOCK.read_text() + PRODUCTION.read_text())
    run_uv(
        "pip", "compile", "pyproject.toml", "--extra", "test", "--extra", "production", "--quiet", "--universal",
        "--python-version", "3.11", "--override", str(override), "--upgrade-package", "wagtail",
        "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--output-file", str(wanted),
    )  # fmt: skip
    return wanted


def make_environment() -> None:
    """Make `.venv-next`, or bring it up to date."""
    if not PYTHON.exists():
        check_space()
        say_line("making the environment in .venv-next")
        run_uv("venv", "--quiet", "--clear", "--python", sys.executable, str(NEXT))
    say_line("asking the package index for the newest Wagtail")
    wanted = resolve_versions()
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    mark = NEXT / ".installed"
    if mark.exists() and mark.read_text() == digest:
        return
    say_line("installing (a minute or two the first time)")
    run_uv("pip", "sync", "--quiet", "--python", str(PYTHON), str(wanted))
    mark.write_text(digest)


def show_versions() -> None:
    """Say which versions of the packages that matter were chosen."""
    listed = subprocess.run(
        [*UV, "pip", "freeze", "--python", str(PYTHON)], cwd=ROOT, capture_output=True, text=True
    ).stdout
    chosen = dict(line.split("==") for line in listed.splitlines() if "==" in line)
    lower = {name.lower().replace("_", "-"): version for name, version in chosen.items()}
    say_line(", ".join(f"{name} {lower.get(name, '?')}" for name in SHOWN))


def main(arguments: list[str]) -> int:
    """Make the environment and run the tests there. Returns pytest's exit code."""
    make_environment()
    show_versions()
    if arguments == ["--versions"]:
        return 0
    tests = arguments or PARTS["the apps"]
    return subprocess.run([str(PYTHON), "tools/run_tests.py", *tests], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
