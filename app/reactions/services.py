"""What can be done to the words of reactions; and the question whether one may be said."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core import audit
from app.core.db import session
from app.core.errors import Conflict, Invalid, NotFound, demand
from app.core.events import command, record
from app.core.folding import fold, one_line, slug
from app.reactions import policy
from app.reactions.events import ReactionWordsChanged
from app.reactions.icons import ICONS
from app.reactions.models import LONGEST_LABEL, LONGEST_NAME, ReactionWord

MOST_OFFERED = 12
"""So many words can still be read at a glance."""


def demand_offered(name: str) -> None:
    """Raise Invalid for what is no word of the house, Conflict for one that is no longer offered."""
    word = session.get(ReactionWord, name)
    if word is None:
        raise Invalid(name=_("There is no such reaction."))
    if not word.is_offered:
        raise Conflict(_("This word is no longer offered."))


@command
def add_word(*, label_fr: str, label_en: str, icon: str, actor: Person) -> ReactionWord:
    """Offer one more word, behind the others; its name is made of the English label, and never changes.

    Raises Invalid for labels or an icon that cannot be used, Conflict where there are enough words.
    """
    demand(policy.can_change_words(actor))
    words = _all_words()
    labels = _checked(label_fr, label_en, icon, words)
    name = slug(labels["label_en"], most=LONGEST_NAME, otherwise="")
    if not name or name in (word.name for word in words):
        raise Invalid(label_en=_("Another word is called nearly the same: choose another label."))
    _demand_room(words)
    position = 1 + max(word.position for word in words)
    word = ReactionWord(name=name, **labels, icon=icon, position=position, is_offered=True)
    session.add(word)
    _tell("added", word, actor)
    return word


@command
def change_word(name: str, *, label_fr: str, label_en: str, icon: str, actor: Person) -> None:
    """Call a word otherwise, or give it another icon; what was said with it reads so too. Raises as adding does."""
    demand(policy.can_change_words(actor))
    words = _all_words()
    word = _named(name, words)
    labels = _checked(label_fr, label_en, icon, [other for other in words if other is not word])
    word.label_fr, word.label_en, word.icon = labels["label_fr"], labels["label_en"], icon
    _tell("changed", word, actor)


@command
def move_word(name: str, *, up: bool, actor: Person) -> None:
    """Let a word change places with the one before or behind it among those offered; at the end nothing changes."""
    demand(policy.can_change_words(actor))
    offered = [word for word in _all_words() if word.is_offered]
    word = _named(name, offered)
    place = offered.index(word)
    beside = place - 1 if up else place + 1
    if 0 <= beside < len(offered):
        word.position, offered[beside].position = offered[beside].position, word.position
        _tell("moved", word, actor)


@command
def retire_word(name: str, *, actor: Person) -> None:
    """Offer a word no longer; what was said with it stays. Repeating changes nothing, the last one stays (Conflict)."""
    demand(policy.can_change_words(actor))
    words = _all_words()
    word = _named(name, words)
    if not word.is_offered:
        return
    if sum(other.is_offered for other in words) == 1:
        raise Conflict(_("At least one word stays offered."))
    word.is_offered = False
    _tell("retired", word, actor)


@command
def offer_word(name: str, *, actor: Person) -> None:
    """Offer a word again; repeating changes nothing. Raises Conflict where there are enough words."""
    demand(policy.can_change_words(actor))
    words = _all_words()
    word = _named(name, words)
    if not word.is_offered:
        _demand_room(words)
        word.is_offered = True
        _tell("offered", word, actor)


def _all_words() -> list[ReactionWord]:
    """All of them in their order, held until the end of the command, so that two who change them do not meet."""
    held = select(ReactionWord).order_by(ReactionWord.position, ReactionWord.name).with_for_update()
    return list(session.scalars(held.execution_options(populate_existing=True)))


def _named(name: str, words: list[ReactionWord]) -> ReactionWord:
    found = next((word for word in words if word.name == name), None)
    if found is None:
        raise NotFound
    return found


def _checked(label_fr: str, label_en: str, icon: str, others: list[ReactionWord]) -> dict[str, str]:
    """Both labels, tidied; raises Invalid where one is empty, too long or another word's, or the icon is unknown."""
    labels = {"label_fr": one_line(label_fr), "label_en": one_line(label_en)}
    for field, label in labels.items():
        if not 1 <= len(label) <= LONGEST_LABEL:
            raise Invalid(**{field: _("A word has 1 to %(most)d characters.", most=LONGEST_LABEL)})
        if fold(label) in (fold(getattr(other, field)) for other in others):
            raise Invalid(**{field: _("Another word is called so already.")})
    if icon not in ICONS:
        raise Invalid(icon=_("Choose one of those offered."))
    return labels


def _demand_room(words: list[ReactionWord]) -> None:
    if sum(word.is_offered for word in words) >= MOST_OFFERED:
        raise Conflict(_("More than %(most)d words cannot be told apart: retire one first.", most=MOST_OFFERED))


def _tell(deed: str, word: ReactionWord, actor: Person) -> None:
    target = f"reaction_word:{word.name}"
    audit.write(f"reaction_word.{deed}", actor_id=actor.id, target=target, fr=word.label_fr, en=word.label_en)
    record(ReactionWordsChanged())
