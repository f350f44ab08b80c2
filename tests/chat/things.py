"""What chat puts into the matrix's world."""

from __future__ import annotations

from app.accounts.models import Person
from app.chat.models import Conversation, Message, Participant
from app.chat.services import (
    bookmark_message,
    choose_who_writes,
    follow_thread,
    forward_message,
    invite_to_conversation,
    open_conversation,
    open_room,
    open_topic,
    pin_message,
    react,
    schedule_message,
    send_message,
    set_reminder,
    vote_in_message,
)
from app.chat.services.linking import SHELF
from app.core import clock
from app.core.db import session
from app.polls.wishes import PollWish
from tests.files.things import send_note
from tests.support.web import introduce
from tests.support.world import World


def furnish(world: World) -> None:
    """The secret group's room and a pair's conversation, each with a secret, and a message of the guests' room."""
    member, owner = world.person("member"), world.person("owner")
    room = open_room(world.group("secret_group"), actor=owner)
    pair = open_conversation([owner], actor=member)
    several = open_conversation([owner, world.person("guest")], title="Several", actor=member)
    guests = open_room(world.group("guest_group"), actor=owner)
    files = {place: send_note(world, place, author="member", is_secret=True).id for place in ("secret_room", "pair")}
    secret = {"client_id": "matrix-1", "file_ids": [files["secret_room"]]}
    link = "https://partner.example/secret-room"
    said = send_message(room, body=f"@owner, nobody else knows of {world.canary} {link}", **secret, actor=member)
    introduce(SHELF, said.id, link, world.canary)
    _ask(world, "secret_room", room, member)
    _ask(world, "guest_room", guests, owner)
    react(said, name="thanks", actor=owner)
    send_message(pair, body=f"Between us: {world.canary}", client_id="matrix-2", actor=owner)
    own = send_message(pair, body="Between us", client_id="matrix-3", file_ids=[files["pair"]], actor=member)
    pin_message(said, actor=owner)
    for message in (said, own):
        bookmark_message(message, actor=member)
        set_reminder(message, due_at=clock.from_now(days=1), actor=member)
    say_in_threads(world, said, own)
    forward_message(said, pair, client_id="matrix-5", actor=member)
    later = {"client_id": "matrix-6", "scheduled_at": clock.from_now(days=1)}
    note = send_note(world, "scheduled_message", author="member", is_secret=True)
    waiting = schedule_message(
        room, body=f"Later on: {world.canary}", file_ids=[note.id], reply_to=said, **later, actor=member
    )
    for_guests = send_message(guests, body="Welcome", client_id="matrix-4", actor=owner)
    world.things |= {f"file_in_{place}": str(file_id) for place, file_id in files.items()}
    request = open_conversation([world.person("guest")], actor=owner)
    session.get_one(Participant, (request.id, world.person("guest").id)).waits_since = clock.now()
    request.unanswered_since = clock.now()
    joined = open_conversation([owner, world.person("asking")], title="Joined", actor=member)
    earlier = send_message(joined, body=f"Before others came: {world.canary}", client_id="matrix-6", actor=member)
    invite_to_conversation(joined, [world.person("guest")], actor=member)
    announcing = open_room(world.group("open_group"), actor=owner)
    before = send_message(announcing, body="Before", client_id="matrix-7", actor=member)
    choose_who_writes(announcing, keepers_alone=True, actor=owner)
    world.things |= {"announcing_room": str(announcing.id), "message_before_announcing": str(before.id)}
    open_topics(world, room, guests, announcing)
    world.things |= {"joined": str(joined.id), "message_before_joining": str(earlier.id)}
    world.things |= {
        "request": str(request.id),
        "secret_room": str(room.id),
        "pair": str(pair.id),
        "several": str(several.id),
        "guest_room": str(guests.id),
        "message_in_secret_room": str(said.id),
        "message_in_pair": str(own.id),
        "scheduled_message": str(waiting.id),
        "file_of_scheduled_message": str(note.id),
        "message_in_guest_room": str(for_guests.id),
    }


def open_topics(world: World, room: Conversation, guests: Conversation, announcing: Conversation) -> None:
    """A secret topic of the secret group's room, with a secret in it, one for guests and one for announcements."""
    member, owner = world.person("member"), world.person("owner")
    secret = open_topic(room, title=f"{world.canary} topic", actor=member)
    said = send_message(secret, body=f"@owner, in a topic: {world.canary}", client_id="topic-1", actor=member)
    pin_message(said, actor=owner)
    world.things |= {
        "secret_topic": str(secret.id),
        "message_in_topic": str(said.id),
        "guest_topic": str(open_topic(guests, title="Arrivals of guests", actor=owner).id),
        "announcing_topic": str(open_topic(announcing, title="News", actor=owner).id),
    }


def _ask(world: World, place: str, conversation: Conversation, author: Person) -> None:
    """A message with a poll, in which its author voted."""
    secret = f"{world.canary} " if place == "secret_room" else ""
    poll = PollWish((f"{secret}yes", f"{secret}no"), question=f"{secret}shall we?")
    asked = send_message(conversation, body="", client_id=f"poll-{place}", poll=poll, actor=author)
    vote_in_message(asked, ["1"], actor=author)
    world.things[f"poll_in_{place}"] = str(asked.id)


def say_in_threads(world: World, *roots: Message) -> None:
    """Under each of these messages a secret answer of its other reader."""
    owner, member = world.person("owner"), world.person("member")
    for number, root in enumerate(roots):
        there = session.get_one(Conversation, root.conversation_id)
        text = f"In a thread: {world.canary}"
        said = send_message(there, body=text, client_id=f"thread-{number}", thread=root, actor=owner)
        follow_thread(root, actor=member)
        world.things[f"answer_in_{there.kind}"] = str(said.id)
