"""PARVIS_SMTP_URL: what it may say, and that a wrong one is named without its password."""

from __future__ import annotations

import pytest

from app.config import ConfigurationError, load_settings
from app.core.mailserver import MailServer, Security, read_mail_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, Security.NONE)),
        ("smtp://mail.example?starttls=1", MailServer("mail.example", 587, Security.STARTTLS)),
        ("smtps://mail.example", MailServer("mail.example", 465, Security.TLS)),
        ("smtp://[::1]:2525", MailServer("::1", 2525, Security.NONE)),
        (
            "smtp://us%40er:p%2F%3A@mail.example:26?from=house@example.org",
            MailServer("mail.example", 26, Security.NONE, "us@er", "p/:", "house@example.org"),
        ),
    ],
)
def test_a_server_is_read_from_its_address(url, server):
    assert read_mail_server(url) == server
    assert load_settings({"PARVIS_SMTP_URL": url}).mail_server == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://user:s3cret@",
        "smtp://user:s3cret/x@mail.example",
        "smtp://user:s3cret@mail.example:x",
        "smtp://user:s3cret@mail.example:0",
        "smtp://user:s3cret@mail.example:70000",
        "smtp://user:s3crét@mail.example",
        "smtp://user@mail.example",
        "smtp://mail.example/path",
        "smtp://mail.example?tls=1",
        "smtp://mail.example?starttls=maybe",
        "smtps://mail.example?starttls=1",
        "smtp://mail.example?from=nobody",
        "smtp://mail.example?from=a@b.example%0aBcc:c@d.example",
        "smtp://mail.example?nonsense",
    ],
)
def test_a_wrong_address_stops_the_start_by_name_and_keeps_the_password(url):
    with pytest.raises(ConfigurationError, match="PARVIS_SMTP_URL") as caught:
        load_settings({"PARVIS_SMTP_URL": url})
    assert "s3cr" not in str(caught.value)
    assert "example: PARVIS_SMTP_URL=smtp://" in str(caught.value)
