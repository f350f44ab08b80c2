"""What is said in the demo: posts, comments, reactions and chats."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import insert, select

from app.accounts.models import Person
from app.chat.models import Conversation, Message
from app.chat.services import (
    mark_read,
    mark_thread_read,
    open_conversation,
    open_room,
    open_topic,
    send_message,
    vote_in_message,
)
from app.chat.services import react as answer_message
from app.core import clock
from app.core.db import session
from app.demo import asking
from app.demo.announcements import confirm, parts_of
from app.demo.document import write_pdf
from app.demo.people import People
from app.demo.pictures import draw
from app.demo.places import Groups
from app.demo.story import Event, Written, moment, read, read_walls
from app.feed.models import Comment, Post, Reaction
from app.feed.parts import Part
from app.feed.services import archive_post, publish_comment, publish_post, react
from app.files.services import upload_file
from app.groups.models import Membership
from app.polls.wishes import PollWish

SOON = timedelta(hours=9)
A_LITTLE = timedelta(minutes=5)


class Talk:
    """The events of the feed and of the chats, and the posts and comments they leave."""

    def __init__(self, people: People, groups: Groups) -> None:
        self._people = people
        self._groups = groups
        self._now = clock.now()
        self._values = asking.name_values(people["emma"])
        asking.offer_words(people["emma"])
        self.posts: dict[str, Post] = {}
        self.comments: dict[tuple[str, int], Comment] = {}
        self._conversations: dict[str, Conversation] = {}
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._roots: dict[tuple[str, str], Message] = {}

    def events(self) -> list[Event]:
        """All that is said, each with its time."""
        happen: list[Event] = []
        for wall, posts in read_walls().items():
            for row in posts:
                happen += self._post_events(row, wall)
        for row in read("chats.toml")["conversation"]:
            happen += self._chat_events(row)
        return happen

    def _post_events(self, row: Written, wall: str) -> list[Event]:
        at = moment(row["at"])
        happen: list[Event] = [(at, partial(self._publish, row, wall, [*parts_of(row), *self._carried(row)]))]
        for index, comment in enumerate(row.get("comments", [])):
            happen.append((moment(comment["at"]), partial(self._comment, row["key"], index, comment)))
        happen += asking.events(row, self.posts, self.comments, self._people)
        if row.get("reactions"):
            happen.append((min(at + SOON, self._now), partial(self._react, row)))
        if archived := row.get("archived"):
            happen.append((moment(archived["at"]), partial(self._archive, row["key"], archived["by"])))
        if row.get("announcement"):
            happen.append((min(at + SOON, self._now), partial(confirm, self._people, self.posts, row)))
        return happen

    def _carried(self, row: Written) -> list[Part]:
        return asking.parts_of(row, self._people, self._values)

    def _publish(self, row: Written, wall: str, parts: list[Part]) -> None:
        author = self._people[row["author"]]
        self.posts[row["key"]] = publish_post(
            title=row.get("title", ""),
            body=row["body"].strip(),
            group=self._groups.get(wall),
            file_ids=_files(row, author),
            parts=parts,
            actor=author,
        )

    def _comment(self, key: str, index: int, row: Written) -> None:
        parent = self.comments[key, row["reply_to"]] if "reply_to" in row else None
        author = self._people[row["author"]]
        self.comments[key, index] = publish_comment(
            self.posts[key], body=row["body"].strip(), parent=parent, actor=author
        )

    def _archive(self, key: str, by: str) -> None:
        archive_post(self.posts[key], actor=self._people[by])

    def _react(self, row: Written) -> None:
        """All but the last are put in as rows, for there are thousands; the last tells the author of them all."""
        post = self.posts[row["key"]]
        given = [(name, who) for name, handles in row["reactions"].items() for who in handles]
        *others, (last_name, last) = given
        rows = [{"post_id": post.id, "person_id": self._people[who].id, "name": name} for name, who in others]
        if rows:
            session.execute(insert(Reaction), rows)
            post.reactions = dict(Counter(name for name, _ in others))
        react(post, last_name, actor=self._people[last])

    def _chat_events(self, row: Written) -> list[Event]:
        opening: Event = (moment(row["messages"][0]["at"]) - timedelta(minutes=1), partial(self._open, row))
        said: list[Event] = [
            (moment(message["at"]), partial(self._say, row["key"], index, message))
            for index, message in enumerate(row["messages"])
        ]
        return [opening, *said, (self._now, partial(self._read, row))]

    def _open(self, row: Written) -> None:
        first, *others = (self._people[handle] for handle in row["people"])
        title = row.get("title", "")
        if "room" not in row:
            self._conversations[row["key"]] = open_conversation(others, title=title, actor=first)
            return
        room = open_room(self._groups[row["room"]], actor=first)
        self._conversations[row["key"]] = open_topic(room, title=title, actor=first) if title else room

    def _say(self, key: str, index: int, message: Written) -> None:
        author = self._people[message["author"]]
        talk, sent_as = self._conversations[key], f"demo:{key}:{index}"
        root = self._roots[key, message["thread"]] if "thread" in message else None
        poll = PollWish(message["poll"]["options"]) if "poll" in message else None
        shown = {"thread": root, "in_log": message.get("in_log", False), "poll": poll}
        said = send_message(talk, body=message["body"], client_id=sent_as, **shown, actor=author)
        self._numbers[key].append(said.seq)
        if "begins" in message:
            self._roots[key, message["begins"]] = said
        for option, voters in message.get("poll", {}).get("votes", {}).items():
            for handle in voters:
                vote_in_message(said, [option], actor=self._people[handle])
        for name, handles in message.get("reactions", {}).items():
            for handle in handles:
                answer_message(said, name=name, actor=self._people[handle])

    def _read(self, row: Written) -> None:
        """Everybody has read what is from before today and what they wrote themselves, soon after it was said."""
        conversation = self._conversations[row["key"]]
        roots = [root for (key, _), root in self._roots.items() if key == row["key"]]
        for handle in self._readers(row):
            seq, at = self._last_read(row, handle)
            with clock.stopped_at(at):
                mark_read(conversation, seq=seq, actor=self._people[handle])
                for root in roots:
                    mark_thread_read(root, seq=seq, actor=self._people[handle])

    def _last_read(self, row: Written, handle: str) -> tuple[int, datetime]:
        """The number of the last message that somebody has read, and when: before what they have not was said."""
        numbered = list(zip(self._numbers[row["key"]], row["messages"], strict=True))
        read = [(seq, moment(said["at"])) for seq, said in numbered if _is_read(said, handle)]
        last, at = max(read, default=(0, self._now))
        waiting = (moment(said["at"]) for seq, said in numbered if seq > last)
        return last, min(at + A_LITTLE, self._now, *waiting)

    def _readers(self, row: Written) -> list[str]:
        if "room" not in row:
            return list(row["people"])
        members = select(Person.handle).join(Membership, Membership.person_id == Person.id)
        return list(session.scalars(members.where(Membership.group_id == self._groups[row["room"]].id)))


def _files(row: Written, owner: Person) -> list[UUID]:
    """What goes with a text: pictures that are drawn, and perhaps a document."""
    files = [_picture(picture, owner) for picture in row.get("pictures", [])]
    if document := row.get("document"):
        files.append(upload_file(write_pdf(document["pages"]), name=document["name"], actor=owner).id)
    return files


def _picture(row: Written, owner: Person) -> UUID:
    drawing = io.BytesIO(draw(row["drawn"]))
    return upload_file(drawing, name=f"{row['drawn']}.png", alt=row["alt"], actor=owner).id


def _is_read(message: Written, reader: str) -> bool:
    return message["author"] == reader or not message["at"].endswith("m")
