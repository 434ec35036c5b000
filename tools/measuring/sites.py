"""The servers that `make bench` compares: ours in three ways, a bare Wagtail page, bare Django views, nginx."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from servers import find_free_port
from serving import make_environment, run_manage
from setup import ROOT, stop_setup

GUNICORN = str(Path(sys.executable).with_name("gunicorn"))
WAGTAIL = str(Path(sys.executable).with_name("wagtail"))
# As `startproject` writes it.
STARTPROJECT = """[
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]"""
BARE_DJANGO = '''"""One view that answers the same bytes each time."""
from django.conf import settings
settings.configure(
    SECRET_KEY="only-for-the-benchmark", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE={middleware},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                    "django.contrib.messages"],
)
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
BODY = b"x" * {size}
urlpatterns = [path("", lambda request: HttpResponse(BODY))]
application = get_wsgi_application()
'''
BARE_WAGTAIL = """
from .production import *
SECRET_KEY = "only-for-the-benchmark-0123456789"
ALLOWED_HOSTS = ["*"]
DATABASES["default"]["CONN_MAX_AGE"] = 600
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
"""
NGINX = """worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000; client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  proxy_cache_path {folder}/cache keys_zone=pages:10m;
  map $http_accept_encoding $takes {{ default ""; "~br" br; "~gzip" gzip; }}
  server {{
    listen 127.0.0.1:{port};
    location /file {{ root {folder}/files; default_type text/html; }}
    location / {{
      proxy_pass http://127.0.0.1:{upstream}; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host 127.0.0.1; proxy_set_header Accept-Encoding $takes; sendfile off;
      proxy_cache pages; proxy_cache_key $takes$request_uri; proxy_ignore_headers Vary Cache-Control Expires;
      proxy_cache_use_stale error timeout;
    }}
  }}
}}
"""


@dataclass
class Site:
    """A server under measurement. `pid` is that of its master; what it started counts with it."""

    name: str
    port: int
    process: subprocess.Popen
    extra: dict[str, str] = field(default_factory=dict)

    def close(self) -> None:
        """Stop the server and wait until it is gone."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()


def _start_server(
    name: str, command: list[str], port: int, *, cwd: Path, env: dict, probe: str
) -> Site:
    process = subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if process.poll() is not None:
            stop_setup(f"{name} ended by itself (code {process.returncode}).")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{probe}", timeout=10).read()
            return Site(name, port, process)
        except urllib.error.HTTPError as error:
            process.kill()
            stop_setup(f"{name} answers {probe} with {error.code}.")
        except OSError:
            time.sleep(0.2)
    process.kill()
    stop_setup(f"{name} did not answer.")
    raise AssertionError


def prepare_ours(folder: Path, database: str = "") -> dict[str, str]:
    """Load the sample site into `folder`, pictures made; return its environment. On SQLite, or at the address `database`."""
    env = make_environment(folder, production=True)
    env["DATABASE_URL"] = database or env["DATABASE_URL"]
    run_manage(env, "migrate", "--verbosity", "0")
    run_manage(env, "load_sample_site", "--yes")
    run_manage(env, "worker", "--once")
    run_manage(env, "collectstatic", "--noinput", "--verbosity", "0")
    return env


def start_ours(env: dict[str, str], name: str = "ours", *, workers: int = 1, **more: str) -> Site:
    """Serve the sample site as production does, with the project's own gunicorn settings."""
    port = find_free_port()
    command = [
        GUNICORN, "-c", "gunicorn.conf.py", "--bind", f"127.0.0.1:{port}", "--workers", str(workers),
        "--keep-alive", "60",
    ]  # fmt: skip
    return _start_server(name, command, port, cwd=ROOT, env={**env, **more}, probe="/healthz")


def _bare_command(module: str, port: int) -> list[str]:
    return [
        GUNICORN, module, "-b", f"127.0.0.1:{port}", "-w", "1", "-k", "gthread", "--threads", "4",
        "--keep-alive", "60", "--no-control-socket",
    ]  # fmt: skip


def start_bare_wagtail(folder: Path) -> Site:
    """Serve what `wagtail start` makes, as its own production settings say."""
    root = folder / "bare_wagtail"
    root.mkdir(exist_ok=True)
    clean = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE",)}
    subprocess.run([WAGTAIL, "start", "bare", str(root)], check=True, capture_output=True)
    (root / "bare" / "settings" / "bench.py").write_text(BARE_WAGTAIL)
    env = {**clean, "DJANGO_SETTINGS_MODULE": "bare.settings.bench", "PYTHONPATH": str(root)}
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=root,
            env=env,
            check=True,
            capture_output=True,
        )
    port = find_free_port()
    return _start_server(
        "bare wagtail", _bare_command("bare.wsgi", port), port, cwd=root, env=env, probe="/"
    )


def start_bare_django(folder: Path, name: str, middleware: str, size: int) -> Site:
    """Serve one Django view of `size` bytes behind `middleware`."""
    module = "view_" + name.replace(" ", "_")
    (folder / f"{module}.py").write_text(BARE_DJANGO.format(middleware=middleware, size=size))
    port = find_free_port()
    env = {**os.environ, "PYTHONPATH": str(folder)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    return _start_server(name, _bare_command(module, port), port, cwd=folder, env=env, probe="/")


def start_nginx(folder: Path, upstream: int, file: bytes) -> Site | None:
    """Serve one file, and everything of `upstream` through a cache; None where there is no nginx."""
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if nginx is None:
        return None
    own = folder / "nginx"
    (own / "files").mkdir(parents=True, exist_ok=True)
    (own / "files" / "file").write_bytes(file)
    port = find_free_port()
    conf = own / "nginx.conf"
    conf.write_text(NGINX.format(folder=own, port=port, upstream=upstream))
    own.chmod(0o755)
    command = [nginx, "-p", str(own), "-c", str(conf), "-e", str(own / "error.log")]
    return _start_server("nginx", command, port, cwd=own, env=dict(os.environ), probe="/file")
