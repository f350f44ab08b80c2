"""What a composer says of calling everybody: whether its writer may, by which names, and how many that reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from app.accounts.handles import EVERYBODY
from app.accounts.models import Person
from app.chat import policy, queries
from app.chat.models import Conversation, Kind, Message

USUAL = {"fr": "tous", "en": "all"}
"""The name that is offered to who reads a language, of those that are understood in each."""


@dataclass(frozen=True)
class Call:
    """What would become of a call from one place; `refusal` says why it would stay plain text, and reach nobody."""

    count: int
    refusal: str = ""
    in_thread: bool = False
    names: Sequence[str] = tuple(sorted(EVERYBODY))

    @property
    def is_asked_for(self) -> bool:
        """Whether it reaches so many that its writer is asked once more."""
        return not self.refusal and self.count > policy.FEW

    @property
    def words(self) -> str:
        """What stands under the words that call."""
        if self.refusal:
            return self.refusal
        if self.in_thread:
            if not self.count:
                return str(_("Nobody else follows this thread: nobody is called."))
            return str(
                ngettext(
                    "This calls %(num)d person, who follows the thread.",
                    "This calls the %(num)d people who follow the thread.",
                    self.count,
                )
            )
        return str(ngettext("This calls %(num)d person.", "This calls %(num)d people.", self.count))

    def offered(self, typed: str) -> str | None:
        """The name that is offered for what somebody typed, if any."""
        if self.refusal or not self.count:
            return None
        usual = USUAL.get(str(get_locale()), "all")
        begun = [name for name in (usual, *self.names) if name.startswith(typed.strip().lower())]
        return begun[0] if begun else None


def call_from_log(item: queries.ConversationItem, count: int) -> Call | None:
    """A call in a conversation whose others are counted already; None between two people, where there is none."""
    if item.kind == Kind.PAIR:
        return None
    return Call(count, "" if item.can_call_all else _refusal(item.kind, is_guest=item.is_guest))


def call_from_thread(root: Message, conversation: Conversation, *, viewer: Person) -> Call | None:
    """The same in the thread of a message."""
    if conversation.kind == Kind.PAIR:
        return None
    followers = queries.list_next_followers(root) & queries.listener_ids(conversation.id) - {viewer.id}
    may = policy.can_call_all(viewer, conversation)
    refusal = "" if may else _refusal(conversation.kind, is_guest=viewer.is_guest)
    return Call(len(followers), refusal, in_thread=True)


def _refusal(kind: str, *, is_guest: bool) -> str:
    if is_guest:
        return str(_("Guests do not call everybody: this stays plain text, and calls nobody."))
    if kind == Kind.PEOPLE:
        return str(_("Here only who looks after the conversation calls everybody: this stays plain text."))
    return str(_("Here only those who look after the group call everybody: this stays plain text."))
