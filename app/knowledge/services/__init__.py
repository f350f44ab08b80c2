"""What can be done to a group's knowledge: the services of its modules under one name."""

from app.knowledge.services.arranging import delete_page, guard_page, move_page, shift_page, undelete_page
from app.knowledge.services.hiding import hide_page, restore_page
from app.knowledge.services.writing import EditConflict, edit_page, restore_version, write_page

__all__ = ["EditConflict", "delete_page", "edit_page", "guard_page", "move_page", "restore_version", "shift_page"]
__all__ += ["hide_page", "restore_page", "undelete_page", "write_page"]
