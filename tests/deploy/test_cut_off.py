"""Scripts that are cut off: by Ctrl-C, by a lost connection, by a full disk, by a power cut. Something always answers."""

import errno
import os
import signal
import subprocess
import sys
import time

import pytest

from machine import releases, switching
from machine.terminal import StopScript

from .conftest import DEPLOY
from .test_machine_files import make_release


class Machine:
    """Stands in for systemd and nginx: knows what runs, and what nginx speaks to."""

    def __init__(self, place):
        self.place, self.running, self.worker = place, set(), True

    def start_web(self, release):
        self.running.add(release)

    def stop_web(self, release):
        self.running.discard(release)

    def restart_worker(self):
        self.worker = True

    def worker_runs(self):
        return self.worker

    def reload_nginx(self):
        """Nothing to do: `upstream` reads the file."""

    @property
    def upstream(self):
        text = self.place.path("/etc/nginx/clinic-upstream.conf").read_text()
        return next(name for name in releases.list_releases(self.place) if name in text)


@pytest.fixture
def machine(place, monkeypatch):
    """A machine on which the release 2026-1 answers, and 2026-2 is ready to."""
    found = Machine(place)
    place.path("/srv/clinic/static").mkdir(parents=True)
    for name in ("2026-1", "2026-2"):
        make_release(place, name)
    releases.point_link(place.link, place.releases / "2026-1")
    found.start_web("2026-1")
    switching.point_nginx(place, found, "2026-1")
    for name, value in (("START", 0.6), ("WATCHED", 3), ("STEADY", 0.05), ("DRAIN", 0)):
        monkeypatch.setattr(switching, name, value)
    monkeypatch.setattr(switching, "read_variables", lambda path: {})
    monkeypatch.setattr(switching, "ask_release", lambda *words: (200, b"{}"))
    monkeypatch.setattr(switching, "ask_nginx", lambda *words: (200, b"ok"))
    return found


def answers(machine, release):
    assert machine.upstream == machine.place.current_release() == release
    assert machine.running == {release}


def test_a_release_takes_over_and_what_was_left_running_ends(machine, place):
    make_release(place, "2025-9")
    machine.start_web("2025-9")  # by a script that the power cut ended
    switching.switch_release(place, machine, "2026-2")
    answers(machine, "2026-2")


FAILURES = [
    KeyboardInterrupt(),
    OSError(errno.ENOSPC, "No space left on device", "x"),
    StopScript("nginx refuses"),
]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "step", ["point_nginx", "_point_links", "_watch_release", "_wait_for_answers", "_warm_pages"]
)
def test_whatever_ends_it_half_way_the_old_release_answers(
    machine, place, monkeypatch, step, error
):
    real, tries = getattr(switching, step), []

    def fail(*words):
        tries.append(words)
        if len(tries) > 1:
            return real(*words)
        if step == "point_nginx":
            real(*words)  # it was written, and then something came in between
        raise error

    monkeypatch.setattr(switching, step, fail)
    with pytest.raises((StopScript, KeyboardInterrupt, OSError)):
        switching.switch_release(place, machine, "2026-2")
    answers(machine, "2026-1")


def test_what_answers_is_never_stopped_because_it_is_not_ready_for_a_moment(
    machine, place, monkeypatch
):
    """deploy/install run again, or a restore, while PostgreSQL starts anew."""
    monkeypatch.setattr(
        switching, "ask_release", lambda *words: (503, b'{"status": "unavailable"}')
    )
    with pytest.raises(StopScript, match="It goes on running"):
        switching.switch_release(place, machine, "2026-1")
    answers(machine, "2026-1")


def test_what_goes_is_stopped_first(machine, place):
    machine.start_web("2026-2")
    releases.drop_releases(place, ["2026-2"], machine)
    answers(machine, "2026-1")


def test_a_release_that_was_cut_off_takes_no_room(place, monkeypatch):
    (place.releases / "2026-1/site").mkdir(parents=True)
    make_release(place, "2026-2")
    releases._drop_unfinished(place)
    assert sorted(path.name for path in place.releases.iterdir()) == ["2026-2"]
    usage = type("Usage", (), {"free": 10_000})
    monkeypatch.setattr(releases.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(StopScript, match="The site answers on"):
        releases._drop_unfinished(place)


SCRIPT = """
import signal, sys, time
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)  # whoever runs the tests in the background ignores some of them
sys.path.insert(0, {deploy!r})
from machine.terminal import run_script, say_step
def work(words):
    try:
        say_step("works")
        {what}
    finally:
        time.sleep(0.3)
        open({mark!r}, "w").write("cleaned up")
run_script(work)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_script_whose_connection_is_lost_cleans_up(tmp_path, number):
    mark = tmp_path / "mark"
    script = SCRIPT.format(deploy=str(DEPLOY), what="time.sleep(30)", mark=str(mark))
    read, write = os.pipe()
    process = subprocess.Popen([sys.executable, "-c", script], stdout=write, stderr=write)
    os.close(write)
    assert b"works" in os.read(read, 100)
    os.close(read)  # nobody hears it any more
    process.send_signal(number)
    time.sleep(0.05)
    process.send_signal(number)  # twice: what cleans up is not disturbed
    assert process.wait(10) == 130
    assert mark.read_text() == "cleaned up"


def test_a_full_disk_is_a_sentence(tmp_path):
    what = "raise OSError(28, 'No space left on device', '/srv/clinic/releases/x')"
    script = SCRIPT.format(deploy=str(DEPLOY), what=what, mark=str(tmp_path / "mark"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 1
    assert "The disk is full (/srv/clinic/releases/x)" in done.stderr
    assert "Traceback" not in done.stderr
