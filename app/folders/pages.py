"""What the pages of a group's files show."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import ParvisError
from app.files.queries import list_own_files
from app.folders import policy, queries
from app.folders.hooks import shared_in
from app.folders.models import Document, Folder
from app.folders.services import NameTaken
from app.folders.tree import Tree
from app.groups.models import Group
from app.groups.pages import show_page

TAB = "folders.show_top"
INDENT = "\u2003"


def show_folder_page(group: Group, folder: Folder | None, *, refused: ParvisError | None = None, name: str = "") -> str:
    """What is in a folder or at the top, or what was found by name; with the refusal of what was tried last."""
    viewer, q = current_person(), request.args.get("q", "").strip()
    tree = queries.get_tree(group, viewer=viewer)
    cursor = request.args.get("cursor")
    documents = queries.list_documents(group, viewer=viewer, folder=folder, q=q, cursor=cursor)
    inside = [] if q or cursor else tree.inside(folder)
    return show_page(
        "folders/folder.html",
        group,
        tab=TAB,
        folder=folder,
        path=tree.path(folder),
        inside=inside,
        documents=documents,
        paths=_paths(tree, documents.items) if q else {},
        q=q,
        can_add=policy.can_add(viewer, group),
        can_tidy=folder is not None and policy.can_tidy(viewer, folder),
        can_delete=folder is not None and policy.can_delete_folder(viewer, folder, is_empty=queries.is_empty(folder)),
        places=_places(tree, but=folder),
        shared=[] if q or cursor or folder else [one for found in shared_in.ask(group, viewer) for one in found],
        refused=refused,
        errors=_errors(refused),
        name=name,
    )


def show_document_page(group: Group, document: Document, *, refused: ParvisError | None = None) -> str:
    """A document with its versions; with the refusal of what was tried last."""
    viewer = current_person()
    tree = queries.get_tree(group, viewer=viewer)
    versions = queries.list_versions(document, viewer=viewer, cursor=request.args.get("cursor"))
    return show_page(
        "folders/document.html",
        group,
        tab=TAB,
        document=document,
        path=tree.path(tree.get(document.folder_id)),
        versions=versions,
        can_add=policy.can_renew(viewer, document),
        can_tidy=policy.can_tidy(viewer, document),
        places=_places(tree),
        refused=refused,
        errors=_errors(refused),
    )


def show_namesakes_page(
    group: Group, folder: Folder | None, taken: Sequence[NameTaken], *, refused: ParvisError | None = None
) -> str:
    """What is asked of files whose name is taken: each beside the document that has it."""
    viewer = current_person()
    files = {file.id: file for file in list_own_files([one.file_id for one in taken], owner=viewer)}
    pairs = [(files[one.file_id], queries.get_document(group, one.document_id, viewer=viewer)) for one in taken]
    return show_page("folders/namesakes.html", group, tab=TAB, folder=folder, pairs=pairs, errors=_errors(refused))


def _errors(refused: ParvisError | None) -> list[tuple[None, str]]:
    return [(None, refused.detail)] if refused else []


def _paths(tree: Tree, documents: Sequence[Document]) -> dict[UUID, str]:
    """Where each of the documents that were found lies, in words."""
    return {
        document.id: " / ".join(one.name for one in tree.path(tree.get(document.folder_id))) for document in documents
    }


def _places(tree: Tree, *, but: Folder | None = None) -> list[tuple[str, str]]:
    """Where something can be put: pairs of identifier and indented name; not into what is in itself."""
    inside = {one.id for one in tree.below(but)} if but else set()
    top = ("", str(_("Top level")))
    return [top, *((str(one.id), INDENT * depth + one.name) for depth, one in tree.walk() if one.id not in inside)]
