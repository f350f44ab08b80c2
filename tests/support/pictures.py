"""Pictures to send: drawn here, so that none has to be kept with the tests."""

from __future__ import annotations

import io
from typing import IO, Any

from PIL import Image


def drawn(size: tuple[int, int] = (60, 40), form: str = "PNG", **options: Any) -> IO[bytes]:
    """A picture, as a file that stands at its beginning."""
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, form, **options)
    file.seek(0)
    return file
