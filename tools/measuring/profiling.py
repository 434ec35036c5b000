"""Shows where the time of one page goes: its queries, and the functions that take most of it (`make profile`)."""

from __future__ import annotations

import cProfile
import os
import pstats
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 30


def profile_page(env: dict[str, str], path: str, cold: bool) -> int:
    """Look at the page at `path` inside one process of the site of `env`. Returns the exit code.

    Parameters: `cold`, whether to make it each time as after a publish.
    """
    command = [sys.executable, __file__, path, *(["--cold"] if cold else [])]
    return subprocess.run(command, cwd=ROOT, env={**env, "PAGE_CACHE": "off"}).returncode


def print_profile(path: str, cold: bool) -> int:
    """Ask for the page many times and print what took the time."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from infra import content_version

    client = Client(HTTP_HOST="127.0.0.1")

    def ask() -> None:
        if cold:
            content_version.change_version()
        client.get(path)

    for _round in range(3):
        ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    began = time.process_time()
    for _round in range(ROUNDS):
        ask()
    plain = (time.process_time() - began) * 1000 / ROUNDS
    profiler = cProfile.Profile()
    profiler.enable()
    for _round in range(ROUNDS):
        ask()
    profiler.disable()
    print(f"\n  {path}: {plain:.2f} ms of CPU, {len(captured)} queries")
    for query in captured.captured_queries:
        print(f"    {float(query['time']) * 1000:6.1f} ms  {query['sql'][:110]}")
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
    return 0


if __name__ == "__main__":
    sys.exit(print_profile(sys.argv[1], "--cold" in sys.argv))
