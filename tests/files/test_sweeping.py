"""What nobody needs is forgotten: rows after a day, and bytes once no row refers to them."""

from __future__ import annotations

import io
import os
import time
from datetime import timedelta

import pytest

from app.core import clock
from app.core.db import session
from app.core.storage import storage
from app.core.sweeping import forget_unused
from app.feed.services import edit_post, publish_post
from app.files.models import File
from app.files.services import upload_file
from app.files.services.sweeping import sweep_files
from app.people.models import Profile
from app.people.services import remove_photo, set_photo
from tests.support.pictures import drawn

DAY = 24 * 3600


@pytest.fixture
def ada(make_person):
    return make_person("Ada")


def let_a_day_pass(key):
    """The kept bytes were put a day ago."""
    path = storage().path(key)
    os.utime(path, (time.time() - DAY - 60,) * 2)


def test_a_file_that_hangs_on_nothing_is_forgotten_after_a_day(make_file, ada):
    _loose, held = make_file(owner=ada), make_file(owner=ada)
    publish_post(body="See this", file_ids=[held.id], actor=ada)
    assert sweep_files() == 0
    with clock.stopped_at(clock.now() + timedelta(days=1, minutes=1)):
        assert sweep_files() == 1
        assert sweep_files() == 0
    assert session.query(File).all() == [held]


def test_bytes_stay_as_long_as_one_row_refers_to_them(make_file, ada):
    first, second = make_file(b"shared", owner=ada), make_file(b"shared", owner=ada)
    post = publish_post(body="See this", file_ids=[first.id, second.id], actor=ada)
    key = first.key
    assert second.key == key
    edit_post(post, file_ids=[second.id], actor=ada)
    let_a_day_pass(key)
    forget_unused()
    assert storage().exists(key)
    edit_post(post, file_ids=[], actor=ada)
    forget_unused()
    assert not storage().exists(key)


def test_each_size_of_a_picture_stays_and_goes_with_it(ada):
    file = upload_file(drawn((600, 400)), name="a.png", actor=ada)
    keys = {file.key, file.large_key, file.thumb_key}
    assert len(keys) == 3
    for key in keys:
        let_a_day_pass(key)
    forget_unused()
    assert all(map(storage().exists, keys))
    session.delete(file)
    session.flush()
    forget_unused()
    assert not any(map(storage().exists, keys))


def test_what_an_upload_left_that_was_killed_before_its_row_was_there_is_forgotten_after_a_day(app):
    key = storage().put(io.BytesIO(b"bytes without a row"), 100).key
    forget_unused()
    assert storage().exists(key)
    let_a_day_pass(key)
    forget_unused()
    assert not storage().exists(key)


def test_a_photo_stays_as_long_as_its_person_shows_it(ada):
    set_photo(ada, drawn(), actor=ada)
    key = session.get(Profile, ada.id).person.photo
    let_a_day_pass(key)
    forget_unused()
    assert storage().exists(key)
    remove_photo(ada, actor=ada)
    forget_unused()
    assert not storage().exists(key)
