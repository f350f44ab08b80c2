"""A group's files in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments, page_of
from app.core.idempotency import apart
from app.core.limits import at_most
from app.core.paging import Page
from app.folders import queries, schemas, services
from app.folders.models import Document, Folder, Version
from app.groups.models import Group
from app.groups.queries import get_group

folders_api = ApiBlueprint("folders_api", __name__, description="The files of groups, in folders and versions")

FILES = "/groups/<uuid:group_id>/files"
FILE = f"{FILES}/<uuid:document_id>"
FOLDERS = "/groups/<uuid:group_id>/folders"
FOLDER = f"{FOLDERS}/<uuid:folder_id>"


def _group(group_id: UUID) -> Group:
    return get_group(group_id, viewer=current_person())


def _document(group_id: UUID, document_id: UUID) -> Document:
    return queries.get_document(_group(group_id), document_id, viewer=current_person())


def _folder(group: Group, folder_id: UUID | None) -> Folder | None:
    return queries.get_folder(group, folder_id, viewer=current_person()) if folder_id else None


@folders_api.get(FILES)
@folders_api.arguments(schemas.DocumentArguments, location="query")
@folders_api.response(200, page_of(schemas.DocumentItem))
def list_documents(arguments: dict[str, Any], group_id: UUID) -> Page[Document]:
    """The files right in a folder or at the top, by name; with `q`, those of all folders with that in their name."""
    group, folder_id = _group(group_id), arguments.pop("folder_id")
    return queries.list_documents(group, folder=_folder(group, folder_id), **arguments, viewer=current_person())


@folders_api.post(FILES)
@apart
@at_most(120)
@folders_api.arguments(schemas.NewDocument, location="files")
@folders_api.response(201, schemas.DocumentItem)
def add_document(sent: dict[str, Any], group_id: UUID) -> Document:
    """Put a file among those of a group; members only. Refused as `POST /files` does."""
    group, file, actor = _group(group_id), sent["file"], current_person()
    folder = _folder(group, sent["folder_id"])
    return services.add_document(group, file.stream, name=file.filename or "", folder=folder, actor=actor)


@folders_api.get(FILE)
@folders_api.response(200, schemas.DocumentItem)
def show_document(group_id: UUID, document_id: UUID) -> Document:
    """What is known of a file; `url` has its bytes."""
    return _document(group_id, document_id)


@folders_api.patch(FILE)
@folders_api.arguments(schemas.ChangedDocument)
@folders_api.response(200, schemas.DocumentItem)
def change_document(values: dict[str, Any], group_id: UUID, document_id: UUID) -> Document:
    """Rename a file, or move it; for those who run the group, and whoever added it."""
    document = _document(group_id, document_id)
    present = {"name": document.name, "folder_id": document.folder_id}
    services.change_document(document, **(present | values), actor=current_person())
    return document


@folders_api.delete(FILE)
@folders_api.response(204)
def delete_document(group_id: UUID, document_id: UUID) -> None:
    """Delete a file with its versions; it can be brought back for 30 days."""
    services.delete_document(_document(group_id, document_id), actor=current_person())


@folders_api.post(f"{FILE}/restoration")
@folders_api.response(200, schemas.DocumentItem)
def restore_document(group_id: UUID, document_id: UUID) -> Document:
    """Bring back a deleted file."""
    actor = current_person()
    document = queries.get_deleted_document(_group(group_id), document_id, viewer=actor)
    services.undelete_document(document, actor=actor)
    return document


@folders_api.get(f"{FILE}/versions")
@folders_api.arguments(PageArguments, location="query")
@folders_api.response(200, page_of(schemas.DocumentVersionItem))
def list_versions(arguments: dict[str, Any], group_id: UUID, document_id: UUID) -> Page[Version]:
    """What a file was, the latest version first."""
    return queries.list_versions(_document(group_id, document_id), **arguments, viewer=current_person())


@folders_api.post(f"{FILE}/versions")
@apart
@at_most(120)
@folders_api.arguments(schemas.NewVersion, location="files")
@folders_api.response(201, schemas.DocumentVersionItem)
def add_version(sent: dict[str, Any], group_id: UUID, document_id: UUID) -> Version:
    """Let a file be this from now on; members only."""
    document, file = _document(group_id, document_id), sent["file"]
    return services.add_version(document, file.stream, name=file.filename or "", actor=current_person())


@folders_api.post(f"{FILE}/versions/<int:number>/restoration")
@folders_api.response(200, schemas.DocumentVersionItem)
def restore_version(group_id: UUID, document_id: UUID, number: int) -> Version:
    """Let a file be again what it was, as a new version; members only."""
    return services.restore_version(_document(group_id, document_id), number, actor=current_person())


@folders_api.get(FOLDERS)
@folders_api.response(200, schemas.FolderList)
def list_folders(group_id: UUID) -> dict[str, Any]:
    """All folders of a group, each after the one it lies in, by name."""
    tree = queries.get_tree(_group(group_id), viewer=current_person())
    return {"items": [folder for _depth, folder in tree.walk()], "next": None}


@folders_api.post(FOLDERS)
@folders_api.arguments(schemas.NewFolder)
@folders_api.response(201, schemas.FolderItem)
def create_folder(values: dict[str, Any], group_id: UUID) -> Folder:
    """Make a folder; members only."""
    return services.create_folder(_group(group_id), **values, actor=current_person())


@folders_api.patch(FOLDER)
@folders_api.arguments(schemas.ChangedFolder)
@folders_api.response(200, schemas.FolderItem)
def change_folder(values: dict[str, Any], group_id: UUID, folder_id: UUID) -> Folder:
    """Rename a folder, or move it with all that is in it; for those who run the group, and whoever made it."""
    folder = queries.get_folder(_group(group_id), folder_id, viewer=current_person())
    present = {"name": folder.name, "parent_id": folder.parent_id}
    services.change_folder(folder, **(present | values), actor=current_person())
    return folder


@folders_api.delete(FOLDER)
@folders_api.response(204)
def delete_folder(group_id: UUID, folder_id: UUID) -> None:
    """Delete a folder with all that is in it; it can be brought back for 30 days."""
    folder = queries.get_folder(_group(group_id), folder_id, viewer=current_person())
    services.delete_folder(folder, actor=current_person())


@folders_api.post(f"{FOLDER}/restoration")
@folders_api.response(200, schemas.FolderItem)
def restore_folder(group_id: UUID, folder_id: UUID) -> Folder:
    """Bring back a deleted folder with all that was in it."""
    actor = current_person()
    folder = queries.get_deleted_folder(_group(group_id), folder_id, viewer=actor)
    services.undelete_folder(folder, actor=actor)
    return folder
