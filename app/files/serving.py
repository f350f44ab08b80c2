"""Serving: the bytes of a file, sent so that nothing in them can act in the house's name."""

from __future__ import annotations

from flask import Response, send_file

from app.core.storage import storage

SHOWN_IN_PAGE = frozenset({"image/png", "image/jpeg", "image/webp", "application/pdf"})
"""What a browser may show by itself; everything else is only to be downloaded."""
HEADERS = {
    "Cache-Control": "private, no-cache",  # a browser may keep it, but asks each time whether it still may be seen
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


IN_PUBLIC = {"Cache-Control": "public, no-cache", "Cross-Origin-Resource-Policy": "cross-origin"}
"""The same for what was published: readers of feeds show it in pages of their own."""


def serve(key: str, *, name: str, media_type: str, to_everybody: bool = False) -> Response:
    """The kept content under this key, or the range of it that was asked for. Raises NotFound where it is lost."""
    response: Response = send_file(
        storage().path(key),
        mimetype=media_type,
        as_attachment=media_type not in SHOWN_IN_PAGE,
        download_name=name,
        etag=key,
        conditional=True,
    )
    response.headers.update(HEADERS | IN_PUBLIC if to_everybody else HEADERS)
    return response
