"""The canary: what stands in closed and secret groups reaches nobody outside, in words or in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import ndiff
from uuid import UUID

import pytest

from app.accounts.models import Person
from app.accounts.services import open_session
from app.agenda.models import Reply
from app.agenda.services import answer_event, cancel_event, change_event, make_address, plan_event
from app.chat.services import (
    close_message_poll,
    open_conversation,
    open_room,
    open_topic,
    react,
    remind_due,
    schedule_message,
    send_message,
    set_reminder,
    vote_in_message,
)
from app.chat.services.linking import SHELF as LINKS_OF_MESSAGES
from app.core import clock, worker
from app.core.db import session
from app.decisions.services import cast_vote, comment_on_proposal, open_ballot, open_proposal
from app.drafts.services import keep_draft
from app.feed.services import (
    accept_answer,
    archive_post,
    confirm_reading,
    delete_post,
    edit_post,
    follow_post,
    keep_post,
    lock_post,
    mark_seen,
    move_post,
    pin_post,
    publish_comment,
    publish_post,
    remind_readers,
    schedule_post,
    share_post,
    vote,
)
from app.feed.services import react as react_to_post
from app.feed.services.announcing import NewAnnouncement
from app.feed.services.answering import NewQuestion
from app.feed.services.linking import SHELF as LINKS_OF_POSTS
from app.feed.services.meeting import NewEvent
from app.feed.services.polling import NewPoll
from app.feed.services.praising import NewPraise
from app.groups.models import Access, Group, Kind
from app.groups.services import add_rule, change_group, create_group, make_link, set_member
from app.knowledge.services import delete_page, edit_page, write_page
from app.polls.wishes import PollWish
from tests.files.things import send_note
from tests.folders.things import put_document
from tests.support.asking import client_of, undone
from tests.support.crawl import crawl
from tests.support.web import introduce
from tests.support.world import CAST, INSIDERS, World

OUTSIDERS = ("nobody", "guest", "outsider", "moderator", "admin")
SEARCHED = ("CANARY", "canayr", "first", "member")


@pytest.fixture(autouse=True)
def _standing_still() -> Iterator[None]:
    """One moment, so that a page says the same of it each time."""
    with clock.stopped_at(clock.now()):
        yield


def add_secrets(world: World) -> None:
    """The members go on with what concerns them alone, and so do a pair and each for themselves."""
    member, owner = world.person("member"), world.person("owner")
    for place in ("closed_group", "secret_group"):
        group = world.group(place)
        named = " ".join(f"@{name}" for name in CAST[1:])
        thanks = NewPraise([owner.id], UUID(world.things["value"]))
        words = {"body": f"{world.canary} {named}", "title": world.canary}
        post = publish_post(**words, group=group, parts=[thanks], actor=member)
        files = [send_note(world, "more", author=author, is_secret=True).id for author in ("member", "owner")]
        edit_post(post, file_ids=files[:1], actor=member)
        comment = publish_comment(post, body=f"{world.canary} {named}", file_ids=files[1:], actor=owner)
        react_to_post(post, "thanks", actor=owner)
        react_to_post(comment, "like", actor=member)
        edit_post(post, body=f"{world.canary} changed {named}", actor=member)
        put_document(world, place, actor=member)
        archive_post(publish_post(body=world.canary, group=group, actor=member), actor=owner)
        delete_post(publish_post(body=world.canary, group=group, actor=owner), actor=owner)
        proposal = open_proposal(title=world.canary, body=world.canary, post=post, actor=member)
        comment_on_proposal(proposal, body=world.canary, actor=owner)
        electorate = {"person_ids": [str(member.id), str(owner.id)]}
        ballot = open_ballot(proposal, closes_at=clock.from_now(days=1), electorate=electorate, actor=member)
        cast_vote(ballot, {"choice": "yes", "reason": world.canary}, actor=member)
        _meet_and_write(world, group)
        _ask_and_announce(world, group)
    secret = world.group("secret_group")
    move_post(publish_post(body=world.canary, group=secret, actor=member), world.group("closed_group"), actor=owner)
    set_member(secret, session.get_one(Person, UUID(world.things["person_asking"])), actor=owner)
    change_group(secret, name=f"{world.canary} renamed", rules=[world.canary] * 2, actor=owner)
    create_group(name=f"{world.canary} too", kind=Kind.PROJECT, access=Access.SECRET, actor=member)
    _talk(world)


def _meet_and_write(world: World, group: Group) -> None:
    member, owner = world.person("member"), world.person("owner")
    for title in (world.canary, f"{world.canary} cancelled"):
        days = {"starts_at": clock.from_now(days=1), "ends_at": clock.from_now(days=2)}
        event = plan_event(title=title, body=title, place=title, **days, seats=1, group=group, actor=member)
        for comer in (member, owner):
            answer_event(event, Reply.YES, actor=comer)
        change_event(event, link="https://meet.example/" + world.canary, actor=owner)
    cancel_event(event, actor=owner)
    make_address(group, actor=member)
    page = write_page(group, title=f"{world.canary} more", body=f"{world.canary} [[{world.canary} page]]", actor=member)
    edit_page(page, title=page.title, body=world.canary, note=world.canary, based_on=1, actor=owner)
    delete_page(write_page(group, title=f"{world.canary} gone", body=world.canary, actor=member), actor=member)


def _ask_and_announce(world: World, group: Group) -> None:
    """Posts of every kind, and what members do with them for themselves."""
    word, member, owner = world.canary, world.person("member"), world.person("owner")
    poll = NewPoll((f"{word} yes", f"{word} no"), question=word)
    parts = [poll, NewQuestion(), NewEvent(word, clock.from_now(days=1), place=word)]
    asked = publish_post(body=f"{word} https://partner.example/more", group=group, parts=parts, actor=member)
    introduce(LINKS_OF_POSTS, asked.id, "https://partner.example/more", word)
    vote(asked, ["1"], actor=owner)
    accept_answer(asked, publish_comment(asked, body=word, actor=owner), actor=member)
    wish = NewAnnouncement(confirm=True, deadline=clock.from_now(days=1))
    announced = publish_post(title=word, body=word, group=group, parts=[wish], actor=owner)
    remind_readers(announced, actor=owner)
    confirm_reading(announced, actor=member)
    pin_post(asked, actor=owner)
    lock_post(announced, actor=owner)
    keep_post(asked, actor=member)
    follow_post(announced, actor=member)
    mark_seen(asked, number=1, actor=member)
    share_post(asked, body=word, group=group, actor=member)
    schedule_post(body=word, group=group, scheduled_at=clock.from_now(days=1), actor=member)
    make_link(group, days=1, uses=1, actor=owner)
    add_rule(group, department="works", site=f"{word} too", actor=owner)


def _talk(world: World) -> None:
    member, owner = world.person("member"), world.person("owner")
    rooms = [open_room(world.group(name), actor=owner) for name in ("closed_group", "secret_group")]
    topics = [open_topic(room, title=f"{world.canary} more", actor=member) for room in rooms]
    for number, conversation in enumerate([*rooms, *topics, open_conversation([owner], actor=member)]):
        file = send_note(world, "more", author="member", is_secret=True)
        more = {"client_id": f"more-{number}", "file_ids": [file.id]}
        said = send_message(conversation, body=f"{world.canary} https://partner.example/said", **more, actor=member)
        introduce(LINKS_OF_MESSAGES, said.id, "https://partner.example/said", world.canary)
        poll = PollWish((f"{world.canary} yes", f"{world.canary} no"), question=world.canary)
        asked = send_message(conversation, body="", client_id=f"poll-{number}", poll=poll, actor=member)
        vote_in_message(asked, ["1"], actor=owner)
        close_message_poll(asked, actor=member)
        react(said, name="thanks", actor=owner)
        set_reminder(said, due_at=clock.from_now(hours=1), actor=owner)
        later = {"client_id": f"later-{number}", "scheduled_at": clock.from_now(days=1)}
        schedule_message(conversation, body=world.canary, **later, actor=member)
        begun = {"content": {"body:0": world.canary}, "version": 0}
        keep_draft(f"thread-{said.id}", **begun, actor=member)
    open_session(member, device="tablet")
    with clock.stopped_at(clock.from_now(hours=2)):
        remind_due()


@pytest.mark.parametrize("name", OUTSIDERS)
def test_nothing_secret_is_read_and_nothing_changes_where_secrets_do(app, connection, world, name):
    client = client_of(app, world, name)

    def read() -> dict[str, str]:
        with undone(connection):
            return crawl(client, *SEARCHED)

    before = read()
    add_secrets(world)
    worker.drain()
    after = read()
    for texts in (before, after):
        assert [address for address, text in texts.items() if world.canary in text] == []
    assert sorted(after) == sorted(before)
    changed = {address: differences(before[address], text) for address, text in after.items()}
    assert {address: lines for address, lines in changed.items() if lines} == {}


def test_open_sockets_of_outsiders_hear_nothing(app, world):
    connect = app.extensions["socketio"].test_client
    sockets = {name: connect(app, flask_test_client=client_of(app, world, name)) for name in CAST[1:]}
    for socket in sockets.values():
        socket.get_received()
    add_secrets(world)
    worker.drain()
    hearing = {name for name, socket in sockets.items() if socket.get_received()}
    assert hearing == set(INSIDERS)


def test_a_member_finds_what_outsiders_do_not(app, world):
    texts = crawl(client_of(app, world, "member"), *SEARCHED)
    found = {address.partition("?")[0] for address, text in texts.items() if world.canary in text}
    pages = {"/", "/agenda", "/agenda/month", "/groups", "/messages", "/notifications", "/proposals"}
    assert pages | {"/search", "/api/v1/search/suggest", "/api/v1/events"} <= found


def differences(before: str, after: str) -> list[str]:
    """The lines that differ."""
    return (
        [line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"] if before != after else []
    )
