"""What a digest says: at most ten things, in the order in which they matter, by a rule that everybody can read.

First the announcements that they are to confirm and what waits for them by name, then what was announced, events until
the next digest, questions of their groups that nobody has answered, what their groups talk about most, and what is
new. Nothing is added to bring anybody back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from app.accounts.models import Person
from app.agenda.models import Event
from app.core import clock
from app.core.folding import one_line
from app.core.frame import find_organisation
from app.core.house import absolute
from app.core.language import DEFAULT
from app.core.richtext import plain_text, shortened
from app.core.times import time_in_words
from app.delivery.findings import ASKED, SPOKEN_TO, TOLD, find_news
from app.delivery.letters import Act, Entry, Letter, Part
from app.delivery.links import unsubscribe_link
from app.delivery.rhythm import told_ahead
from app.delivery.summaries import LONGEST_TEXT, Summary, summarise
from app.feed.queries import Unconfirmed, read_comments
from app.groups.models import Group
from app.notifications.attention import Attention, Rhythm
from app.notifications.items import Item, describe_all

MOST = 10


def letter_of_digest(person: Person, wish: Attention, *, since: datetime) -> Letter | None:
    """A person's digest of what came since a moment; None where there is nothing to tell."""
    with force_locale(person.language or DEFAULT):
        parts = compose_parts(person, wish, since=since)
        return _letter(person, wish, parts, since) if parts else None


def compose_parts(person: Person, wish: Attention, *, since: datetime) -> list[Part]:
    """What the digest tells, in the language in use. About ten statements, however much there is."""
    found = find_news(person, since=since, until=told_ahead(wish, time_zone=person.time_zone, at=clock.now()))
    items = describe_all(found.notifications, viewer=person)
    posts = summarise([*(item.post_id for item in items if item.post_id), *found.posts], viewer=person)
    told = {kinds: [item for item in items if item.kind in kinds] for kinds in (ASKED, SPOKEN_TO, TOLD)}
    parts = [
        Part(_("Read and confirm"), _of_unconfirmed(found.unconfirmed, posts, person)),
        Part(_("It waits for you"), [_of_notification(item) for item in told[ASKED]]),
        Part(_("Mentions and replies"), _of_words(told[SPOKEN_TO], posts)),
        Part(_("Announcements"), _of_posts(found.announced, posts)),
        Part(_("Coming up"), [_of_event(event, person) for event in found.coming]),
        Part(_("Nobody has answered yet"), _of_posts(found.unanswered, posts)),
        Part(_("Your groups talk about it"), _of_posts(found.talked_about, posts)),
        Part(_("What is new"), [*map(_of_notification, told[TOLD]), *map(_of_group, found.new_groups)]),
    ]
    return _shortened(parts)


def _shortened(parts: Iterable[Part]) -> list[Part]:
    """The first ten things; what comes last gives way."""
    kept, left = [], MOST
    for part in parts:
        entries = part.entries[:left]
        left -= len(entries)
        if entries:
            kept.append(Part(part.title, entries))
    return kept


def _of_notification(item: Item, text: str = "", place: str = "") -> Entry:
    return Entry(item.text, f"/notifications/{item.id}", text=text, meta=place)


def _of_words(items: Sequence[Item], posts: Mapping[UUID, Summary]) -> list[Entry]:
    """Those that are about somebody's words, with the words; whoever may read the one may read the other."""
    commented = [item.comment_id for item in items if item.comment_id]
    comments = {comment.id: comment.html for comment in read_comments(commented)} if commented else {}
    entries = []
    for item in items:
        post = posts.get(item.post_id) if item.post_id else None
        html = comments.get(item.comment_id) if item.comment_id else None
        text = plain_text(html, LONGEST_TEXT) if html else post.words if post else ""
        entries.append(_of_notification(item, text, post.place if post else ""))
    return entries


def _of_posts(post_ids: Iterable[UUID], posts: Mapping[UUID, Summary]) -> list[Entry]:
    """Those that may still be read, with who wrote them and where."""
    return [
        Entry(post.title, f"/posts/{post_id}", post.text, " · ".join(filter(None, [post.author, post.place])))
        for post_id in post_ids
        if (post := posts.get(post_id))
    ]


def _of_unconfirmed(waiting: Iterable[Unconfirmed], posts: Mapping[UUID, Summary], person: Person) -> list[Entry]:
    """Announcements with the day until which they are to be confirmed, where there is one."""
    entries = []
    for each in waiting:
        for entry in _of_posts([each.post_id], posts):
            until = each.deadline and time_in_words(each.deadline, "moment", time_zone=person.time_zone)
            text = _("To be confirmed until %(moment)s.", moment=until) if until else entry.text
            entries.append(replace(entry, text=text))
    return entries


def _of_event(event: Event, person: Person) -> Entry:
    style, zone = ("weekdate", event.time_zone) if event.is_all_day else ("moment", person.time_zone)
    day = time_in_words(event.starts_at, style, time_zone=zone)
    where = [event.place, event.group.name if event.group else ""]
    return Entry(event.title, f"/events/{event.id}", day[:1].upper() + day[1:], " · ".join(filter(None, where)))


def _of_group(group: Group) -> Entry:
    about = shortened(one_line(group.description), LONGEST_TEXT)
    return Entry(_("New group: %(name)s", name=group.name), f"/groups/{group.slug}", text=about)


def _letter(person: Person, wish: Attention, parts: list[Part], since: datetime) -> Letter:
    moment = time_in_words(since, "moment", time_zone=person.time_zone)
    return Letter(
        address=person.email,
        name=person.name,
        language=person.language or DEFAULT,
        person_id=person.id,
        subject=_subject(sum(len(part.entries) for part in parts), wish),
        paragraphs=[_("What you have not seen since %(moment)s.", moment=moment)],
        parts=parts,
        act=Act(_("Open %(house)s", house=find_organisation().name), absolute("/")),
        notes=[_("Ten things at most, chosen by a rule that you can read in your settings.")],
        settings=Act(_("When this comes, and how it is chosen"), absolute("/settings/digest")),
        unsubscribe=Act(_("No more digests"), unsubscribe_link(person.id, "digest")),
    )


def _subject(count: int, wish: Attention) -> str:
    if wish.digest == Rhythm.DAILY:
        today: str = ngettext("Today: %(num)d thing for you", "Today: %(num)d things for you", count)
        return today
    week: str = ngettext("This week: %(num)d thing for you", "This week: %(num)d things for you", count)
    return week
