"""However large an export is, it takes the same memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from .exports import HOST, export, item

pytestmark = pytest.mark.slow
POSTS = 20_000
# The first reading of a whole file, in a process of its own; the second argument is how often to read on.
READ = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[3], sys.argv[3] + "/site"]
import django
django.setup()
from moving_in.export.catalog import ExportCatalog
from moving_in.export.entry import read_entry
from moving_in.export.scanner import Scanner
from moving_in.landing.reading import FirstReading
from moving_in.models import ImportRun
path = Path(sys.argv[1])
catalog = ExportCatalog(Path(sys.argv[2]), new=True)
FirstReading(ImportRun(file_name=path.name), path, catalog).read()
with path.open("rb") as file:
    entries = sum(bool(read_entry(raw, "utf-8").content) for raw in Scanner(file).entries())
# Linux counts the parent's memory into ru_maxrss; the process's own peak stands in its status.
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(catalog.count("page"), entries, int(peak.split()[1]) >> 10)
"""


def read_in_a_process(path: Path) -> tuple[int, int, int]:
    """Return how many pages the catalog has, how many entries were read, and the most megabytes that were held."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path), str(path.with_suffix(".sqlite")), str(settings.ROOT)],
        capture_output=True, text=True, check=True, timeout=600,
        env={"DJANGO_SETTINGS_MODULE": "config.settings.test", "PATH": "/usr/bin"},
    )  # fmt: skip
    pages, entries, megabytes = done.stdout.split()
    return int(pages), int(entries), int(megabytes)


def test_twenty_thousand_posts_fit(tmp_path):
    begin, _mark, end = export().partition("</channel>")
    words = "<p>" + "Words about a calm room. " * 40 + f'<a href="{HOST}/entry-1/">back</a></p>'
    with (tmp_path / "large.xml").open("w") as file:
        file.write(begin)
        for number in range(1, POSTS + 1):
            file.write(item(number, f"Post {number}", words))
        file.write(f"</channel>{end}")
    pages, entries, megabytes = read_in_a_process(tmp_path / "large.xml")
    assert (pages, entries) == (POSTS, POSTS)
    assert megabytes < 300


def test_comments_and_one_endless_text_take_no_memory(tmp_path):
    """A post with comments without end, and one with a text that no post has: 200 MB together."""
    comment = f"<wp:comment><wp:comment_content><![CDATA[{'private words ' * 700}]]></wp:comment_content></wp:comment>"
    begin, _mark, end = export(item(1, "Before")).partition("</channel>")
    with (tmp_path / "large.xml").open("w") as file:
        file.write(begin)
        file.write(item(2, "Discussed", inside="HERE").partition("HERE")[0])
        for _number in range(10_000):
            file.write(comment)
        file.write("</item>")
        file.write(item(3, "Endless", "HERE").partition("HERE")[0])
        for _number in range(10_000):
            file.write("word " * 2000)
        file.write(item(3, "Endless", "HERE").partition("HERE")[2])
        file.write(item(4, "After") + "</channel>" + end)
    pages, _entries, megabytes = read_in_a_process(tmp_path / "large.xml")
    assert pages == 4
    assert megabytes < 300
