"""Composing: a letter becomes the bytes of a mail, whose headers nobody's name can break.

The older half of the standard library does it: the newer one loses spaces between the encoded words of long
subjects, and encodes long links, in the Python versions that we support.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from uuid import UUID

from flask_babel import force_locale

from app.accounts import addresses
from app.core.errors import Invalid
from app.core.folding import one_line
from app.core.frame import find_organisation
from app.delivery.envelopes import Envelope, Refused
from app.delivery.layouts import as_html, as_text
from app.delivery.letters import Letter

POLICY = compat32.clone(linesep="\r\n", mangle_from_=False)

_utf8 = Charset("utf-8")
_utf8.body_encoding = QP


def compose(letter: Letter, *, mail_id: UUID, at: datetime, sender: str) -> Envelope:
    """The mail of a letter, the same at each try but for its words. Raises Refused for an address without meaning."""
    recipient = _deliverable(letter.address)
    message = MIMEMultipart("alternative", boundary=f"={mail_id.hex}")
    named = {"From": (find_organisation().name, sender), "To": (letter.name, recipient)}
    for header, (name, address) in named.items():
        message[header] = _mailbox(header, name, address)  # type: ignore[assignment]  # a Header will do, as documented
    message["Subject"] = Header(one_line(letter.subject), "utf-8", header_name="Subject")  # type: ignore[assignment]  # as above
    for header, value in _facts(letter, mail_id, at, sender.rpartition("@")[2]):
        message[header] = value
    with force_locale(letter.language):
        for kind, text in (("plain", as_text(letter)), ("html", as_html(letter))):
            message.attach(MIMEText(text, kind, _utf8))  # type: ignore[arg-type]  # a Charset will do, as documented
    return Envelope(f"{at:%Y%m%dT%H%M%SZ}-{mail_id}", sender, recipient, message.as_bytes(policy=POLICY))


def _facts(letter: Letter, mail_id: UUID, at: datetime, domain: str) -> Iterator[tuple[str, str]]:
    """The headers that programs read; nothing in them was written by anybody."""
    yield "Date", format_datetime(at)
    yield "Message-ID", f"<{mail_id}@{domain}>"
    if letter.thread:
        yield "References", f"<{letter.thread}@{domain}>"
    yield "Auto-Submitted", "auto-generated"
    yield "X-Auto-Response-Suppress", "All"
    yield "Content-Language", letter.language
    if letter.unsubscribe:
        yield "List-Unsubscribe", f"<{letter.unsubscribe.url}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _mailbox(header: str, name: str, address: str) -> Header:
    """A name and an address; a name of more than plain words is encoded as a whole, so that no sign in it counts."""
    mailbox, shown = Header(header_name=header), one_line(name)
    if shown:
        mailbox.append(shown, "us-ascii" if re.fullmatch(r"[A-Za-z0-9 -]+", shown) else "utf-8")
    mailbox.append(f"<{address}>", "us-ascii")
    return mailbox


def _deliverable(address: str) -> str:
    try:
        return addresses.as_mailed(address)
    except Invalid:
        raise Refused("not an address that mail can be sent to") from None
