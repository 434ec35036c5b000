"""Runs the tests as `make test` does: in parallel, in any order, quietly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from setup import ROOT, find_chromium

# Playwright keeps an event loop in its thread, and Django then sees another database connection:
# tests that drive a browser and those that pull plugs have processes of their own.
PARTS = {
    "the rooms": [
        "tests",
        "--ignore=tests/browser",
        "--ignore=tests/faults",
        "--ignore=tests/bench",
        "--ignore=tests/production",
    ],
    "the browser": ["tests/browser"],
    "pulled plugs": ["tests/faults"],
}


def main(arguments: list[str]) -> int:
    """Run pytest on all cores, part by part, and return the first exit code that is not 0."""
    env = {**os.environ, "CHROMIUM": find_chromium() or "", "PYTHONWARNINGS": "ignore"}
    env.pop("DATABASE_URL", None)
    pytest = [str(Path(sys.executable).with_name("pytest")), "-q", "--dist", "loadscope"]
    workers = ["-n", str(max(2, os.cpu_count() or 2))]
    if arguments:
        return subprocess.run([*pytest, *workers, *arguments], cwd=ROOT, env=env).returncode
    worst = 0
    for name, paths in PARTS.items():
        print(f"\n  · {name}", flush=True)
        done = subprocess.run([*pytest, *workers, *paths], cwd=ROOT, env=env)
        worst = worst or done.returncode
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
