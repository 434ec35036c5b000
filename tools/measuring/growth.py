"""What pages cost as the blog, the media library and the inbox grow: CPU of Python and of the database together."""

from __future__ import annotations

import re
import subprocess
import sys

from serving import PAGES
from setup import ROOT

from measuring.load import Target, measure, memory_mb
from measuring.sites import start_ours

# Posts, twice as many pictures, five times as many requests (one of a hundred new), indexed as a publish does; then an
# address and a session of somebody who may do everything.
FILL = """
import uuid
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from wagtail.search.backends import get_search_backend
from blog.models import BlogIndexPage, BlogPostPage
from infra.content_version import change_version
from forms.models import FormPage, Submission
from media.models import ClinicImage
from staff import roles
from tests.factories.blog import many_posts
from tests.factories.forms import SubmissionFactory
before = set(BlogPostPage.objects.values_list("pk", flat=True))
many_posts(max(0, {count} - len(before)))
first = ClinicImage.objects.first()
ClinicImage.objects.bulk_create([
    ClinicImage(title=f"Picture {{n}}", file=first.file.name, width=first.width, height=first.height)
    for n in range(ClinicImage.objects.count(), 2 * {count})
], batch_size=1000)
index = get_search_backend().get_index_for_model(BlogPostPage)
fresh = list(BlogPostPage.objects.exclude(pk__in=before))
for start in range(0, len(fresh), 500):
    index.add_items(BlogPostPage, fresh[start : start + 500])
form, stored = FormPage.objects.first(), Submission.objects.count()
fields = ("form_data", "schema", "form_title", "source_path", "verdict", "phone_hash", "email_hash")
values = {{name: getattr(SubmissionFactory.build(), name) for name in fields}}
Submission.objects.bulk_create([
    Submission(page=form, status="closed" if n % 100 else "new", key=uuid.uuid4(), reference=f"G{{n}}", **values)
    for n in range(stored, 5 * {count})
], batch_size=1000)
if connection.vendor == "postgresql":  # as the server itself does within a minute, in the middle of what is measured
    connection.cursor().execute("VACUUM ANALYZE")
change_version()
user, _new = get_user_model().objects.get_or_create(
    username="bench", defaults=dict(is_superuser=True, is_staff=True, email="bench@clinic.example")
)
user.groups.add(Group.objects.get(name=roles.FRONT_DESK))
client = Client()
client.force_login(user)
print("BLOG", BlogIndexPage.objects.first().pk)
print("SESSION", "; ".join(f"{{name}}={{morsel.value}}" for name, morsel in client.cookies.items()))
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
    "sitemap part": ("/sitemap-pages.xml", 1.3),
}
ADMIN_ROWS = {
    "dashboard": ("/admin/", 1.3),
    "explorer": ("/admin/pages/{blog}/", 1.3),
    "media": ("/admin/images/", 1.3),
    "requests": ("/admin/requests/view/new/", 1.3),
    "all requests": ("/admin/requests/view/all/", 1.3),
}


# What a page costs with everything in memory that a process keeps between two publishes, and with nothing of it, as each page's
# first visitor after a publish pays it. The admin keeps nothing.
STATES = {"warm": {}, "after a publish": {"MEMORY_MB": "0"}}
Table = dict[tuple[str, str], list[float]]


def measure_growth(env: dict[str, str], sizes: list[int], database: tuple[int, ...]) -> int:
    """Fill the site step by step; print the cost of each page made anew, and the memory of a process.

    Parameters: `database`, processes of the database server that work for each answer.
    """
    # The administrator of this measurement has no telephone.
    env = {**env, "PAGE_CACHE": "off", "SECOND_FACTOR": "optional"}
    table: Table = {}
    for size in sizes:
        print(f"  · {size} posts, {2 * size} pictures, {5 * size} requests", flush=True)
        said = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", FILL.format(count=size)],
            cwd=ROOT, env={**env, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        for state, more in STATES.items():
            _measure_state(table, state, {**env, **more}, size, said, database)
    _print_table(table, sizes)
    return 0


def _measure_state(
    table: Table, state: str, env: dict[str, str], size: int, said: str, database: tuple[int, ...]
) -> None:
    """Measure every row in one state. Parameters: `said`, what filling the site printed."""
    places = {"last": max(2, -(-size // 10)), "blog": re.search(r"^BLOG (\d+)$", said, re.M)[1]}
    cookie = re.search(r"^SESSION (.+)$", said, re.M)[1]
    rows = {**ROWS, **ADMIN_ROWS} if state == "warm" else ROWS
    site = start_ours(env)
    try:
        targets = [
            Target(
                name, str(size), site.port, path.format(**places), site.process.pid, 200, database,
                cookie if name in ADMIN_ROWS else "",
            )
            for name, (path, _most) in rows.items()
        ]  # fmt: skip
        for target, cost in measure(targets, rounds=5).items():
            table.setdefault((state, target.row), []).append(cost.median_cpu)
        table.setdefault((state, "memory MB"), []).append(memory_mb(site.process.pid))
    finally:
        site.close()


def _print_table(table: Table, sizes: list[int]) -> None:
    print(f"\n  {'CPU ms at':32}" + "".join(f"{size:>10,}" for size in sizes) + f"{'grows':>9}")
    for (state, name), values in table.items():
        most = {**ROWS, **ADMIN_ROWS}.get(name, ("", 1.2))[1]
        grows = values[-1] / values[0]
        mark = "" if grows <= most else f"  (aim {most})"
        print(
            f"  {state:16}{name:16}" + "".join(f"{v:10.1f}" for v in values) + f"{grows:9.2f}{mark}"
        )
