"""Runs the tests as `make test` does: in parallel, in any order, quietly."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

from setup import ROOT, find_chromium

# Playwright keeps an event loop in its thread, and Django then sees another database connection:
# tests that drive a browser and those that pull plugs have processes of their own.
PARTS = {
    "the apps": [
        "tests",
        "--ignore=tests/browser",
        "--ignore=tests/faults",
        "--ignore=tests/bench",
        "--ignore=tests/production",
    ],
    "the browser": ["tests/browser"],
    "pulled plugs": ["tests/faults"],
}
# Browsers and pulled plugs wait more than they compute, so they share the machine; the apps fill it alone.
SIDE_BY_SIDE = (("the apps",), ("the browser", "pulled plugs"))


def main(arguments: list[str]) -> int:
    """Run pytest on all cores, part by part, and return the first exit code that is not 0."""
    env = {**os.environ, "CHROMIUM": find_chromium() or "", "PYTHONWARNINGS": "ignore"}
    env.pop("DATABASE_URL", None)
    pytest = [str(Path(sys.executable).with_name("pytest")), "-q", "--dist", "loadscope"]
    workers = ["-n", str(max(2, os.cpu_count() or 2))]
    if arguments:
        return subprocess.run([*pytest, *workers, *arguments], cwd=ROOT, env=env).returncode
    worst = 0
    for names in SIDE_BY_SIDE:
        for code in run_parts(names, [*pytest, *workers], env):
            worst = worst or code
    return worst


def run_parts(names: tuple[str, ...], pytest: list[str], env: dict[str, str]) -> list[int]:
    """Run parts at the same time and show what each printed, the first one's as it comes. Returns their exit codes."""
    with ExitStack() as open_files:
        running = []
        for name in names:
            said = open_files.enter_context(TemporaryFile()) if running else None
            if said is None:
                print(f"\n  · {' and '.join(names)}", flush=True)
            process = subprocess.Popen(
                [*pytest, *PARTS[name]], cwd=ROOT, env=env, stdout=said, stderr=said
            )
            running.append((name, process, said))
        codes = []
        for name, process, said in running:
            codes.append(process.wait())
            if said is not None:
                said.seek(0)
                print(f"\n  · {name}\n{said.read().decode(errors='replace')}", flush=True)
    return codes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
