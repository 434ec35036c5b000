"""Lighthouse (mobile) and html-validate on a production-like server, as one table.

What is stable is asserted: accessibility, best practices and search engines at 100, bytes and
requests within their budgets, no other host, valid HTML. What the machine's load moves is only
reported: the performance score, the largest paint.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

from serving import PAGES, Server, sample_server
from setup import ROOT, find_chromium, stop_setup

TOOLS = ROOT / "var" / "audit-tools"
OUT = ROOT / "audit"
AUDITED = ("home", "service", "post", "blog", "form-request")
KB = 1000
# What a phone loads before somebody scrolls.
BUDGETS = {
    "home": 60 * KB,
    "service": 65 * KB,
    "post": 65 * KB,
    "blog": 65 * KB,
    "form-request": 65 * KB,
}
SCRIPT_BUDGET = 5 * KB
REQUEST_BUDGET = 8
TRIES = 4
STABLE = {"accessibility": "access", "best-practices": "practices", "seo": "search"}


@dataclass
class Row:
    """What was measured on one page."""

    name: str
    scores: dict[str, int] = field(default_factory=dict)
    total: int = 0
    scripts: int = 0
    requests: int = 0
    hosts: set[str] = field(default_factory=set)
    lcp: float = 0.0
    cls: float = 0.0
    faults: list[str] = field(default_factory=list)


def install_tools() -> None:
    """Install the two Node programs into var/, once."""
    if not shutil.which("npm"):
        stop_setup("make audit needs Node with npm. Install Node 20 or newer, then run it again.")
    wanted = (ROOT / "tools" / "audit" / "package.json").read_text()
    TOOLS.mkdir(parents=True, exist_ok=True)
    mark = TOOLS / "package.json"
    if (
        mark.exists()
        and mark.read_text() == wanted
        and (TOOLS / "node_modules" / ".bin" / "lighthouse").exists()
    ):
        return
    print("  · installing Lighthouse and html-validate into var/audit-tools", flush=True)
    mark.write_text(wanted)
    done = subprocess.run(
        ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=TOOLS, capture_output=True, text=True, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"},
    )  # fmt: skip
    if done.returncode:
        mark.unlink(missing_ok=True)
        stop_setup(
            f"npm could not install them. Is this machine online? npm said:\n{done.stderr[-800:]}"
        )


def audit_page(server: Server, name: str) -> Row:
    """Audit one page and return its row."""
    report = OUT / f"lighthouse-{name}.json"
    command = [
        str(TOOLS / "node_modules" / ".bin" / "lighthouse"), server.url + PAGES[name], "--quiet",
        "--output=json", f"--output-path={report}",
        # That screenshot makes the page as tall as its content and so loads every lazy picture.
        "--disable-full-page-screenshot",
        "--only-categories=performance,accessibility,best-practices,seo",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking "
        "--disable-component-update --no-first-run",
    ]  # fmt: skip
    env = {**os.environ, "CHROME_PATH": find_chromium() or ""}
    data = run_lighthouse(command, env, report)
    if data is None:
        stop_setup(f"Lighthouse did not finish on {name} in {TRIES} tries.")
    row = Row(name)
    row.scores = {key: round((c["score"] or 0) * 100) for key, c in data["categories"].items()}
    row.lcp = data["audits"]["largest-contentful-paint"].get("numericValue", 0) / 1000
    row.cls = data["audits"]["cumulative-layout-shift"].get("numericValue", 0)
    for item in data["audits"]["network-requests"]["details"]["items"]:
        if item["url"].startswith("data:"):
            continue
        # Lighthouse itself opens the manifest; a browser does when somebody puts the site on their home screen.
        row.requests += item.get("resourceType") != "Manifest"
        row.total += item.get("transferSize") or 0
        row.hosts.add(urlparse(item["url"]).netloc)
        if item.get("resourceType") == "Script":
            row.scripts += item.get("transferSize") or 0
    judge_report(row, urlparse(server.url).netloc)
    for key in STABLE:
        row.faults += list_failing(data, key)
    return row


def run_lighthouse(command: list[str], env: dict[str, str], report: Path) -> dict | None:
    """Return the report, or None: on a busy machine Chromium now and then records no trace."""
    for _ in range(TRIES):
        report.unlink(missing_ok=True)
        try:
            subprocess.run(command, env=env, capture_output=True, text=True, timeout=240)
        except subprocess.TimeoutExpired:
            continue
        if report.exists():
            data = json.loads(report.read_text())
            if not data.get("runtimeError"):
                return data
    return None


def judge_report(row: Row, host: str) -> None:
    """Write down what is over its budget."""
    if row.total > BUDGETS[row.name]:
        row.faults.append(f"{row.total} bytes, allowed {BUDGETS[row.name]}")
    if row.scripts > SCRIPT_BUDGET:
        row.faults.append(f"{row.scripts} bytes of script, allowed {SCRIPT_BUDGET}")
    if row.requests > REQUEST_BUDGET:
        row.faults.append(f"{row.requests} requests, allowed {REQUEST_BUDGET}")
    if row.hosts - {host}:
        row.faults.append(f"asks other hosts: {sorted(row.hosts - {host})}")
    if row.cls > 0.005:
        row.faults.append(f"the layout shifts by {row.cls:.3f}")


def list_failing(data: dict, category: str) -> list[str]:
    """Return the names of the audits that cost points in `category`."""
    refs = data["categories"][category]["auditRefs"]
    return [
        f"{category}: {data['audits'][ref['id']]['title']}"
        for ref in refs
        if ref["weight"] and data["audits"][ref["id"]]["score"] not in (None, 1)
    ]


def html_validate(server: Server) -> list[str]:
    """Fetch every page type and return what html-validate says of it."""
    folder = OUT / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, path in PAGES.items():
        (folder / f"{name}.html").write_bytes(fetch_page(server.url + path))
    # Into a file: Node leaves before a long answer has gone through a pipe.
    answer = OUT / "html-validate.json"
    command = [
        str(TOOLS / "node_modules" / ".bin" / "html-validate"), "--config",
        str(ROOT / "tools" / "audit" / "htmlvalidate.json"), "--formatter", "json", str(folder / "*.html"),
    ]  # fmt: skip
    with answer.open("w") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True)
    if not answer.read_text().strip():
        stop_setup(f"html-validate did not finish:\n{done.stderr[-800:]}")
    return [
        f"{Path(result['filePath']).stem}:{m['line']} {m['ruleId']}: {m['message']}"
        for result in json.loads(answer.read_text())
        for m in result["messages"]
    ]


def fetch_page(url: str) -> bytes:
    """Return the body, also of a page that answers 404."""
    try:
        return urllib.request.urlopen(url, timeout=20).read()
    except urllib.error.HTTPError as error:
        return error.read()


def print_table(rows: list[Row]) -> None:
    """Print one line a page."""
    print(
        f"\n  {'page':<14}{'perf':>6}{'access':>8}{'practices':>11}{'search':>8}{'LCP s':>8}{'CLS':>7}{'kB':>8}{'script':>8}{'requests':>10}"
    )
    for row in rows:
        s = row.scores
        print(
            f"  {row.name:<14}{s['performance']:>6}{s['accessibility']:>8}{s['best-practices']:>11}{s['seo']:>8}"
            f"{row.lcp:>8.2f}{row.cls:>7.3f}{row.total / KB:>8.1f}{row.scripts / KB:>8.1f}{row.requests:>10}"
        )


def main() -> int:
    """Audit, print the table, and return 1 where something stable is not as it must be."""
    install_tools()
    OUT.mkdir(exist_ok=True)
    with sample_server(production=True) as server:
        rows = []
        for name in AUDITED:
            fetch_page(
                server.url + PAGES[name]
            )  # the first visit makes pictures; the second is measured
            print(f"  · {name}", flush=True)
            rows.append(audit_page(server, name))
        invalid = html_validate(server)
    print_table(rows)
    faults = [f"{row.name}: {fault}" for row in rows for fault in row.faults] + invalid
    print(f"\n  html-validate: {len(PAGES)} pages, {len(invalid)} findings")
    for fault in faults:
        print(f"  ✗ {fault}")
    print(
        "\n  The audit passed."
        if not faults
        else f"\n  {len(faults)} findings. The reports are in audit/."
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
