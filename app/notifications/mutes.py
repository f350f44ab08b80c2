"""Mutes as their owner reads them: what can be muted, and what is, each by a name that they may still read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.core.richtext import plain_text
from app.feed import policy as feed
from app.feed.models import Mute, Post
from app.feed.muting import holds
from app.feed.queries import get_post
from app.groups import policy as groups
from app.groups.models import Group
from app.groups.queries import get_group
from app.notifications.kinds import COMPULSORY, DEFAULTS, Kind
from app.notifications.models import Notification
from app.people import policy as people
from app.people.queries import get_person

EXCERPT = 60


class Sort(StrEnum):
    """What can be muted: everything in a group, under a post, by a colleague, or of a kind."""

    GROUP = "group"
    POST = "post"
    PERSON = "person"
    KIND = "kind"


COLUMNS = {Sort.GROUP: Mute.group_id, Sort.POST: Mute.post_id, Sort.PERSON: Mute.doer_id, Sort.KIND: Mute.kind}


@dataclass(frozen=True)
class Thing:
    """Something that can be muted, in the reader's language."""

    sort: Sort
    value: UUID | Kind
    words: str


@dataclass(frozen=True)
class Muted:
    """Something that is muted; `words` are empty where its owner may no longer read of it."""

    id: UUID
    sort: Sort
    words: str
    until: datetime | None
    wholly: bool
    value: UUID | str


def find_thing(sort: Sort, value: str, *, viewer: Person) -> Thing:
    """What a person may mute by this identifier or name; raises NotFound for what they may not know of."""
    if sort is Sort.KIND:
        if value not in set(Kind) - COMPULSORY:
            raise NotFound
        return _thing(Kind(value))
    try:
        identifier = UUID(value)
    except ValueError:
        raise NotFound from None
    if sort is Sort.GROUP:
        return _thing(get_group(identifier, viewer=viewer))
    if sort is Sort.POST:
        return _thing(get_post(identifier, viewer=viewer))
    if identifier == viewer.id:
        raise NotFound
    return _thing(get_person(identifier, viewer=viewer))


def things_in(found: Notification, *, viewer: Person) -> list[Thing]:
    """What of a notification its reader could mute, the closest first."""
    post = get_post(found.post_id, viewer=viewer) if found.post_id else None
    group = session.get(Group, found.group_id) if found.group_id else post and post.group
    kind = Kind(found.kind)
    offered = [post, group, found.actor if found.actor_id != viewer.id else None]
    return [_thing(each) for each in (*offered, kind) if each is not None and each not in COMPULSORY]


def list_mutes(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Muted]:
    """What a person has muted and is not over, the newest first."""
    mine = select(Mute).where(Mute.person_id == viewer.id, holds())
    page = paginate(mine, by=[Mute.id], limit=limit, cursor=cursor)
    names = _names(page.items, viewer)
    return Page([_muted(mute, names) for mute in page.items], page.next)


def _muted(mute: Mute, names: dict[UUID | str, str]) -> Muted:
    sort, value = next((sort, value) for sort, column in COLUMNS.items() if (value := getattr(mute, column.key)))
    return Muted(mute.id, sort, names.get(value, ""), mute.until, mute.wholly, value)


def _names(mutes: Sequence[Mute], viewer: Person) -> dict[UUID | str, str]:
    """The names of what is muted, as far as the viewer may read them; in as many statements for one as for many."""
    posts = select(Post).where(Post.id.in_([mute.post_id for mute in mutes]), feed.visible_to(viewer))
    places = select(Group).where(Group.id.in_([mute.group_id for mute in mutes]), groups.visible_to(viewer))
    doers = select(Person).where(Person.id.in_([mute.doer_id for mute in mutes]), people.visible_to(viewer))
    seen: Iterable[Post | Group | Person] = [
        each for query in (posts, places, doers) for each in session.scalars(query).all()
    ]
    return {kind.value: str(told.words) for kind, told in DEFAULTS.items()} | {each.id: _words(each) for each in seen}


def _thing(found: Post | Group | Person | Kind) -> Thing:
    sorts = {Post: Sort.POST, Group: Sort.GROUP, Person: Sort.PERSON, Kind: Sort.KIND}
    return Thing(sorts[type(found)], found if isinstance(found, Kind) else found.id, _words(found))


def _words(found: Post | Group | Person | Kind) -> str:
    if isinstance(found, Kind):
        return str(DEFAULTS[found].words)
    if isinstance(found, Post):
        words: str = found.title or plain_text(found.html, EXCERPT) or _("A post without words")
        return words
    return found.name
