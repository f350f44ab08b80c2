"""The mail server: what PARVIS_SMTP_URL may say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from enum import Enum
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit


class Security(Enum):
    """How the way to the server is protected, with the port where nothing else is said."""

    NONE = 25
    STARTTLS = 587
    TLS = 465


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, and as whom; `sender` is the address mails come from, or empty."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""


def read_mail_server(url: str) -> MailServer:
    """The server of `smtp://user:password@host:587?starttls=1&from=parvis@example.org`, or of `smtps://…`.

    User and password are percent-encoded. Raises ValueError, whose text never holds the password.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("not an SMTP address")
    if parts.path.strip("/") or parts.fragment:
        raise ValueError("nothing may follow the port but ?starttls=1 or ?from=…; encode / as %2F and # as %23")
    options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    if unknown := sorted(options.keys() - {"starttls", "from"}):
        raise ValueError(f"unknown option {unknown[0]}; there are starttls and from")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ValueError("a user needs a password, and a password a user")
    if not (user + password).isascii():
        raise ValueError("user and password can only be ASCII here")
    security = _security(parts.scheme, options.get("starttls", "0"))
    return MailServer(
        host=parts.hostname,
        port=_port(parts) or security.value,
        security=security,
        user=user,
        password=password,
        sender=_sender(options.get("from", "")),
    )


def _security(scheme: str, starttls: str) -> Security:
    if starttls not in {"0", "1"}:
        raise ValueError("starttls is 0 or 1")
    if scheme == "smtps":
        if starttls == "1":
            raise ValueError("smtps is encrypted from the start: leave starttls out")
        return Security.TLS
    return Security.STARTTLS if starttls == "1" else Security.NONE


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:  # its own text would show a part of the password
        port = 0
    if port == 0:
        raise ValueError("the port is no number from 1 to 65535; encode : / @ in a password as %3A %2F %40")
    return port


def _sender(address: str) -> str:
    if not address:
        return ""
    try:
        parsed = Address(addr_spec=address)
    except (ValueError, HeaderParseError, IndexError):
        parsed = Address()
    if not parsed.domain or not address.isascii():
        raise ValueError("from is not an e-mail address")
    return parsed.addr_spec
