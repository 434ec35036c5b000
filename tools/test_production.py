"""Runs what `make test-production` runs: the documented machine, and beside it the apps' tests on PostgreSQL.

tools/test_production.py            both at once
tools/test_production.py machine    the machine only (two minutes)
tools/test_production.py apps      the apps' tests on PostgreSQL only
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from run_tests import PARTS
from servers import PostgresServer
from setup import ROOT, find_chromium, stop_setup

PYTEST = [str(Path(sys.executable).with_name("pytest")), "-q"]


def run_part(title: str, command: list[str], told: IO[str] | None = None, **env: str) -> int:
    """Run one part, say how long it took, and return its exit code. Its own words go to `told`, if that is given."""
    print(f"\n  · {title}", flush=True)
    began = time.monotonic()
    code = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, stdout=told, stderr=told
    ).returncode
    print(
        f"  · {'done' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True
    )
    return code


def drive_machine(arguments: list[str], told: IO[str] | None = None) -> int:
    """Set the documented machine up in a folder and drive it as visitors and staff do."""
    return run_part(
        "the documented machine: socket, nginx, TLS, two processes, worker",
        [*PYTEST, "-s", "-p", "no:xdist", "tests/production", *arguments],
        told,
    )


def run_apps(arguments: list[str]) -> int:
    """Run those of the apps' tests that use a database on a PostgreSQL of their own, in parallel."""
    print("\n  · starting a PostgreSQL of our own", flush=True)
    server = PostgresServer().create()
    try:
        workers = ["-n", str(max(2, os.cpu_count() or 2)), "--dist", "loadscope"]
        return run_part(
            "the apps' tests on PostgreSQL",
            [*PYTEST, *workers, "--database-only", *PARTS["the apps"], *arguments],
            DATABASE_URL=server.url("clinic"),
            CHROMIUM=find_chromium() or "",
            PYTHONWARNINGS="ignore",
        )
    finally:
        server.close()


def run_both(arguments: list[str]) -> list[int]:
    """Run both at once: the machine waits for its processes half of the time. What it says comes at the end."""
    with tempfile.TemporaryFile("w+") as told, ThreadPoolExecutor(1) as beside:
        machine = beside.submit(drive_machine, arguments, told)
        apps = run_apps(arguments)
        code = machine.result()
        told.seek(0)
        print(told.read(), flush=True)
    return [code, apps]


def main(arguments: list[str]) -> int:
    """Run the parts that are asked for and return the first exit code that is not 0."""
    parts = {"machine": drive_machine, "apps": run_apps}
    one = parts.get(arguments[0]) if arguments else None
    codes = [one(arguments[1:])] if one else run_both(arguments)
    worst = next((code for code in codes if code), 0)
    if worst:
        print("\n  test-production: something failed, see above.\n", file=sys.stderr)
    return worst


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except RuntimeError as error:
        stop_setup(str(error))
