"""Makes the project ready on this machine: virtual environment, locked packages, Chromium.

Called by the Makefile. Uses the standard library only, because nothing else is there yet.

    python3 tools/setup.py run          what `make run` needs
    python3 tools/setup.py test         what `make test` needs (Chromium too)
    python3 tools/setup.py servers      what pulled plugs and `make test-production` need: the packages of
                                        production, PostgreSQL, Redis, nginx
    python3 tools/setup.py port 8000    is the port free?
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from servers import missing_programs

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NEEDED_MB = 900
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def stop_setup(sentence: str) -> None:
    """End with one sentence that says what to do."""
    print(f"\n  {sentence}\n", file=sys.stderr)
    raise SystemExit(1)


def say_line(text: str) -> None:
    """Tell what is being done."""
    print(f"  · {text}", flush=True)


def check_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < (3, 11):  # noqa: UP036 (it runs before anything is installed)
        stop_setup(
            f"This is Python {sys.version_info.major}.{sys.version_info.minor}; the site needs 3.11 or newer. "
            "Install it and run: make PYTHON=python3.11 …"
        )


def check_space() -> None:
    """Refuse to begin where the disk would fill up half-way."""
    free = shutil.disk_usage(ROOT).free // 1_000_000
    if free < NEEDED_MB:
        stop_setup(
            f"Only {free} MB are free on this disk; about {NEEDED_MB} MB are needed. Free some space and try again."
        )


def make_venv() -> None:
    """Make `.venv` where there is none yet."""
    if PYTHON.exists():
        return
    check_space()
    say_line("making the virtual environment in .venv")
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        stop_setup(
            "Python could not make a virtual environment. On Debian or Ubuntu install it with: "
            "apt install python3-venv – then try again."
        )


def install_packages(lock: str) -> None:
    """Install what `requirements/<lock>.txt` locks, if this version of it is not installed yet."""
    file = ROOT / "requirements" / f"{lock}.txt"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    mark = VENV / f".installed-{lock}"
    if mark.exists() and mark.read_text() == digest:
        return
    check_space()
    say_line(f"installing the packages of requirements/{lock}.txt (a minute or two the first time)")
    began = time.monotonic()
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
               "--require-hashes", "-r", str(file)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        tail = "\n    ".join(done.stderr.strip().splitlines()[-6:])
        stop_setup(
            f"The packages could not be installed. Is this machine online? pip said:\n    {tail}"
        )
    mark.write_text(digest)
    say_line(f"installed in {time.monotonic() - began:.0f} seconds")


def find_chromium() -> str | None:
    """Return the Chromium to test with: $CHROMIUM, then what is on the path."""
    asked = os.environ.get("CHROMIUM")
    if asked:
        if not Path(asked).exists():
            stop_setup(
                f"CHROMIUM={asked} is not there. Set it to the path of a Chromium or Chrome program."
            )
        return asked
    for name in CHROMIUM_NAMES:
        found = shutil.which(name)
        if found:
            return found
    return None


def ensure_chromium() -> None:
    """Find Chromium or install Debian's."""
    if find_chromium():
        return
    say_line("installing Debian's Chromium for the browser tests")
    if install_debian("chromium") and find_chromium():
        return
    how = (
        "sudo apt-get install chromium"
        if shutil.which("apt-get")
        else "your system's package manager"
    )
    stop_setup(
        f"The browser tests need Chromium or Chrome. Install it with {how}, or set CHROMIUM=/path/to/chromium, "
        "and run the same command again."
    )


def install_debian(*packages: str) -> bool:
    """Install Debian's packages where that is possible (apt, as root). Returns whether it was tried."""
    apt = shutil.which("apt-get")
    if not apt or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt, "update", "-qq"], env=env, capture_output=True)
    subprocess.run([apt, "install", "-y", "-qq", *packages], env=env, capture_output=True)
    return True


def ensure_servers() -> None:
    """Find PostgreSQL, Redis and nginx or install Debian's."""
    missing = missing_programs()
    if missing:
        say_line(f"installing Debian's {', '.join(missing)}")
        install_debian(*missing)
        missing = missing_programs()
    if missing:
        stop_setup(
            f"These tests run on the servers of a live site, and {', '.join(missing)} can't be found here. Install "
            f"with: sudo apt-get install {' '.join(missing)} – and run the same command again."
        )


def check_port(port: str) -> None:
    """Refuse a port that is taken or no port."""
    if not port.isdigit() or not 1 <= int(port) <= 65535:
        stop_setup(f"PORT={port} is not a port number. Use for example: make run PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError:
            stop_setup(
                f"Port {port} is in use, perhaps by a site that already runs. Stop that one, or use another port: "
                f"make run PORT={int(port) + 1}"
            )


def main(arguments: list[str]) -> None:
    """Do what the first argument names."""
    what = arguments[0] if arguments else "run"
    check_python()
    if what == "port":
        check_port(arguments[1])
    elif what == "servers":
        make_venv()
        install_packages("production")
        ensure_servers()
    elif what in ("run", "test", "production"):
        make_venv()
        install_packages(what)
        if what == "test":
            ensure_chromium()
    else:
        stop_setup(f"tools/setup.py knows servers, run, test, production and port, not {what!r}.")


if __name__ == "__main__":
    main(sys.argv[1:])
