"""What can be done to the rules of the house."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.accounts.models import Person
from app.core import audit
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from app.core.folding import one_line
from app.governance import policy
from app.governance.events import CodeAcknowledged, CodePublished
from app.governance.models import Acknowledgement, Article, Code

DEFAULT = Path(__file__).with_name("default_code.toml")
LONGEST_TITLE = 200
LONGEST_TEXT = 5000
MOST_ARTICLES = 50


@dataclass(frozen=True)
class ArticleText:
    """An article as it is written, before it has a number."""

    title_fr: str
    title_en: str
    text_fr: str
    text_en: str

    def title(self, language: str) -> str:
        return self.title_fr if language == "fr" else self.title_en

    def text(self, language: str) -> str:
        return self.text_fr if language == "fr" else self.text_en


def default_articles() -> list[ArticleText]:
    """The articles that a new house is given."""
    with DEFAULT.open("rb") as file:
        written = tomllib.load(file)["articles"]
    return [ArticleText(**{name: text.strip() for name, text in article.items()}) for article in written]


@command
def ensure_code() -> None:
    """Give a house that has no code of conduct the default one; idempotent."""
    if session.scalar(select(func.max(Code.version))) is None:
        publish_code(default_articles(), actor=None)


@command
def publish_code(articles: Sequence[ArticleText], *, actor: Person | None) -> Code:
    """Publish the next version; everybody is asked to acknowledge it. `actor` is None for the house itself.

    The order gives the numbers, from 1. Raises Invalid for an article that lacks a language.
    """
    demand(actor is None or policy.can_publish_code(actor))
    if not 1 <= len(articles) <= MOST_ARTICLES:
        raise Invalid(articles=_("A code of conduct has 1 to %(most)d articles.", most=MOST_ARTICLES))
    version = (session.scalar(select(func.max(Code.version))) or 0) + 1
    code = Code(version=version, published_by=actor.id if actor else None)
    code.articles = [_article(number, article) for number, article in enumerate(articles, start=1)]
    session.add(code)
    session.flush()
    audit.write("code.published", actor_id=actor.id if actor else None, target=f"code:{version}")
    record(CodePublished(version))
    return code


@command
def acknowledge_code(*, version: int | None = None, actor: Person) -> Acknowledgement:
    """Agree to the version in force; repeating changes nothing.

    Raises Conflict where another version than the one that was read is in force, or where there is none.
    """
    current = session.scalar(select(func.max(Code.version)))
    if current is None or version not in {None, current}:
        raise Conflict(_("The code of conduct has changed. Please read the new version."))
    found = session.get(Acknowledgement, (actor.id, current))
    if found is None:
        found = Acknowledgement(person_id=actor.id, version=current)
        session.add(found)
        session.flush()
        record(CodeAcknowledged(actor.id, current))
    return found


def _article(number: int, article: ArticleText) -> Article:
    titles = {name: one_line(getattr(article, name)) for name in ("title_fr", "title_en")}
    texts = {name: getattr(article, name).replace("\r\n", "\n").strip() for name in ("text_fr", "text_en")}
    for name, text in (titles | texts).items():
        most = LONGEST_TITLE if name in titles else LONGEST_TEXT
        if not 1 <= len(text) <= most:
            message = _("Article %(number)d needs a title and a text in both languages.", number=number)
            raise Invalid(**{f"{name}_{number}": message})
    return Article(number=number, **titles, **texts)
