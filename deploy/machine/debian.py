"""A real machine: Debian or Ubuntu with systemd, its packages, its PostgreSQL, and certificates of Let's Encrypt."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
from pathlib import Path

from .certificates import holds_names
from .place import Place
from .terminal import StopScript, run_command, say_step

PACKAGES = [
    # The first three are on most machines, and missing on the smallest ones that are rented.
    "adduser",
    "ca-certificates",
    "openssl",
    "python3-venv",
    "postgresql",
    "redis-server",
    "nginx",
    "certbot",
    "git",
    "rclone",
    "logrotate",
]
# Sends the .br files beside the .gz ones; not in every release of Debian and Ubuntu.
BROTLI = "libnginx-mod-http-brotli-static"
UNITS = ("clinic-web@.service", "clinic-worker.service", "clinic-copy-backups.service", "clinic-copy-backups.timer")  # fmt: skip
_QUIET = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def require_debian() -> None:
    """Refuse a system that the scripts do not know, and somebody who is not root. Raises StopScript."""
    if os.geteuid() != 0:
        raise StopScript("Run it as root: sudo deploy/install")
    if not Path("/run/systemd/system").exists() or shutil.which("apt-get") is None:
        raise StopScript("This needs Debian 12, Ubuntu 24.04 or newer, with systemd.")
    if shutil.disk_usage("/srv").free < 3_000_000_000:
        raise StopScript(
            "Less than 3 GB are free below /srv. Give the machine a larger disk first."
        )


class DebianSystem:
    """What only a real machine does. Each method may be called again."""

    user = "clinic"

    def __init__(self, place: Place) -> None:
        self.place = place

    def install_packages(self) -> None:
        """Install what is missing; nginx's brotli module where the system has it."""
        run_command(["apt-get", "update", "-q"], env=_QUIET)
        found = run_command(["apt-cache", "madison", BROTLI])
        wanted = [*PACKAGES, *([BROTLI] if found.strip() else [])]
        run_command(
            ["apt-get", "install", "-y", "-q", "--no-install-recommends", *wanted], env=_QUIET
        )
        self.place.brotli = bool(found.strip())
        say_step(
            "static files go out as brotli"
            if self.place.brotli
            else "no brotli module here: static files go out as gzip"
        )

    def make_user(self) -> None:
        """Make the site's user; nginx joins its group to read the socket, the files and the pictures."""
        try:
            pwd.getpwnam(self.user)
        except KeyError:
            run_command(["adduser", "--system", "--group", "--home", "/srv/clinic", self.user])
        run_command(["usermod", "-aG", self.user, "www-data"])

    def make_database(self) -> str:
        """Make role and databases. Returns the address with a new password."""
        password = secrets.token_urlsafe(24)
        roles = self._ask_postgres("SELECT 1 FROM pg_roles WHERE rolname = 'clinic'")
        verb = "ALTER" if roles else "CREATE"
        # By standard input: a command line can be read by everybody on the machine.
        self._ask_postgres(f"{verb} ROLE clinic LOGIN PASSWORD '{password}'")
        for name in ("clinic", "clinic_drill"):  # the second is for trying backups
            if not self._ask_postgres(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
                self._ask_postgres(
                    f"CREATE DATABASE {name} OWNER clinic ENCODING 'UTF8' TEMPLATE template0"
                )
        return f"postgres://clinic:{password}@127.0.0.1:5432/clinic"

    @staticmethod
    def _ask_postgres(statement: str) -> str:
        command = ["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1"]
        return run_command(command, user="postgres", cwd=Path("/"), typed=statement).strip()

    def give_away(self, path: Path) -> None:
        """Give a file or a folder with all in it to the site's user."""
        run_command(["chown", "-R", f"{self.user}:{self.user}", str(path)])

    def place_units(self) -> None:
        """Write units and the rotation of logs; make the folders that nginx writes into."""
        for name in UNITS:
            self.place.write_file(f"/etc/systemd/system/{name}", name)
        self.place.write_file("/etc/logrotate.d/clinic", "clinic-logrotate")
        for folder in ("/var/log/clinic", "/var/cache/nginx"):
            Path(folder).mkdir(parents=True, exist_ok=True)
        run_command(["systemctl", "daemon-reload"])
        run_command(
            [
                "systemctl",
                "enable",
                "--now",
                "postgresql",
                "redis-server",
                "clinic-copy-backups.timer",
            ]
        )

    # --- Processes --------------------------------------------------------------------------------
    def start_web(self, release: str) -> None:
        """Start a release's web processes, now and at each start of the machine."""
        run_command(["systemctl", "enable", "--now", f"clinic-web@{release}"])

    def stop_web(self, release: str) -> None:
        """Stop a release's web processes; what they are answering they finish."""
        run_command(["systemctl", "disable", "--now", f"clinic-web@{release}"])

    def restart_worker(self) -> None:
        """Let the worker finish its step and start the current release's, now and at each start."""
        run_command(["systemctl", "enable", "clinic-worker"])
        run_command(["systemctl", "restart", "clinic-worker"])

    def stop_worker(self) -> None:
        """Stop the worker; the step it is in it finishes."""
        run_command(["systemctl", "stop", "clinic-worker"])

    def worker_runs(self) -> bool:
        """Tell whether the worker is there."""
        try:
            return run_command(["systemctl", "is-active", "clinic-worker"]).strip() == "active"
        except StopScript:
            return False

    # --- nginx ------------------------------------------------------------------------------------
    def reload_nginx(self) -> None:
        """Check nginx's files, then let it read them without losing a request. Raises StopScript if it refuses them."""
        run_command(["nginx", "-t"])
        run_command(["systemctl", "enable", "--now", "nginx"])
        run_command(["systemctl", "reload", "nginx"])

    def fetch_certificate(self, mail: str) -> None:
        """Ask Let's Encrypt by port 80, which nginx serves already; certbot renews by itself and reloads nginx."""
        names = self.place.names
        if holds_names(Path(f"/etc/letsencrypt/live/{self.place.host}/fullchain.pem"), names):
            return
        asked = [word for name in names for word in ("-d", name)]
        try:
            run_command(["certbot", "certonly", "--non-interactive", "--agree-tos", "-m", mail, "--webroot",
                         "-w", "/var/www/letsencrypt", "--cert-name", self.place.host, "--expand", *asked,
                         "--deploy-hook", "systemctl reload nginx"])  # fmt: skip
        except StopScript as error:
            raise StopScript(
                f"There is no certificate for {' and '.join(names)} yet. Does each name point to this machine, and is port 80 open? "
                f"Everything else is done: mend that and run deploy/install again.\n    {error}"
            ) from None
