"""The blueprint that the pages of groups share, and the way back to one of them."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from app.groups.models import Group

groups = Blueprint("groups", __name__, url_prefix="/groups")


def back_to(endpoint: str, group: Group) -> ResponseReturnValue:
    """After a deed: a page of the group, by its endpoint."""
    return redirect(url_for(endpoint, slug=group.slug), 303)
