"""Media: a file is taken for what it is, never for what it is called."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.core.media import ContentMismatch, KindNotTaken, UnfitFile, detect, safe_name


def picture(form):
    written = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(written, form)
    return written.getvalue()


def archive(**members):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return written.getvalue()


def office(folder, **more):
    return archive(**{"[Content_Types].xml": "<Types/>", f"{folder}/main.xml": "<x/>", **more})


def open_document(kind):
    return archive(mimetype=f"application/vnd.oasis.opendocument.{kind}", **{"content.xml": "<x/>"})


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\nendobj\n%%EOF"
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(500)
MP3_BARE = b"\xff\xfb\x90\x64" + bytes(500)
OGG = b"OggS\x00\x02" + bytes(22) + b"\x01\x1e\x01vorbis" + bytes(30)
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(40)
M4A = b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00M4A mp42isom" + bytes(40)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40)
MATROSKA = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x88matroska" + bytes(30)
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + bytes(30)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(40)

TAKEN = [
    ("a.png", picture("PNG"), "image/png", "picture"),
    ("a.jpg", picture("JPEG"), "image/jpeg", "picture"),
    ("A.JPEG", picture("JPEG"), "image/jpeg", "picture"),
    ("a.gif", picture("GIF"), "image/gif", "picture"),
    ("a.webp", picture("WEBP"), "image/webp", "picture"),
    ("a.avif", picture("AVIF"), "image/avif", "picture"),
    ("IMG_0001.HEIC", HEIC, "image/heif", "picture"),
    ("photo.jpg", picture("PNG"), "image/png", "picture"),
    ("a.pdf", PDF, "application/pdf", "document"),
    ("a.docx", office("word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document"),
    ("a.xlsx", office("xl"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "document"),
    ("a.pptx", office("ppt"), "application/vnd.openxmlformats-officedocument.presentationml.presentation", "document"),
    ("a.odt", open_document("text"), "application/vnd.oasis.opendocument.text", "document"),
    ("a.ods", open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet", "document"),
    ("a.odp", open_document("presentation"), "application/vnd.oasis.opendocument.presentation", "document"),
    ("a.doc", OLE, "application/msword", "document"),
    ("a.txt", "Été\r\n".encode(), "text/plain", "text"),
    ("a.txt", "Été".encode("cp1252"), "text/plain", "text"),
    ("a.csv", "été;1\n".encode("utf-16"), "text/csv", "text"),
    ("a.md", b"# Titre", "text/plain", "text"),
    ("a.zip", archive(a="b"), "application/zip", "archive"),
    ("a.mp3", MP3, "audio/mpeg", "sound"),
    ("a.mp3", MP3_BARE, "audio/mpeg", "sound"),
    ("a.ogg", OGG, "audio/ogg", "sound"),
    ("a.opus", OGG, "audio/ogg", "sound"),
    ("a.m4a", M4A, "audio/mp4", "sound"),
    ("a.wav", WAV, "audio/wav", "sound"),
    ("a.mp4", MP4, "video/mp4", "film"),
    ("a.webm", WEBM, "video/webm", "film"),
    ("a.weba", WEBM + b"A_OPUS", "audio/webm", "sound"),
]


@pytest.fixture
def kept(tmp_path):
    """Content under a name that tells nothing, as the storage keeps it."""

    def keep(content):
        path = tmp_path / "0f3a"
        path.write_bytes(content)
        return path

    return keep


@pytest.mark.parametrize(("name", "content", "media_type", "family"), TAKEN)
def test_what_people_send_is_known(kept, name, content, media_type, family):
    kind = detect(kept(content), name)
    assert (kind.media_type, kind.family) == (media_type, family)


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "a.html",
        "a.svg",
        "a.js",
        "a.docm",
        "a.tiff",
        "a.php",
        "a.lnk",
        "a.iso",
        "a",
        "",
        ".png",
        "a.png.exe",
        "a.pdf ",
    ],
)
def test_a_kind_that_is_not_on_the_list_is_not_taken(kept, name):
    with pytest.raises(KindNotTaken):
        detect(kept(picture("PNG")), name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"<!doctype html><script>alert(1)</script>"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.jpg", b"MZ" + bytes(200)),
        ("a.png", picture("TIFF")),
        ("a.gif", PDF),
        ("a.pdf", b"<html>%PDF-1.7"),
        ("a.pdf", picture("PNG")),
        ("a.txt", b"MZ\x90\x00\x03" + bytes(200)),
        ("a.csv", archive(a="b")),
        ("a.docx", archive(a="b")),
        ("a.docx", office("xl")),
        ("a.xlsx", office("xl", **{"xl/vbaProject.bin": "x"})),
        ("a.doc", OLE + "_VBA_PROJECT".encode("utf-16-le") + bytes(50)),
        ("a.doc", b"{\\rtf1 hello}"),
        ("a.odt", open_document("text-master")),
        ("a.odt", open_document("spreadsheet")),
        ("a.zip", b"Rar!\x1a\x07\x00"),
        ("a.mp3", b"<html>"),
        ("a.mp3", b"\xff"),
        ("a.mp4", HEIC),
        ("a.heic", MP4),
        ("a.webm", b"\x00" * 50),
        ("a.ogg", b"Ogg"),
        ("a.webm", MATROSKA),
        ("a.weba", WEBM + b"V_VP9 A_OPUS"),
        ("a.m4a", b"ID3" + bytes(50)),
        ("a.wav", b"RIFF\x24\x00\x00\x00WEBPVP8 "),
        ("a.mp4", b"<html>ftypisom"),
        ("a.txt", b""),
        ("a.png", b""),
        ("a.png", b"\x89PNG"),
    ],
)
def test_a_file_that_is_not_what_it_is_called_is_refused(kept, name, content):
    with pytest.raises(ContentMismatch) as refusal:
        detect(kept(content), name)
    assert refusal.value.status == 415


@given(st.binary(max_size=300), st.sampled_from([name for name, *_ in TAKEN]))
def test_no_content_makes_it_stumble(tmp_path_factory, content, name):
    path = tmp_path_factory.getbasetemp() / "stumble"
    path.write_bytes(content)
    try:
        detect(path, name)
    except UnfitFile:
        return


@pytest.mark.parametrize(
    ("given_name", "kept_name"),
    [
        ("Rapport d’été.pdf", "Rapport d’été.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\photo.jpg", "photo.jpg"),
        ("facture\u202egpj.exe", "facturegpj.exe"),
        ("a\r\nSet-Cookie: b.txt", "aSet-Cookie: b.txt"),
        ("", "file"),
        ("..", "file"),
        ("/", "file"),
        ("\u200b\n", "file"),
        ("x" * 300 + ".docx", "x" * 145 + ".docx"),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(given_name, kept_name):
    assert safe_name(given_name) == kept_name


@given(st.text(max_size=400))
def test_a_safe_name_is_one_short_visible_name(name):
    safe = safe_name(name)
    assert 0 < len(safe) <= 150
    assert "/" not in safe
    assert safe.isprintable() or "\xa0" in safe or not safe.isascii()
    assert safe_name(safe) == safe
