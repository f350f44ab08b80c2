"""Files in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint
from app.core.errors import Conflict
from app.core.idempotency import apart
from app.core.limits import at_most
from app.files import policy, schemas, services
from app.files.items import Item, file_item
from app.files.queries import get_file

files_api = ApiBlueprint("files_api", __name__, description="Pictures and documents to attach")


@files_api.post("/files")
@apart
@at_most(120)
@files_api.arguments(schemas.NewFile, location="files")
@files_api.response(201, schemas.FileItem)
def upload_file(sent: dict[str, Any]) -> Item:
    """Send a file, to be attached by its identifier within a day.

    Pictures are made anew without the camera’s notes. 415 for a kind that is not taken, a content that is not what the
    name says, and a virus; 413 for too large a one, and where the person or the house has no room left; 503 while the
    virus scanner does not answer.
    """
    file, alt = sent["file"], sent["alt"]
    return file_item(services.upload_file(file.stream, name=file.filename or "", alt=alt, actor=current_person()))


@files_api.get("/files/<uuid:file_id>")
@files_api.response(200, schemas.FileItem)
def show_file(file_id: UUID) -> Item:
    """What is known of a file; `url` has its bytes."""
    return file_item(get_file(file_id, viewer=current_person()))


@files_api.patch("/files/<uuid:file_id>")
@files_api.arguments(schemas.ChangedFile)
@files_api.response(200, schemas.FileItem)
def change_file(values: dict[str, Any], file_id: UUID) -> Item:
    """Say what a picture shows, before it hangs on anything."""
    actor = current_person()
    file = get_file(file_id, viewer=actor)
    if policy.can_change(actor, file) and policy.holders_of(file):
        raise Conflict(_("This file is in use: change what it hangs on."))
    services.describe_file(file, **values, actor=actor)
    return file_item(file)


@files_api.delete("/files/<uuid:file_id>")
@files_api.response(204)
def remove_file(file_id: UUID) -> None:
    """Take a file back before it hangs on anything."""
    actor = current_person()
    services.discard_file(get_file(file_id, viewer=actor), actor=actor)
