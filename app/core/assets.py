"""Assets: style sheets, scripts and pictures under an address that changes with their content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, Response, send_from_directory

FOREVER = "public, max-age=31536000, immutable"


def init_app(app: Flask, folder: Path) -> None:
    """Serve the folder at /static/; browsers keep what they asked for under the mark of its content.

    The mark is a folder of the address, so that style sheets and modules that name each other relatively
    carry it too.
    """
    mark = _mark(folder)

    def serve(filename: str) -> Response:
        is_marked = filename.startswith(f"{mark}/")
        response = send_from_directory(folder, filename.removeprefix(f"{mark}/"))
        response.headers["Cache-Control"] = FOREVER if is_marked else "no-cache"
        return response

    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=serve)
    app.jinja_env.globals["static_root"] = f"/static/{mark}"


def _mark(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
