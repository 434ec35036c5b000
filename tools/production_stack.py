"""The documented machine in a folder: deploy/'s files with other paths and ports, and nothing else changed.

PostgreSQL, Redis, nginx with TLS, gunicorn behind its unix socket with two processes, and the worker, all on
loopback. Used by `make test-production` (tests/production) and by the database's fault tests.
"""

from __future__ import annotations

import base64
import http.client
import os
import re
import secrets
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import pyrage

from tools.http_answers import Answer, UnixConnection, ask_for_name, send_request
from tools.servers import (
    PostgresServer,
    RedisServer,
    find_free_port,
    find_program,
    run_checked,
)

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
HOST = "clinic.example.com"
NGINX_MAIN = """\
user root;
worker_processes 1;
daemon off;
pid {folder}/nginx/nginx.pid;
error_log {folder}/nginx/error.log;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/nginx/body;
    proxy_temp_path {folder}/nginx/proxy;
    fastcgi_temp_path {folder}/nginx/fastcgi;
    uwsgi_temp_path {folder}/nginx/uwsgi;
    scgi_temp_path {folder}/nginx/scgi;
    types {{ text/html html; text/css css; application/javascript js; image/svg+xml svg; image/avif avif; }}
    default_type application/octet-stream;
    access_log {folder}/nginx/access.log;
    include {folder}/nginx/enabled/*;
}}
"""


def say_line(text: str) -> None:
    """Tell what is being done."""
    print(f"  · {text}", flush=True)


class ProductionStack:
    """Every process of the documented machine."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="clinic-production-"))
        self.folder.chmod(0o755)
        for name in ("run", "static", "media", "log", "nginx/enabled", "tls", "acme"):
            (self.folder / name).mkdir(parents=True)
        self.postgres = PostgresServer(self.folder / "postgres")
        self.redis = RedisServer()
        self.https, self.http = find_free_port(), find_free_port()
        self.processes: dict[str, subprocess.Popen] = {}
        self.env: dict[str, str] = {}
        self.backup_key = pyrage.x25519.Identity.generate()

    # --- Setting up, in the order of docs/operations.md -------------------------------------------
    def set_up_data(self, **changes: str) -> None:
        """Start PostgreSQL and Redis, make the database and its tables, collect the static files."""
        self.postgres.create()
        self.postgres.sql("CREATE DATABASE clinic ENCODING 'UTF8'")
        self.redis.start()
        self.env = {**os.environ, **self._make_variables(), **changes}
        collecting = subprocess.Popen(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
            cwd=ROOT, env=self.env,
        )  # fmt: skip
        self.manage("migrate", "--verbosity", "0")
        if collecting.wait(180):
            raise RuntimeError("collectstatic failed.")

    def _make_variables(self) -> dict[str, str]:
        """Return the variables of deploy/clinic.env.example, filled in as its comments say."""
        lines = (DEPLOY / "clinic.env.example").read_text(encoding="utf-8").splitlines()
        pairs = [line.partition("=") for line in lines if "=" in line and not line.startswith("#")]
        example = {name: value for name, _equals, value in pairs}
        return {
            **example,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "LOOKUP_KEY": secrets.token_urlsafe(50),
            "FIELD_ENCRYPTION_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "DATABASE_URL": self.postgres.url("clinic"),
            "REDIS_URL": self.redis.url,
            "EMAIL_URL": "smtp://127.0.0.1:1",
            "STATIC_ROOT": str(self.folder / "static"),
            "MEDIA_ROOT": str(self.folder / "media"),
            "BACKUP_DIR": str(self.folder / "backups"),
            "BACKUP_RECIPIENTS": str(self.backup_key.to_public()),
            "BIND": f"unix:{self.folder}/run/web.sock",
            "HEALTH_TOKEN": "token-of-the-operator",
            "PYTHONPATH": "",
        }

    def manage(self, *arguments: str) -> str:
        """Run a command of the site and return what it printed."""
        return run_checked([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env)

    def start_web(self) -> None:
        """Start gunicorn as deploy/clinic-web@.service does, and wait until it answers."""
        unit = (DEPLOY / "clinic-web@.service").read_text(encoding="utf-8")
        # BIND names the socket here; the unit's names its release.
        words = re.search(r"^ExecStart=\S+/gunicorn(.*) --bind", unit, re.MULTILINE)[1].split()
        gunicorn = str(Path(sys.executable).with_name("gunicorn"))
        self._start_process("web", [gunicorn, *words])
        self.wait("the application", lambda: self.ask_socket("/healthz").status == 200)

    def start_worker(self) -> None:
        """Start the worker as its unit does."""
        self._start_process("worker", [sys.executable, "manage.py", "worker"])

    def _start_process(self, name: str, command: list[str]) -> None:
        log = (self.folder / "log" / name).open("ab")
        self.processes[name] = subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=log, stderr=log
        )
        log.close()

    def _place_text(self, text: str) -> str:
        """Return one of deploy/'s files with this folder's paths and ports."""
        for there, here in (
            ("/etc/letsencrypt/live/clinic.example.com", f"{self.folder}/tls"),
            ("/var/www/letsencrypt", f"{self.folder}/acme"),
            ("/etc/nginx/", f"{self.folder}/nginx/"),
            ("/var/cache/nginx/clinic", f"{self.folder}/nginx/kept"),
            ("/var/log/clinic/", f"{self.folder}/log/"),
            ("/srv/clinic/app", str(ROOT)),
            ("/srv/clinic/", f"{self.folder}/"),
            ("listen 443", f"listen 127.0.0.1:{self.https}"),
            ("listen 80;", f"listen 127.0.0.1:{self.http};"),
        ):
            text = text.replace(there, here)
        return re.sub(r"^\s*listen \[::\].*\n", "", text, flags=re.MULTILINE)

    def start_nginx(self) -> None:
        """Start nginx with port 80 only: there is no certificate yet."""
        main = NGINX_MAIN.format(folder=self.folder)
        if os.geteuid() != 0:
            main = main.replace("user root;\n", "")
        (self.folder / "nginx" / "nginx.conf").write_text(main)
        for name in ("clinic-proxy.conf", "clinic-headers.conf"):
            text = (DEPLOY / name).read_text(encoding="utf-8")
            (self.folder / "nginx" / name).write_text(self._place_text(text))
        upstream = f"server unix:{self.folder}/run/web.sock fail_timeout=0;\n"
        (self.folder / "nginx/clinic-upstream.conf").write_text(upstream)
        self._enable_site("nginx-http.conf")
        self.check_nginx()
        self._start_process("nginx", self._nginx_command())
        self.wait("nginx", lambda: self.ask_plain("/").status == 301)

    def switch_tls_on(self) -> None:
        """Make a certificate, add the site, reload: what certbot and step 7 do."""
        run_checked(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                     f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
                     "-keyout", str(self.folder / "tls/privkey.pem"),
                     "-out", str(self.folder / "tls/fullchain.pem")])  # fmt: skip
        self._enable_site("nginx.conf")
        self.check_nginx()
        run_checked([*self._nginx_command(), "-s", "reload"])
        self.wait("TLS", lambda: self.ask("/healthz").status == 200)

    def _enable_site(self, name: str) -> None:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (self.folder / "nginx" / "enabled" / name).write_text(self._place_text(text))

    def _nginx_command(self) -> list[str]:
        program = find_program("nginx")
        if program is None:
            raise RuntimeError("nginx is not here: run `python3 tools/setup.py servers`.")
        return [program, "-p", str(self.folder), "-c", str(self.folder / "nginx" / "nginx.conf")]

    def check_nginx(self) -> None:
        """Run `nginx -t`. Raises RuntimeError with its words where it refuses."""
        run_checked([*self._nginx_command(), "-t"])

    def wait(self, what: str, holds, seconds: float = 180) -> None:
        """Wait until `holds()` is true. Raises RuntimeError with the logs where it never is."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if holds():
                    return
            except OSError:
                pass
            ended = [name for name, p in self.processes.items() if p.poll() is not None]
            if ended:
                raise RuntimeError(f"{', '.join(ended)} ended by itself:\n{self.logs()[-3000:]}")
            time.sleep(0.1)
        raise RuntimeError(f"{what} did not come within {seconds} seconds:\n{self.logs()[-3000:]}")

    def logs(self) -> str:
        """Return everything that the processes and nginx wrote."""
        files = [*(self.folder / "log").iterdir(), *(self.folder / "nginx").glob("*.log")]
        return "\n".join(f"[{file.name}]\n{file.read_text(errors='replace')}" for file in files)

    # --- Asking -----------------------------------------------------------------------------------
    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        host: str = HOST,
        timeout: float = 30,
    ) -> Answer:
        """Ask nginx over TLS, as a browser does."""
        context = ssl.create_default_context(cafile=str(self.folder / "tls/fullchain.pem"))
        link = http.client.HTTPSConnection(
            "127.0.0.1", self.https, timeout=timeout, context=ask_for_name(context, HOST)
        )
        return send_request(link, method, path, body, {"Host": host, **(headers or {})})

    def ask_plain(self, path: str) -> Answer:
        """Ask nginx on port 80."""
        link = http.client.HTTPConnection("127.0.0.1", self.http, timeout=10)
        return send_request(link, "GET", path, None, {"Host": HOST})

    def ask_socket(
        self, path: str, timeout: float = 10, form: dict[str, str] | None = None
    ) -> Answer:
        """Ask gunicorn on its socket, as nginx does; with `form`, send it as a page of this site does."""
        link = UnixConnection(f"{self.folder}/run/web.sock", timeout)
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        if form is None:
            return send_request(link, "GET", path, None, headers)
        headers |= {
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return send_request(link, "POST", path, urlencode(form).encode(), headers)

    def stop(self, name: str) -> None:
        """Stop one process by its id."""
        process = self.processes.pop(name, None)
        if process is not None:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)

    def close(self) -> None:
        """Stop everything and leave nothing behind."""
        for name in list(self.processes):
            self.stop(name)
        self.redis.close()
        if self.postgres.data.exists():
            self.postgres.close()
        shutil.rmtree(self.folder, ignore_errors=True)
