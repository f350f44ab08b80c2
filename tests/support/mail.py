"""A real mail server on the loopback address, which keeps what it takes and fails as tests ask it to; reading mails."""

from __future__ import annotations

import re
import ssl
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.support.waiting import free_port


@dataclass(frozen=True)
class Taken:
    """A mail the server has taken, with how it came."""

    sender: str
    recipients: list[str]
    content: bytes
    is_encrypted: bool
    user: str | None
    peer: object = None
    """The other end of the conversation in which it came."""


@dataclass
class MailServer:
    """Listens inside `with`. `answers["DATA"]` holds what the next such commands are answered instead of 250."""

    security: str = ""
    certificate: ssl.SSLContext | None = None
    login: tuple[str, str] | None = None
    port: int = field(default_factory=free_port)
    taken: list[Taken] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    on_step: Callable[[str], None] = lambda _step: None
    """Called before a recipient (RCPT) is answered, and after a mail (DATA) was taken but not yet acknowledged."""
    dies_after: int | None = None
    """How many mails it takes; then it hangs up on everybody who names a recipient."""

    def __enter__(self) -> Self:
        options: dict[str, Any] = {"authenticator": self._let_in, "auth_required": self.login is not None}
        # aiosmtpd does not count TLS from the start as TLS
        options["auth_require_tls"] = self.security == "starttls"
        if self.security == "starttls":
            options |= {"tls_context": self.certificate, "require_starttls": True}
        if self.security == "tls":
            options["ssl_context"] = self.certificate
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10, **options)
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def mails(self) -> list[EmailMessage]:
        """What it has taken, parsed."""
        return [parsed(taken.content) for taken in self.taken]

    def _let_in(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        said = (data.login.decode(), data.password.decode()) if isinstance(data, LoginPassword) else None
        return AuthResult(success=said == self.login, handled=False, auth_data=said and said[0])

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.on_step("RCPT")
        if self.dies_after is not None and len(self.taken) >= self.dies_after:
            server.transport.abort()
        answer = self._next("RCPT")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (as above)
        assert isinstance(envelope.original_content, bytes)
        answer = self._next("DATA")
        if answer.startswith("250"):
            self.taken.append(
                Taken(
                    envelope.mail_from or "",
                    list(envelope.rcpt_tos),
                    envelope.original_content,
                    session.ssl is not None or self.security == "tls",
                    session.auth_data,
                    session.peer,
                )
            )
        self.on_step("DATA")
        return answer

    def _next(self, step: str) -> str:
        return self.answers[step].pop(0) if self.answers[step] else "250 taken"


def parsed(content: bytes) -> EmailMessage:
    """A mail as a mail program reads it."""
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert mail.defects == []
    return mail


def read_folder(folder: Path) -> list[EmailMessage]:
    """The mails that lie in a folder, the oldest first."""
    return [parsed(path.read_bytes()) for path in sorted(folder.glob("*.eml"))]


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    """The text of a mail's part."""
    part = mail.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text.replace("\r\n", "\n")


def link_in(mail: EmailMessage, path: str) -> str:
    """The first link of a mail whose address holds this."""
    found = re.search(rf"https?://\S*{re.escape(path)}\S*", text_of(mail))
    assert found is not None, text_of(mail)
    return found.group()
