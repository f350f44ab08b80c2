"""The first steps of somebody new, as home offers them until they are done or dismissed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import request
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Integer, bindparam, exists, select

from app.accounts.models import Person, Role
from app.accounts.prepared import Statement, any_viewer
from app.core import clock
from app.core.prepared import prepared
from app.feed.models import Post
from app.governance.models import Acknowledgement
from app.governance.queries import current_version
from app.groups.models import Membership
from app.people.models import PersonSkill, Profile

NEW_FOR = timedelta(days=30)
DISMISSED = "first_steps_dismissed"


@dataclass(frozen=True)
class Step:
    """Something worth doing once."""

    title: str
    detail: str
    action: str
    url: str
    is_done: bool


def first_steps(person: Person) -> list[Step]:
    """The steps of a new member as long as one of them is not done. For new members only, in one statement."""
    if person.is_guest or person.created_at < clock.now() - NEW_FOR or DISMISSED in request.cookies:
        return []
    version = current_version()
    asked = {"viewer_id": person.id, "version": version or 0}
    agreed, joined, introduced, skilled, spoke, is_in_company = prepared(_done).all(**asked)[0]
    me = f"/people/{person.handle}"
    steps = [
        Step(
            _("Read the code of conduct"),
            _("What we expect of one another"),
            _("Read"),
            "/code-of-conduct",
            agreed or version is None,
        ),
        *([_bringing_in(is_in_company)] if person.has(Role.ADMIN) else []),
        Step(_("Join your places"), _("Your feed fills with your groups"), _("See the groups"), "/groups", joined),
        Step(_("Introduce yourself"), _("What you do, in two sentences"), _("Write"), f"{me}/edit", introduced),
        Step(
            _("Say what you know"),
            _("Two or three words are enough for people to think of you"),
            _("Add"),
            f"{me}/edit",
            skilled,
        ),
        Step(_("Say hello"), _("A word to the whole house, or to your group"), _("Write"), "/posts/new", spoke),
    ]
    return [] if all(step.is_done for step in steps) else steps


def _bringing_in(is_done: bool) -> Step:
    """Whoever opens a house is alone in it."""
    detail = _("Their addresses are enough: each gets a link")
    return Step(_("Invite your colleagues"), detail, _("Invite"), "/accounts", is_done)


def _done() -> Statement:
    person = any_viewer()
    code = Acknowledgement.version == bindparam("version", type_=Integer())
    return select(
        _any(Acknowledgement.person_id == person.id, code),
        _any(Membership.person_id == person.id),
        _any(Profile.person_id == person.id, Profile.biography != ""),
        _any(PersonSkill.person_id == person.id),
        _any(Post.author_id == person.id),
        _any(Person.id != person.id),
    )


def _any(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(*conditions)
