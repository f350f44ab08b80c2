"""Posts and comments as HTML: fragments that are the same for everybody, and beside them what is the viewer's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app, render_template
from markupsafe import Markup

from app.accounts.signin import current_person, is_signed_in
from app.core.fragments import render_each
from app.core.language import language
from app.feed import queries
from app.feed.audiences import OF_THE_HOUSE
from app.feed.items import read_labels, read_outward
from app.feed.origins import with_origins
from app.feed.queries import CommentEntry, Entry
from app.feed.sharing import with_cards
from app.groups.policy import KEEPERS
from app.reactions.queries import get_words

LONG_TEXT = 1_500
PostKey = tuple[UUID, int, UUID, int, int | None, int]
CommentKey = tuple[UUID, int, int, bool, int | None, bool, int]


@dataclass(frozen=True)
class Rendered:
    """Fragments in their order, and what is the viewer's own about them, for the page's script."""

    fragments: list[Markup]
    own: dict[str, Any]

    @property
    def joined(self) -> Markup:
        """All of them as one."""
        return Markup("").join(self.fragments)


def render_posts(entries: Sequence[Entry]) -> Rendered:
    """These posts, which the caller has found to be visible."""
    words, tends_house = get_words().version, _tends_house()
    keys = [_post_key(entry, words) for entry in entries]
    own = {
        "reactions": {str(entry.id): entry.own.reaction for entry in entries if entry.own.reaction},
        "keeps": [str(entry.id) for entry in entries if entry.my_role in KEEPERS],
        "tends": [str(entry.id) for entry in entries if (entry.my_role in KEEPERS if entry.group_id else tends_house)],
        "ballots": {str(entry.id): [entry.own.chosen, entry.own.tally] for entry in entries if entry.own.chosen},
        "to_confirm": [str(entry.id) for entry in entries if entry.own.is_asked and not entry.own.confirmed_at],
        "confirmed": {str(entry.id): entry.own.confirmed_at for entry in entries if entry.own.confirmed_at},
        "bookmarks": [str(entry.id) for entry in entries if entry.own.kept_at],
        "follows": [str(entry.id) for entry in entries if entry.own.follows],
        "mutes": [str(entry.id) for entry in entries if entry.own.is_muted],
        "new_comments": {str(entry.id): entry.own.new_comments for entry in entries if entry.own.new_comments},
    }
    return Rendered(with_origins(with_cards(render_each("post", keys, _render_missing_posts))), own)


def render_comments(
    entries: Sequence[CommentEntry], *, is_keeper: bool, may_settle: bool = False, seen: int | None = None
) -> Rendered:
    """These comments, which the caller has found to be visible; a keeper of their group may remove each of them.

    Who may settle their question accepts one of them as its answer. Those that came after the one whose number was
    seen last are said to be new.
    """
    words = get_words().version
    keys = [_comment_key(entry, words) for entry in entries]
    own = {
        "reactions": {str(entry.id): entry.my_reaction for entry in entries if entry.my_reaction},
        "keeps": [str(entry.id) for entry in entries if is_keeper],
        "settles": [str(entry.id) for entry in entries if may_settle],
        "fresh": [str(entry.id) for entry in entries if seen is not None and entry.number > seen],
    }
    return Rendered(render_each("comment", keys, _render_missing_comments), own)


def show_listed(posts: Rendered, *, next: str | None = None, reasons: Sequence[str] = ()) -> Markup:  # noqa: A002 (as `rel` names it)
    """Posts with what is the viewer's own about them and the way to those that follow; reasons stand beside them."""
    shown = render_template("feed/_page.html", posts=posts, next=next, reasons=reasons)
    return Markup(shown)  # noqa: S704 (it comes from our own templates)


def _tends_house() -> bool:
    """Whether the viewer looks after what stands in no group, as `audiences.looks_after` says it."""
    return is_signed_in() and current_person().has(*OF_THE_HOUSE)


def _post_key(entry: Entry, words: int) -> PostKey:
    return entry.id, entry.version, entry.author_id, entry.author_version, entry.group_version, words


def _comment_key(entry: CommentEntry, words: int) -> CommentKey:
    answered = entry.answered_version, entry.is_answered_gone
    return entry.id, entry.version, entry.author_version, entry.is_gone, *answered, words


def _render_missing_posts(keys: list[PostKey]) -> dict[PostKey, str]:
    ids = [key[0] for key in keys]
    contents, labels, outward = queries.read_contents(ids), read_labels(ids), read_outward(ids)
    template = _made_ready("feed/_post.html", **_shared("post"))
    return {
        key: template.show(
            post=content,
            author=queries.author_of(content),
            labels=labels.get(key[0], []),
            outward=outward.get(key[0]),
            is_long=len(content.body) > LONG_TEXT,
        )
        for key in keys
        if (content := contents.get(key[0]))
    }


def _render_missing_comments(keys: list[CommentKey]) -> dict[CommentKey, str]:
    contents = {content.id: content for content in queries.read_comments([key[0] for key in keys])}
    template = _made_ready("feed/_comment.html", **_shared("comment"))
    return {
        key: template.show(
            comment=content,
            author=queries.author_of(content),
            is_gone=key[3],
            is_answered_gone=key[5],
        )
        for key in keys
        if (content := contents.get(key[0]))
    }


def _shared(kind: str) -> dict[str, Any]:
    """What all posts, or all comments, show alike."""
    return {"words": get_words(), "language": language(), "offers": _offers(kind)}


def _made_ready(template: str, **shared: Any) -> Any:
    """A template's macros, with what is the same for all that they show: it is read and set up once for many."""
    return current_app.jinja_env.get_template(template).make_module(shared)


def _offers(kind: str) -> dict[str, bool]:
    """Which deeds of other rooms this house has; a room that is left out leaves no dead link."""
    address = current_app.url_map.bind("")
    example = "00000000-0000-0000-0000-000000000000"
    return {
        "report": address.test(f"/report/{kind}/{example}", "GET"),
        "propose": address.test("/proposals/new", "GET"),
        "rumours": address.test(f"/rumours/{example}", "GET"),
    }
