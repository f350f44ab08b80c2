"""The ways out: a server with and without TLS, one that fails in every manner, and a folder."""

from __future__ import annotations

import socket
import stat
import threading
import time

import pytest

from app.core.mailserver import read_mail_server
from app.delivery import transports
from app.delivery.envelopes import Deferred, Envelope, Refused, Unreachable
from app.delivery.transports import Folder, Smtp
from tests.support.certificates import make_certificate
from tests.support.mail import MailServer
from tests.support.waiting import free_port

MAIL = Envelope("20261126-1", "parvis@house.example", "ada@house.example", b"Subject: Hi\r\n\r\n.dot\r\nFrom here\r\n")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def way_to(server, *, user="", options="", scheme="smtp", tls=None):
    address = f"{scheme}://{user}127.0.0.1:{server.port}{options}"
    return Smtp(read_mail_server(address), name="house.example", tls=tls)


def send(*mails, by):
    with by.conversation() as hand_over:
        for mail in mails:
            hand_over(mail)


def test_a_mail_is_taken_as_it_is():
    with MailServer() as server:
        send(MAIL, by=way_to(server))
        (taken,) = server.taken
    assert (taken.sender, taken.recipients, taken.content) == (MAIL.sender, [MAIL.recipient], MAIL.content)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # aiosmtpd's, see MailServer
@pytest.mark.parametrize(("security", "scheme", "options"), [("starttls", "smtp", "?starttls=1"), ("tls", "smtps", "")])
def test_a_protected_server_lets_in_who_has_the_password(certificate, security, scheme, options):
    shown, trust = certificate
    with MailServer(security, shown, login=("parvis@house", "s/cret")) as server:
        send(MAIL, by=way_to(server, user="parvis%40house:s%2Fcret@", options=options, scheme=scheme, tls=trust))
        assert [(taken.is_encrypted, taken.user) for taken in server.taken] == [(True, "parvis@house")]
        wrong = way_to(server, user="parvis%40house:other@", options=options, scheme=scheme, tls=trust)
        with pytest.raises(Unreachable, match="535"):
            send(MAIL, by=wrong)
        assert "535" in wrong.examine()
        assert len(server.taken) == 1


@pytest.mark.parametrize(("security", "scheme", "options"), [("starttls", "smtp", "?starttls=1"), ("tls", "smtps", "")])
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(certificate, security, scheme, options):
    with MailServer(security, certificate[0]) as server:
        with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
            send(MAIL, by=way_to(server, options=options, scheme=scheme))
        assert server.taken == []


def test_nothing_is_sent_in_the_clear_where_tls_was_asked_for():
    with MailServer() as server:
        with pytest.raises(Unreachable, match="STARTTLS"):
            send(MAIL, by=way_to(server, options="?starttls=1"))
        assert server.taken == []


@pytest.mark.parametrize(
    ("step", "answer", "outcome"),
    [
        ("RCPT", "550 5.1.1 no such person", Refused),
        ("RCPT", "450 4.2.0 greylisted", Deferred),
        ("RCPT", "554 5.7.1 relay access denied", Deferred),
        ("DATA", "554 5.6.0 looks like spam", Refused),
        ("DATA", "452 4.3.1 no room", Deferred),
    ],
)
def test_a_refusal_counts_for_good_only_where_it_is_about_this_mail(step, answer, outcome):
    with MailServer() as server:
        server.answers[step].append(answer)
        with pytest.raises(outcome) as caught:
            send(MAIL, by=way_to(server))
        assert type(caught.value) is outcome
        assert str(caught.value) == answer
        send(MAIL, by=way_to(server))
        assert len(server.taken) == 1


def test_several_mails_are_taken_in_one_conversation_whatever_becomes_of_one():
    with MailServer() as server:
        server.answers["RCPT"] += ["250 taken", "450 4.2.0 greylisted"]
        with way_to(server).conversation() as hand_over:
            hand_over(MAIL)
            with pytest.raises(Deferred, match="greylisted"):
                hand_over(MAIL)
            hand_over(MAIL)
        assert len(server.taken) == 2
        assert len({taken.peer for taken in server.taken}) == 1


def test_a_conversation_that_the_server_ended_is_begun_anew():
    with MailServer() as server:
        server.answers["DATA"] += ["421 4.3.2 closing"]
        with way_to(server).conversation() as hand_over:
            with pytest.raises(Deferred, match="closing"):
                hand_over(MAIL)
            hand_over(MAIL)
        assert len(server.taken) == 1


def test_a_conversation_without_a_mail_connects_to_nobody():
    with Smtp(read_mail_server(f"smtp://127.0.0.1:{free_port()}"), name="house.example").conversation():
        pass


def test_nobody_at_the_port_is_nobody_there():
    nowhere = Smtp(read_mail_server(f"smtp://127.0.0.1:{free_port()}"), name="house.example")
    with pytest.raises(Unreachable):
        send(MAIL, by=nowhere)
    assert "refused" in nowhere.examine()


@pytest.mark.parametrize("says", [b"", b"2"])
def test_a_server_that_never_ends_its_sentence_is_left_in_time(monkeypatch, says):
    """Silent, or one byte at a time: neither a step nor the whole may take for ever."""
    monkeypatch.setattr(transports, "SECONDS_A_STEP", 0.4)
    monkeypatch.setattr(transports, "SECONDS_ALTOGETHER", 1.0)
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def trickle():
            connection, _ = listening.accept()
            with connection:
                while not over.wait(0.1):
                    try:
                        connection.sendall(says)
                    except OSError:
                        return

        speaker = threading.Thread(target=trickle)
        speaker.start()
        began = time.monotonic()
        way = Smtp(read_mail_server(f"smtp://127.0.0.1:{listening.getsockname()[1]}"), name="house.example")
        with pytest.raises(Unreachable):
            send(MAIL, by=way)
        over.set()
        speaker.join()
    assert time.monotonic() - began < 5


def test_a_folder_keeps_each_mail_once_for_its_owners_eyes(tmp_path):
    folder = Folder(tmp_path / "outbox")
    assert folder.examine() is None
    for _ in range(2):
        send(MAIL, by=folder)
    (kept,) = (tmp_path / "outbox").iterdir()
    assert (kept.name, kept.read_bytes()) == ("20261126-1.eml", MAIL.content)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_is_said_to_be_in_the_way(tmp_path):
    (tmp_path / "outbox").write_text("a file")
    with pytest.raises(Unreachable, match="outbox"):
        send(MAIL, by=Folder(tmp_path / "outbox"))
