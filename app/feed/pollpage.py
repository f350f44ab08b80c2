"""The page of a poll: its post, what the viewer chose, the result and who voted, as far as they may know."""

from __future__ import annotations

from flask import render_template, request

from app.accounts.signin import current_person
from app.core.paging import Page
from app.feed import policy, queries
from app.feed.items import poll_item
from app.feed.models import Post
from app.feed.queries import Voter
from app.feed.rendering import render_posts


def show_poll_page(post: Post, error: str = "") -> str:
    """The page, with why a vote was refused."""
    viewer, poll = current_person(), queries.get_poll(post)
    words = {option["id"]: option["text"] for option in poll.options}
    unknown = queries.why_voters_stay_unknown(poll, viewer)
    cursor = request.args.get("cursor")
    voters = Page[Voter]([]) if unknown else queries.list_voters(post, viewer=viewer, cursor=cursor)
    return render_template(
        "feed/poll.html",
        post=post,
        posts=render_posts(queries.list_posts([post.id], viewer=viewer)),
        poll=poll_item(post.id, viewer=viewer),
        words=words,
        unknown=unknown,
        voters=[(each.person, " · ".join(words[option] for option in each.option_ids)) for each in voters.items],
        next=f"/polls/{post.id}?cursor={voters.next}" if voters.next else None,
        may_close=policy.can_settle(viewer, post),
        error=error,
    )
