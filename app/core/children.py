"""Child processes for what should stay out of the server: strangers' files, and packages that fill the memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_KEPT_ENVIRONMENT = ("LD_LIBRARY_PATH", "LANG")  # a child is given no secret


def run_module(module: str, *arguments: str, patience: float) -> subprocess.CompletedProcess[bytes]:
    """Run one of our own modules and wait, at most `patience` seconds; in a gevent process others go on.

    A child that was killed has a negative return code. Raises subprocess.TimeoutExpired, and ChildProcessError
    with what it said where it failed by itself.
    """
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    child = subprocess.run(
        [sys.executable, "-P", "-m", module, *arguments],
        env=kept | {"PYTHONPATH": str(ROOT), "MALLOC_ARENA_MAX": "2"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=patience,
        check=False,
    )
    if child.returncode > 0:
        raise ChildProcessError(child.stderr.decode(errors="replace")[-2000:])
    return child
