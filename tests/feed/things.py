"""What the feed puts into the matrix's world: posts and comments in every kind of place."""

from __future__ import annotations

from uuid import UUID

from app.accounts.models import Person, Role
from app.accounts.services import change_roles
from app.core import clock
from app.core.db import session
from app.feed.models import Comment, Post
from app.feed.services import (
    accept_answer,
    add_value,
    confirm_reading,
    edit_comment,
    edit_post,
    move_post,
    publish_comment,
    publish_post,
    react,
    schedule_post,
    share_post,
    vote,
)
from app.feed.services.announcing import NewAnnouncement
from app.feed.services.answering import NewQuestion
from app.feed.services.linking import SHELF
from app.feed.services.meeting import NewEvent
from app.feed.services.polling import NewPoll
from app.feed.services.praising import NewPraise
from app.feed.services.valuing import Wording
from app.groups.models import Group
from tests.files.things import send_note
from tests.support.web import introduce
from tests.support.world import World


def furnish(world: World) -> None:
    """Let the member speak in the house and in each group, and the guest in theirs."""
    care = Wording("leaf", "Soin", "Care", "On fait attention.", "We take care.")
    world.things["value"] = str(add_value(care, actor=world.person("admin")).id)
    for place in ("house", "open_group", "closed_group", "secret_group"):
        group = None if place == "house" else world.group(place)
        post, comment = _converse(world, place, group, author="member")
        world.things[f"post_in_{place}"], world.things[f"comment_in_{place}"] = str(post.id), str(comment.id)
    _schedule(world)
    moved = publish_post(body="moved", group=world.group("secret_group"), actor=world.person("member"))
    move_post(moved, None, actor=world.person("member"))
    world.things["moved_from_secret_group"] = str(moved.id)
    for place in ("closed_group", "secret_group"):
        post = session.get_one(Post, UUID(world.things[f"post_in_{place}"]))
        world.things[f"share_of_{place}"] = str(share_post(post, body="shared", actor=world.person("member")).id)
    change_roles(world.person("owner"), add={Role.COMMUNICATION}, actor=None)  # to say it, and no longer
    for place in ("house", "closed_group", "secret_group"):
        world.things[f"announcement_in_{place}"] = str(_announce(world, place).id)
    change_roles(world.person("owner"), remove={Role.COMMUNICATION}, actor=None)
    post, comment = _converse(world, "guest_group", world.group("guest_group"), author="guest")
    world.things["post_in_guest_group"], world.things["comment_in_guest_group"] = str(post.id), str(comment.id)


def _schedule(world: World) -> None:
    """What the member is going to say in the secret group, which the owner does not know of either."""
    member, at = world.person("member"), clock.from_now(days=1)
    file = send_note(world, "file of what waits", author="member", is_secret=True)
    words = f"{world.canary} waits for its time"
    place = world.group("secret_group")
    waiting = schedule_post(body=words, title=words, group=place, file_ids=[file.id], scheduled_at=at, actor=member)
    world.things |= {"scheduled_post": str(waiting.id), "file_of_scheduled": str(file.id)}
    world.things["tomorrow"] = f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _announce(world: World, place: str) -> Post:
    """Something to confirm, which nobody but the member has confirmed."""
    group = None if place == "house" else world.group(place)
    words = f"{world.canary} read this" if group else "read this"
    wish = NewAnnouncement(confirm=True)
    post = publish_post(body=words, title=words, group=group, parts=[wish], actor=world.person("owner"))
    confirm_reading(post, actor=world.person("member"))
    return post


def _converse(world: World, place: str, group: Group | None, *, author: str) -> tuple[Post, Comment]:
    is_secret = place in {"closed_group", "secret_group"}
    secret = f"{world.canary} " if is_secret else ""
    files = [send_note(world, f"{kind} in {place}", author=author, is_secret=is_secret) for kind in ("post", "comment")]
    world.things[f"file_in_{place}"], world.things[f"file_in_comment_of_{place}"] = (str(file.id) for file in files)
    actor, owner = world.person(author), world.person("owner")
    post = publish_post(body=f"{secret}first", title=f"{secret}title", group=group, file_ids=[files[0].id], actor=actor)
    edit_post(post, body=f"{secret}a post in the {place}", actor=actor)
    comment = publish_comment(post, body=f"{secret}first", file_ids=[files[1].id], actor=actor)
    edit_comment(comment, body=f"{secret}a comment in the {place}", actor=actor)
    react(post, "thanks", actor=owner)
    asked, answer = _ask(world, secret, place, group, actor)
    world.things[f"asked_in_{place}"], world.things[f"answer_in_{place}"] = str(asked.id), str(answer.id)
    return post, comment


def _ask(world: World, secret: str, place: str, group: Group | None, author: Person) -> tuple[Post, Comment]:
    """A post with everything that a post can carry."""
    poll = NewPoll((f"{secret}yes in {place}", f"{secret}no in {place}"), question=f"{secret}question in {place}")
    event = NewEvent(f"{secret}met in {place}", clock.from_now(days=3), place=f"{secret}workshop")
    value = UUID(world.things["value"]) if group is None else None
    parts = [poll, NewQuestion(), event, NewPraise([world.person("owner").id], value)]
    link = f"https://partner.example/{place}"
    post = publish_post(body=f"{secret}asked in {place} {link}", group=group, parts=parts, actor=author)
    introduce(SHELF, post.id, link, f"{secret}leads elsewhere")
    vote(post, ["1"], actor=author)
    answer = publish_comment(post, body=f"{secret}answer in {place}", actor=author)
    accept_answer(post, answer, actor=author)
    return post, answer
