"""A machine in a folder: the same files and commands without root, systemd and packages. For `make test-production`."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import time
from pathlib import Path

from .certificates import holds_names
from .place import DEPLOY, Place, write_text
from .terminal import StopScript, run_command
from .variables import read_variables

_NGINX = """\
{user}worker_processes 1;
pid {run}/nginx.pid;
error_log {log}/nginx-error.log;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {run}/body;
    proxy_temp_path {run}/proxy;
    fastcgi_temp_path {run}/fastcgi;
    uwsgi_temp_path {run}/uwsgi;
    scgi_temp_path {run}/scgi;
    types {{ text/html html; text/css css; application/javascript js; image/svg+xml svg; image/avif avif; }}
    default_type application/octet-stream;
    access_log off;
    include {nginx}/sites-enabled/*;
}}
"""


class FolderSystem:
    """Keeps processes by files with their numbers, as systemd would by units."""

    user = ""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.run = place.path("/run")

    # --- What a real machine has and a folder does not need ---------------------------------------
    def install_packages(self) -> None:
        """Nothing: a trial uses what is installed."""

    def make_user(self) -> None:
        """Nothing: a trial runs as whoever started it."""

    def make_database(self) -> str:
        """Refuse: a trial is told which database it may use."""
        raise StopScript("A trial needs --database and --redis.")

    def give_away(self, path: Path) -> None:
        """Nothing: everything belongs to whoever started the trial."""

    def place_units(self) -> None:
        """Write nginx's main file, which a package brings on a real machine; read units where they are."""
        for folder in (
            self.run,
            self.place.path("/var/log/clinic"),
            self.place.path("/var/cache/nginx"),
        ):
            folder.mkdir(parents=True, exist_ok=True)
        text = _NGINX.format(
            run=self.run, log=self.place.path("/var/log/clinic"), nginx=self.place.path("/etc/nginx"),
            user="user root;\n" if os.geteuid() == 0 else "",
        )  # fmt: skip
        write_text(self.place.path("/etc/nginx/nginx.conf"), text)

    # --- Processes --------------------------------------------------------------------------------
    def start_web(self, release: str) -> None:
        """Start a release's web processes with the command of their unit."""
        self._start_process(f"web-{release}", "clinic-web@.service", release)

    def stop_web(self, release: str) -> None:
        """Stop a release's web processes; what they are answering they finish."""
        self._stop_process(f"web-{release}")

    def restart_worker(self) -> None:
        """Stop the worker, if it runs, and start the current release's."""
        self._stop_process("worker")
        self._start_process("worker", "clinic-worker.service", self.place.current_release())

    def stop_worker(self) -> None:
        """Stop the worker; the step it is in it finishes."""
        self._stop_process("worker")

    def worker_runs(self) -> bool:
        """Tell whether the worker is there."""
        return bool(self._find_pid("worker"))

    def _start_process(self, name: str, unit: str, release: str) -> None:
        if self._find_pid(name):
            return
        text = self.place.fill_text(
            (DEPLOY / unit).read_text(encoding="utf-8").replace("%i", release)
        )
        # The unit's keys that matter to a process; what it hardens, systemd does.
        keys = dict(
            line.split("=", 1) for line in text.splitlines() if "=" in line and line[0] != "#"
        )
        self.place.socket(release).parent.mkdir(parents=True, exist_ok=True)
        env = {**os.environ, **read_variables(self.place.path("/etc/clinic.env")), "PYTHONPATH": ""}
        with (self.place.path("/var/log/clinic") / name).open("ab") as log:
            process = subprocess.Popen(
                shlex.split(keys["ExecStart"]), cwd=keys["WorkingDirectory"], env=env, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        write_text(self.run / f"{name}.pid", f"{process.pid}\n")

    def _find_pid(self, name: str) -> int:
        """Return the number of a process that runs; 0 where it does not."""
        path = self.run / f"{name}.pid"
        if not path.exists():
            return 0
        number = int(path.read_text() or "0")  # 'nginx -t' leaves an empty one
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return 0
        return 0 if state == "Z" else number

    def _stop_process(self, name: str) -> None:
        number = self._find_pid(name)
        if number:
            os.kill(number, signal.SIGTERM)
            end = time.monotonic() + 40
            while self._find_pid(name) and time.monotonic() < end:
                time.sleep(0.1)
            if self._find_pid(name):
                os.killpg(number, signal.SIGKILL)
        (self.run / f"{name}.pid").unlink(missing_ok=True)

    # --- nginx ------------------------------------------------------------------------------------
    def _nginx_command(self, *words: str) -> None:
        program = next(
            (p for p in ("/usr/sbin/nginx", "/usr/local/sbin/nginx") if Path(p).exists()), "nginx"
        )
        main = self.place.path("/etc/nginx/nginx.conf")
        run_command([program, "-p", str(self.place.prefix), "-c", str(main), *words])

    def reload_nginx(self) -> None:
        """Check nginx's files, then let it read them without losing a request. Raises StopScript if it refuses them."""
        self._nginx_command("-t")
        self._nginx_command(*(["-s", "reload"] if self._find_pid("nginx") else []))

    def fetch_certificate(self, mail: str) -> None:
        """Make a certificate of one's own, where a real machine asks Let's Encrypt."""
        folder = self.place.path(f"/etc/letsencrypt/live/{self.place.host}")
        names = self.place.names
        if holds_names(folder / "fullchain.pem", names):
            return
        folder.mkdir(parents=True, exist_ok=True)
        held = ",".join(f"DNS:{name}" for name in names)
        run_command(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                     f"/CN={names[0]}", "-addext", f"subjectAltName={held}",
                     "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")])  # fmt: skip

    def stop_all(self) -> None:
        """Stop everything that this folder started."""
        if self._find_pid("nginx"):
            self._nginx_command("-s", "quit")
        for path in self.run.glob("*.pid"):
            if path.stem != "nginx":
                self._stop_process(path.stem)
