"""Writing pages: each save is a version, and nobody's words are overwritten unseen."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.accounts.models import Person
from app.core import clock, richtext
from app.core.db import hold, session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from app.core.folding import fold, one_line
from app.groups.models import Group
from app.groups.queries import get_group
from app.knowledge import policy
from app.knowledge.events import KnowledgePageChanged
from app.knowledge.models import KnowledgePage, KnowledgeVersion
from app.knowledge.queries import get_version
from app.knowledge.services.linking import link_anew, rendered
from app.knowledge.services.locking import lock_seen
from app.knowledge.services.placing import checked_parent, last_position

LONGEST_TITLE = 200
LONGEST_NOTE = 200
LONGEST_BODY = richtext.MAX_LENGTH
MOST_PAGES = 500
IN_LINKS = frozenset("[]|")


class EditConflict(Conflict):
    """Somebody else changed the page meanwhile; both texts are there."""


@command
def write_page(
    group: Group, *, title: str, body: str, parent: KnowledgePage | None = None, is_start: bool = False, actor: Person
) -> KnowledgePage:
    """Write a new page of a group, behind those that stand under the same one; the start page is written once.

    Raises NotFound where the actor no longer knows the group, Forbidden where they may not write there, Invalid for
    words that cannot be used, a title that another page has, or a parent that stands under a page itself.
    """
    get_group(group.id, viewer=actor)
    hold(group)
    demand(policy.can_write(actor, group))
    _demand_room(group, is_start=is_start)
    name, words = _checked_title(title, group), _checked_body(body)
    page = KnowledgePage(
        group_id=group.id,
        parent_id=None if is_start else checked_parent(parent, group),
        position=last_position(group) + 1,
        is_start=is_start,
        title=name,
        key=fold(name),
        body=words,
        html=rendered(words, group),
        renderer_version=richtext.RENDERER_VERSION,
        author_id=actor.id,
        editor_id=actor.id,
    )
    session.add(page)
    session.flush()
    _keep_version(page)
    link_anew(group, {page.key})
    record(KnowledgePageChanged(page.id, actor.id))
    return page


@command
def edit_page(page: KnowledgePage, *, title: str, body: str, based_on: int, note: str = "", actor: Person) -> None:
    """Let a page read otherwise, and keep the version; saving the same again changes nothing.

    `based_on` is the number of the version that the actor had before them: raises EditConflict where another is read
    now. Raises NotFound where the actor no longer sees the page, Forbidden where they may not change it, Invalid as
    `write_page` does.
    """
    lock_seen(page, actor=actor)
    demand(policy.can_edit(actor, page))
    name, words = _checked_title(title, page.group, page), _checked_body(body)
    if (name, words) == (page.title, page.body):
        return
    if based_on != page.version:
        raise EditConflict(_("Somebody else changed this page meanwhile."))
    _become(page, name, words, note=_checked_note(note), actor=actor)


@command
def restore_version(page: KnowledgePage, number: int, *, actor: Person) -> None:
    """Let a page read as it did in one of its versions, as a new version; the same words change nothing.

    Raises NotFound where there is no such version, Invalid where another page has its title by now.
    """
    lock_seen(page, actor=actor)
    demand(policy.can_edit(actor, page))
    version = get_version(page, number)
    if (version.title, version.body) != (page.title, page.body):
        title = _checked_title(version.title, page.group, page)
        _become(page, title, version.body, restores=number, actor=actor)


def _become(
    page: KnowledgePage, title: str, body: str, *, note: str = "", restores: int | None = None, actor: Person
) -> None:
    former, page.title, page.key, page.body = page.key, title, fold(title), body
    page.version += 1
    page.editor_id, page.edited_at = actor.id, clock.now()
    page.html, page.renderer_version = rendered(body, page.group), richtext.RENDERER_VERSION
    _keep_version(page, note=note, restores=restores)
    if page.key != former:
        link_anew(page.group, {page.key, former})
    record(KnowledgePageChanged(page.id, actor.id))


def _keep_version(page: KnowledgePage, *, note: str = "", restores: int | None = None) -> None:
    words = {"title": page.title, "key": page.key, "body": page.body, "note": note, "restores": restores}
    writer = {"editor_id": page.editor_id, "written_at": page.edited_at}
    session.add(KnowledgeVersion(page_id=page.id, number=page.version, **words, **writer))
    session.flush()


def _demand_room(group: Group, *, is_start: bool) -> None:
    standing = KnowledgePage.group_id == group.id, KnowledgePage.deleted_at.is_(None)
    if (session.scalar(select(func.count()).where(*standing)) or 0) >= MOST_PAGES:
        raise Conflict(_("A group has %(most)d pages at most.", most=MOST_PAGES))
    if is_start and session.scalar(select(KnowledgePage.id).where(*standing, KnowledgePage.is_start)) is not None:
        raise EditConflict(_("Somebody else wrote the start page meanwhile."))


def _checked_title(title: str, group: Group, page: KnowledgePage | None = None) -> str:
    words = _fit(one_line(title), LONGEST_TITLE, "title")
    if not words or not fold(words):
        raise Invalid(title=_("A page needs a title."))
    if IN_LINKS & set(words):
        raise Invalid(title=_("A title has no [, ] or |, which stand in links."))
    same = select(KnowledgePage.id).where(
        KnowledgePage.group_id == group.id, KnowledgePage.key == fold(words), KnowledgePage.deleted_at.is_(None)
    )
    if session.scalar(same) not in {None, page.id if page else None}:
        raise Invalid(title=_("Another page of the group has this title."))
    return words


def _checked_body(body: str) -> str:
    words = _fit(body, LONGEST_BODY, "body").strip()
    if not words:
        raise Invalid(body=_("Write something first."))
    return words


def _checked_note(note: str) -> str:
    return _fit(one_line(note), LONGEST_NOTE, "note")


def _fit(text: str, longest: int, field: str) -> str:
    if len(text) > longest:
        raise Invalid(**{field: _("At most %(most)d characters.", most=longest)})
    try:
        return richtext.checked(text)
    except richtext.UnfitText:
        raise Invalid(**{field: _("This text has characters that cannot be kept.")}) from None
