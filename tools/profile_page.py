"""Shows where the time of one page goes: its queries, its templates, and the functions that take most of it.

tools/profile_page.py /blog/            made anew, with what the process remembers
tools/profile_page.py /blog/ --cold     as after a publish
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from serving import environment, run_manage
from setup import ROOT

ROUNDS = 30


def main() -> int:
    """Prepare a sample site, then look at the page inside one process of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", default="/")
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return profile(options.path, options.cold)
    folder = Path(tempfile.mkdtemp(prefix="clinic-profile-"))
    env = environment(folder, production=True) | {"PAGE_CACHE": "off"}
    try:
        print("  · preparing a sample site", flush=True)
        run_manage(env, "migrate", "--verbosity", "0")
        run_manage(env, "load_sample_site", "--yes")
        run_manage(env, "worker", "--once")
        run_manage(env, "collectstatic", "--noinput", "--verbosity", "0")
        return subprocess.run(
            [sys.executable, __file__, *sys.argv[1:], "--inside"], cwd=ROOT, env=env
        ).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def profile(path: str, cold: bool) -> int:
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
    sys.exit(main())
