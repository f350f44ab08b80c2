"""Pictures: made anew, upright and without the camera's notes; hostile ones harm nobody."""

import json
import os
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms

from app.core.pictures import NotAPicture, PictureTooLarge, make_pictures

ROOT = Path(__file__).parents[2]


@pytest.fixture
def made(tmp_path):
    """Make pictures of a drawn image or of bytes."""

    def make(source, form="PNG", *, whole=False, **options):
        path = tmp_path / "source"
        if isinstance(source, bytes):
            path.write_bytes(source)
        else:
            source.save(path, form, **options)
        outdir = tmp_path / "made"
        outdir.mkdir(exist_ok=True)
        return make_pictures(path, outdir, whole=whole)

    return make


def flag(width=60, height=40):
    """Red above, blue below."""
    drawn = Image.new("RGB", (width, height), "red")
    drawn.paste("blue", (0, height // 2, width, height))
    return drawn


def turned_exif(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "secret description"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return exif


def colour(picture, x, y, name="large"):
    with Image.open(picture.variants[name].path) as image:
        red, green, blue = image.convert("RGB").getpixel((int(x * image.width), int(y * image.height)))
    return "red" if red > 200 and blue < 60 else "blue" if blue > 200 and red < 60 else (red, green, blue)


def png(width, height, body=b""):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_large_picture_comes_in_two_sizes(made):
    picture = made(flag(3000, 2000), "JPEG")
    assert (picture.width, picture.height) == (3000, 2000)
    sizes = {name: (variant.width, variant.height) for name, variant in picture.variants.items()}
    assert sizes == {"large": (1600, 1067), "thumb": (480, 320)}
    for variant in picture.variants.values():
        with Image.open(variant.path) as image:
            assert (image.format, image.size) == ("WEBP", (variant.width, variant.height))


@pytest.mark.parametrize(
    ("form", "kept"), [("PNG", "png"), ("JPEG", "jpeg"), ("WEBP", "webp"), ("GIF", "png"), ("AVIF", "jpeg")]
)
def test_a_picture_that_is_kept_whole_loses_neither_its_size_nor_its_form(made, form, kept):
    whole = made(flag(2000, 1000), form, whole=True).variants["whole"]
    assert (whole.width, whole.height, whole.media_type) == (2000, 1000, f"image/{kept}")
    with Image.open(whole.path) as image:
        assert (image.format, image.size) == (kept.upper(), (2000, 1000))


def test_a_picture_that_is_kept_whole_keeps_what_is_transparent(made):
    picture = made(Image.new("RGBA", (30, 20), (255, 0, 0, 0)), "AVIF", whole=True)
    with Image.open(picture.variants["whole"].path) as image:
        assert image.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_picture_larger_than_anybody_looks_at_is_made_smaller(made):
    whole = made(Image.new("L", (6000, 3000)), whole=True).variants["whole"]
    assert (whole.width, whole.height) == (4800, 2400)


def test_a_small_picture_is_not_blown_up(made):
    picture = made(flag())
    assert {(variant.width, variant.height) for variant in picture.variants.values()} == {(60, 40)}


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_each_form_is_taken(made, form):
    picture = made(flag(), form)
    assert colour(picture, 0.5, 0.1) == "red"
    assert colour(picture, 0.5, 0.9) == "blue"


def test_a_photo_of_a_phone_is_taken(made, tmp_path):
    pillow_heif.from_pillow(flag(640, 480)).save(tmp_path / "photo.heic", quality=95)
    picture = made((tmp_path / "photo.heic").read_bytes())
    assert (picture.width, picture.height) == (640, 480)
    assert colour(picture, 0.5, 0.1) == "red"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_each_way_to_write_colours_is_taken(made, mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    drawn = Image.new(mode, (30, 20)) if mode.startswith("I") else flag(30, 20).convert(mode)
    assert made(drawn, form).width == 30


def test_what_is_transparent_stays_so(made):
    picture = made(Image.new("RGBA", (30, 20), (255, 0, 0, 0)))
    with Image.open(picture.variants["thumb"].path) as image:
        assert image.getpixel((5, 5))[3] == 0


def test_sixteen_bits_of_grey_stay_grey(made):
    picture = made(Image.new("I;16", (30, 20), 32_768))
    assert all(120 <= value <= 136 for value in colour(picture, 0.5, 0.5))


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [
        (1, (0.5, 0.1)),
        (2, (0.5, 0.1)),
        (3, (0.5, 0.9)),
        (4, (0.5, 0.9)),
        (5, (0.1, 0.5)),
        (6, (0.9, 0.5)),
        (7, (0.9, 0.5)),
        (8, (0.1, 0.5)),
    ],
)
def test_a_picture_stands_upright_however_the_camera_was_held(made, orientation, red_at):
    picture = made(flag(600, 400), "JPEG", exif=turned_exif(orientation), quality=95)
    assert (picture.width, picture.height) == ((600, 400) if orientation < 5 else (400, 600))
    assert colour(picture, *red_at) == "red"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_place_and_the_notes_of_the_camera_are_gone(made, form):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = made(flag(), form, whole=True, exif=turned_exif(1), icc_profile=profile)
    assert len(picture.variants) == 3
    for variant in picture.variants.values():
        with Image.open(variant.path) as image:
            assert not image.getexif()
            assert not {"exif", "xmp", "icc_profile"} & set(image.info)
        assert b"secret" not in variant.path.read_bytes()


@pytest.mark.parametrize("extra", [{"exif": b"Exif\x00\x00broken"}, {"icc_profile": b"broken"}])
def test_broken_notes_do_not_spoil_the_picture(made, extra):
    assert made(flag(), "JPEG", **extra).width == 60


def test_an_animation_stands_still(made):
    frames = [flag(), Image.new("RGB", (60, 40), "green")]
    picture = made(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert colour(picture, 0.5, 0.1) == "red"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"words",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n",
        png(100, 100, b"not zlib" * 50),
        png(100, 100, zlib.compress(b"\x00" * 50)),
        png(0, 10),
        b"GIF89a\xff\xff\xff\xff",
        b"\xff\xd8\xff\xe0" + bytes(100),
        b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(50),
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(40),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    ],
)
def test_what_is_no_picture_is_refused(made, content):
    with pytest.raises(NotAPicture) as refusal:
        made(content)
    assert refusal.value.status == 415


def test_half_a_picture_is_refused(made, tmp_path):
    flag(600, 400).save(tmp_path / "whole.png")
    whole = (tmp_path / "whole.png").read_bytes()
    with pytest.raises(NotAPicture):
        made(whole[: len(whole) // 2])


@pytest.mark.parametrize("form", ["TIFF", "BMP", "ICO", "PPM"])
def test_forms_the_web_does_not_show_are_refused(made, form):
    with pytest.raises(NotAPicture):
        made(flag(), form)


@pytest.mark.parametrize(
    "content",
    [
        png(100_000, 100_000),
        png(2**31 - 1, 2**31 - 1),
        png(30_001, 1),
        png(8_001, 8_000),
        b"GIF89a\xff\xff\xff\xff\x80\x00\x00" + bytes(6) + b",\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02L\x01\x00;",
    ],
)
def test_a_bomb_is_refused_before_it_is_opened(made, content):
    started = time.monotonic()
    with pytest.raises(PictureTooLarge) as refusal:
        made(content)
    assert refusal.value.status == 413
    assert time.monotonic() - started < 10


def in_child(code):
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_child_may_use_only_so_much_memory():
    child = in_child("from app.core import recoding as r; r.limit(); bytearray(r.MEMORY)")
    assert "MemoryError" in child.stderr


def test_the_child_may_use_only_so_much_time():
    child = in_child("from app.core import recoding as r; r.PROCESSOR_SECONDS = 1; r.limit()\nwhile True: pass")
    assert child.returncode < 0


def test_a_folder_that_cannot_be_written_is_not_the_fault_of_the_picture(tmp_path):
    flag().save(tmp_path / "a.png")
    with pytest.raises(OSError, match="No such file"):
        make_pictures(tmp_path / "a.png", tmp_path / "missing")


def test_the_child_is_told_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("PARVIS_SECRET_KEY", "secret")
    monkeypatch.setenv("LANG", "C.UTF-8")
    (tmp_path / "sitecustomize.py").write_text("")
    flag().save(tmp_path / "a.png")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))  # nor another place to take its code from
    monkeypatch.chdir(tmp_path)
    assert make_pictures(tmp_path / "a.png", tmp_path).width == 60


IN_THE_LOOP = """
from gevent import monkey; monkey.patch_all()
import gevent, json, sys, time
from pathlib import Path
from app.core.pictures import make_pictures
longest, last = 0.0, time.monotonic()
def tick():
    global longest, last
    while True:
        gevent.sleep(0.005)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
ticking = gevent.spawn(tick)
started = time.monotonic()
jobs = [gevent.spawn(make_pictures, Path(sys.argv[1]), Path(sys.argv[2])) for _ in range(3)]
gevent.joinall(jobs, raise_error=True)
print(json.dumps({"longest": longest, "whole": time.monotonic() - started}))
"""


def test_a_gevent_process_goes_on_while_pictures_are_made(tmp_path):
    Image.effect_noise((1000, 1000), 90).save(tmp_path / "a.png")
    command = [sys.executable, "-W", "ignore", "-c", IN_THE_LOOP, str(tmp_path / "a.png"), str(tmp_path)]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ)
    times = json.loads(child.stdout)
    assert times["longest"] < times["whole"] / 3
