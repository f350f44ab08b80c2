"""A group's files as pages."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Invalid, ParvisError
from app.core.limits import at_most
from app.files.services import REFUSALS
from app.folders import queries, services
from app.folders.forms import parse_folder_id, sent_choices, sent_file, sent_files
from app.folders.models import Document, Folder
from app.folders.pages import show_document_page, show_folder_page, show_namesakes_page
from app.groups.models import Group
from app.groups.pages import find_group, show_page

folders = Blueprint("folders", __name__, url_prefix="/groups/<slug>/files")

TAB = "folders.show_top"


@folders.get("")
def show_top(slug: str) -> str:
    """What is at the top, or the files with something in their name."""
    return show_folder_page(find_group(slug), None)


@folders.get("/folders/<uuid:folder_id>")
def show_folder(slug: str, folder_id: UUID) -> str:
    """What is in a folder."""
    group = find_group(slug)
    return show_folder_page(group, _folder(group, folder_id))


@folders.post("")
@at_most(120)
def add_documents(slug: str) -> ResponseReturnValue:
    """Put files into a folder or at the top; what was refused is told, and the others are there.

    Those whose name is taken wait until it is said whether they are new versions.
    """
    group, folder_id = find_group(slug), parse_folder_id("folder_id")
    folder = _folder(group, folder_id) if folder_id else None
    refused: ParvisError | None = None
    taken: list[services.NameTaken] = []
    for name, stream in sent_files():
        try:
            services.add_document(group, stream, name=name, folder=folder, asks=True, actor=current_person())
        except services.NameTaken as error:
            taken.append(error)
        except (Invalid, *REFUSALS) as error:
            refused = type(error)(f"{name} – {error.detail}")
    if taken:
        return show_namesakes_page(group, folder, taken, refused=refused)
    return (show_folder_page(group, folder, refused=refused), refused.status) if refused else _back(group, folder_id)


@folders.post("/namesakes")
def settle_namesakes(slug: str) -> ResponseReturnValue:
    """Say of files whose name was taken whether they are new versions."""
    group, folder_id = find_group(slug), parse_folder_id("folder_id")
    folder = _folder(group, folder_id) if folder_id else None
    try:
        services.settle_namesakes(group, sent_choices(), folder=folder, actor=current_person())
    except Invalid as error:
        return show_folder_page(group, folder, refused=error), error.status
    return _back(group, folder_id)


@folders.post("/folders")
def create_folder(slug: str) -> ResponseReturnValue:
    """Make a folder where one is."""
    group, parent_id, name = find_group(slug), parse_folder_id("parent_id"), request.form.get("name", "")
    try:
        folder = services.create_folder(group, name=name, parent_id=parent_id, actor=current_person())
    except Invalid as error:
        parent = _folder(group, parent_id) if parent_id else None
        return show_folder_page(group, parent, refused=error, name=name), error.status
    return _back(group, folder.id)


@folders.post("/folders/<uuid:folder_id>")
def change_folder(slug: str, folder_id: UUID) -> ResponseReturnValue:
    """Rename a folder or move it."""
    group = find_group(slug)
    folder = _folder(group, folder_id)
    try:
        name, parent_id = request.form.get("name", ""), parse_folder_id("parent_id")
        services.change_folder(folder, name=name, parent_id=parent_id, actor=current_person())
    except Invalid as error:
        return show_folder_page(group, folder, refused=error), error.status
    return _back(group, folder_id)


@folders.post("/folders/<uuid:folder_id>/deletion")
def delete_folder(slug: str, folder_id: UUID) -> ResponseReturnValue:
    """Delete a folder with all that is in it."""
    group = find_group(slug)
    folder = _folder(group, folder_id)
    services.delete_folder(folder, actor=current_person())
    undo = url_for("folders.restore_folder", slug=slug, folder_id=folder_id)
    flash(_("%(name)s is deleted, with all that was in it.", name=folder.name), undo)
    return _back(group, folder.parent_id)


@folders.post("/folders/<uuid:folder_id>/restoration")
def restore_folder(slug: str, folder_id: UUID) -> ResponseReturnValue:
    """Bring back a deleted folder."""
    group, actor = find_group(slug), current_person()
    try:
        services.undelete_folder(queries.get_deleted_folder(group, folder_id, viewer=actor), actor=actor)
    except Invalid as error:
        return show_folder_page(group, None, refused=error), error.status
    return _back(group, folder_id)


@folders.get("/<uuid:document_id>")
def show_document(slug: str, document_id: UUID) -> str:
    """A file with its versions."""
    return show_document_page(*_find(slug, document_id))


@folders.post("/<uuid:document_id>")
def change_document(slug: str, document_id: UUID) -> ResponseReturnValue:
    """Rename a file or move it."""
    group, document = _find(slug, document_id)
    name, folder_id = request.form.get("name", ""), parse_folder_id("folder_id")
    try:
        services.change_document(document, name=name, folder_id=folder_id, actor=current_person())
    except Invalid as error:
        return show_document_page(group, document, refused=error), error.status
    return redirect(url_for("folders.show_document", slug=slug, document_id=document_id), 303)


@folders.post("/<uuid:document_id>/versions")
@at_most(120)
def add_version(slug: str, document_id: UUID) -> ResponseReturnValue:
    """Give a file a new version."""
    group, document = _find(slug, document_id)
    try:
        sent = sent_file()
        services.add_version(document, sent.stream, name=sent.filename, actor=current_person())
    except (Invalid, *REFUSALS) as error:
        return show_document_page(group, document, refused=error), error.status
    return redirect(url_for("folders.show_document", slug=slug, document_id=document_id), 303)


@folders.post("/<uuid:document_id>/versions/<int:number>/restoration")
def restore_version(slug: str, document_id: UUID, number: int) -> ResponseReturnValue:
    """Let a file be again what it was."""
    _group, document = _find(slug, document_id)
    services.restore_version(document, number, actor=current_person())
    flash(_("Version %(number)d is the current one again.", number=number))
    return redirect(url_for("folders.show_document", slug=slug, document_id=document_id), 303)


@folders.post("/<uuid:document_id>/deletion")
def delete_document(slug: str, document_id: UUID) -> ResponseReturnValue:
    """Delete a file with its versions."""
    group, document = _find(slug, document_id)
    services.delete_document(document, actor=current_person())
    undo = url_for("folders.restore_document", slug=slug, document_id=document_id)
    flash(_("%(name)s is deleted.", name=document.name), undo)
    return _back(group, document.folder_id)


@folders.post("/<uuid:document_id>/restoration")
def restore_document(slug: str, document_id: UUID) -> ResponseReturnValue:
    """Bring back a deleted file."""
    actor = current_person()
    document = queries.get_deleted_document(find_group(slug), document_id, viewer=actor)
    services.undelete_document(document, actor=actor)
    return redirect(url_for("folders.show_document", slug=slug, document_id=document_id), 303)


@folders.get("/deleted")
def show_deleted(slug: str) -> str:
    """What can still be brought back."""
    group = find_group(slug)
    deleted = queries.list_deleted(group, viewer=current_person())
    return show_page("folders/deleted.html", group, tab=TAB, deleted=deleted, days=services.KEPT.days)


@folders.post("/<uuid:document_id>/removal")
def remove_document(slug: str, document_id: UUID) -> ResponseReturnValue:
    """Forget a deleted file for good."""
    actor = current_person()
    services.remove_for_good(queries.get_deleted_document(find_group(slug), document_id, viewer=actor), actor=actor)
    return redirect(url_for("folders.show_deleted", slug=slug), 303)


@folders.post("/folders/<uuid:folder_id>/removal")
def remove_folder(slug: str, folder_id: UUID) -> ResponseReturnValue:
    """Forget a deleted folder, and all that was deleted with it, for good."""
    actor = current_person()
    services.remove_for_good(queries.get_deleted_folder(find_group(slug), folder_id, viewer=actor), actor=actor)
    return redirect(url_for("folders.show_deleted", slug=slug), 303)


def _find(slug: str, document_id: UUID) -> tuple[Group, Document]:
    group = find_group(slug)
    return group, queries.get_document(group, document_id, viewer=current_person())


def _folder(group: Group, folder_id: UUID) -> Folder:
    return queries.get_folder(group, folder_id, viewer=current_person())


def _back(group: Group, folder_id: UUID | None) -> ResponseReturnValue:
    if folder_id is None:
        return redirect(url_for(TAB, slug=group.slug), 303)
    return redirect(url_for("folders.show_folder", slug=group.slug, folder_id=folder_id), 303)
