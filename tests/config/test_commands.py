"""The commands that people type first: each failure has one sentence that says what to do."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def setup(*arguments: str, **env: str) -> subprocess.CompletedProcess:
    """Run tools/setup.py as the Makefile does."""
    return subprocess.run(
        [sys.executable, "tools/setup.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=60,
    )


def sentences(done: subprocess.CompletedProcess) -> list[str]:
    """Return the lines that a person reads."""
    return [line.strip() for line in done.stderr.splitlines() if line.strip()]


def test_a_taken_port_is_named_and_another_one_offered():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = setup("port", str(port))
    assert done.returncode == 1
    (line,) = sentences(done)
    assert f"Port {port} is in use" in line
    assert f"make run PORT={port + 1}" in line


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", ""])
def test_what_is_no_port_is_refused_with_an_example(port):
    done = setup("port", port)
    assert done.returncode == 1
    assert "make run PORT=8001" in sentences(done)[0]


def test_a_free_port_passes_silently():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = setup("port", str(port))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_unknown_word_is_answered_with_the_known_ones():
    done = setup("fly")
    assert done.returncode == 1
    assert "run, test, production and port" in sentences(done)[0]


def test_a_full_disk_is_told_before_anything_is_installed(monkeypatch, capsys):
    tools = load_setup(monkeypatch)
    monkeypatch.setattr(tools.shutil, "disk_usage", lambda _: _Usage())
    with pytest.raises(SystemExit):
        tools.check_space()
    assert "Free some space" in capsys.readouterr().err


def test_an_old_python_is_told_how_to_choose_a_newer_one(monkeypatch, capsys):
    tools = load_setup(monkeypatch)
    monkeypatch.setattr(tools.sys, "version_info", _OldPython((3, 9, 0)))
    with pytest.raises(SystemExit):
        tools.check_python()
    assert "make PYTHON=python3.11" in capsys.readouterr().err


def test_a_wrong_chromium_is_not_silently_replaced(monkeypatch, capsys):
    tools = load_setup(monkeypatch)
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(SystemExit):
        tools.find_chromium()
    assert "CHROMIUM=/nowhere/chromium is not there" in capsys.readouterr().err


def test_make_alone_lists_every_target():
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, timeout=30)
    listed = {
        line.split()[1] for line in done.stdout.splitlines() if line.strip().startswith("make ")
    }
    phony = next(
        line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith(".PHONY:")
    )
    assert listed == set(phony.removeprefix(".PHONY:").split()) - {"help", "python"} | {"help"}


def test_a_missing_python_is_one_sentence():
    done = subprocess.run(
        ["make", "run", "PYTHON=no-such-python"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode != 0
    assert "Install Python 3.11 or newer" in done.stdout


@pytest.mark.parametrize("name", ["run", "test", "production"])
def test_locks_carry_hashes_and_no_address(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    pins = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
    assert len(pins) > 40
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text and "--index-url" not in text


def test_the_test_lock_holds_the_versions_of_the_run_lock():
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        return {line.split()[0] for line in text.splitlines() if "==" in line and line[0].isalnum()}

    assert pins("run") <= pins("test")
    assert pins("run") <= pins("production")


class _Usage:
    free = 5_000_000


class _OldPython(tuple):
    major, minor = 3, 9


def load_setup(monkeypatch):
    """Import tools/setup.py as a fresh module."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("clinic_setup", ROOT / "tools" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "sys", _Sys())
    return module


class _Sys:
    """`sys` with a version that a test may change."""

    def __getattr__(self, name: str):
        return getattr(sys, name)


def test_every_tool_can_be_loaded():
    """`make bench` named a function that another file had renamed, and nobody runs it in CI."""
    tools = sorted((ROOT / "tools").glob("*.py")) + sorted((ROOT / "tools").glob("*/*.py"))
    names = [
        ".".join(file.relative_to(ROOT / "tools").with_suffix("").parts)
        for file in tools
        if file.name != "__init__.py"
    ]
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    done = subprocess.run(
        [sys.executable, "-c", code, *names],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'tools'}{os.pathsep}{ROOT / 'site'}{os.pathsep}{ROOT}",
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-2000:]
