"""How much a page costs, as a ratio to a bare Wagtail page measured in the same run.

Times on a shared machine drift; ratios hold. Each page is asked for in turn with the bare one,
so that both meet the same weather. Sending a request is compared with a bare Wagtail form.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from serving import PAGES, make_environment, run_manage
from setup import ROOT

ROUNDS = 40
MEASURED = ("home", "service", "post", "blog", "form-request")


def main() -> int:
    """Prepare a sample site, then measure inside one process of it."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="clinic-bench-"))
    env = make_environment(folder, production=True)
    try:
        print("  · preparing a sample site", flush=True)
        run_manage(env, "migrate", "--verbosity", "0")
        run_manage(env, "load_sample_site", "--yes")
        run_manage(env, "collectstatic", "--noinput", "--verbosity", "0")
        child = {**env, "CLINIC_BENCH": "1"}
        code = subprocess.run(
            [sys.executable, __file__, "--measure"], cwd=ROOT, env=child
        ).returncode
        if code == 0:
            print("\n  Sending a request, 8 at once, against a bare Wagtail form:", flush=True)
            pytest = str(Path(sys.executable).with_name("pytest"))
            code = subprocess.run(
                [pytest, "tests/bench", "-q", "-s", "-p", "no:xdist"],
                cwd=ROOT,
                env={**os.environ, "CLINIC_BENCH": "1"},
            ).returncode
        return code
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure() -> int:
    """Time each page against the bare one, round by round, and print the table."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from wagtail.models import Page, Site

    home = Site.objects.get(is_default_site=True).root_page
    bare = Page(title="Bare", slug="bare-wagtail-page")
    home.add_child(instance=bare)
    client = Client(HTTP_HOST="127.0.0.1")

    def once(path: str) -> float:
        began = time.perf_counter()
        response = client.get(path)
        took = time.perf_counter() - began
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}")
        return took * 1000

    paths = {name: PAGES[name] for name in MEASURED}
    for path in [*paths.values(), "/bare-wagtail-page/"] * 3:
        once(path)
    times: dict[str, list[float]] = {name: [] for name in ["bare", *paths]}
    for _ in range(ROUNDS):
        times["bare"].append(once("/bare-wagtail-page/"))
        for name, path in paths.items():
            times[name].append(once(path))
    queries = {"bare": 0}
    for name, path in paths.items():
        with CaptureQueriesContext(connection) as captured:
            once(path)
        queries[name] = len(captured)
    print_times(times, queries)
    return 0


def print_times(times: dict[str, list[float]], queries: dict[str, int]) -> None:
    """Print a line for each page: median, 95th percentile, ratio to the bare page, queries."""
    base = statistics.median(times["bare"])
    print(f"\n  {'page':<14}{'median ms':>11}{'p95 ms':>9}{'ratio':>8}{'queries':>9}")
    for name, values in times.items():
        p95 = statistics.quantiles(values, n=20)[-1]
        median = statistics.median(values)
        print(
            f"  {name:<14}{median:>11.1f}{p95:>9.1f}{median / base:>8.2f}{queries[name] or '–':>9}"
        )


if __name__ == "__main__":
    sys.exit(measure() if "--measure" in sys.argv else main())
