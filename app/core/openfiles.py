"""How many files and connections the system lets a process hold open, and how many of them are kept for its work."""

from __future__ import annotations

import resource
import sys

FOR_WORK = 500
"""How many stay for what is not a socket: requests on their way, the database, the index, files that are read."""


def allow_most() -> None:
    """Let this process and those it starts open as many as the system gives them at most."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def left_for_sockets() -> int:
    """How many sockets this process may hold beside its work."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if allowed == resource.RLIM_INFINITY else max(allowed - FOR_WORK, 0)
