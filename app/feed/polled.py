"""The poll of a post as its page and the interface show it (see `app.polls.hooks.find_polled`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import render_template

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.feed import policy, queries, services
from app.feed.items import poll_item
from app.feed.models import Poll, Post
from app.feed.rendering import render_posts
from app.feed.services.polling import BOX


@dataclass(frozen=True)
class PolledPost:
    """A post with its poll, for a viewer who may read it."""

    post: Post
    viewer: Person
    box = BOX

    @property
    def anchor(self) -> str:
        """Which part of a page shows it."""
        return f"post-{self.post.id}"

    @property
    def may_close(self) -> bool:
        """Whether the viewer may end the vote."""
        return policy.can_settle(self.viewer, self.post)

    def item(self) -> dict[str, Any]:
        """The poll as the viewer sees it."""
        return poll_item(self.post.id, viewer=self.viewer)

    def vote(self, option_ids: Collection[str], *, actor: Person) -> None:
        """Choose in place of what was chosen before."""
        services.vote(self.post, option_ids, actor=actor)

    def close(self, *, actor: Person) -> None:
        """End the vote."""
        services.close_poll(self.post, actor=actor)

    def render(self, shown: Mapping[str, Any]) -> str:
        """The page of the poll under its post."""
        posts = render_posts(queries.list_posts([self.post.id], viewer=self.viewer))
        return render_template("feed/poll.html", post=self.post, posts=posts, **shown)


def find_polled_post(poll_id: UUID, viewer: Person) -> PolledPost | None:
    """The post of this identifier, if the viewer may read it and it has a poll."""
    try:
        post = queries.get_post(poll_id, viewer=viewer)
    except NotFound:
        return None
    return PolledPost(post, viewer) if session.get(Poll, post.id) else None
