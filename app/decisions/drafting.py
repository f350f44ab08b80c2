"""Where proposals are begun, changed and commented on."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.decisions.models import Proposal
from app.decisions.policy import visible_to
from app.decisions.services.commenting import LONGEST_COMMENT
from app.decisions.services.proposing import LONGEST_BODY
from app.drafts.places import Place, among, at, at_named
from app.feed.models import Post
from app.feed.policy import visible_to as posts_visible_to

BESIDE = 2_000
"""Characters for the title, the note and what is chosen beside the words."""

_proposals = among(Proposal.id, visible_to)

DRAFTED = (
    Place("new-proposal", LONGEST_BODY + BESIDE, _l("A new proposal"), "/proposals/new"),
    Place(
        "proposal",
        LONGEST_BODY + BESIDE,
        _l("A proposal made from a post"),
        open_to=among(Post.id, posts_visible_to),
        find=at("/proposals/new?post={id}"),
    ),
    Place(
        "proposal-edit",
        LONGEST_BODY + BESIDE,
        _l("Changes to a proposal"),
        open_to=_proposals,
        find=at_named("/proposals/{id}/edit", Proposal.id, Proposal.title),
    ),
    Place(
        "proposal-comment",
        LONGEST_COMMENT,
        _l("A comment on a proposal"),
        open_to=_proposals,
        find=at_named("/proposals/{id}", Proposal.id, Proposal.title),
    ),
)
