"""What can be read of reactions: the words of the house, and who said which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import Invalid, NotFound
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.core.remembering import KeptByProcess
from app.people.policy import visible_to
from app.people.queries import summaries
from app.people.summaries import Summary, summary_of
from app.reactions.models import ReactionWord
from app.reactions.words import Word, Words


def get_words() -> Words:
    """The words of the house, remembered by the process until they are told to have changed, or for a minute.

    A word that is no longer offered is refused whatever a process remembers.
    """
    return _words.get()


def _read_words() -> Words:
    rows = session.scalars(select(ReactionWord).order_by(ReactionWord.position, ReactionWord.name))
    return Words(tuple(Word(row.name, row.label_fr, row.label_en, row.icon, row.is_offered) for row in rows))


_words = KeptByProcess(_read_words)


def forget_words(_fact: object = None) -> None:
    """Ask the database again, for something was told to have changed."""
    _words.forget()


def get_word(name: str) -> ReactionWord:
    """The word of this name, offered or not; raises NotFound."""
    word = session.get(ReactionWord, name)
    if word is None:
        raise NotFound
    return word


@dataclass(frozen=True)
class Reacted:
    """Somebody who reacted: with which word, and since when."""

    person: Summary
    name: str
    at: datetime


def list_reacted(
    said: Any,
    which: ColumnElement[bool],
    *,
    viewer: Person,
    name: str | None = None,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> Page[Reacted]:
    """Who reacted to one thing that the viewer may see, the newest first; `name` is one word, else all of them.

    `said` is the class of a room's reactions (with `person_id`, `name` and `at`), `which` chooses those to the thing.
    Guests are told of those alone whom they may know of. Raises Invalid for a name that no word has. One statement.
    """
    if name is not None and get_words().find(name) is None:
        raise Invalid(name=_("There is no such reaction."))
    chosen = summaries().add_columns(said.person_id, said.name.label("word"), said.at)
    chosen = chosen.join(said, said.person_id == Person.id).where(which, visible_to(viewer))
    if name is not None:
        chosen = chosen.where(said.name == name)
    page = paginate(chosen, by=(said.at, said.person_id), limit=limit, cursor=cursor, scalars=False)
    return Page([Reacted(summary_of(row), row.word, row.at) for row in page.items], page.next)
