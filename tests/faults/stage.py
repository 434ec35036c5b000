"""A whole site in processes of its own, for faults that only happen between processes."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from forms.requests.tokens import SubmissionToken
from tests import database
from tests.faults.mail.smtp import wait_until

ROOT = Path(__file__).resolve().parents[2]
PREPARE = """
from wagtail.models import Site
from tests.factories.forms import FormPageFactory, request_settings
request_settings(notify="desk@clinic.example", hourly_limit=30000, hourly_most=30000)
page = FormPageFactory(slug="write", title="Write to us")
Site.objects.update(hostname="localhost")
print("|".join(f"{f.field_type}={f.clean_name}" for f in page.form_fields.all()))
"""


class Stage:
    """One site: its database file, its web processes, its worker."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="clinic-faults-"))
        self.path = self.folder / "site.sqlite3"
        shutil.copyfile(database.template(), self.path)
        self.smtp_port = 1
        self.web: subprocess.Popen | None = None
        self.port = 0
        lines = self.manage("shell", "-v", "0", "-c", PREPARE).splitlines()
        self.keys = dict(pair.split("=") for pair in lines[-1].split("|"))

    # --- Processes ------------------------------------------------------------------------------
    def env(self, **extra: str) -> dict[str, str]:
        """Return the environment of a process of this site."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "TEST_DATABASE_URL": f"sqlite:///{self.path}",
            "FAULT_SMTP": str(self.smtp_port),
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "PYTHONWARNINGS": "ignore",
            **extra,
        }

    def manage(self, *arguments: str, **extra: str) -> str:
        """Run a command of the site to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.env(**extra), capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        if done.returncode:
            raise AssertionError(f"manage.py {arguments[0]} failed:\n{done.stderr[-3000:]}")
        return done.stdout

    def start_web(self, workers: int = 2, **extra: str) -> None:
        """Start gunicorn and wait until it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = (self.folder / "web.log").open("w")
        self.web = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "--preload", "-w", str(workers),
                "-b", f"127.0.0.1:{self.port}", "tests.faults.wsgi:application",
            ],
            cwd=ROOT, env=self.env(**extra), stdout=self.log, stderr=self.log,
        )  # fmt: skip
        wait_until(self._answers, 90, "the start of the web server")

    def _answers(self) -> bool:
        try:
            return self.get("/write/")[0] == 200
        except OSError:
            return False

    def stop_web(self) -> None:
        """Stop gunicorn."""
        if self.web is not None:
            self.web.send_signal(signal.SIGTERM)
            try:
                self.web.wait(10)
            except subprocess.TimeoutExpired:
                self.web.kill()
                self.web.wait(5)
            self.web = None
            self.log.close()

    def web_workers(self) -> list[int]:
        """Return the ids of gunicorn's worker processes."""
        assert self.web is not None
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def close(self) -> None:
        """Stop everything and leave nothing behind."""
        self.stop_web()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- The network ----------------------------------------------------------------------------
    def get(self, path: str) -> tuple[int, str, str]:
        """GET a page: status, text, Location."""
        return self._talk("GET", path)

    def post(self, path: str, data: dict, timeout: float = 40) -> tuple[int, str, str]:
        """POST as a browser does from a page of this site."""
        return self._talk("POST", path, urlencode(data, doseq=True), timeout)

    def _talk(
        self, method: str, path: str, body: str | None = None, timeout: float = 40
    ) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        headers = {"Host": "localhost", "Sec-Fetch-Site": "same-origin", "Origin": "null"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            return response.status, text, response.getheader("Location") or ""
        except http.client.HTTPException as error:
            raise ConnectionError(type(error).__name__) from error
        finally:
            connection.close()

    # --- Visitors -------------------------------------------------------------------------------
    def letter(self, number: int) -> dict[str, str]:
        """Return what the `number`-th visitor sends. Sent again, it is the same request."""
        token = SubmissionToken(
            uuid.uuid5(uuid.NAMESPACE_OID, f"{self.path} {number}"), time.time() - 60
        )
        return {
            "_token": token.sign(),
            "_step": "0",
            "_go": "next",
            self.keys["name"]: f"Visitor {number}",
            self.keys["contact_method"]: "text",
            self.keys["phone"]: f"(703) {number // 10000 + 200:03d}-{number % 10000:04d}",
            self.keys["consent_contact"]: "yes",
        }

    def send_until_thanked(self, number: int, patience: float = 60) -> int:
        """Send a request again and again until it is thanked for. Returns how often it took."""
        letter, tries = self.letter(number), 0
        end = time.monotonic() + patience
        while time.monotonic() < end:
            tries += 1
            try:
                status, _text, place = self.post("/write/", letter)
            except OSError:
                time.sleep(0.05)
                continue
            if status == 302 and "/sent/" in place:
                return tries
            time.sleep(0.1)
        raise AssertionError(f"visitor {number} was not thanked within {patience} seconds")

    def crowd(self, numbers: range, at_once: int) -> int:
        """Let many visitors send at once. Returns how many were thanked; raises the first error."""
        waiting, guard = iter(numbers), threading.Lock()
        thanked, errors = [], []

        def visitor() -> None:
            while not errors:
                with guard:
                    number = next(waiting, None)
                if number is None:
                    return
                try:
                    self.send_until_thanked(number)
                    thanked.append(number)
                except BaseException as error:
                    errors.append(error)

        threads = [threading.Thread(target=visitor) for _visitor in range(at_once)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if errors:
            raise errors[0]
        return len(thanked)

    # --- The two counts -------------------------------------------------------------------------
    @contextmanager
    def database(self):
        """Open the site's database from outside."""
        connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()

    def number(self, sql: str) -> int:
        """Return the number that a query gives."""
        with self.database() as connection:
            return connection.execute(sql).fetchone()[0]

    @property
    def stored(self) -> int:
        """How many requests are stored."""
        return self.number("SELECT COUNT(*) FROM clinic_forms_submission")

    @property
    def told(self) -> int:
        """Of how many requests staff were told."""
        return self.number(
            "SELECT COUNT(DISTINCT submission_id) FROM clinic_forms_outboxmessage "
            "WHERE kind = 'notice' AND state = 'sent'"
        )

    def let_leases_run_out(self) -> None:
        """Make it five minutes later, as far as messages are concerned."""
        with self.database() as connection:
            connection.execute(
                "UPDATE clinic_forms_outboxmessage SET leased_until = '2000-01-01 00:00:00', "
                "next_at = '2000-01-01 00:00:00' WHERE state = 'waiting'"
            )

    def tell(self) -> None:
        """Drain the outbox to the end with a healthy process."""
        self.let_leases_run_out()
        self.manage(
            "shell",
            "-v",
            "0",
            "-c",
            "from forms.requests.delivery.outbox import drain_outbox\nwhile drain_outbox(): pass",
        )
