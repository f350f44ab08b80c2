"""Servers as processes of their own, with what they use of processor and memory by the kernel's own books."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import urllib3

ROOT = Path(__file__).parents[1]
START_SECONDS = 120
TICKS = os.sysconf("SC_CLK_TCK")
BACKGROUND = b"worker"  # in the command line of the child that does background work


class Server:
    """A server on a free port of the loopback address, and its children."""

    def __init__(self, command: Sequence[str], log: Path, settings: dict[str, str], *, first_page: str) -> None:
        self.port = free_port()
        self.log = log
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
        environment = inherited | {"PYTHONPATH": str(ROOT)} | settings
        began = time.perf_counter()
        with log.open("wb") as output:
            self._started = subprocess.Popen(
                [sys.executable, *(part.format(port=self.port) for part in command)],
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._wait_for(first_page)
        self.start_seconds = time.perf_counter() - began

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _wait_for(self, page: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        with urllib3.PoolManager(retries=False, timeout=30) as pool:
            while time.monotonic() < deadline:
                if self._started.poll() is not None:
                    break
                try:
                    if pool.request("GET", self.url + page, redirect=False).status < 500:
                        return
                except urllib3.exceptions.HTTPError:
                    time.sleep(0.02)
        self.stop()
        raise RuntimeError(f"{self._started.args} does not answer:\n{self.log.read_text()[-2000:]}")

    def processes(self, *, background: bool) -> list[int]:
        """Those that do background work, or those that serve."""
        return [pid for pid in family(self._started.pid) if (BACKGROUND in command_line(pid)) is background]

    def processor_time(self, *, background: bool = False) -> float:
        """Seconds of processor that these processes have used."""
        return sum(map(processor_time, self.processes(background=background)))

    def memory(self) -> dict[str, float]:
        """Megabytes of the serving processes and of the background's; shared pages count in part for each."""
        kinds = {"web": False, "background": True}
        return {name: sum(map(memory, self.processes(background=kind))) for name, kind in kinds.items()}

    def stop(self) -> None:
        """End the server and its children."""
        children = family(self._started.pid)
        self._started.terminate()
        try:
            self._started.wait(10)
        except subprocess.TimeoutExpired:
            self._started.kill()
        for pid in children:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


@contextmanager
def serving(command: Sequence[str], log: Path, settings: dict[str, str], *, first_page: str) -> Iterator[Server]:
    """A server for the length of a block; `{port}` in its command becomes the port."""
    server = Server(command, log, settings, first_page=first_page)
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def family(parent: int) -> list[int]:
    """A process and all that came from it."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(fields[1])
    found = [parent]
    for pid in found:
        found += [child for child, its_parent in parents.items() if its_parent == pid]
    return found


def command_line(pid: int) -> bytes:
    """How a process was started."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def processor_time(pid: int) -> float:
    """Seconds that a process, with all its threads of then and now, has spent on a processor."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid: int) -> float:
    """Megabytes of a process; a page shared by several counts in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
