"""PostgreSQL and Redis in a folder of their own on loopback, started and stopped by whoever needs them.

Uses the standard library only: set-up, the fault tests and `make test-production` share it.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

POSTGRES_FOLDERS = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")
# What Debian and Ubuntu call them, by the program that shows that they are there.
PACKAGES = {"initdb": "postgresql", "redis-server": "redis-server", "nginx": "nginx"}
# PostgreSQL refuses to run as root; Debian's package makes this user, every system has the other.
NOT_ROOT = ("postgres", "nobody")


def find_program(name: str) -> str | None:
    """Return the path of a program; Debian keeps PostgreSQL's and nginx off the path."""
    for folder in POSTGRES_FOLDERS:
        found = sorted(Path(folder).glob(f"*/bin/{name}"), reverse=True) if name != "nginx" else []
        if found:
            return str(found[0])
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin:/usr/local/sbin")


def missing_programs() -> list[str]:
    """Return the packages that `make test` and `make test-production` still need."""
    return [package for program, package in PACKAGES.items() if not find_program(program)]


def find_free_port() -> int:
    """Return a port of 127.0.0.1 that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run_checked(command: list[str], **options: object) -> str:
    """Run a command and return what it printed. Raises RuntimeError with its words if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, **options)  # type: ignore[call-overload]
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


class RedisServer:
    """A Redis that can be stopped, hung, made read-only and started again on the same port."""

    def __init__(self, password: str = "") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="clinic-redis-"))
        self.port = find_free_port()
        self.password = password
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """Its address for REDIS_URL."""
        who = f":{self.password}@" if self.password else ""
        return f"redis://{who}127.0.0.1:{self.port}/0"

    def start(self) -> RedisServer:
        """Start it and wait until it answers."""
        program = find_program("redis-server")
        if program is None:
            raise RuntimeError("redis-server is not here: run `python3 tools/setup.py servers`.")
        command = [program, "--bind", "127.0.0.1", "--port", str(self.port), "--save", "",
                   "--dir", str(self.folder)]  # fmt: skip
        if self.password:
            command += ["--requirepass", self.password]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 10
        while not self._is_answering():
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError("redis-server did not start.")
            time.sleep(0.02)
        return self

    def _is_answering(self) -> bool:
        try:
            return bool(self.command("PING"))
        except OSError:
            return False

    def command(self, *words: str) -> bytes:
        """Send one command and return the beginning of its answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=2) as link:
            lines = [["AUTH", self.password]] if self.password else []
            for line in [*lines, list(words)]:
                parts = [f"*{len(line)}\r\n"]
                parts += [f"${len(word.encode())}\r\n{word}\r\n" for word in line]
                link.sendall("".join(parts).encode())
                answer = link.recv(65536)
            return answer

    def hang(self) -> None:
        """Let it take connections and say nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Answer again after a silence."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Kill it, as a machine that loses power does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None

    def close(self) -> None:
        """Stop it and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgresServer:
    """A PostgreSQL of one's own. Run as root it drops to a user without rights."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="clinic-postgres-"))
        self.port = find_free_port()
        self.data = self.folder / "data"
        self._as_user = self._find_user()

    @staticmethod
    def _find_user() -> list[str]:
        """Return how a command is run as somebody who is not root."""
        if os.geteuid() != 0:
            return []
        import pwd  # not on every system that has no root

        for name in NOT_ROOT:
            try:
                who = pwd.getpwnam(name)
            except KeyError:
                continue
            return ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"]
        raise RuntimeError("There is no user to run PostgreSQL as: make one called 'postgres'.")

    def url(self, database: str = "postgres") -> str:
        """Its address for DATABASE_URL."""
        return f"postgres://clinic:clinic@127.0.0.1:{self.port}/{database}"

    def _find_program(self, name: str) -> str:
        found = find_program(name)
        if found is None:
            raise RuntimeError("PostgreSQL is not here: run `python3 tools/setup.py servers`.")
        return found

    def _run_program(self, name: str, *arguments: str) -> str:
        env = {**os.environ, "LC_ALL": "C.UTF-8"}
        command = [*self._as_user, self._find_program(name), *arguments]
        return run_checked(command, env=env, cwd=self.folder)

    def create(self) -> PostgresServer:
        """Make its data folder and start it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._as_user:
            owner = [int(part.split("=")[1]) for part in self._as_user[1:3]]
            os.chown(self.folder, *owner)
        secret = self.folder / "secret"
        secret.write_text("clinic\n")
        secret.chmod(0o644)
        self._run_program("initdb", "--pgdata", str(self.data), "--username", "clinic", "--auth", "scram-sha-256",
                  "--pwfile", str(secret), "--encoding", "UTF8", "--no-locale", "--no-sync")  # fmt: skip
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(
                f"listen_addresses = '127.0.0.1'\nport = {self.port}\n"
                f"unix_socket_directories = '{self.folder}'\n"
                # A server that is killed keeps what it said was stored; only the disk isn't waited for.
                "fsync = off\nsynchronous_commit = on\nfull_page_writes = off\n"
                "max_connections = 60\n"
            )
        return self.start()

    def start(self) -> PostgresServer:
        """Start it and wait until it answers."""
        log = str(self.folder / "log")
        command = [*self._as_user, self._find_program("pg_ctl"), "start", "--wait", "--silent",
                   "--pgdata", str(self.data), "--log", log]  # fmt: skip
        # The server keeps the pipes of whoever started it, so it gets none.
        nowhere = subprocess.DEVNULL
        code = subprocess.call(
            command, stdin=nowhere, stdout=nowhere, stderr=nowhere, cwd=self.folder
        )
        if code:
            raise RuntimeError(f"PostgreSQL did not start:\n{Path(log).read_text()[-1500:]}")
        return self

    def stop(self, mode: str = "fast") -> None:
        """Stop it: 'fast' ends every connection, 'immediate' is a loss of power."""
        if (self.data / "postmaster.pid").exists():
            self._run_program(
                "pg_ctl", "stop", "--wait", "--mode", mode, "--pgdata", str(self.data)
            )

    def hang(self) -> None:
        """Let it take connections and say nothing."""
        self._signal_processes(signal.SIGSTOP)

    def go_on(self) -> None:
        """Answer again after a silence."""
        self._signal_processes(signal.SIGCONT)

    def _signal_processes(self, number: signal.Signals) -> None:
        """Signal the server and the processes that it made, one for each connection."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for pid in [first, *map(int, children)]:
            os.kill(pid, number)

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run one statement as its administrator and return what it gives."""
        env = {**os.environ, "PGPASSWORD": "clinic"}
        command = [self._find_program("psql"), "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1",
                   "-p", str(self.port), "-U", "clinic", "-d", database, "-c", statement]  # fmt: skip
        return run_checked(command, env=env).strip()

    def close(self) -> None:
        """Stop it and leave nothing behind."""
        try:
            self.stop("immediate")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
