"""Chat’s words: kinds of conversation, times for which messages are kept, and what is done with a conversation."""

from __future__ import annotations

from collections.abc import Sequence

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from app.chat.models import Kind

KIND_NAMES = {
    Kind.PAIR: _l("Between two people"),
    Kind.PEOPLE: _l("In small groups"),
    Kind.ROOM: _l("In the rooms of groups"),
}
ACTS = {
    "added": _l("{name} added {people}"),
    "removed": _l("{name} removed {people}"),
    "left": _l("{name} left"),
    "renamed": _l("{name} named the conversation “{title}”"),
    "untitled": _l("{name} removed the name of the conversation"),
    "handed": _l("{name} handed the conversation over to {people}"),
    "owner": _l("{name} looks after the conversation from now on"),
    "owner_adds": _l("{name} alone adds people from now on"),
    "all_add": _l("{name} lets everybody add people"),
    "keepers_say": _l("{name} lets only those who look after the group write here"),
    "all_say": _l("{name} lets everybody write here"),
    "keepers_call": _l("{name} lets only those who look after this place call everybody"),
    "all_call": _l("{name} lets everybody call everybody here"),
    "closed": _l("{name} closed the conversation"),
    "topic": _l("{name} opened the topic “{title}”"),
    "topic_named": _l("{name} named the topic “{title}”"),
    "topic_closed": _l("{name} closed the topic"),
    "topic_again": _l("{name} opened the topic again"),
    "reopened": _l("{name} opened the conversation again"),
}
"""What somebody did with a conversation, as its log says it; the browser fills the same words in."""
TERM_NAMES = {
    30: _l("30 days"),
    90: _l("3 months"),
    180: _l("6 months"),
    365: _l("1 year"),
    730: _l("2 years"),
    1095: _l("3 years"),
    1825: _l("5 years"),
}
"""By their number of days."""


def say_act(act: str, *, name: str, people: Sequence[str], title: str) -> str:
    """What somebody did with a conversation, in the reader's language."""
    spoken = str(get_locale())
    named = format_list(list(people), locale="en_GB" if spoken == "en" else spoken) if people else ""
    return str(ACTS[act]).format(name=name, people=named, title=title)
