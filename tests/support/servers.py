"""A private PostgreSQL and a private Redis on sockets of their own, started and stopped by the tests."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.waiting import free_port, until


class MissingProgram(Exception):
    """A program the tests need is not installed; the text names the package that brings it."""


def find_program(*names: str, package: str, also_in: str = "") -> str:
    """The path of the first of these programs; raises MissingProgram with the package's name."""
    for name in names:
        elsewhere = sorted(Path("/").glob(f"{also_in.lstrip('/')}/{name}"), reverse=True) if also_in else []
        if found := shutil.which(name) or next(map(str, elsewhere), None):
            return found
    raise MissingProgram(f"{' or '.join(names)} is not installed (Debian, Ubuntu: apt install {package})")


@dataclass
class PostgreSQL:
    """A running private instance; each test that wants one gets a database of its own."""

    folder: Path
    is_durable: bool = False
    """Whether what was committed is there after it was killed: not needed where only tests end it, in good order."""
    port: int = field(default_factory=free_port)
    user: str = ""
    _numbers: count = field(default_factory=count)

    def __post_init__(self) -> None:
        self.user = self.user or server_user()

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def initialise(self) -> None:
        """Make its folder, where only itself may read."""
        options = ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        run_postgresql("initdb", "-D", self._data, "-U", self.user, *options)

    def start(self) -> None:
        """Begin to serve what it holds, tuned for tests: a crash of the machine may take all of it."""
        committed = "on" if self.is_durable else "off"
        settings = (
            f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
            f" -c synchronous_commit={committed}"
        )
        run_postgresql("pg_ctl", "-D", self._data, "-l", str(self.folder / "log"), "-o", settings, "-w", "start")

    @property
    def is_running(self) -> bool:
        return (self.folder / "data" / "postmaster.pid").exists()

    def stop(self, how: str = "fast") -> None:
        """End every connection and serve nobody; what was committed is there at the next start."""
        run_postgresql("pg_ctl", "-D", self._data, "-m", how, "-w", "stop")

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{self.user}@127.0.0.1:{self.port}/{database}"

    def make_database(self) -> str:
        """Create an empty database and give its URL."""
        name = f"parvis_{next(self._numbers)}"
        run_postgresql("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, "-T", "template0", name)
        return self.url(name)


@dataclass
class Redis:
    """A private instance without a file on disk; each database number is an empty one."""

    folder: Path
    port: int = field(default_factory=free_port)
    _numbers: count = field(default_factory=count)
    _process: subprocess.Popen[bytes] | None = None

    def make_database(self) -> str:
        """The URL of a database nobody used before in this run."""
        return f"redis://127.0.0.1:{self.port}/{next(self._numbers)}"

    def start(self) -> None:
        """Begin to serve on the port of before, with nothing in memory."""
        program = find_program("redis-server", package="redis-server")
        settings = {"port": self.port, "bind": "127.0.0.1", "save": "", "databases": 512, "dir": self.folder}
        options = [word for name, value in settings.items() for word in (f"--{name}", str(value))]
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen([program, *options], stdout=log, stderr=log)
        until(lambda: b"Ready to accept" in (self.folder / "log").read_bytes(), what="Redis starting")

    def kill(self) -> None:
        """End as by a power cut: what was in memory is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def running_postgresql(*, is_durable: bool = False) -> Iterator[PostgreSQL]:
    """PostgreSQL with its data in a temporary folder: nothing needs to survive the machine."""
    with TemporaryDirectory(prefix="parvis-postgresql-") as folder:
        server = PostgreSQL(Path(folder), is_durable)
        shutil.chown(folder, server.user)  # not one of pytest's folders: only their owner may walk down to those
        server.initialise()
        server.start()
        try:
            yield server
        finally:
            if server.is_running:
                server.stop("immediate")


@contextmanager
def running_redis(folder: Path) -> Iterator[Redis]:
    """Redis with 512 databases on a free port, writing nothing to disk."""
    redis = Redis(folder)
    redis.start()
    try:
        yield redis
    finally:
        redis.kill()


def server_user() -> str:
    """Who runs the server: PostgreSQL refuses root, so root hands over to Debian's `postgres`."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    find_program("initdb", package="postgresql", also_in="/usr/lib/postgresql/*/bin")
    return "postgres"


def run_postgresql(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the server's user; its last words come with the error."""
    path = find_program(program, package="postgresql", also_in="/usr/lib/postgresql/*/bin")
    command = [path, *arguments]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")
