"""Uploading: what is taken, as what, and what is refused without a trace."""

from __future__ import annotations

import io
import resource

import pytest
from PIL import Image

from app.core.db import session
from app.core.storage import StorageFull, storage
from app.demo.document import write_pdf
from app.files.models import File
from app.files.services import upload_file
from app.files.services.uploading import MOST_BYTES
from tests.support.pictures import drawn

PDF = b"%PDF-1.7\n%words\n"


@pytest.fixture
def ada(client, make_person):
    ada = make_person("Ada Lune")
    client.sign_in(ada)
    return ada


def send(client, content, name, **fields):
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    return client.post("/api/v1/files", data={"file": (file, name), **fields})


def send_large(client, size):
    """A text of so many bytes, in a body that the client itself does not write to the disk."""
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    body = head + b"a" * size + b"\r\n--edge--\r\n"
    return client.post("/api/v1/files", data=body, content_type="multipart/form-data; boundary=edge")


def count_files():
    return session.query(File).count()


def test_a_document_comes_back_as_it_was_sent(client, ada):
    answer = send(client, PDF, "Consigne SE-214.pdf")
    assert answer.status_code == 201
    item = answer.json
    assert item == {
        "id": item["id"],
        "name": "Consigne SE-214.pdf",
        "size": len(PDF),
        "media_type": "application/pdf",
        "url": f"/files/{item['id']}",
        "alt": "",
    }
    assert client.get(item["url"]).data == PDF
    assert client.get(f"/api/v1/files/{item['id']}").json == item


def test_a_picture_has_its_size_its_words_and_a_smaller_one(client, ada):
    item = send(client, drawn((2000, 1000), "JPEG"), "Cuve.JPG", alt="  The tank,\n in its hall ").json
    assert item["preview_url"] == f"/files/{item['id']}/preview"
    assert (item["name"], item["media_type"], item["alt"]) == ("Cuve.JPG", "image/jpeg", "The tank, in its hall")
    assert (item["width"], item["height"]) == (2000, 1000)
    for address, size in [("", (2000, 1000)), ("/preview", (1600, 800)), ("/preview?size=small", (480, 240))]:
        answer = client.get(item["url"] + address)
        assert Image.open(io.BytesIO(answer.data)).size == size


def test_a_document_shows_its_front(client, ada):
    content = write_pdf([["# Consignes", "First close the valve."], ["Then wait."]]).read()
    item = send(client, content, "Consignes.pdf").json
    assert item["preview_url"] == f"/files/{item['id']}/preview"
    assert "width" not in item
    for suffix, height in [("", 1600), ("?size=small", 480)]:
        answer = client.get(item["preview_url"] + suffix)
        assert (answer.content_type, Image.open(io.BytesIO(answer.data)).height) == ("image/webp", height)
    assert client.get(item["url"]).data == content
    post = client.post("/api/v1/posts", json={"body": "Read", "file_ids": [item["id"]]}).json
    assert post["files"][0]["preview_url"] == item["preview_url"]
    page = client.get(f"/posts/{post['id']}").get_data(as_text=True)
    assert f'<img class="attachment-front" src="{item["preview_url"]}?size=small"' in page
    assert "<span data-kind>PDF</span>" in page


def test_a_document_whose_front_cannot_be_drawn_is_kept_as_it_is(client, ada):
    item = send(client, PDF, "locked.pdf").json
    assert "preview_url" not in item
    assert client.get(item["url"]).data == PDF
    assert client.get(f"{item['url']}/preview").status_code == 404


def test_what_the_camera_wrote_into_a_picture_is_not_kept(client, ada):
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    item = send(client, drawn((60, 40), "JPEG", exif=exif), "photo.jpg").json
    for address in ("", "/preview"):
        content = client.get(item["url"] + address).data
        assert b"secret" not in content
        assert not Image.open(io.BytesIO(content)).getexif()


@pytest.mark.parametrize(
    ("form", "name", "kept", "media_type"),
    [
        ("PNG", "a.png", "a.png", "image/png"),
        ("PNG", "a.jpg", "a.png", "image/png"),  # photos often bear another suffix
        ("JPEG", "a.jfif", "a.jfif", "image/jpeg"),
        ("WEBP", "a.webp", "a.webp", "image/webp"),
        ("GIF", "a.gif", "a.png", "image/png"),
        ("AVIF", "a.avif", "a.jpeg", "image/jpeg"),
    ],
)
def test_a_picture_is_named_after_the_form_it_is_kept_in(client, ada, form, name, kept, media_type):
    item = send(client, drawn(form=form), name).json
    assert (item["name"], item["media_type"]) == (kept, media_type)


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", 415),
        (b"<!doctype html><script>alert(1)</script>", "a.html", 415),
        (drawn(form="TIFF").read(), "a.tiff", 415),
        (drawn(form="TIFF").read(), "a.png", 415),
        (b"MZ\x90\x00", "a.exe", 415),
        (b"words", "a", 415),
        (b"words", "", 415),
        (b"words", "a.pdf", 415),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", 415),
        (drawn().read()[:60], "a.png", 415),
        (b"\x7fELF\x02\x01\x01\x00", "a.txt", 415),
        (b"", "a.txt", 422),
        (b"", "a.png", 422),
    ],
)
def test_what_is_not_taken_or_is_not_what_its_name_says_is_refused_with_a_reason(client, ada, content, name, status):
    before = storage().usage()
    answer = send(client, content, name)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.json["detail"]
    assert (count_files(), storage().usage().files) == (0, before.files)


def test_a_picture_of_too_many_pixels_is_refused(client, ada):
    file = io.BytesIO()
    Image.new("1", (30_000, 3_000)).save(file, "PNG")
    file.seek(0)
    assert send(client, file, "bomb.png").status_code == 413


def test_a_file_that_is_too_large_is_refused(client, ada):
    answer = send_large(client, MOST_BYTES + 1)
    assert answer.status_code == 413
    assert "50" in answer.json["detail"]
    assert count_files() == 0


@pytest.fixture
def full_disk():
    """No file may grow beyond 30 MB, and who tries hears what a full disk says."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


# Werkzeug leaves the file that it could not fill to the collector.
@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile", "ignore:.*:pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_says_so_and_keeps_nothing(client, ada, full_disk):
    before = storage().usage().files
    assert send_large(client, 31_000_000).status_code == 503
    with pytest.raises(StorageFull) as refusal:
        upload_file(io.BytesIO(b"a" * 31_000_000), name="a.txt", actor=ada)
    assert refusal.value.detail
    assert (count_files(), storage().usage().files) == (0, before)


def test_without_a_file_the_answer_says_which_field_is_missing(client, ada):
    for sent in ({}, {"file": "words"}):
        answer = client.post("/api/v1/files", data=sent, content_type="multipart/form-data")
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "file")
    assert client.post("/api/v1/files", json={"file": "words"}).status_code == 415


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ada\\plan.txt", "plan.txt"),
        ("no\0thing.txt", "nothing.txt"),
        ("exe\u202etxt.csv", "exetxt.csv"),
        ("a" * 300 + ".txt", "a" * 146 + ".txt"),
        ("Été à Cholet.txt", "Été à Cholet.txt"),
        ('quo"te\r\nX-Evil: yes.txt', 'quo"teX-Evil: yes.txt'),
    ],
)
def test_a_name_is_kept_as_far_as_it_is_a_name(app, make_person, name, kept):
    assert upload_file(io.BytesIO(b"words"), name=name, actor=make_person()).name == kept


def test_a_strange_name_survives_the_way_there_and_back(client, ada, make_file):
    assert send(client, b"words", "Été ; %20.txt").json["name"] == "Été ; %20.txt"
    file = make_file(name='Été ; "a" %20.txt', owner=ada)
    sent_back = client.get(f"/files/{file.id}").headers["Content-Disposition"]
    assert sent_back.startswith("attachment; ")
    assert "\n" not in sent_back
    assert "%C3%89t%C3%A9" in sent_back


def test_the_same_upload_twice_is_two_files_that_share_their_bytes(client, ada):
    first, second = send(client, b"words", "a.txt").json, send(client, b"words", "b.txt").json
    assert first["id"] != second["id"]
    files = session.query(File).all()
    assert len(files) == 2
    assert len({file.key for file in files}) == 1


def test_an_upload_that_is_repeated_with_its_key_is_one_file(client, ada):
    headers = {"X-CSRF-Token": client.csrf_token, "Idempotency-Key": "once"}
    first = client.post("/api/v1/files", data={"file": (io.BytesIO(b"words"), "a.txt")}, headers=headers)
    again = client.post("/api/v1/files", data={"file": (io.BytesIO(b"words"), "a.txt")}, headers=headers)
    other = client.post("/api/v1/files", data={"file": (io.BytesIO(b"others"), "a.txt")}, headers=headers)
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json == again.json
    assert count_files() == 1


@pytest.mark.parametrize(("alt", "status"), [("a" * 1000, 201), ("a" * 1001, 422), ("nul\0", 422)])
def test_an_alternative_text_is_kept_or_refused(client, ada, alt, status):
    assert send(client, drawn(), "a.png", alt=alt).status_code == status


def test_only_pictures_keep_an_alternative_text(client, ada):
    assert send(client, b"words", "a.txt", alt="What it shows").json["alt"] == ""


def test_a_picture_is_described_and_taken_back_before_it_hangs_on_anything(client, ada):
    address = f"/api/v1/files/{send(client, drawn(), 'a.png').json['id']}"
    assert client.patch(address, json={"alt": "A wall"}).json["alt"] == "A wall"
    assert client.patch(address, json={"alt": "a" * 1001}).status_code == 422
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
