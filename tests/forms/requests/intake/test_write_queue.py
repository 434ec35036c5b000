"""Writers stand in line, and nobody who dies, hangs or can't make the file keeps the others from writing."""

import multiprocessing
import sqlite3
import time
from contextlib import closing
from types import SimpleNamespace

import pytest

from forms.requests.intake import write_queue as queue


@pytest.fixture
def database(tmp_path, monkeypatch):
    """A database file of its own, as the line sees it."""
    path = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE t (x)")
    seen = SimpleNamespace(vendor="sqlite", in_atomic_block=False, settings_dict={"NAME": path})
    monkeypatch.setattr(queue, "connection", seen)
    monkeypatch.setattr(queue, "_files", {})
    return path


def hold(path: str, ready, until) -> None:
    """Stand first in line in another process until told to go."""
    with queue._among_processes(path):
        ready.set()
        until.wait(30)


@pytest.fixture
def other(database):
    """Another process that is first in line. Its `until` lets it go on."""
    context = multiprocessing.get_context("fork")
    ready, until = context.Event(), context.Event()
    process = context.Process(target=hold, args=(str(database), ready, until), daemon=True)
    process.start()
    assert ready.wait(20)
    yield SimpleNamespace(process=process, until=until)
    process.kill()
    process.join(10)


def seconds_to_write() -> float:
    began = time.monotonic()
    with queue.queue_write():
        return time.monotonic() - began


def test_whoever_is_alone_waits_for_nobody(database):
    assert seconds_to_write() < 0.5
    assert seconds_to_write() < 0.5
    assert (database.parent / "site.sqlite3-queue").stat().st_size == 0


def test_one_waits_for_the_other_process_and_no_longer_than_is_polite(other, monkeypatch):
    monkeypatch.setattr(queue, "PATIENCE", 0.3)
    assert 0.3 <= seconds_to_write() < 5


def test_a_process_that_is_done_lets_the_next_one_in(other, monkeypatch):
    monkeypatch.setattr(queue, "PATIENCE", 20)
    other.until.set()
    other.process.join(10)
    assert seconds_to_write() < 5


def test_a_process_that_is_killed_first_in_line_lets_the_next_one_in(other, monkeypatch):
    monkeypatch.setattr(queue, "PATIENCE", 20)
    other.process.kill()
    other.process.join(10)
    assert seconds_to_write() < 5


def test_a_folder_without_room_for_the_file_stops_nobody(database, monkeypatch):
    def refuse(*_args):
        raise OSError("No space left on device")

    monkeypatch.setattr(queue.os, "open", refuse)
    assert seconds_to_write() < 0.5


def test_a_database_in_memory_needs_no_file(database, monkeypatch):
    queue.connection.settings_dict["NAME"] = "file:memory?mode=memory"
    assert seconds_to_write() < 0.5
    assert not queue._files


def test_an_error_at_its_place_gives_it_back(database):
    with pytest.raises(ValueError, match="full"), queue.queue_write():
        raise ValueError("full")
    assert seconds_to_write() < 0.5


def test_inside_a_transaction_and_elsewhere_there_is_no_line(database):
    for name, value in (("in_atomic_block", True), ("vendor", "postgresql")):
        setattr(queue.connection, name, value)
        with queue.queue_write(), queue.queue_write():
            assert not queue._files
