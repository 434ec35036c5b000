"""How much a page costs, in one table and one run: ours made anew, ours kept, behind nginx, and what it is compared with.

A shared machine drifts, so everything is asked for in turn, round by round, and ratios are told beside the milliseconds. CPU is
what the kernel counted for the servers' processes, not the clock: a neighbour's work is not in it.

    tools/bench.py                 the table (about three minutes)
    tools/bench.py --rounds 15     more rounds
    tools/bench.py --profile /blog/    where that page's time goes (--cold: as after a publish)
    tools/bench.py --growth        the same pages with 10, 1,000 and 10,000 posts (long)
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from measuring.growth import measure_growth
from measuring.load import Cost, Target, measure, memory_mb, send_crowd, spread_cpu
from measuring.profiling import profile_page
from measuring.sites import (
    STARTPROJECT,
    Site,
    prepare_ours,
    start_bare_django,
    start_bare_wagtail,
    start_nginx,
    start_ours,
)
from servers import PostgresServer, find_program
from serving import PAGES
from setup import ROOT

ROWS = {
    "home": PAGES["home"],
    "post": PAGES["post"],
    "service": PAGES["service"],
    "index": PAGES["blog"],
    "form": PAGES["form-request"],
    "search": PAGES["search"],
    "404": PAGES["not-found"],
    "feed": "/blog/feed/rss/",
    "sitemap": "/sitemap.xml",
}
# Aims of the project as ratios of rates: what is measured, what it is compared with, and at least how much.
AIMS = (
    (("post", "made anew"), ("page", "bare wagtail"), 0.8),
    (("home", "made anew"), ("page", "bare wagtail"), 1.2),
    (("service", "made anew"), ("page", "bare wagtail"), 0.9),
    (("form", "made anew"), ("page", "bare wagtail"), 0.55),
    (("post", "kept"), ("view", "startproject"), 0.9),
    (("post", "kept"), ("view", "no middleware"), 0.75),
    (("post", "behind nginx"), ("file", "nginx file"), 0.9),
)
PUBLISH = (
    "from blog.models import BlogPostPage as P; p = P.objects.get(slug={slug!r}); "
    "p.title = {title!r}; p.save_revision().publish()"
)
CACHED = ("home", "post", "service", "index", "feed", "sitemap")


def list_targets(sites: dict[str, Site], static: str) -> list[Target]:
    """Return everything that is asked for."""
    found = [Target("page", "bare wagtail", sites["bare"].port, "/", sites["bare"].process.pid)]
    for row, path in ROWS.items():
        status = 404 if row == "404" else 200
        anew = sites["anew"]
        found.append(Target(row, "made anew", anew.port, path, anew.process.pid, status))
        if row in CACHED:
            kept = sites["kept"]
            found.append(Target(row, "kept", kept.port, path, kept.process.pid))
            if "nginx" in sites:
                found.append(_through_nginx(sites, row, path))
    found.append(Target("static", "kept", sites["kept"].port, static, sites["kept"].process.pid))
    for name in ("startproject", "no middleware"):
        found.append(Target("view", name, sites[name].port, "/", sites[name].process.pid))
    if "nginx" in sites:
        nginx = sites["nginx"]
        found.append(Target("file", "nginx file", nginx.port, "/file", nginx.process.pid))
    return found


def _through_nginx(sites: dict[str, Site], row: str, path: str) -> Target:
    nginx = sites["nginx"]
    upstream = (sites["behind"].process.pid,)
    return Target(row, "behind nginx", nginx.port, path, nginx.process.pid, 200, upstream)


def print_table(costs: dict[Target, Cost]) -> None:
    """Print what was measured, and the aims."""
    base = next(cost for target, cost in costs.items() if target.column == "bare wagtail")
    print(
        f"\n  {'':10}{'':16}{'CPU ms':>9}{'wait ms':>9}{'bytes':>9}{'rate, bare Wagtail = 1':>25}"
    )
    for target, cost in costs.items():
        ratio = base.median_cpu / cost.median_cpu
        bar = "█" * min(40, round(ratio * 2)) or "▏"
        print(
            f"  {target.row:10}{target.column:16}{cost.median_cpu:9.3f}{cost.median_wall:9.3f}"
            f"{cost.size:9,}{ratio:9.2f}  {bar}"
        )
    named = {(target.row, target.column): cost for target, cost in costs.items()}
    print("\n  Aims (by CPU)")
    for ours, theirs, least in AIMS:
        if ours in named and theirs in named:
            ratio = named[theirs].median_cpu / named[ours].median_cpu
            mark = "reached" if ratio >= least else "MISSED"
            print(
                f"  {' '.join(ours):28} {ratio:6.2f} of {' '.join(theirs):20} (aim {least})  {mark}"
            )


def print_crowds(sites: dict[str, Site]) -> None:
    """Print what many visitors at once wait for."""
    print(f"\n  {'clients':>9}{'kept/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'p99/p50':>9}{'failed':>8}")
    kept = sites["kept"]
    target = Target("post", "kept", kept.port, ROWS["post"], kept.process.pid)
    for clients in (1, 8, 64):
        rate, p50, p99, failed = send_crowd(target, clients, 3)
        print(f"  {clients:9}{rate:9.0f}{p50:9.2f}{p99:9.2f}{p99 / p50:9.1f}{failed:8}")
    p50, p99 = spread_cpu(target, 3000)
    mark = "reached" if p99 < 5 * p50 else "MISSED"
    print(
        f"  one, by CPU of the server: p50 {p50:.2f} ms, p99 {p99:.2f} ms, p99/p50 {p99 / p50:.1f} (aim 5)  {mark}"
    )


def publish_under_load(site: Site, env: dict[str, str]) -> None:
    """Publish while 8 visitors ask; print how many answers failed, and how many were stale afterwards."""
    path, stop = ROWS["post"], threading.Event()
    asked, failed, stale = [0], [0], 0

    def visit_page() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        while not stop.is_set():
            connection.request("GET", path, headers={"Host": "127.0.0.1"})
            response = connection.getresponse()
            response.read()
            asked[0] += 1
            failed[0] += response.status != 200

    visitors = [threading.Thread(target=visit_page) for _visitor in range(8)]
    for visitor in visitors:
        visitor.start()
    for number in range(4):
        stale += _publish_and_look(site, env, path, f"Published under load {number}")
    stop.set()
    for visitor in visitors:
        visitor.join()
    print(
        f"\n  Publishing 4 times under load: {asked[0]} answers, {failed[0]} failed, {stale} of 24 stale"
    )


def _publish_and_look(site: Site, env: dict[str, str], path: str, title: str) -> int:
    """Publish the post at `path` under another title. Returns how many of six answers show the old one."""
    code = PUBLISH.format(slug=path.strip("/").rpartition("/")[2], title=title)
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", code],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
    )
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    stale = 0
    for _ask in range(6):
        connection.request("GET", path, headers={"Host": "127.0.0.1"})
        stale += title.encode() not in connection.getresponse().read()
    connection.close()
    return stale


def bench_sending() -> int:
    """Send requests, 8 at once, against a bare Wagtail form. Returns the exit code."""
    print("\n  Sending a request, 8 at once, against a bare Wagtail form:", flush=True)
    pytest = str(Path(sys.executable).with_name("pytest"))
    return subprocess.run(
        [pytest, "tests/bench", "-q", "-s", "-p", "no:xdist"],
        cwd=ROOT,
        env={**os.environ, "CLINIC_BENCH": "1"},
    ).returncode


def start_sites(env: dict[str, str], folder: Path, sites: dict[str, Site]) -> float:
    """Start everything that is measured, into `sites`. Returns the seconds that ours took to start."""
    size = 12_500
    began = time.monotonic()
    sites["kept"] = start_ours(env, "kept", PAGE_CACHE="process")
    cold = time.monotonic() - began
    sites["anew"] = start_ours(env, "anew", PAGE_CACHE="off")
    sites["behind"] = start_ours(env, "behind", PROXY_CACHE_SECONDS="600")
    sites["bare"] = start_bare_wagtail(folder)
    sites["startproject"] = start_bare_django(folder, "startproject", STARTPROJECT, size)
    sites["no middleware"] = start_bare_django(folder, "no middleware", "[]", size)
    nginx = start_nginx(folder, sites["behind"].port, os.urandom(size))
    if nginx:
        sites["nginx"] = nginx
    return cold


def print_bench(env: dict[str, str], folder: Path, rounds: int) -> int:
    """Measure everything and print it. Returns the exit code."""
    sites: dict[str, Site] = {}
    try:
        cold = start_sites(env, folder, sites)
        css = next((folder / "static" / "css").glob("site.*.css"))
        print_table(measure(list_targets(sites, f"/static/css/{css.name}"), rounds=rounds))
        print_crowds(sites)
        publish_under_load(sites["kept"], env)
        ours, bare = (memory_mb(sites[name].process.pid) for name in ("kept", "bare"))
        print(
            f"  From start to the first answer {cold:.1f} s; memory {ours:.0f} MB (bare Wagtail {bare:.0f} MB)"
        )
    finally:
        for site in sites.values():
            site.close()
    return bench_sending()


def grow_site(folder: Path, sizes: list[int], *, sqlite: bool) -> int:
    """Measure growth on a PostgreSQL of one's own, whose CPU counts; on SQLite where there is none, or where that is asked for."""
    if sqlite or not find_program("initdb"):
        return measure_growth(prepare_ours(folder), sizes, ())
    server = PostgresServer().create()
    try:
        server.sql("CREATE DATABASE clinic")
        postmaster = int((server.data / "postmaster.pid").read_text().split()[0])
        env = prepare_ours(folder, server.url("clinic"))
        return measure_growth(env, sizes, (postmaster,))
    finally:
        server.close()


def main() -> int:
    """Prepare the sample site, measure what is asked for, take everything away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--sqlite", action="store_true", help="growth on SQLite")
    parser.add_argument("--posts", default="10,1000,10000")
    parser.add_argument("--profile", metavar="PATH")
    parser.add_argument("--cold", action="store_true")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="clinic-bench-"))
    folder.chmod(0o755)
    try:
        print("  · preparing a sample site", flush=True)
        if options.growth:
            sizes = [int(size) for size in options.posts.split(",")]
            return grow_site(folder, sizes, sqlite=options.sqlite)
        env = prepare_ours(folder)
        if options.profile:
            return profile_page(env, options.profile, options.cold)
        return print_bench(env, folder, options.rounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
