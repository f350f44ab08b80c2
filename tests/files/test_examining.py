"""Examining: `parvis check` notices a file whose bytes are gone, and a total that is wrong."""

from __future__ import annotations

from app.core.db import session
from app.core.health import examine_all
from app.core.storage import storage
from app.files.models import FileTotal
from app.files.services import discard_file


def test_files_that_are_there_and_counted_are_well(make_file, make_person):
    ada = make_person()
    make_file(b"shared", owner=ada)
    make_file(b"shared", owner=make_person())
    discard_file(make_file(b"gone", owner=ada), actor=ada)
    assert examine_all()["files"] is None


def test_a_file_without_its_bytes_is_named(make_file):
    file = make_file(b"lost")
    storage().delete(file.key)
    assert f"1 files have lost their bytes ({file.id})" in examine_all()["files"]


def test_a_wrong_total_is_told(make_file):
    make_file(b"words")
    session.get_one(FileTotal, 1).size += 7
    session.flush()
    assert "files take up 5 bytes, but 12 are counted" in examine_all()["files"]
