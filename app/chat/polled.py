"""The poll of a message as its page and the interface show it (see `app.polls.hooks.find_polled`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import render_template

from app.accounts.models import Person
from app.chat import pages, queries, services
from app.chat.models import Message
from app.chat.services.polling import BOX
from app.core.errors import NotFound
from app.core.frame import stand_at
from app.polls.boxes import PART


@dataclass(frozen=True)
class PolledMessage:
    """A message with its poll, for a viewer who may read it."""

    message: Message
    viewer: Person
    box = BOX

    @property
    def anchor(self) -> str:
        """Which part of a page shows it."""
        return f"m-{self.message.seq}"

    @property
    def may_close(self) -> bool:
        """Whether the viewer may end the vote."""
        return self.message.author_id == self.viewer.id

    def item(self) -> dict[str, Any]:
        """The poll as the viewer sees it."""
        poll: dict[str, Any] = self._said().parts[PART]
        return poll

    def vote(self, option_ids: Collection[str], *, actor: Person) -> None:
        """Choose in place of what was chosen before."""
        services.vote_in_message(self.message, option_ids, actor=actor)

    def close(self, *, actor: Person) -> None:
        """End the vote."""
        services.close_message_poll(self.message, actor=actor)

    def render(self, shown: Mapping[str, Any]) -> str:
        """The page of the poll under what its message says."""
        stand_at("/messages")
        shell = pages.shell(self.viewer, self.message.conversation_id)
        return render_template("chat/poll.html", said=self._said(), step="item", **(shell | dict(shown)))

    def _said(self) -> queries.MessageItem:
        item = queries.get_message_item(self.message.id, viewer=self.viewer)
        if item is None or PART not in item.parts:  # it went in this very moment
            raise NotFound
        return item


def find_polled_message(poll_id: UUID, viewer: Person) -> PolledMessage | None:
    """The message of this identifier, if the viewer may read it and it has a poll."""
    try:
        message = queries.get_message(poll_id, viewer=viewer)
    except NotFound:
        return None
    return PolledMessage(message, viewer) if PART in message.parts and not message.is_gone else None
