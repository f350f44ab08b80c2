"""Reactions: one word from a person to a post or a comment."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.events import command, record
from app.feed import policy
from app.feed.events import ReactionChanged
from app.feed.models import Comment, Post, Reaction
from app.feed.services.answering import keep_answer
from app.feed.services.locking import lock_seen, lock_seen_comment
from app.people.models import Contact
from app.reactions.services import demand_offered


@command
def react(written: Post | Comment, name: str, *, actor: Person) -> None:
    """Say one word, in place of another one said before; repeating changes nothing.

    Raises NotFound where the actor no longer sees it, Forbidden where they may not respond to it, Invalid for what is
    no word of the house, Conflict for one that is no longer offered.
    """
    _lock(written, actor)
    policy.demand_response(actor, written, by=Contact.REACTION)
    demand_offered(name)
    reaction = _reaction_of(actor, written)
    if reaction is None:
        reaction = Reaction(person_id=actor.id, name=name, **_target(written))
        session.add(reaction)
        _recount(written, None, name, actor)
    elif reaction.name != name:
        before, reaction.name = reaction.name, name
        _recount(written, before, name, actor)


@command
def take_back_reaction(written: Post | Comment, name: str, *, actor: Person) -> None:
    """Say it no more; repeating changes nothing, nor does naming a word that was not said."""
    _lock(written, actor)
    reaction = _reaction_of(actor, written)
    if reaction is not None and reaction.name == name:
        session.delete(reaction)
        _recount(written, name, None, actor)


def _lock(written: Post | Comment, actor: Person) -> None:
    if isinstance(written, Post):
        lock_seen(written, actor=actor)
    else:
        lock_seen_comment(written, actor=actor)


def _target(written: Post | Comment) -> dict[str, object]:
    return {"post_id": written.id} if isinstance(written, Post) else {"comment_id": written.id}


def _reaction_of(person: Person, written: Post | Comment) -> Reaction | None:
    return session.scalar(select(Reaction).filter_by(person_id=person.id, **_target(written)))


def _recount(written: Post | Comment, before: str | None, after: str | None, actor: Person) -> None:
    """Move one vote from a word to another; exact, because the post is locked."""
    counts = dict(written.reactions)
    if before:
        counts[before] -= 1
    if after:
        counts[after] = counts.get(after, 0) + 1
    written.reactions = {name: count for name, count in counts.items() if count > 0}
    written.version += 1
    if isinstance(written, Post):
        record(ReactionChanged(written.id, None, actor.id))
    else:
        keep_answer(written)
        record(ReactionChanged(written.post_id, written.id, actor.id))
