"""Sorting: making folders, and giving them other names and places."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import Invalid, NotFound, demand
from app.core.events import command
from app.folders import policy
from app.folders.models import Folder
from app.folders.queries import tree_of
from app.folders.services.naming import checked_folder_name, hold_group
from app.folders.tree import Tree
from app.groups.models import Group

DEEPEST = 10
MOST = 500


@command
def create_folder(group: Group, *, name: str, parent_id: UUID | None = None, actor: Person) -> Folder:
    """Make a folder in another one or at the top. Members only.

    Raises Invalid for a name that cannot be used, and for one folder too many or too deep; NotFound for a parent
    that is not the group's.
    """
    demand(policy.can_add(actor, group))
    hold_group(group.id)
    tree = tree_of(group.id)
    parent = _found(tree, parent_id)
    if len(tree) >= MOST:
        raise Invalid(name=_("At most %(most)d folders in a group.", most=MOST))
    _demand_depth(len(tree.path(parent)) + 1)
    tidy = checked_folder_name(name, tree.inside(parent))
    folder = Folder(group_id=group.id, parent_id=parent_id, name=tidy, made_by_id=actor.id)
    session.add(folder)
    session.flush()
    return folder


@command
def change_folder(folder: Folder, *, name: str, parent_id: UUID | None, actor: Person) -> None:
    """Give a folder this name, and put it with all that is in it into this other one (None for the top).

    For those who may tidy it up. Raises Invalid as `create_folder` does, and where it would lie in itself; NotFound
    for a parent that is not the group's.
    """
    demand(policy.can_tidy(actor, folder))
    hold_group(folder.group_id)
    tree = tree_of(folder.group_id)
    parent = _found(tree, parent_id)
    if tree.get(folder.id) is None:
        raise NotFound
    if parent in tree.below(folder):
        raise Invalid(parent_id=_("A folder cannot be moved into itself."))
    _demand_depth(len(tree.path(parent)) + tree.depth_below(folder))
    beside = [other for other in tree.inside(parent) if other.id != folder.id]
    folder.name, folder.parent_id = checked_folder_name(name, beside), parent_id


def _found(tree: Tree, folder_id: UUID | None) -> Folder | None:
    folder = tree.get(folder_id)
    if folder_id is not None and folder is None:
        raise NotFound
    return folder


def _demand_depth(depth: int) -> None:
    if depth > DEEPEST:
        raise Invalid(parent_id=_("Folders are at most %(most)d deep.", most=DEEPEST))
