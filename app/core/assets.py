"""Assets: the addresses of style sheets, scripts and pictures, with a mark of their content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request


@cache
def _mark(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def init_app(app: Flask) -> None:
    """Give templates `asset('css/base.css')` and let browsers keep what carries its mark."""
    folder = Path(app.static_folder or "")

    def asset(name: str) -> str:
        path = folder / name
        return f"/static/{name}?v={_mark(path)}" if not app.debug else f"/static/{name}"

    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code < 400:
            forever = "public, max-age=31536000, immutable"
            response.headers["Cache-Control"] = forever if "v" in request.args else "no-cache"
        return response

    app.jinja_env.globals["asset"] = asset
    app.after_request(keep)
