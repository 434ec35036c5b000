"""What pages cost as the blog grows: CPU of Python, and of the database where it runs in the same process (SQLite)."""

from __future__ import annotations

import subprocess
import sys

from serving import PAGES
from setup import ROOT

from measuring.load import Target, measure, memory_mb
from measuring.sites import start_ours

FILL = """
from tests.factories.blog import many_posts
from blog.models import BlogPostPage
wanted = {count}
have = BlogPostPage.objects.count()
if have < wanted:
    many_posts(wanted - have)
from django.core.management import call_command
call_command("update_index", verbosity=0)
from infra.content_version import change_version
change_version()
"""
# What is asked for, and at most how many times its cost with the fewest posts it may cost with the most.
ROWS = {
    "post": (PAGES["post"], 1.3),
    "index": ("/blog/", 1.3),
    "last page": ("/blog/?page={last}", 1.3),
    "search": ("/search/?q=ketamine", 2.0),
    "no hit": ("/search/?q=xqzvwk", 2.0),
    "suggest": ("/search/suggest/?q=ket", 2.0),
    "sitemap": ("/sitemap.xml", 1.3),
}


def measure_growth(env: dict[str, str], sizes: list[int]) -> int:
    """Fill the blog step by step; print the cost of each page made anew, and the memory of a process."""
    table: dict[str, list[float]] = {name: [] for name in [*ROWS, "memory MB"]}
    for size in sizes:
        print(f"  · {size} posts", flush=True)
        subprocess.run(
            [sys.executable, "manage.py", "shell", "-c", FILL.format(count=size)],
            cwd=ROOT, env={**env, "PYTHONPATH": str(ROOT)}, check=True,
        )  # fmt: skip
        site = start_ours(env, PAGE_CACHE="off", MEMORY_MB="0")
        try:
            last = max(2, -(-size // 10))
            targets = [
                Target(name, str(size), site.port, path.format(last=last), site.process.pid)
                for name, (path, _most) in ROWS.items()
            ]
            for target, cost in measure(targets, rounds=5).items():
                table[target.row].append(cost.median_cpu)
            table["memory MB"].append(memory_mb(site.process.pid))
        finally:
            site.close()
    print(f"\n  {'CPU ms at':14}" + "".join(f"{size:>10,}" for size in sizes) + f"{'grows':>9}")
    for name, values in table.items():
        most = ROWS.get(name, ("", 1.2))[1]
        grows = values[-1] / values[0]
        mark = "" if grows <= most else f"  (aim {most})"
        print(f"  {name:14}" + "".join(f"{v:10.1f}" for v in values) + f"{grows:9.2f}{mark}")
    return 0
