"""Storage: a file is kept once, whole, or not at all."""

import hashlib
import io
import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import NotFound
from app.core.storage import ABANDONED, DiskStorage, FileTooLarge, Storage, StorageFull

MISSING = "0" * 64


@pytest.fixture
def storage(tmp_path) -> Storage:
    return DiskStorage(tmp_path / "files")


def keep(storage, content, limit=1_000_000):
    return storage.put(io.BytesIO(content), limit)


def everything_in(tmp_path):
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file() and path.name != "lock"]


def test_a_file_comes_back_as_it_went_in(storage):
    stored = keep(storage, b"words")
    assert stored.key == hashlib.sha256(b"words").hexdigest()
    assert stored.size == 5
    with storage.open(stored.key) as file:
        assert file.read() == b"words"
    assert storage.path(stored.key).read_bytes() == b"words"


@given(st.binary(max_size=2_000))
def test_any_bytes_come_back(tmp_path_factory, content):
    storage = DiskStorage(tmp_path_factory.getbasetemp() / "any")
    assert storage.path(keep(storage, content).key).read_bytes() == content


def test_the_same_bytes_are_kept_once(storage, tmp_path):
    assert keep(storage, b"words") == keep(storage, b"words")
    assert len(everything_in(tmp_path)) == 1


def test_a_stream_is_kept_from_where_it_stands(storage):
    stream = io.BytesIO(b"head and tail")
    stream.seek(9)
    assert storage.path(storage.put(stream, 100).key).read_bytes() == b"tail"


def test_a_file_of_many_chunks_is_whole(storage):
    content = os.urandom(700_001)
    assert storage.path(keep(storage, content).key).read_bytes() == content


def test_a_file_over_the_limit_leaves_nothing(storage, tmp_path):
    with pytest.raises(FileTooLarge):
        keep(storage, b"x" * 11, limit=10)
    assert everything_in(tmp_path) == []
    assert keep(storage, b"x" * 10, limit=10).size == 10


def test_a_stream_that_breaks_leaves_nothing(storage, tmp_path):
    class Broken(io.RawIOBase):
        def read(self, _size=-1):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        storage.put(Broken(), 100)
    assert everything_in(tmp_path) == []


def test_a_full_disk_leaves_nothing(storage, tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        with pytest.raises(StorageFull):
            keep(storage, os.urandom(400_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert everything_in(tmp_path) == []


@pytest.mark.parametrize("key", [MISSING, "", "../../etc/passwd", "A" * 64, "0" * 63, MISSING + "\n"])
def test_a_key_that_is_not_there_is_not_found(storage, key):
    for ask in (storage.open, storage.path):
        with pytest.raises(NotFound):
            ask(key)


def test_a_missing_file_does_not_exist(storage):
    assert not storage.exists(MISSING)
    assert storage.exists(keep(storage, b"words").key)


def test_a_deleted_file_is_gone(storage):
    key = keep(storage, b"words").key
    assert storage.delete(key)
    assert not storage.exists(key)
    assert not storage.delete(key)


def test_a_file_somebody_has_just_put_again_is_not_swept_away(storage):
    key = keep(storage, b"words").key
    long_ago = time.time() - 7200
    os.utime(storage.path(key), (long_ago, long_ago))
    keep(storage, b"words")
    assert not storage.delete(key, unused_for=3600)
    os.utime(storage.path(key), (long_ago, long_ago))
    assert storage.delete(key, unused_for=3600)


def test_usage_counts_what_is_kept(storage):
    for content in (b"one", b"three", b"one"):
        keep(storage, content)
    usage = storage.usage()
    assert (usage.files, usage.size) == (2, 8)
    assert usage.free > 0


def test_files_are_for_the_house_alone(storage):
    assert storage.path(keep(storage, b"words").key).stat().st_mode & 0o077 == 0


def test_many_at_once_keep_one_file_and_lose_none(storage, tmp_path):
    contents = [b"same", *(str(number).encode() for number in range(10))] * 5
    with ThreadPoolExecutor(8) as crowd:
        stored = list(crowd.map(lambda content: keep(storage, content), contents))
    assert all(storage.exists(each.key) for each in stored)
    assert len(everything_in(tmp_path)) == 11


WRITER = """
import io, sys
from pathlib import Path
from app.core.storage import DiskStorage
storage = DiskStorage(Path(sys.argv[1]))
for number in range(1000000):
    print(storage.put(io.BytesIO(str(number).encode() * 50000), 10**9).key, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path):
    root = tmp_path / "files"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(root)], stdout=subprocess.PIPE, text=True) as writer:
        keys = [writer.stdout.readline().strip() for _ in range(20)]
        writer.send_signal(signal.SIGKILL)
        keys += writer.stdout.read().split("\n")[:-1]
    storage = DiskStorage(root)
    for key in keys:
        assert hashlib.sha256(storage.path(key).read_bytes()).hexdigest() == key
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in root.glob("??/??/*"))


def test_what_a_dead_process_left_behind_is_swept(storage, tmp_path):
    for name, age in (("left", ABANDONED + 60), ("arriving", 60)):
        path = Path(tmp_path / "files" / "incoming" / name)
        path.write_bytes(b"half")
        os.utime(path, (time.time() - age,) * 2)
    DiskStorage(tmp_path / "files")
    assert [path.name for path in everything_in(tmp_path)] == ["arriving"]
