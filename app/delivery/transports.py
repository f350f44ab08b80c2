"""Transports: mail handed to a server, or written into a folder; the only place that speaks SMTP."""

from __future__ import annotations

import os
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from app.core.connections import Deadline
from app.core.mailserver import MailServer, Security
from app.delivery.envelopes import Deferred, Envelope, Refused, Unreachable

SECONDS_A_STEP = 15.0
SECONDS_ALTOGETHER = 45.0
"""Shorter than the lease of a job: a mail is never sent by two workers at once."""
OUR_FAULT = re.compile(r"^5\d\d 5\.7\.")
"""Codes of the security and policy of servers (RFC 3463): they refuse us, and somebody may mend that."""


Send = Callable[[Envelope], None]
"""Hands a mail over; when this returns, it is in other hands. Raises Refused, Deferred or Unreachable."""


class Transport(Protocol):
    """A way out for mail."""

    def conversation(self) -> AbstractContextManager[Send]:
        """Inside, mails are handed over one after the other; nothing is opened before the first."""

    def examine(self) -> str | None:
        """What is in the way of mail, without sending any."""


class Folder:
    """For a house without a mail server: each mail a file, whole or not there at all, for its owner's eyes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def conversation(self) -> Iterator[Send]:
        yield self._send

    def _send(self, envelope: Envelope) -> None:
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(envelope)
        except OSError as error:
            raise Unreachable(f"{self.path}: {error.strerror}") from error

    def _write(self, envelope: Envelope) -> None:
        arriving = self.path / f".{envelope.name}"
        with os.fdopen(os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(envelope.content)
            file.flush()
            os.fsync(file.fileno())
        arriving.replace(self.path / f"{envelope.name}.eml")  # the same name again: a repeated mail is one file

    def examine(self) -> str | None:
        nearest = next(path for path in (self.path, *self.path.parents) if path.exists())
        return None if os.access(nearest, os.W_OK) else f"{nearest} cannot be written to"


class Smtp:
    """A mail server that takes our mail: one in a conversation, or several."""

    def __init__(self, server: MailServer, *, name: str, tls: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._name = name
        self._tls = tls or ssl.create_default_context()

    @contextmanager
    def conversation(self) -> Iterator[Send]:
        """A connection that is let in, and cut in time, however many mails it carries."""
        with Deadline(SECONDS_ALTOGETHER) as deadline:
            talk = _Talk(lambda: _Connection(self._server, self._tls, deadline, self._name))
            try:
                yield talk.send
                talk.take_leave()
            finally:
                talk.close()

    def examine(self) -> str | None:
        try:
            with Deadline(SECONDS_ALTOGETHER) as deadline, _judging():
                smtp = _Connection(self._server, self._tls, deadline, self._name)
                try:
                    smtp.enter()
                finally:
                    smtp.close()
        except Unreachable as error:
            return f"{self._server.host}:{self._server.port}: {error}"
        return None


class _Talk:
    """A conversation that begins with its first mail, and anew where the server ended it after a refusal."""

    def __init__(self, connect: Callable[[], _Connection]) -> None:
        self._connect = connect
        self._smtp: _Connection | None = None

    def send(self, envelope: Envelope) -> None:
        with _judging(envelope.recipient):
            self._connected().sendmail(envelope.sender, [envelope.recipient], envelope.content)

    def _connected(self) -> _Connection:
        if self._smtp is None or self._smtp.sock is None:
            self._smtp = self._connect()
            self._smtp.enter()
        return self._smtp

    def take_leave(self) -> None:
        with suppress(smtplib.SMTPException, OSError):  # the mails are taken, whatever they say at the door
            if self._smtp is not None:
                self._smtp.quit()

    def close(self) -> None:
        if self._smtp is not None:
            self._smtp.close()


@contextmanager
def _judging(recipient: str = "") -> Iterator[None]:
    """What the answers of a server mean for a mail. Whatever keeps us out raises Unreachable."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise _judged(*error.recipients[recipient]) from error
    except smtplib.SMTPDataError as error:
        raise _judged(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPResponseException as error:
        raise Unreachable(_said(error.smtp_code, error.smtp_error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(str(error) or type(error).__name__) from error


class _Connection(smtplib.SMTP):
    """The standard library's client, whose socket a deadline watches whether or not TLS is around it."""

    def __init__(self, server: MailServer, tls: ssl.SSLContext, deadline: Deadline, name: str) -> None:
        super().__init__(local_hostname=name, timeout=SECONDS_A_STEP)
        self._mail_server, self._tls, self._deadline = server, tls, deadline
        self._host = server.host  # what a certificate must be about

    def enter(self) -> None:
        """Connect, protect the connection as the settings ask, and sign in."""
        server = self._mail_server
        code, text = self.connect(server.host, server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, text)
        if server.security is Security.STARTTLS:
            self.starttls(context=self._tls)
        if server.user:
            self.login(server.user, server.password)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        self._deadline.watch(plain)
        if self._mail_server.security is Security.TLS:
            return self._tls.wrap_socket(plain, server_hostname=host)
        return plain


def _judged(code: int, text: bytes | str) -> Refused | Deferred:
    """What a refusal of one mail means: for good, or not now."""
    said = _said(code, text)
    return Deferred(said) if code < 500 or OUR_FAULT.search(said) else Refused(said)


def _said(code: int, text: bytes | str) -> str:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"
