"""Conversations on a page: a post with its comments, the field to answer, and the form to change one's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts.models import Person
from app.accounts.signin import current_person
from app.core.errors import Invalid, ParvisError, demand
from app.core.http import is_fragment_request
from app.core.ids import parse_id
from app.core.shells import render_shell
from app.feed import policy, queries
from app.feed.forms import SentComment, SentPost
from app.feed.models import Comment, Post
from app.feed.quoting import quote_of
from app.feed.rendering import Rendered, render_comments, render_posts, show_listed
from app.feed.stretches import NEWEST, Stretch, find_stretch, first_new_root
from app.files.items import Item
from app.groups.pages import stand_in
from app.groups.policy import KEEPERS

COMMENTS_SHOWN_WHOLE = 5
COMMENTS_IN_PASSING = 3

ALONE = {"earlier": None, "later": None, "new_from": None}
"""Comments without a way to others."""


class Reading(NamedTuple):
    """How far a viewer has read a conversation, and how many comments came after that."""

    seen: int | None
    new_comments: int


@dataclass(frozen=True)
class Answer:
    """The field to answer, with what was typed where it was refused."""

    parent: Comment | None = None
    body: str = ""
    error: str = ""
    nudge: str = ""
    files: list[Item] = field(default_factory=list)

    @property
    def id(self) -> str:
        """What tells the fields of one page apart."""
        return str(self.parent.id) if self.parent else "post"


def show_thread(
    post: Post, *, sent: SentComment | None = None, error: ParvisError | None = None
) -> ResponseReturnValue:
    """The page of a post, or the comments that follow; with what was refused and why."""
    viewer = current_person()
    if post.group is not None:
        stand_in(post.group)
    stretch = find_stretch(post, request.args, viewer=viewer)
    entries = queries.list_posts([post.id], viewer=viewer)
    own, is_keeper = entries[0].own, entries[0].my_role in KEEPERS
    settles = _settles(viewer, post, is_keeper)
    comments = render_comments(stretch.entries, is_keeper=is_keeper, may_settle=settles, seen=own.seen)
    new_from = first_new_root(stretch.entries, own.seen)
    if is_fragment_request():
        # beside what is shown already: only the way on in the direction that was asked for
        return _show_comments(comments, new_from=new_from, **_way_on(stretch))
    ways = {"earlier": stretch.earlier, "later": stretch.later}
    posts = render_posts(entries)
    filled = {
        "shown_post": show_listed(posts),
        "list_of_comments": _show_comments(comments, new_from=new_from, **ways),
    }
    shown = {
        "version": (post.id, post.version, post.author.version, post.group and post.group.version),
        "reading": Reading(own.seen, own.new_comments),
        "is_missing": stretch.is_missing,
        "whole": None,
        "is_thanked": queries.is_thanked(viewer, post),
        **_rights(viewer, post, is_keeper=is_keeper, keeps_order=bool(posts.own["tends"])),
        **ways,
    }
    answer = _answer(post, sent, error)
    if answer != Answer():
        status = error.status if error else 200
        return render_template("feed/thread.html", post=post, answer=answer, **shown, **filled), status
    return render_shell("feed/thread.html", viewer, shown, lambda: {"post": post, "answer": answer}, **filled)


def _rights(viewer: Person, post: Post, *, is_keeper: bool, keeps_order: bool) -> dict[str, bool]:
    """What the page offers to do; of what looking after the place allows, the entry of the post knows."""
    is_own = post.author_id == viewer.id
    return {
        "may_respond": policy.can_respond(viewer, post),
        "may_edit": policy.can_edit(viewer, post),
        "may_delete": is_own or is_keeper,
        "keeps_order": keeps_order,
        "may_put_away": is_own or keeps_order,
    }


def _show_comments(comments: Rendered, **around: str | int | None) -> Markup:
    return Markup(render_template("feed/_comments_page.html", comments=comments, **ALONE | around))  # noqa: S704 (it comes from our own templates)


def _way_on(stretch: Stretch) -> dict[str, str | None]:
    return {"earlier": stretch.earlier} if "before" in request.args else {"later": stretch.later}


def show_conversation(post: Post) -> str:
    """The newest comments of a post and the field to answer, for the place where the post stands."""
    viewer = current_person()
    few = post.comment_count <= COMMENTS_SHOWN_WHOLE
    entries = (
        queries.list_thread(post, viewer=viewer)[0]
        if few
        else queries.list_last_comments(post, viewer=viewer, limit=COMMENTS_IN_PASSING)
    )
    is_keeper = policy.is_keeper(viewer, post)
    comments = render_comments(entries, is_keeper=is_keeper, may_settle=_settles(viewer, post, is_keeper))
    return render_template(
        "feed/_conversation.html",
        post=post,
        list_of_comments=_show_comments(comments),
        reading=None,
        whole=None if few else f"/posts/{post.id}?at={NEWEST}#comments",
        may_respond=policy.can_respond(viewer, post),
        answer=Answer(),
    )


def show_comment_alone(comment: Comment) -> str:
    """One comment, with what is the viewer's own about it."""
    viewer = current_person()
    entry = queries.get_comment_entry(comment, viewer=viewer)
    is_keeper = policy.is_keeper(viewer, comment.post)
    comments = render_comments([entry], is_keeper=is_keeper, may_settle=_settles(viewer, comment.post, is_keeper))
    return _show_comments(comments)


def address_of(comment: Comment) -> str:
    """Where a comment stands in its conversation, also when that has grown."""
    return f"/posts/{comment.post_id}?comment={comment.id}#comment-{comment.id}"


def edit_page(
    written: Post | Comment,
    *,
    actor: Person,
    sent: SentPost | SentComment | None = None,
    error: ParvisError | None = None,
) -> str:
    """The form to change one's own words and files, with what was refused; raises Forbidden for anybody else."""
    demand(policy.can_edit(actor, written))
    is_comment = isinstance(written, Comment)
    return render_template(
        "feed/edit.html",
        is_comment=is_comment,
        url=f"/comments/{written.id}" if is_comment else f"/posts/{written.id}",
        id=written.id,
        group_id=(written.post if isinstance(written, Comment) else written).group_id or "",
        title=getattr(sent or written, "title", ""),
        body=(sent or written).body,
        files=sent.files.shown(actor=actor) if sent and sent.files.are_told else written.files,
        errors=_errors_of(error) if error else {},
    )


def _settles(viewer: Person, post: Post, is_keeper: bool) -> bool:
    return post.question_state is not None and (is_keeper or post.author_id == viewer.id)


def _errors_of(error: ParvisError) -> dict[str, str]:
    return error.errors if isinstance(error, Invalid) else {"file": error.detail}


def keep_text(text: str) -> ResponseReturnValue:
    """A page that gives back a text whose place is gone."""
    why = _("This conversation is not here any more, or not for you. Copy your text before you leave.")
    return render_template("errors/kept.html", text=text, why=why), 404


def _answer(post: Post, sent: SentComment | None, error: ParvisError | None) -> Answer:
    wanted = sent.parent_id if sent else request.args.get("reply", "")
    parent = queries.find_comment(parse_id(wanted), viewer=current_person()) if wanted else None
    if parent is not None and parent.post_id != post.id:
        parent = None
    if sent:
        nudge = error.errors.get("nudge", "") if isinstance(error, Invalid) else ""
        refused = error.detail if error and not nudge else ""
        return Answer(parent, sent.body, refused, nudge, sent.files.shown(actor=current_person()))
    return Answer(parent, quote_of(parent) if parent and "quote" in request.args else "")
