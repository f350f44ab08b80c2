"""Assets: style sheets, scripts and pictures under an address that changes with their content."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from flask import Flask, Response, send_from_directory

from app.core.api import public

WORKER_PARTS = "parvis.worker_parts"
FOREVER = "public, max-age=31536000, immutable"
SHARED_SHEET = "css/parvis.css"
IMPORTED = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')


def init_app(app: Flask, folder: Path) -> None:
    """Serve the folder at /static/; browsers keep what they asked for under the mark of its content.

    The mark is a folder of the address, so that style sheets and modules that name each other relatively
    carry it too.
    """
    mark, shared_sheet = _mark(folder), _in_one_piece(folder / SHARED_SHEET)

    def serve(filename: str) -> Response:
        is_marked = filename.startswith(f"{mark}/")
        path = filename.removeprefix(f"{mark}/")
        if path == SHARED_SHEET:
            response = Response(shared_sheet, mimetype="text/css")
        else:
            response = send_from_directory(folder, path)
        response.headers["Cache-Control"] = FOREVER if is_marked else "no-cache"
        return response

    @public
    def serve_worker() -> Response:
        parts = (f"/static/{mark}/{part}" for part in app.extensions.get(WORKER_PARTS, []))
        lines = "".join(f'importScripts("{part}");\n' for part in parts)
        response = Response(f"// The service worker: what the rooms bring to it.\n{lines}", mimetype="text/javascript")
        response.headers["Cache-Control"] = "no-cache"
        return response

    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=serve)
    app.add_url_rule("/sw.js", endpoint="worker", view_func=serve_worker)
    app.jinja_env.globals["static_root"] = f"/static/{mark}"


def add_worker_part(app: Flask, path: str) -> None:
    """Let the browser's service worker run a script of ours; it lies below `static`."""
    app.extensions.setdefault(WORKER_PARTS, []).append(path)


def _in_one_piece(sheet: Path) -> str:
    """A style sheet with those it imports in their layers: one answer, where a slow line would wait for forty."""

    def layered(found: re.Match[str]) -> str:
        return f"@layer {found[2]} {{\n{(sheet.parent / found[1]).read_text()}}}"

    return IMPORTED.sub(layered, sheet.read_text())


def _mark(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
