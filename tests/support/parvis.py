"""A real `parvis serve` on a free port with data of its own: started, asked, killed and stopped by tests."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import urllib3

from tests.support.tree import ROOT
from tests.support.waiting import free_port, until

PARVIS = (sys.executable, "-P", "-m", "app")
START_WITHIN = 60.0
STOP_WITHIN = 15.0


class CommandFailed(AssertionError):
    """A `parvis` command ended with an error; the text is what it wrote."""


@dataclass
class Instance:
    """An instance's data and settings, with the commands that work on it whether or not it is served."""

    data_dir: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The test's own environment without its PARVIS_ settings, then the instance's.

        Compiled modules are kept, also where the environment asks for none: each start would compile the house anew.
        """
        unwanted = ("PARVIS_", "PYTHONDONTWRITEBYTECODE")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
        own = {"PARVIS_DATA_DIR": str(self.data_dir), "PYTHONPATH": str(ROOT), **self.settings}
        return inherited | own

    def command(self, *arguments: str, stdin: str = "") -> str:
        """Run `parvis …` to its end and give what it printed; raises CommandFailed."""
        done = subprocess.run(
            [*PARVIS, *arguments],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CommandFailed(f"parvis {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
        return done.stdout


@dataclass
class Server:
    """A running server and its children, in a process group of their own."""

    instance: Instance
    port: int
    process: subprocess.Popen[bytes]
    log: Path
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False, timeout=10))

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def get(self, path: str, **options: object) -> urllib3.BaseHTTPResponse:
        return self.pool.request("GET", self.url + path, **options)

    def post(self, path: str, **options: object) -> urllib3.BaseHTTPResponse:
        return self.pool.request("POST", self.url + path, **options)

    def sign_in(self, email: str, password: str) -> dict[str, str]:
        """The headers of a browser that has signed in: its cookies, and the token of the pages it has open."""
        page = self.get("/sign-in")
        form = {"email": email, "password": password, "csrf_token": _csrf_token(page)}
        answer = self.pool.request(
            "POST", self.url + "/sign-in", fields=form, headers={"Cookie": _cookies(page)}, redirect=False
        )
        assert answer.status == 303, answer.data
        cookies = {"Cookie": _cookies(answer)}
        page = self.get("/code-of-conduct", headers=cookies)  # which is shown to everybody
        return {"Cookie": _cookies(page) or cookies["Cookie"], "X-CSRF-Token": _csrf_token(page)}

    def wait_until_ready(self) -> None:
        """Return when the server says it is ready; raises with its log if it ends or takes too long."""
        until(self._is_ready, within=START_WITHIN, what=f"the start of parvis serve (log: {self.log})")

    def _is_ready(self) -> bool:
        if self.process.poll() is not None:
            raise CommandFailed(f"parvis serve ended with {self.process.returncode}:\n{self.log.read_text()}")
        try:
            return self.get("/readyz").status == 200
        except urllib3.exceptions.HTTPError:
            return False

    def kill(self) -> None:
        """End the server and its children as a power cut would (`kill -9`)."""
        self._signal_all(signal.SIGKILL)
        self.process.wait(STOP_WITHIN)

    def stop(self) -> None:
        """Ask the server to end, and give it the time it promises to need."""
        self.process.terminate()
        try:
            self.process.wait(STOP_WITHIN)
        finally:
            self.pool.clear()
            self._signal_all(signal.SIGKILL)  # whoever of its children is left

    def _signal_all(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return


def _cookies(answer: urllib3.BaseHTTPResponse) -> str:
    return "; ".join(cookie.partition(";")[0] for cookie in answer.headers.getlist("Set-Cookie"))


def _csrf_token(page: urllib3.BaseHTTPResponse) -> str:
    found = re.search(r'name="csrf-token" content="([^"]+)"', page.data.decode())
    assert found, "the page has no CSRF token"
    return found[1]


def start_server(instance: Instance, *options: str, port: int | None = None) -> Server:
    """Serve an instance on a free port of the loopback address, and return when it is ready."""
    port = port or free_port()
    instance.data_dir.mkdir(parents=True, exist_ok=True)
    log = instance.data_dir.parent / f"{instance.data_dir.name}-{port}.log"
    environment = {"PARVIS_BASE_URL": f"http://localhost:{port}"} | instance.environment
    command = [*PARVIS, "serve", "--port", str(port), *options]
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, env=environment, cwd=log.parent, stdout=output, stderr=output, start_new_session=True
        )
    server = Server(instance, port, process, log)
    try:
        server.wait_until_ready()
    except BaseException:
        server.kill()
        raise
    return server


@contextmanager
def running(instance: Instance, *options: str, port: int | None = None) -> Iterator[Server]:
    """A server for the length of a block."""
    server = start_server(instance, *options, port=port)
    try:
        yield server
    finally:
        server.stop()
