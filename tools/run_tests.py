"""Runs the tests as `make test` does: in parallel, in any order, quietly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from setup import ROOT, find_chromium


def main(arguments: list[str]) -> int:
    """Run pytest on all cores and return its exit code."""
    env = {**os.environ, "CHROMIUM": find_chromium() or "", "PYTHONWARNINGS": "ignore"}
    env.pop("DATABASE_URL", None)
    pytest = [str(Path(sys.executable).with_name("pytest"))]
    command = [*pytest, "-q", "-n", str(max(2, os.cpu_count() or 2)), "--dist", "loadscope"]
    return subprocess.run([*command, *arguments], cwd=ROOT, env=env).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
