"""Factories of files: texts and pictures, by the service that the product uses."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO

import pytest
from PIL import Image

from app.accounts.models import Person
from app.files.models import File
from app.files.services import upload_file


def drawn(size: tuple[int, int] = (60, 40), form: str = "PNG", **options: object) -> IO[bytes]:
    """A picture, as a file that stands at its beginning."""
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, form, **options)
    file.seek(0)
    return file


@pytest.fixture
def make_file(make_person: Callable[..., Person]) -> Callable[..., File]:
    def make(content: bytes = b"words", name: str = "note.txt", *, owner: Person | None = None) -> File:
        return upload_file(io.BytesIO(content), name=name, actor=owner or make_person())

    return make
