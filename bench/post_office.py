"""A mail server that takes everything and counts it: a process of its own, so that its work is not the house's.

    python -m bench.post_office

Writes its port when it listens; at the end of its input, how many mails it took and to how many addresses.
"""

from __future__ import annotations

import socket
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Counting:
    """Remembers to whom each mail went."""

    def __init__(self) -> None:
        self.recipients: list[str] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 (its name)
        self.recipients += envelope.rcpt_tos
        return "250 taken"


def main() -> None:
    """Listen until the input ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    counting = Counting()
    controller = Controller(counting, hostname="127.0.0.1", port=port)
    controller.start()
    print(port, flush=True)
    sys.stdin.read()
    controller.stop()
    print(len(counting.recipients), len(set(counting.recipients)), flush=True)


if __name__ == "__main__":
    main()
