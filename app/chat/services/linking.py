"""Link previews of messages: asked for when one is sent or edited, carried on when forwarded, taken away by authors."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.models import Person
from app.chat import policy
from app.chat.events import MessageLinked
from app.chat.models import Message, MessageLink
from app.chat.parts import show_part, tell_redrawn
from app.chat.services.holding import find_said, hold_message, hold_said
from app.core.db import session
from app.core.errors import demand
from app.core.events import command, record
from app.links.services import first_link, preview_link, take_away
from app.links.shelves import Card, Shelf

PART = "link"


def preview_message_link(fact: MessageLinked) -> None:
    """Ask the page behind a message's first link who it is (see `app.links.services.preview_link`)."""
    preview_link(SHELF, fact.message_id)


def note_link(message: Message, *, before: str = "") -> None:
    """Have the page behind a message's first link asked, unless it is the one that the HTML had `before`."""
    if first_link(message.html) != first_link(before):
        record(MessageLinked(message.id))


def carry_link(message: Message, repeated: Message) -> None:
    """Let a message that is forwarded keep what is known of its link: the page is not asked once more for that.

    What its author took away is not shown there either.
    """
    kept = session.get(MessageLink, message.id)
    if kept is not None:
        said = {name: getattr(kept, name) for name in ("url", "title", "text", "site", "picture", "removed_at")}
        session.add(MessageLink(message_id=repeated.id, fetched_at=kept.fetched_at, **said))


@command
def remove_message_link(message: Message, *, actor: Person) -> None:
    """Show no longer what the link leads to; the link itself stays. Repeating changes nothing. Authors only.

    Raises Conflict for a deleted message.
    """
    hold_message(message, actor)
    demand(message.author_id == actor.id, _("Only its author changes a message."))
    policy.demand_standing(message)
    take_away(SHELF, message)


def links_of_messages() -> Shelf[Message]:
    """Where messages keep what their links lead to."""
    return SHELF


def _show(message: Message, card: Card | None) -> bool:
    return show_part(message, PART, card)


SHELF = Shelf(
    rows=MessageLink,
    key=MessageLink.message_id,
    find=find_said,
    hold=hold_said,
    show=_show,
    tell=tell_redrawn,
    picture_url="/messages/{id}/link/picture",
)
