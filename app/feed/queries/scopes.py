"""Which part of what a person may read a timeline shows, and to which kind of post it is narrowed."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """Which part of what a person may read a timeline shows."""

    MINE = "mine"  # the whole house's posts and those of one's own groups
    GROUPS = "groups"
    ALL = "all"


class Only(StrEnum):
    """Which kind of post a timeline is narrowed to, of all that a person may read."""

    DEPARTMENT = "department"  # by people of one's own department
    ANNOUNCEMENTS = "announcements"
    ARCHIVED = "archived"  # put away
    QUESTIONS = "questions"  # those without an answer
    BOOKMARKS = "bookmarks"
