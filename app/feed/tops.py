"""What stands on top of a timeline before what is newest: announcements that wait for the viewer, or for a group."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import request

from app.accounts.models import Person
from app.core.paging import Page
from app.feed import queries
from app.feed.queries import Entry
from app.groups.models import Group


def with_waiting(page: Page[Entry], viewer: Person) -> Page[Entry]:
    """A page of home with the announcements that the viewer is to confirm before all others."""
    return _with_first(page, [waiting.post_id for waiting in queries.glimpse_unconfirmed(viewer)], viewer)


def with_standing(page: Page[Entry], group: Group, viewer: Person) -> Page[Entry]:
    """A page of a group with what stands on top there."""
    return _with_first(page, queries.list_standing(group), viewer)


def _with_first(page: Page[Entry], first: Sequence[UUID], viewer: Person) -> Page[Entry]:
    """On the first page they come first, and on none of them again. One statement more where there are any."""
    if not first:
        return page
    others = [entry for entry in page.items if entry.id not in first]
    if "cursor" in request.args:
        return Page(others, page.next)
    found = {entry.id: entry for entry in queries.list_posts(first, viewer=viewer)}
    return Page([*(found[post_id] for post_id in first if post_id in found), *others], page.next)
