"""After the fact: whoever lost a right gets, with the session and the socket of before, what others get without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Connection, select, update
from werkzeug.exceptions import HTTPException

from app.accounts.models import BrowserSession, Person, Role, Token
from app.accounts.services import (
    change_roles,
    create_person,
    deactivate_person,
    end_session,
    revoke_token,
    set_password,
    suspend_person,
)
from app.agenda.models import Reply
from app.agenda.services import answer_event, make_address, plan_event
from app.chat.models import Conversation
from app.chat.services import bookmark_message, send_message, vote_in_message
from app.core import clock, worker
from app.core.db import session
from app.decisions.services import open_proposal
from app.drafts.services import keep_draft
from app.feed.models import Post
from app.feed.services import (
    accept_answer,
    confirm_reading,
    follow_post,
    keep_post,
    mark_seen,
    publish_comment,
    publish_post,
    share_post,
    vote,
)
from app.feed.services.answering import NewQuestion
from app.feed.services.meeting import NewEvent
from app.feed.services.polling import NewPoll
from app.feed.services.praising import NewPraise
from app.governance.services import acknowledge_code
from app.groups.models import GroupRole
from app.groups.services import delete_group, remove_member, set_member
from app.knowledge.services import write_page
from app.polls.wishes import PollWish
from tests.folders.things import put_document
from tests.support.asking import ask, client_of, undone
from tests.support.client import Client
from tests.support.crawl import crawl
from tests.support.matrix import Row, read_rows
from tests.support.world import World

ROWS = list(read_rows())
KINDS = (
    "post_in",
    "comment_in",
    "asked_in",
    "event_in",
    "page_in",
    "gone_from",
    "proposal_in",
    "ballot_in",
    "file_in",
    "file_in_comment_of",
)
KINDS += ("asked_in", "answer_in", "announcement_in", "step_in", "link_to", "rule_of")
KINDS += ("folder_in", "document_in", "filed_in", "deleted_folder_in", "deleted_document_in", "deleted_file_in")
GUARDED = ("closed_group", "secret_group", "secret_room", "message_in_secret_room", "file_in_secret_room")
GUARDED += ("secret_topic", "message_in_topic")
GUARDED += ("poll_in_secret_room",)
GUARDED += tuple(f"{kind}_{place}" for kind in KINDS for place in GUARDED[:2])
# What the guest of the cast, or somebody who may vote, was brought to.
OF_THE_GUEST = (
    "guest",
    "several",
    "joined",
    "request",
    "person_owner",
    "person_outsider",
    "ballot_in_house",
    "voted_on",
    "rejected",
)  # and of those who may vote
FORM_EXPIRED = 400  # what nobody gets for sending a page's form without its token


def wrong(connection: Connection, world: World, rows: Iterable[Row], clients: list[Client], like: str) -> Iterator[str]:
    """The rows that are not answered as they are to another one of the cast, or whose answer holds a secret.

    A token whose scope no longer holds is told so, 403, whatever it asks for, and so is one that sends a page's form.
    """
    for row in rows:
        for client in clients:
            with undone(connection):
                status, text = ask(client.twin(), world, row)
            is_told = "A token changes" in text or (row.statuses[like] == 404 and "token lacks" in text)
            if status != row.statuses[like] and not (status == 403 and is_told):
                yield f"{row.where} {row.method} {row.path}: {status}, not {row.statuses[like]}"
            if world.canary in text:
                yield f"{row.where} {row.method} {row.path}: reads a secret"


def sign_out_elsewhere(person: Person) -> None:
    for found in session.scalars(select(BrowserSession.id).where(BrowserSession.person_id == person.id)).all():
        end_session(found, actor=person)
    for found in session.scalars(select(Token.id).where(Token.person_id == person.id)).all():
        revoke_token(found, actor=person)


def suspend(person: Person) -> None:
    moderator = create_person(email="mo@house.example", name="Mo", roles={Role.MODERATOR}, actor=None)
    suspend_person(person, until=clock.from_now(days=1), actor=moderator)


def let_time_pass(person: Person) -> None:
    long_ago = clock.now() - timedelta(days=31)
    session.execute(update(BrowserSession).where(BrowserSession.person_id == person.id).values(created_at=long_ago))
    session.execute(update(Token).where(Token.person_id == person.id).values(expires_at=clock.now()))
    session.commit()


CLOSED = {
    "signed out elsewhere": sign_out_elsewhere,
    "suspended": suspend,
    "deactivated": lambda person: deactivate_person(person, actor=None),
    "given another password": lambda person: set_password(person, password="seven quiet herons", actor=None),
    "away for too long": let_time_pass,
}


def test_whoever_is_out_is_nobody(app, connection, world):
    shut = [row for row in ROWS if row.statuses["nobody"] != FORM_EXPIRED]
    shut = [row for row in shut if not is_open_while_suspended(app, row, world)]  # tried below
    rows = list({(row.method, row.path): row for row in shut}.values())
    found = []
    for number, (lost, lose) in enumerate(CLOSED.items()):
        person = create_person(email=f"{number}@house.example", name=lost, roles=set(Role) - {Role.GUEST}, actor=None)
        acknowledge_code(actor=person)
        for name in ("open_group", "closed_group", "secret_group"):
            set_member(world.group(name), person, role=GroupRole.OWNER, actor=world.person("owner"))
        clients = [app.test_client().sign_in(person), app.test_client().carry_bearer(person)]
        lose(person)
        found += wrong(connection, world, rows[number :: len(CLOSED)], clients, "nobody")
    assert found == []


def test_whoever_is_suspended_is_nobody_but_where_they_contest_it(app, connection, world):
    rows = [row for row in ROWS if not is_open_while_suspended(app, row, world)]
    assert len(ROWS) - len(rows) > 5
    person = world.person("owner")
    clients = [client_of(app, world, "owner"), app.test_client().carry_bearer(person)]
    suspend(person)
    sent = [row for row in rows if row.statuses["nobody"] != FORM_EXPIRED]
    assert list(wrong(connection, world, sent, clients, "nobody")) == []


def is_open_while_suspended(app: Flask, row: Row, world: World) -> bool:
    if row.method == "EVENT":
        return False
    path = row.filled(world.things)[0].partition("?")[0]
    try:
        endpoint, _values = app.url_map.bind("localhost").match(path, row.method)
    except HTTPException:
        return False
    return getattr(app.view_functions[endpoint], "is_open_while_suspended", False)


def test_whoever_is_no_member_any_more_is_a_guest(app, connection, world):
    outsider = world.person("outsider")
    clients = [client_of(app, world, "outsider"), app.test_client().carry_bearer(outsider)]
    change_roles(outsider, add=[Role.GUEST], actor=None)
    by_role = [row for row in ROWS if row.statuses["guest"] != row.statuses["outsider"]]
    by_role = [row for row in by_role if not any(name in row.path + row.sent for name in OF_THE_GUEST)]
    assert len(by_role) > 99
    assert list(wrong(connection, world, by_role, clients, "guest")) == []


@pytest.mark.parametrize("name", ["moderator", "communication", "admin"])
def test_whoever_lost_a_role_is_a_colleague_like_others(app, connection, world, name):
    person = world.person(name)
    clients = [client_of(app, world, name), app.test_client().carry_bearer(person)]
    create_person(email="second@house.example", name="Second", roles={Role.ADMIN}, actor=None)
    change_roles(person, remove=set(Role) - {Role.MEMBER}, actor=None)
    by_role = [row for row in ROWS if row.statuses[name] != row.statuses["outsider"]]
    by_role = [row for row in by_role if "outsider" not in row.path and "ballot_in_house" not in row.path]  # not roles'
    assert len(by_role) > 9
    assert list(wrong(connection, world, by_role, clients, "outsider")) == []


WAYS_OUT = {
    "who leaves": lambda world, leaver: remove_member_everywhere(world, leaver, actor=leaver),
    "who is removed": lambda world, leaver: remove_member_everywhere(world, leaver, actor=world.person("owner")),
    "whose groups are deleted": lambda world, _leaver: delete_groups(world, actor=world.person("owner")),
}


def remove_member_everywhere(world: World, leaver: Person, *, actor: Person) -> None:
    for name in ("open_group", "closed_group", "secret_group"):
        remove_member(world.group(name), leaver, actor=actor)


def delete_groups(world: World, *, actor: Person) -> None:
    for name in ("closed_group", "secret_group"):
        delete_group(world.group(name), actor=actor)


@pytest.fixture
def leaver(world: World) -> Person:
    """Somebody who takes part in everything the members of the groups do, and is told of it."""
    owner = world.person("owner")
    leaver = create_person(email="leaver@house.example", name="Leaver", handle="leaver", actor=None)
    acknowledge_code(actor=leaver)
    for name in ("open_group", "closed_group", "secret_group"):
        set_member(world.group(name), leaver, actor=owner)
    return leaver


def take_part(world: World, leaver: Person) -> dict[str, str]:
    """What the leaver says in the guarded groups, by the names that the matrix has for such things."""
    own: dict[str, str] = {}
    for place in ("closed_group", "secret_group"):
        group, owner = world.group(place), world.person("owner")
        post = publish_post(body=f"{world.canary} mine", title=world.canary, group=group, actor=leaver)
        comment = publish_comment(post, body=f"{world.canary} mine", actor=leaver)
        publish_comment(post, body=f"{world.canary} @leaver", parent=comment, actor=owner)
        publish_post(body=f"{world.canary} mine", group=group, parts=[NewPraise([leaver.id])], actor=owner)
        proposal = open_proposal(title=world.canary, body=f"{world.canary} mine", post=post, actor=leaver)
        days = {"starts_at": clock.from_now(days=1), "ends_at": clock.from_now(days=2)}
        event = plan_event(title=f"{world.canary} mine", **days, group=group, actor=leaver)
        answer_event(event, Reply.YES, actor=leaver)
        page = write_page(group, title=f"{world.canary} {leaver.name}", body=f"{world.canary} mine", actor=leaver)
        own |= {f"post_in_{place}": str(post.id), f"comment_in_{place}": str(comment.id)}
        own |= {f"proposal_in_{place}": str(proposal.id), f"event_in_{place}": str(event.id)}
        own |= {f"page_in_{place}": str(page.id)} | ask_and_confirm(world, place, leaver)
        document = put_document(world, place, actor=leaver)
        own |= {f"document_in_{place}": str(document.id), f"filed_in_{place}": str(document.file_id)}
        own |= {f"folder_in_{place}": str(document.folder_id)}
    room = session.get_one(Conversation, UUID(world.things["secret_room"]))
    said = send_message(room, body=f"{world.canary} mine", client_id="leaver", actor=leaver)
    bookmark_message(said, actor=leaver)
    begun = {"content": {"body:0": f"{world.canary} mine"}, "version": 0}
    keep_draft(f"thread-{said.id}", **begun, actor=leaver)
    poll = PollWish((f"{world.canary} yes", f"{world.canary} no"))
    polled = send_message(room, body=f"{world.canary} mine?", client_id="leaver-poll", poll=poll, actor=leaver)
    vote_in_message(polled, ["1"], actor=leaver)
    return own | {"message_in_secret_room": str(said.id), "poll_in_secret_room": str(polled.id)}


def ask_and_confirm(world: World, place: str, leaver: Person) -> dict[str, str]:
    """A poll, a question and an event in one post, what the leaver does with posts, and a calendar of the group."""
    word, group = world.canary, world.group(place)
    parts = [NewPoll((f"{word} yes", f"{word} no")), NewQuestion(), NewEvent(word, clock.from_now(days=1))]
    asked = publish_post(body=f"{word} mine", group=group, parts=parts, actor=leaver)
    vote(asked, ["1"], actor=leaver)
    answer = publish_comment(asked, body=f"{word} mine", actor=world.person("owner"))
    accept_answer(asked, answer, actor=leaver)
    announced = session.get_one(Post, UUID(world.things[f"announcement_in_{place}"]))
    confirm_reading(announced, actor=leaver)
    for post in (asked, announced):
        keep_post(post, actor=leaver)
        follow_post(post, actor=leaver)
        mark_seen(post, number=1, actor=leaver)
    share_post(asked, body=f"{word} mine", group=group, actor=leaver)
    make_address(group, actor=leaver)
    return {f"asked_in_{place}": str(asked.id), f"answer_in_{place}": str(answer.id)}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_whoever_left_is_outside_their_own_words_too(app, connection, world, leaver, way):
    own = replace(world, things=world.things | take_part(world, leaver))
    worker.drain()
    clients = [app.test_client().sign_in(leaver), app.test_client().carry_bearer(leaver)]
    socket = app.extensions["socketio"].test_client(app, flask_test_client=clients[0])
    WAYS_OUT[way](world, leaver)
    socket.get_received()
    if way != "whose groups are deleted":
        take_part(world, world.person("member"))
        assert list(wrong_for_outsiders(connection, world, own, clients)) == []
    worker.drain()
    assert socket.get_received() == []
    with undone(connection):
        texts = crawl(clients[0].twin(), "CANARY", "mine")
    assert [address for address, text in texts.items() if world.canary in text] == []


def wrong_for_outsiders(connection: Connection, world: World, own: World, clients: list[Client]) -> Iterator[str]:
    """What of the guarded groups' things, and of one's own in them, is answered otherwise than to an outsider."""
    guarded = [row for row in ROWS if any(f"{{{name}" in row.path + row.sent for name in GUARDED)]
    guarded = [row for row in guarded if "outsider" not in row.path]  # about oneself
    for things in (world, own):
        yield from wrong(connection, things, guarded, clients, "outsider")
