"""Files as bytes: the whole, and smaller pictures."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, render_template, request

from app.accounts.settings import tabs
from app.accounts.signin import current_person
from app.core.errors import NotFound
from app.files.queries import get_file, list_largest
from app.files.quotas import use_of
from app.files.serving import serve

files = Blueprint("files", __name__)


@files.get("/files/<uuid:file_id>")
def show_file(file_id: UUID) -> Response:
    """The file, for whoever may see something it hangs on at this moment."""
    file = get_file(file_id, viewer=current_person())
    return serve(file.key, name=file.name, media_type=file.media_type)


@files.get("/files/<uuid:file_id>/preview")
def show_preview(file_id: UUID) -> Response:
    """A smaller picture of it: 1,600 pixels at most, or 480 with `size=small`."""
    file = get_file(file_id, viewer=current_person())
    key = file.thumb_key if request.args.get("size") == "small" else file.large_key
    if key is None:
        raise NotFound
    return serve(key, name="preview.webp", media_type="image/webp")


@files.get("/settings/files")
def show_own_files() -> str:
    """What one’s own files take up, the largest first, and where they hang."""
    viewer = current_person()
    page = list_largest(viewer, cursor=request.args.get("cursor"))
    return render_template("files/own.html", tabs=tabs("files.show_own_files"), use=use_of(viewer), page=page)
