"""Questions that groups ask of rooms above them."""

from __future__ import annotations

from markupsafe import Markup

from app.accounts.models import Person
from app.core.hooks import Hook
from app.groups.models import Group

contents_of: Hook[[Group, Person], Markup] = Hook("contents_of", "What does the group's page show of what is in it?")
beside: Hook[[Group, Person], Markup] = Hook(
    "beside", "What stands beside the pages of a group that this viewer may read? Empty for nothing."
)
