"""A server with the sample site on this machine, for photographs, audits and benchmarks."""

from __future__ import annotations

import base64
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from servers import find_free_port
from setup import ROOT, stop_setup

# Every page type and list of the sample site, by a short name.
PAGES: dict[str, str] = {
    "home": "/",
    "services": "/treatments/",
    "service": "/treatments/ketamine-infusions/",
    "condition": "/treatments/depression/",
    "about": "/about/",
    "costs": "/costs/",
    "questions": "/questions/",
    "legal": "/notice-of-privacy-practices/",
    "blog": "/blog/",
    "blog-category": "/blog/category/basics/",
    "post": "/blog/what-ketamine-is-and-how-it-works/",
    "form-request": "/request-an-appointment/",
    "form-consultation": "/free-consultation/",
    "search": "/search/?q=ketamine",
    "search-nothing": "/search/?q=xqzv",
    "not-found": "/nothing-here/",
}


@dataclass(frozen=True)
class Server:
    """A running server: its address, its folder, and the environment of its commands."""

    url: str
    folder: Path
    env: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a manage.py command on this server's data and return what it printed."""
        return run_manage(self.env, *arguments)


def run_manage(env: dict[str, str], *arguments: str) -> str:
    """Run manage.py with `env`; end with its words where it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True
    )
    if done.returncode:
        stop_setup(
            f"manage.py {arguments[0]} failed:\n{done.stdout[-1500:]}\n{done.stderr[-3000:]}"
        )
    return done.stdout


def make_environment(folder: Path, *, production: bool) -> dict[str, str]:
    """Return the environment of a server whose data live in `folder`."""
    env = {**os.environ, "PYTHONPATH": "", "MEDIA_ROOT": str(folder / "media"), "SERVE_MEDIA": "1"}
    env["DATABASE_URL"] = f"sqlite:///{folder / 'site.sqlite3'}"
    env["STATIC_ROOT"] = str(folder / "static")
    if not production:
        return {**env, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "DEBUG": "0"}
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return {
        **env,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_ENCRYPTION_KEYS": key,
        "ALLOWED_HOSTS": "127.0.0.1,clinic.example",
        "WAGTAILADMIN_BASE_URL": "https://clinic.example",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "SECURE_SSL_REDIRECT": "0",
        "TRUSTED_PROXIES": "0",
    }


@contextmanager
def sample_server(*, production: bool = True, workers: int = 2) -> Iterator[Server]:
    """Load the sample site into a new folder and serve it until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="clinic-"))
    env = make_environment(folder, production=production)
    process = None
    try:
        print("  · preparing a sample site", flush=True)
        run_manage(env, "migrate", "--verbosity", "0")
        run_manage(env, "load_sample_site", "--yes")
        print("  · making the pictures in every size, as the worker does", flush=True)
        run_manage(env, "worker", "--once")
        run_manage(env, "collectstatic", "--noinput", "--verbosity", "0")
        port = find_free_port()
        gunicorn = str(Path(sys.executable).with_name("gunicorn"))
        # -P keeps the standard library's `site` in its place while site/ is on the path.
        process = subprocess.Popen(
            [gunicorn, "-c", "gunicorn.conf.py", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)],
            cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        server = Server(f"http://127.0.0.1:{port}", folder, env)
        wait_for(server.url + "/healthz", process)
        yield server
    finally:
        if process is not None:
            process.terminate()
            try:
                process.wait(timeout=35)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(url: str, process: subprocess.Popen, seconds: int = 40) -> None:
    """Wait until `url` answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            stop_setup(f"The server ended by itself (code {process.returncode}).")
        try:
            urllib.request.urlopen(url, timeout=5).read()
            return
        except urllib.error.HTTPError as error:
            stop_setup(f"The server answers {url} with {error.code}.")
        except OSError:
            time.sleep(0.2)
    stop_setup(f"The server did not answer {url} within {seconds} seconds.")
