"""Compares every page of the sample site in two states of the code: by hand, after moving things about.

    .venv/bin/python tools/measuring/same_pages.py 95355dc          that commit and the working tree
    .venv/bin/python tools/measuring/same_pages.py 95355dc HEAD     two commits

Each state is set up in a folder of its own with a fresh database and the sample site; every live page, the lists, feeds, sitemap,
robots.txt, llms.txt, the search and an address that does not exist are asked for. What differs at every start (tokens, nonces,
digests in the names of static files, moments) and indentation are made equal first; everything else that differs is printed.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = str(ROOT / ".venv" / "bin" / "python")
MOST_LINES = 12
FIXED = (
    "/blog/?page=2", "/blog/feed/rss/", "/blog/feed/atom/", "/sitemap.xml", "/robots.txt", "/llms.txt",
    "/search/", "/search/?q=ketamine", "/search/?q=i+want+to+die", "/search/suggest/?q=ket", "/no-such-page/",
)  # fmt: skip
# What differs at every start, and what it becomes.
CHANGING = (
    (r'(name="(?:csrfmiddlewaretoken|token|_token|_state)" value=")[^"]*', r"\1TOKEN"),
    (r'((?:content|value)=")[A-Za-z0-9_:-]{60,}', r"\1TOKEN"),
    # Keys that are drawn when the sample is loaded: of questions, and of posts in feeds.
    (r'(name="_version" value=")[^"]*', r"\1VERSION"),
    (r"(?<![a-z0-9])f_[a-z0-9]{8}(?![a-z0-9])", "f_QUESTION"),
    (r"urn:uuid:[0-9a-f-]{36}", "urn:uuid:POST"),
    (r'(nonce=")[^"]*', r"\1NONCE"),
    (r"(/static/[\w./-]+?)\.[0-9a-f]{12}(\.\w+)", r"\1\2"),
    (r"(/media/[\w./-]+?)_[A-Za-z0-9]{7}([._])", r"\1\2"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*(?:\+\d\d:\d\d|Z)?", "MOMENT"),
    (r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", "MOMENT"),
)
# Runs inside of each state, with its own code: it may use nothing of this file.
ASK = """
import json, sys
from django.test import Client
from wagtail.models import Page, Site
site = Site.objects.get(is_default_site=True)
urls = [page.get_url() for page in Page.objects.live().descendant_of(site.root_page, inclusive=True).order_by("path")]
client, found = Client(HTTP_HOST="127.0.0.1"), {}
for url in [*urls, *json.loads(sys.argv[-1])]:
    answer = client.get(url)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    found[url] = [answer.status_code, answer.get("Content-Type", ""), body.decode("utf-8", "replace")]
open("answers.json", "w").write(json.dumps(found))
"""


def set_up_state(folder: Path, commit: str | None) -> dict[str, list]:
    """Return what each address answers in one state of the code, the working tree where `commit` is None."""
    folder.mkdir()
    if commit is None:
        names = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True, text=True,
        ).stdout.split("\0")  # fmt: skip
        for name in filter(None, names):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, folder / name)
    else:
        packed = subprocess.run(
            ["git", "archive", commit], cwd=ROOT, capture_output=True, check=True
        )
        subprocess.run(["tar", "x", "-C", str(folder)], input=packed.stdout, check=True)
    (folder / "var").mkdir()
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONWARNINGS": "ignore",
    }
    env.pop("DATABASE_URL", None)
    (folder / "ask_pages.py").write_text(
        "import sys; sys.path[:0] = ['site', '.']\nimport django; django.setup()\n" + ASK, "utf-8"
    )
    for command in (
        ["manage.py", "migrate", "--verbosity", "0"],
        ["manage.py", "load_sample_site"],
    ):
        subprocess.run(
            [PYTHON, *command], cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL
        )
    subprocess.run([PYTHON, "ask_pages.py", json.dumps(FIXED)], cwd=folder, env=env, check=True)
    return json.loads((folder / "answers.json").read_text("utf-8"))


def make_equal(text: str) -> list[str]:
    """Return the lines of an answer without what differs at every start, and without indentation."""
    for pattern, instead in CHANGING:
        text = re.sub(pattern, instead, text)
    lines = (line.strip() for line in re.sub(r">\s*<", ">\n<", text).splitlines())
    return [line for line in lines if line]


def compare_states(before: dict[str, list], after: dict[str, list]) -> int:
    """Print where two states differ; return how many addresses do."""
    different = sorted(set(before) ^ set(after))
    for url in different:
        print(f"  {url}: only {'before' if url in before else 'after'}")
    for url in sorted(set(before) & set(after)):
        old, new = make_equal(before[url][2]), make_equal(after[url][2])
        if before[url][:2] == after[url][:2] and old == new:
            continue
        different.append(url)
        print(f"  {url}: {before[url][:2]} → {after[url][:2]}")
        lines = difflib.unified_diff(old, new, lineterm="", n=0)
        print("\n".join(f"      {line[:160]}" for line in list(lines)[2 : 2 + MOST_LINES]))
    print(f"  {len(set(before) | set(after))} addresses compared, {len(different)} differ")
    return len(different)


def main(commits: list[str]) -> int:
    """Compare the states that are named; return 1 where any page differs."""
    if not commits:
        raise SystemExit(
            "  Name the commit from before: tools/measuring/same_pages.py COMMIT [COMMIT]"
        )
    place = Path(tempfile.mkdtemp(prefix="same-pages-"))
    try:
        before = set_up_state(place / "before", commits[0])
        after = set_up_state(place / "after", commits[1] if len(commits) > 1 else None)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return 1 if compare_states(before, after) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
