"""Events that are planned with a post, in its transaction; the post shows how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.accounts.models import Person
from app.agenda.items import card_of
from app.agenda.models import Event
from app.agenda.services import plan_event
from app.core.db import session
from app.core.errors import Invalid
from app.feed.models import Post, PostEvent
from app.feed.parts import show_part
from app.feed.services.locking import lock
from app.feed.services.texts import review

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class NewEvent:
    """A post is to plan an event for those who read it; times without a zone are by the author's clock."""

    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    time_zone: str | None = None
    is_all_day: bool = False
    place: str = ""
    link: str = ""
    seats: int | None = None

    name = "event"

    @property
    def says_enough(self) -> bool:
        """What takes place, and when, needs no other words."""
        return bool(self.title.strip())

    def attach(self, post: Post, *, actor: Person) -> dict[str, Any]:
        """Plan the event. It outlives the post: whoever comes still finds it in the agenda. Raises as `plan_event`."""
        review("\n".join((self.title, self.place)), group_id=post.group_id, actor=actor)
        try:
            event = plan_event(
                title=self.title,
                starts_at=self.starts_at,
                ends_at=self.ends_at or self._an_hour_later(),
                time_zone=self.time_zone,
                is_all_day=self.is_all_day,
                place=self.place,
                link=self.link,
                seats=self.seats,
                group=post.group,
                actor=actor,
            )
        except Invalid as error:
            raise Invalid(**{f"event_{field}": words for field, words in error.errors.items()}) from None
        session.add(PostEvent(post_id=post.id, event_id=event.id))
        return card_of(event)

    def _an_hour_later(self) -> datetime:
        try:
            return self.starts_at + AN_HOUR
        except OverflowError:
            return self.starts_at


def show_event_anew(event: Event) -> None:
    """Have the post of an event show how it stands now, or nothing of it while moderation hides it.

    Part of the command that changes the event.
    """
    showing = select(Post).join(PostEvent, PostEvent.post_id == Post.id).where(PostEvent.event_id == event.id)
    for post in session.scalars(showing).all():
        lock(post)
        show_part(post, NewEvent.name, card_of(event) if event.hidden_at is None else None)
