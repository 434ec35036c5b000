"""Asks servers for pages and reads what that cost them: CPU of their processes, and the time visitors wait."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

HEADERS = {"Host": "127.0.0.1", "Accept-Encoding": "gzip, deflate, br, zstd"}
NANO = 1_000_000_000


@dataclass(frozen=True)
class Target:
    """One thing to ask for. `upstream`: further processes that work for the same answer."""

    row: str
    column: str
    port: int
    path: str
    pid: int
    expect: int = 200
    upstream: tuple[int, ...] = ()
    cookie: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What is sent with each request."""
        return {**HEADERS, "Cookie": self.cookie} if self.cookie else HEADERS


@dataclass
class Cost:
    """What was measured: milliseconds of CPU and of waiting, one value a round."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def median_cpu(self) -> float:
        """Milliseconds of CPU a request, the middle round."""
        return statistics.median(self.cpu)

    @property
    def median_wall(self) -> float:
        """Milliseconds that a visitor waits, the middle round."""
        return statistics.median(self.wall)


def list_family(pid: int) -> list[int]:
    """Return a process and everything it started."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def cpu_seconds(pids: list[int]) -> float:
    """Return the CPU that processes have used so far, to the nanosecond (the kernel's scheduler counts)."""
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*"):
            try:
                total += int((task / "schedstat").read_text().split()[0])
            except OSError:
                continue
    return total / NANO


def memory_mb(pid: int) -> float:
    """Return the memory of a process's family that is its own, in MB."""
    total = 0
    for one in list_family(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


def send_burst(target: Target, count: int) -> tuple[float, float, int]:
    """Ask `count` times over one connection. Returns milliseconds of CPU and of waiting a request, and bytes."""
    pids = list_family(target.pid) + [one for pid in target.upstream for one in list_family(pid)]
    connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=60)
    size, waits = 0, []
    before = cpu_seconds(pids)
    for _number in range(count):
        began = time.perf_counter()
        connection.request("GET", target.path, headers=target.headers)
        response = connection.getresponse()
        size = len(response.read())
        waits.append(time.perf_counter() - began)
        if response.status != target.expect:
            raise SystemExit(f"{target.column} {target.path} answered {response.status}")
    used = cpu_seconds(pids) - before
    connection.close()
    return used * 1000 / count, statistics.median(waits) * 1000, size


def measure(targets: list[Target], *, rounds: int, seconds: float = 0.12) -> dict[Target, Cost]:
    """Ask for everything in turn, round by round, so that all meet the same weather."""
    counts: dict[Target, int] = {}
    for target in targets:
        send_burst(target, 3)
        _cpu, wall, _size = send_burst(target, 3)
        counts[target] = max(4, min(400, int(seconds * 1000 / max(wall, 0.05))))
    costs = {target: Cost() for target in targets}
    for _round in range(rounds):
        for target in targets:
            # Whoever was measured before has left the processor's memory full of their own things.
            send_burst(target, counts[target] // 4 or 1)
            cpu, wall, size = send_burst(target, counts[target])
            costs[target].cpu.append(cpu)
            costs[target].wall.append(wall)
            costs[target].size = size
    return costs


def spread_cpu(target: Target, count: int) -> tuple[float, float]:
    """Ask `count` times, one after the other. Returns p50 and p99 of the server's CPU for one answer, in milliseconds.

    On a machine that others use, too, the slowest waits are theirs; what an answer costs is the server's own.
    """
    pids = list_family(target.pid)
    connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=60)
    used = []
    for _number in range(count):
        before = cpu_seconds(pids)
        connection.request("GET", target.path, headers=target.headers)
        connection.getresponse().read()
        used.append(cpu_seconds(pids) - before)
    connection.close()
    used.sort()
    return statistics.median(used) * 1000, used[int(count * 0.99)] * 1000


def send_crowd(target: Target, clients: int, seconds: float) -> tuple[float, float, float, int]:
    """Let `clients` ask at once for a while. Returns answers a second, p50 and p99 in milliseconds, and failures."""
    waits: list[float] = []
    failures = 0
    guard = threading.Lock()
    end = time.monotonic() + seconds

    def visit() -> None:
        nonlocal failures
        connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=60)
        own, wrong = [], 0
        while time.monotonic() < end:
            began = time.perf_counter()
            try:
                connection.request("GET", target.path, headers=HEADERS)
                response = connection.getresponse()
                response.read()
                wrong += response.status != target.expect
            except OSError:
                wrong += 1
                connection.close()
            own.append(time.perf_counter() - began)
        with guard:
            waits.extend(own)
            failures += wrong

    threads = [threading.Thread(target=visit) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waits.sort()
    p99 = waits[min(len(waits) - 1, int(len(waits) * 0.99))]
    return len(waits) / seconds, statistics.median(waits) * 1000, p99 * 1000, failures


__all__ = [
    "Cost",
    "Target",
    "cpu_seconds",
    "list_family",
    "measure",
    "memory_mb",
    "send_burst",
    "send_crowd",
    "spread_cpu",
]
