"""Posts and comments as the interface and the sockets give them: plain items of JSON's kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from app.accounts.models import Person
from app.feed import queries
from app.feed.hooks import Outward, labels_of, outward_of
from app.feed.models import ScheduledPost
from app.feed.origins import known_groups
from app.feed.queries import CommentContent, Content, Own
from app.polls.reading import seen_by_voter

Item = dict[str, Any]


def post_items(post_ids: Sequence[UUID], *, viewer: Person) -> list[Item]:
    """These posts, which the caller has found to be visible, in their order."""
    contents = queries.read_contents(post_ids)
    own = queries.read_own(viewer, post_ids)
    labels, outward = read_labels(post_ids), read_outward(post_ids)
    shared, moved = _shared_items(contents.values(), viewer), _moved_items(contents.values(), viewer)
    return [
        _post_item(contents[post_id], own[post_id])
        | {
            **_own_item(own[post_id]),
            "labels": labels.get(post_id, []),
            "outward": outward.get(post_id),
        }
        | shared.get(post_id, {})
        | moved.get(post_id, {})
        for post_id in post_ids
        if post_id in contents
    ]


def _shared_items(contents: Iterable[Content], viewer: Person) -> dict[UUID, Item]:
    """What posts carry of others, null where the viewer may not read that. Nothing is asked where there is none."""
    wanted = {each.id: UUID(each.parts["shared_post"]["id"]) for each in contents if "shared_post" in each.parts}
    if not wanted:
        return {}
    seen = [entry.id for entry in queries.list_posts(list(set(wanted.values())), viewer=viewer)]
    originals = queries.read_contents(seen)
    return {post_id: {"shared_post": _shared_item(originals.get(shared))} for post_id, shared in wanted.items()}


def _moved_items(contents: Iterable[Content], viewer: Person) -> dict[UUID, Item]:
    """Where moved posts stood, null where the viewer may not know of that. Nothing is asked where none was moved."""
    moves = {each.id: each.parts["moved"] for each in contents if "moved" in each.parts}
    groups = known_groups((UUID(move["group_id"]) for move in moves.values() if move["group_id"]), viewer=viewer)
    before = {str(group_id): group for group_id, group in groups.items()}
    return {
        post_id: {"moved": {"at": move["at"], "origin": before.get(move["group_id"])}}
        for post_id, move in moves.items()
    }


def _shared_item(content: Content | None) -> Item | None:
    if content is None or content.hidden_at:
        return None
    group = {"id": content.group_id, "name": content.group_name, "slug": content.group_slug}
    said = {"id": content.id, "title": content.title, "body": content.body, "html": content.html}
    about = {"author": queries.author_of(content), "published_at": content.published_at}
    return said | about | {"group": group if content.group_id else None}


def poll_item(post_id: UUID, *, viewer: Person) -> Item:
    """The poll of a post that the caller has found to be visible, as one person sees it."""
    poll: Item = post_items([post_id], viewer=viewer)[0]["poll"]
    return poll


def _own_item(own: Own) -> Item:
    marks = {"my_reactions": [own.reaction] if own.reaction else [], "bookmarked": own.kept_at is not None}
    marks |= {"following": own.follows, "muted": own.is_muted, "new_comments": own.new_comments}
    asked = own.is_asked and own.confirmed_at is None
    return marks | {"read_confirmed_at": own.confirmed_at, "read_confirmation_asked": asked}


def scheduled_item(scheduled: ScheduledPost) -> Item:
    """A post that waits for its time, for its author."""
    return {
        "id": scheduled.id,
        "title": scheduled.title,
        "body": scheduled.body,
        "html": scheduled.html,
        "group": scheduled.group,
        "files": scheduled.files,
        "parts": scheduled.parts,
        "written_at": scheduled.written_at,
        "scheduled_at": scheduled.scheduled_at,
        "refusal": scheduled.refusal or None,
    }


def comment_items(comments: Sequence[CommentContent], *, viewer: Person) -> list[Item]:
    """These comments, which the caller has found to be visible, in their order."""
    mine = queries.my_comment_reactions(viewer, [comment.id for comment in comments])
    return [_comment_item(comment) | {"my_reactions": mine.get(comment.id, [])} for comment in comments]


def read_labels(post_ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The labels that other rooms put on posts."""
    labels: dict[UUID, list[dict[str, Any]]] = {}
    for answer in labels_of.ask(post_ids):
        for post_id, found in answer.items():
            labels.setdefault(post_id, []).extend(found)
    return labels


def read_outward(post_ids: Sequence[UUID]) -> dict[UUID, Outward]:
    """What became of posts outside."""
    return {post_id: found for answer in outward_of.ask(post_ids) for post_id, found in answer.items()}


def _parts(content: Content, own: Own) -> Item:
    """What the post carries, with what is the viewer's own of it."""
    parts = dict(content.parts)
    if "poll" in parts:
        parts["poll"] = seen_by_voter(parts["poll"], own.chosen, own.tally)
    return parts


def _post_item(content: Content, own: Own) -> Item:
    group = {"id": content.group_id, "name": content.group_name, "slug": content.group_slug}
    return {
        "id": content.id,
        "title": content.title,
        "body": content.body,
        "html": content.html,
        "author": queries.author_of(content),
        "group": group if content.group_id else None,
        "published_at": content.published_at,
        "edited_at": content.edited_at,
        "hidden_at": content.hidden_at,
        "reactions": content.reactions,
        "comment_count": content.comment_count,
        "files": content.files,
        **_parts(content, own),
    }


def _comment_item(comment: CommentContent) -> Item:
    return {
        "id": comment.id,
        "post_id": comment.post_id,
        "number": comment.number,
        "parent_id": comment.parent_id,
        "body": comment.body,
        "html": comment.html,
        "author": queries.author_of(comment),
        "published_at": comment.published_at,
        "edited_at": comment.edited_at,
        "hidden_at": comment.hidden_at,
        "reactions": comment.reactions,
        "is_accepted": comment.is_accepted,
        "files": comment.files,
    }
