"""Sharing: a post carries another one into another place, where each reader sees it as far as they may read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import Forbidden, NotFound, demand
from app.core.events import command
from app.feed import policy
from app.feed.models import Post, Share
from app.feed.services.locking import lock_seen
from app.feed.services.posting import publish_post
from app.groups.models import Group
from app.people.models import Contact
from app.people.services import note_attempt


@dataclass(frozen=True)
class NewShare:
    """A post is to carry another one, which the actor was found to see."""

    shared: Post

    name = "shared_post"
    says_enough = True

    def attach(self, post: Post, *, actor: Person) -> dict[str, Any]:  # noqa: ARG002 (every part is told who)
        """Note which; what readers see of the post holds its identifier alone, for it is the same for all of them."""
        session.add(Share(post_id=post.id, shared_id=self.shared.id))
        return {"id": str(self.shared.id)}


@command
def share_post(post: Post, *, body: str = "", group: Group | None = None, actor: Person) -> Post:
    """Publish a post that carries this one; of a post that carries another itself, that other one.

    Raises NotFound where the actor does not see what is to be shared, Forbidden where moderation hid it or its author
    keeps the actor away, and what `publish_post` raises.
    """
    lock_seen(post, actor=actor)
    original = _original_of(post)
    if not policy.can_see(actor, original):
        raise NotFound
    refusal = _("This post cannot be shared.")
    demand(original.hidden_at is None, refusal)
    if not policy.can_interact(actor, original.author):
        note_attempt(actor, [original.author_id], by=Contact.SHARE)
        raise Forbidden(refusal)
    return publish_post(body=body, group=group, parts=[NewShare(original)], actor=actor)


def _original_of(post: Post) -> Post:
    share = session.get(Share, post.id)
    return session.get_one(Post, share.shared_id) if share else post
