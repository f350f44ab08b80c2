"""Where proposals are begun, changed and commented on."""

from __future__ import annotations

from app.decisions.models import Proposal
from app.decisions.policy import visible_to
from app.decisions.services.commenting import LONGEST_COMMENT
from app.decisions.services.proposing import LONGEST_BODY
from app.drafts.places import Place, among
from app.feed.models import Post
from app.feed.policy import visible_to as posts_visible_to

BESIDE = 2_000
"""Characters for the title, the note and what is chosen beside the words."""

_proposals = among(Proposal.id, visible_to)

DRAFTED = (
    Place("new-proposal", LONGEST_BODY + BESIDE),
    Place("proposal", LONGEST_BODY + BESIDE, among(Post.id, posts_visible_to)),
    Place("proposal-edit", LONGEST_BODY + BESIDE, _proposals),
    Place("proposal-comment", LONGEST_COMMENT, _proposals),
)
