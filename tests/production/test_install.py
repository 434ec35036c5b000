"""deploy/'s scripts in a folder: install, upgrade under load, rollback, a version that is not well, restore."""

import re
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tools.http_answers import send_request
from tools.production_stack import HOST, say_line
from tools.servers import PostgresServer, RedisServer, find_free_port

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
PATHS = (
    "/",
    "/blog/",
    "/costs/",
    "/search/?q=ketamine",
    "/request-an-appointment/",
    "/nothing/",
    "/about/?x=1",
)
STORE = (
    "from forms.models import Submission; "
    "Submission.objects.create(form_data={'full_name': 'Maria of the backup'}, form_title='Request')"
)
COUNT = "from forms.models import Submission; print(Submission.objects.count())"


class Trial:
    """A machine that deploy/install made in a folder, with its own PostgreSQL and Redis."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres, self.redis = PostgresServer(), RedisServer()
        self.https = find_free_port()
        self.names: list[str] = []

    def install(self, *words: str) -> str:
        """Run deploy/install with every answer on the command line."""
        return self.run("install", "--venv", str(Path(sys.prefix)), "--database", self.postgres.url("clinic"),
                        "--redis", self.redis.url, "--https-port", str(self.https), "--http-port",
                        str(find_free_port()), "--host", HOST, "--mail", "smtp://127.0.0.1:1", "--admin", "owner",
                        "--admin-mail", f"owner@{HOST}", "--backup-to", "", *words)  # fmt: skip

    def run(self, script: str, *words: str, deploy: Path = DEPLOY, fails: bool = False) -> str:
        """Run one of the scripts as the system's Python does. Returns what it said."""
        done = subprocess.run(
            [sys.executable, "-I", str(deploy / script), "--prefix", str(self.folder), *words],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/",
        )  # fmt: skip
        assert (done.returncode != 0) is fails, (
            f"{done.stdout}\n{done.stderr}\n{self.logs()[-3000:]}"
        )
        return done.stdout + done.stderr

    def manage(self, *words: str) -> str:
        """Run a command of the site as deploy/manage does."""
        command = [sys.executable, str(DEPLOY / "manage"), f"--prefix={self.folder}", *words]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd="/").stdout

    def ask(self, path: str):
        """Ask nginx as a visitor does."""
        from machine.place import Place
        from machine.probes import (
            _Loopback,  # deploy/ is on the path once conftest of tests/deploy ran
        )

        place = Place.read_notes(str(self.folder))
        return send_request(_Loopback(place, 30), "GET", path, None, {"Host": HOST})

    @property
    def current(self) -> str:
        """The release that answers."""
        return (self.folder / "srv/clinic/app").resolve().name

    def list_releases(self) -> tuple[str, list[str]]:
        """Return the release that 'rollback' goes back to, and all that lie there."""
        folder = self.folder / "srv/clinic"
        return (folder / "previous").resolve().name, sorted(
            path.name for path in (folder / "releases").iterdir()
        )

    def logs(self) -> str:
        """Return what the processes wrote."""
        return "\n".join(
            file.read_text(errors="replace") for file in (self.folder / "var/log/clinic").glob("*")
        )

    def close(self) -> None:
        """Stop everything and leave nothing behind."""
        from machine.folder import FolderSystem
        from machine.place import Place

        place = Place.read_notes(str(self.folder))
        if place is not None:
            FolderSystem(place).stop_all()
        self.redis.close()
        self.postgres.close()


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    """The installed machine."""
    sys.path.insert(0, str(DEPLOY))
    # A unix socket's path has 107 characters at most.
    folder = Path(
        f"/tmp/clinic-{tmp_path_factory.mktemp('x').parent.name[-12:]}-{find_free_port()}"
    )
    machine = Trial(folder)
    machine.postgres.create()
    machine.postgres.sql("CREATE DATABASE clinic ENCODING 'UTF8'")
    machine.redis.start()
    try:
        say_line("deploy/install in a folder")
        machine.said = machine.install()
        yield machine
    finally:
        machine.close()
        shutil.rmtree(folder, ignore_errors=True)


class Visitors:
    """Asks all the time, page after page, and counts what comes back."""

    def __init__(self, trial: Trial) -> None:
        self.trial, self.found, self._stop = trial, Counter(), threading.Event()
        self._thread = threading.Thread(target=self._ask_pages)

    def _ask_pages(self) -> None:
        number = 0
        while not self._stop.wait(0.05):
            path = PATHS[number % len(PATHS)]
            number += 1
            try:
                status = self.trial.ask(path).status
            except OSError as error:
                status = type(error).__name__
            self.found[(path, status)] += 1

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._stop.set()
        self._thread.join()

    def list_failed(self) -> dict:
        """Return everything but a page that was there, and the one that was not."""
        good = {(path, 404 if path == "/nothing/" else 200) for path in PATHS}
        return {key: count for key, count in self.found.items() if key not in good}


def test_one_command_makes_a_running_site(trial):
    assert trial.ask("/").status == 200
    assert trial.ask("/treatments/").status == 200
    password = re.search(r"administrator: owner, password (\S+)", trial.said)[1]
    assert len(password) >= 15
    assert "clinic-keys.txt into a safe" in trial.said
    assert "The mail server did not take a test letter" in trial.said
    assert trial.manage("shell", "-v", "0", "-c", COUNT).strip() == "0"


def test_keys_are_for_root_alone_and_in_no_log(trial):
    keys, variables = trial.folder / "etc/clinic-keys.txt", trial.folder / "etc/clinic.env"
    assert [path.stat().st_mode & 0o777 for path in (keys, variables)] == [0o600, 0o600]
    secret = re.search(r"AGE-SECRET-KEY-\S+", keys.read_text())[0]
    assert secret not in variables.read_text()
    for key in re.findall(r"^\w+=(\S+)$", keys.read_text(), re.M):
        assert key in variables.read_text()
        assert key not in trial.logs() + trial.said


def test_a_second_install_changes_nothing(trial):
    before = [
        (trial.folder / name).read_text() for name in ("etc/clinic.env", "etc/clinic-keys.txt")
    ]
    release = trial.current
    said = trial.run("install")
    assert "stays as it is" in said and "password" not in said
    assert trial.current == release
    assert before == [
        (trial.folder / name).read_text() for name in ("etc/clinic.env", "etc/clinic-keys.txt")
    ]
    assert trial.ask("/").status == 200


def test_an_upgrade_and_the_way_back_fail_no_request(trial):
    old = trial.current
    css = re.search(r'href="(/static/[^"]+\.css)"', trial.ask("/").text)[1]
    say_line("deploy/upgrade and deploy/rollback while visitors ask")
    with Visitors(trial) as visitors:
        said = trial.run("upgrade")
        new = trial.current
        assert new != old and f"{new} answers." in said
        assert re.search(r"backing up: clinic-\S+\.tar\.age", said)
        assert trial.ask(css).status == 200  # a page that was opened before finds its stylesheet
        trial.run("rollback")
        assert trial.current == old
    assert visitors.list_failed() == {}
    assert sum(visitors.found.values()) > 100
    assert old in trial.run("rollback", "--list")
    assert "no other release" in trial.run("rollback", "2020-nothing", fails=True)


def copy_code(folder: Path, **changed: str) -> Path:
    """Copy the project, without git, and add a line to some of its files. Returns its deploy/."""
    ignore = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", "tests")
    shutil.copytree(ROOT, folder, ignore=ignore)
    for name, line in changed.items():
        with (folder / name.replace("__", "/")).with_suffix(".py").open("a") as file:
            file.write(f"\n{line}\n")
    return folder / "deploy"


# Compressing 400 files takes longer than all the rest, and the upgrade above has tried it.
PLAIN_FILES = 'STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"'
STARTS = "red once it answers"
BROKEN = {
    "never ready": (
        "site__edge__health",
        "register_check('broken', vital=True)(lambda: (False, 'as the test wants'))",
        "visitors never saw it",
    ),
    STARTS: (
        "site__edge__health",
        "from django.conf import settings as _own\n"
        "_link = _own.ROOT.parent.parent / 'app'\n"
        "register_check('broken', vital=True)(lambda: (_link.resolve() != _own.ROOT, 'as the test wants'))",
        "did not stay well",
    ),
    "does not start": ("site__config__wsgi", "raise SystemExit('as the test wants')", "does not become ready"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_version_that_is_not_well_goes_away_by_itself(trial, tmp_path, kind, monkeypatch):
    module, line, says = BROKEN[kind]
    deploy = copy_code(
        tmp_path / "code", **{module: line, "site__config__settings__storage": PLAIN_FILES}
    )
    # The waiting is what is tried here, not its length. A version that does become ready keeps all of its time.
    shorter = (
        ("STEADY, WATCHED = 5, 45", "STEADY, WATCHED = 3, 12")
        if kind == STARTS
        else ("START = 90", "START = 25")
    )
    switching = deploy / "machine/switching.py"
    switching.write_text(switching.read_text().replace(*shorter))
    old, releases = trial.current, trial.list_releases()
    say_line(f"an upgrade to a version that is {kind}")
    with Visitors(trial) as visitors:
        said = trial.run("upgrade", "--without-backup", deploy=deploy, fails=True)
    assert says in said
    assert trial.current == old
    assert visitors.list_failed() == {}
    time.sleep(0.5)
    running = [
        path.stem for path in (trial.folder / "run").glob("*.pid") if path.stem.startswith("web-")
    ]
    assert running == [f"web-{old}"]
    # It takes no room, and the way back is still the one from before.
    assert trial.list_releases() == releases


def test_a_restore_brings_the_data_back(trial):
    trial.manage("shell", "-v", "0", "-c", STORE)
    name = trial.manage("backup").split(":")[0]
    trial.manage(
        "shell",
        "-v",
        "0",
        "-c",
        "from forms.models import Submission; Submission.objects.all().delete()",
    )
    file = trial.folder / "srv/clinic/backups" / name
    keys = trial.folder / "etc/clinic-keys.txt"
    wrong = trial.folder / "wrong.txt"
    wrong.write_text("no key")
    assert "no age secret key" in trial.run(
        "restore", str(file), "--identity", str(wrong), "--yes", fails=True
    )
    assert "Nothing was changed" in trial.run(
        "restore", str(file), "--identity", str(keys), fails=True
    )
    said = trial.run("restore", str(file), "--identity", str(keys), "--yes")
    assert "1 requests opened" in said
    assert trial.manage("shell", "-v", "0", "-c", COUNT).strip() == "1"
    assert trial.ask("/").status == 200
    assert not list((trial.folder / "srv/clinic/backups").glob(".restoring-*"))
