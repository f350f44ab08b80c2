"""What can be done with a group's files: the services of its modules under one name."""

from app.folders.services.filing import (
    NameTaken,
    add_document,
    add_version,
    change_document,
    restore_version,
    settle_namesakes,
)
from app.folders.services.hiding import hide_document, show_document
from app.folders.services.letting_go import (
    KEPT,
    delete_document,
    delete_folder,
    remove_for_good,
    sweep_deleted,
    undelete_document,
    undelete_folder,
)
from app.folders.services.sorting import change_folder, create_folder

__all__ = [
    "KEPT",
    "NameTaken",
    "add_document",
    "add_version",
    "change_document",
    "change_folder",
    "create_folder",
    "delete_document",
    "delete_folder",
    "hide_document",
    "remove_for_good",
    "restore_version",
    "settle_namesakes",
    "show_document",
    "sweep_deleted",
    "undelete_document",
    "undelete_folder",
]
