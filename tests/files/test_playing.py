"""Sounds and films: they come in ranges, so that one can move through them, and play where they hang."""

from __future__ import annotations

import io
import wave

import pytest

from app.feed.services import edit_post, publish_post
from app.files.services import upload_file
from app.groups.models import Access
from app.groups.services import remove_member


def spoken(seconds=1):
    """A silent recording, as a file that stands at its beginning."""
    file = io.BytesIO()
    with wave.open(file, "wb") as recording:
        recording.setparams((1, 2, 8000, 0, "NONE", ""))
        recording.writeframes(bytes(16_000 * seconds))
    file.seek(0)
    return file


@pytest.fixture
def ada(make_person):
    return make_person("Ada")


@pytest.fixture
def recording(ada):
    return upload_file(spoken(), name="Consignes.wav", alt="Close the valve first.", actor=ada)


@pytest.fixture
def client(app, ada):
    return app.test_client().sign_in(ada)


def test_a_part_of_a_recording_says_which_part_it_is(client, recording):
    answer = client.get(f"/files/{recording.id}", headers={"Range": "bytes=100-199"})
    assert (answer.status_code, answer.data) == (206, spoken().read()[100:200])
    assert answer.headers["Content-Range"] == f"bytes 100-199/{recording.size}"
    assert answer.headers["Content-Length"] == "100"
    assert (answer.headers["Accept-Ranges"], answer.headers["Content-Type"]) == ("bytes", "audio/wav")


def test_a_part_that_is_not_there_is_refused_with_the_length_there_is(client, recording):
    answer = client.get(f"/files/{recording.id}", headers={"Range": f"bytes={recording.size}-"})
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{recording.size}")


@pytest.mark.parametrize(("is_same", "status"), [(True, 206), (False, 200)])
def test_a_part_goes_on_from_the_same_file_alone(client, recording, is_same, status):
    tag = f'"{recording.key}"' if is_same else '"another"'
    answer = client.get(f"/files/{recording.id}", headers={"Range": "bytes=0-9", "If-Range": tag})
    assert (answer.status_code, len(answer.data)) == (status, 10 if is_same else recording.size)


def test_its_head_tells_its_length_and_that_parts_can_be_had(client, recording):
    answer = client.head(f"/files/{recording.id}")
    assert (answer.status_code, answer.data) == (200, b"")
    assert (answer.headers["Content-Length"], answer.headers["Accept-Ranges"]) == (str(recording.size), "bytes")


def test_who_left_the_group_gets_no_further_part(app, make_person, make_group, ada, recording):
    ben = make_person()
    group = make_group(members=(ada, ben), access=Access.SECRET)
    publish_post(body="Listen", group=group, file_ids=[recording.id], actor=ada)
    client = app.test_client().sign_in(ben)
    assert client.get(f"/files/{recording.id}", headers={"Range": "bytes=0-9"}).status_code == 206
    remove_member(group, ben, actor=ben)
    for ask in (client.get, client.head):
        assert ask(f"/files/{recording.id}", headers={"Range": "bytes=10-19"}).status_code == 404


def test_it_plays_in_the_post_with_its_name_and_its_words(client, ada, recording):
    film = upload_file(io.BytesIO(b"\x00\x00\x00\x18ftypisom" + bytes(60)), name="Cuve.mp4", actor=ada)
    post = publish_post(body="Listen and see", file_ids=[recording.id, film.id], actor=ada)
    page = client.get(f"/posts/{post.id}").get_data(as_text=True)
    assert f'<audio controls preload="none" src="/files/{recording.id}" aria-label="Consignes.wav">' in page
    assert f'src="/files/{film.id}" aria-label="Cuve.mp4"></video>' in page
    assert "Close the valve first." in page
    edit_post(post, file_ids=[], actor=ada)
    assert str(recording.id) not in client.get(f"/posts/{post.id}").get_data(as_text=True)
