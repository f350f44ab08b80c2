"""A text on its way into the feed: checked, asked about, rendered, and whom it mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.accounts.models import Person
from app.core import richtext
from app.core.db import session
from app.core.errors import Forbidden, Invalid
from app.core.folding import one_line
from app.feed import hooks, policy
from app.feed.models import Mention
from app.groups.models import Group
from app.people.mentions import handles_in, links_to
from app.people.models import Department
from app.people.policy import visible_to as people_visible_to
from app.people.services import note_mentions

LONGEST_POST = 20_000
LONGEST_COMMENT = 5_000
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Prepared:
    """A text that may be published."""

    body: str
    html: str
    mentioned: tuple[UUID, ...]
    renderer_version: int = richtext.RENDERER_VERSION


def prepare(
    body: str, *, longest: int, group: Group | None, may_be_empty: bool = False, before: str = "", actor: Person
) -> Prepared:
    """Make a text ready for everybody who may read it; `before` is how it read, whose handles call nobody anew.

    Raises Invalid for an empty or too long one, Forbidden where a room refuses it.
    """
    text = checked(body, longest=longest, may_be_empty=may_be_empty)
    review(text, group_id=group.id if group else None, actor=actor)
    note_mentions(actor, set(handles_in(text)).difference(handles_in(before)))
    return rendered(text, group=group, author=actor)


def review(text: str, *, group_id: UUID | None, actor: Person) -> None:
    """Ask the other rooms about a text that readers of this group will see; raises Forbidden where one refuses it."""
    for reason in hooks.review_text.ask(actor, text, group_id):
        if reason:
            raise Forbidden(reason)


def demand_second_thought(body: str, *, is_thought_over: bool = False) -> None:
    """Raise Invalid(nudge=…) for a text that would likely hurt; its author alone is told, nothing is kept of it.

    Who was told so before and sends it all the same has thought it over, and is told no more.
    """
    for advice in () if is_thought_over else hooks.advise.ask(body):
        if advice:
            raise Invalid(nudge=advice)


def rendered(text: str, *, group: Group | None, author: Person) -> Prepared:
    """A text that was checked, as HTML, with the names that people and groups have now."""
    handles = handles_in(text)
    people, groups = _named(handles, group, author)
    links = _department_links(handles, author) | _links(people, groups)
    html = richtext.render(text, mentions=links, topic_url=_topic_url)
    return Prepared(text, html, tuple(person.id for person in people if person.id != author.id))


def checked(body: str, *, longest: int, may_be_empty: bool = False) -> str:
    """The text without surrounding space and control characters; raises Invalid."""
    if len(body) > longest:
        raise Invalid(body=_("At most %(most)d characters.", most=longest))
    try:
        text = richtext.checked(body).strip()
    except richtext.UnfitText:
        raise Invalid(body=_("This text has characters that cannot be kept.")) from None
    if not text and not may_be_empty:
        raise Invalid(body=_("Write something first."))
    return text


def checked_title(title: str) -> str:
    """A title on one line, or none; raises Invalid."""
    words = one_line(title)
    if len(words) > LONGEST_TITLE:
        raise Invalid(title=_("At most %(most)d characters.", most=LONGEST_TITLE))
    return checked(words, longest=LONGEST_TITLE) if words else ""


def keep_mentions(mentioned: Iterable[UUID], *, post_id: UUID, comment_id: UUID | None = None) -> None:
    """Note who is named in a post, or in a comment of it, in place of whoever was named before."""
    same = Mention.comment_id == comment_id if comment_id else Mention.comment_id.is_(None)
    session.execute(delete(Mention).where(Mention.post_id == post_id, same))
    session.add_all(Mention(post_id=post_id, comment_id=comment_id, person_id=person_id) for person_id in mentioned)


def _named(handles: list[str], place: Group | None, actor: Person) -> tuple[list[Person], list[Group]]:
    """Whom the handles name, as far as the actor may name them."""
    if not handles:
        return [], []
    people = session.scalars(select(Person).where(Person.handle.in_(handles), people_visible_to(actor)))
    groups = session.scalars(select(Group).where(Group.slug.in_(handles), policy.nameable_in(place, actor)))
    return [person for person in people if policy.can_interact(actor, person)], list(groups)


def _links(people: Iterable[Person], groups: Iterable[Group]) -> dict[str, richtext.Mention]:
    links = {group.slug: richtext.Mention("group", group.id, group.slug, f"/groups/{group.slug}") for group in groups}
    return links | links_to(people)


def _department_links(handles: list[str], actor: Person) -> dict[str, richtext.Mention]:
    """Departments lead to the people in them; guests know of none. A person or group of the same handle is meant first.

    Whom that calls is told by notifications, as far as they may see the text.
    """
    if not handles or actor.is_guest:
        return {}
    found = session.scalars(select(Department).where(Department.slug.in_(handles)))
    return {
        each.slug: richtext.Mention("department", each.id, each.name, f"/people?department={each.slug}")
        for each in found
    }


def _topic_url(topic: str) -> str:
    return f"/search?q={quote('#' + topic)}"
