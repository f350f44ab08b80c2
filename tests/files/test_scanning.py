"""The virus scanner: it looks at every file before it is kept, and without its word none is."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from app.config import ConfigurationError, load_settings
from app.core import scanning
from app.core.audit import AuditEntry
from app.core.db import session
from app.core.health import examine_all
from app.core.scanning import Infected, Scanner, ScannerAway, read_scanner
from app.core.storage import storage
from app.files.models import File
from app.files.services import upload_file
from tests.support.clamd import EICAR, MOST, clamd


@pytest.fixture
def ada(make_person):
    return make_person("Ada")


@pytest.fixture
def looked_at(app):
    """A house with a scanner; what the scanner has looked at."""
    with clamd() as (url, looked_at):
        scanning.init_app(app, read_scanner(url))
        yield looked_at


@pytest.fixture
def scanner_away(app):
    """A house whose scanner does not answer."""
    with clamd() as (url, _looked_at):
        scanner = read_scanner(url)
    scanning.init_app(app, scanner)


def send(client, content, name="a.txt"):
    return client.post("/api/v1/files", data={"file": (io.BytesIO(content), name)})


def test_what_the_scanner_finds_nothing_in_is_kept_as_it_was_sent(looked_at, ada):
    content = b"words " * 100_000
    file = upload_file(io.BytesIO(content), name="a.txt", actor=ada)
    assert looked_at == [content]
    assert storage().path(file.key).read_bytes() == content


def test_an_infected_file_is_refused_with_the_virus_name_and_noted(looked_at, app, ada):
    before = storage().usage().files
    answer = send(app.test_client().sign_in(ada), EICAR, "facture.txt")
    assert (answer.status_code, answer.content_type) == (415, "application/problem+json")
    assert "Eicar-Signature" in answer.json["detail"]
    assert (session.query(File).count(), storage().usage().files) == (0, before)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "file.infected")).one()
    assert (entry.actor_id, entry.details) == (ada.id, {"name": "facture.txt", "found": "Eicar-Signature"})


def test_a_post_with_an_infected_file_keeps_its_words(looked_at, app, ada):
    form = {"body": "See the invoice", "files": "shown", "file": (io.BytesIO(EICAR), "facture.txt")}
    answer = app.test_client().sign_in(ada).post("/posts", data=form)
    assert answer.status_code == 415
    assert "See the invoice" in answer.get_data(as_text=True)


def test_while_the_scanner_is_away_no_file_is_taken_and_the_house_says_so(scanner_away, app, ada):
    client = app.test_client().sign_in(ada)
    answer = send(client, b"words")
    assert answer.status_code == 503
    assert "contrôlés contre les virus" in answer.json["detail"]
    assert session.query(File).count() == 0
    assert "clamd does not answer" in examine_all()["scanner"]
    ready = client.get("/readyz")
    assert (ready.status_code, bool(ready.json["checks"]["scanner"])) == (200, True)


def test_what_the_scanner_will_not_look_at_is_not_kept(looked_at, ada):
    with pytest.raises(ScannerAway):
        upload_file(io.BytesIO(b"a" * (MOST + 1)), name="a.txt", actor=ada)
    with pytest.raises(Infected):
        upload_file(io.BytesIO(EICAR), name="a.txt", actor=ada)


def test_a_scanner_that_answers_is_well(looked_at, app):
    assert examine_all()["scanner"] is None


def test_a_house_without_a_scanner_asks_none(app):
    assert "scanner" not in examine_all()


@pytest.mark.parametrize(
    ("url", "scanner"),
    [
        ("tcp://scan.example:3310", Scanner("scan.example", 3310)),
        ("tcp://[::1]:3310", Scanner("::1", 3310)),
        ("unix:///run/clamav/clamd.ctl", Scanner(path="/run/clamav/clamd.ctl")),
        ("/run/clamav/clamd.ctl", Scanner(path="/run/clamav/clamd.ctl")),
    ],
)
def test_the_scanner_is_a_port_or_a_socket(url, scanner):
    assert load_settings({"PARVIS_CLAMD_URL": url}).scanner == scanner


@pytest.mark.parametrize("url", ["http://scan.example:3310", "tcp://scan.example", "tcp://scan.example:x", "clamd.ctl"])
def test_a_wrong_address_of_it_stops_the_start_with_an_example(url):
    with pytest.raises(ConfigurationError, match=r"example: PARVIS_CLAMD_URL=tcp://127.0.0.1:3310"):
        load_settings({"PARVIS_CLAMD_URL": url})
