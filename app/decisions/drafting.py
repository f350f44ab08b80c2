"""Where proposals are begun, changed and commented on."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.decisions.models import Proposal
from app.decisions.policy import visible_to
from app.decisions.services.commenting import LONGEST_COMMENT
from app.decisions.services.proposing import LONGEST_BODY
from app.drafts.places import Find, Place, Spot, among
from app.feed.models import Post
from app.feed.policy import visible_to as posts_visible_to

BESIDE = 2_000
"""Characters for the title, the note and what is chosen beside the words."""

_proposals = among(Proposal.id, visible_to)


def _at_proposals(address: str) -> Find:
    """Where one writes about proposals, by an address with `{id}`."""

    def find(_person: Person, ids: Collection[UUID]) -> dict[UUID, Spot]:
        found = session.execute(select(Proposal.id, Proposal.title).where(Proposal.id.in_(ids)))
        return {proposal.id: Spot(address.format(id=proposal.id), proposal.title) for proposal in found}

    return find


def _from_posts(_person: Person, ids: Collection[UUID]) -> dict[UUID, Spot]:
    return {each: Spot(f"/proposals/new?post={each}") for each in ids}


DRAFTED = (
    Place("new-proposal", LONGEST_BODY + BESIDE, _l("A new proposal"), "/proposals/new"),
    Place(
        "proposal",
        LONGEST_BODY + BESIDE,
        _l("A proposal made from a post"),
        open_to=among(Post.id, posts_visible_to),
        find=_from_posts,
    ),
    Place(
        "proposal-edit",
        LONGEST_BODY + BESIDE,
        _l("Changes to a proposal"),
        open_to=_proposals,
        find=_at_proposals("/proposals/{id}/edit"),
    ),
    Place(
        "proposal-comment",
        LONGEST_COMMENT,
        _l("A comment on a proposal"),
        open_to=_proposals,
        find=_at_proposals("/proposals/{id}"),
    ),
)
