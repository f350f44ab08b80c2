"""What files hang on in decisions: proposals, which take them along from the post they are made from."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import Invalid
from app.decisions.models import Proposal, State
from app.decisions.policy import visible_to
from app.feed.models import Post
from app.feed.policy import can_see
from app.files.items import Item
from app.files.models import Holder
from app.files.queries import list_files

PROPOSAL = "proposal"
JUDGED = (State.VOTING, State.COMMITTEE, State.APPROVED, State.SCHEDULED, State.PUBLISHED, State.MEASURED)


def holder_of(proposal: Proposal) -> Holder:
    """The proposal as files know it; it keeps those of all its versions."""
    return Holder(PROPOSAL, proposal.id)


def sees(viewer: Person, holder: Holder) -> bool:
    """Whether the viewer may know of this proposal now; false for other things."""
    if holder.kind != PROPOSAL:
        return False
    return session.scalar(select(Proposal.id).where(Proposal.id == holder.id, visible_to(viewer))) is not None


def binds(holder: Holder) -> bool:
    """Whether this is a proposal that is being judged as it is, or was; false for other things."""
    if holder.kind != PROPOSAL:
        return False
    judged = select(Proposal.id).where(Proposal.id == holder.id, Proposal.state.in_(JUDGED))
    return session.scalar(judged) is not None


def offered(post: Post | None, proposal: Proposal | None = None, *, viewer: Person) -> list[Item]:
    """The files that may go along: those the proposal has already, and those of its post where the viewer sees it."""
    own = list_files(proposal.file_ids) if proposal else []
    known = {file["id"] for file in own}
    others = post.files if post and post.files and can_see(viewer, post) else ()
    return own + [file for file in others if file["id"] not in known]


def choose(files: Sequence[Item], file_ids: Sequence[UUID] | None) -> list[Item]:
    """Those of the offered files that were chosen, in the order of the choice; raises Invalid for any other."""
    if file_ids is None:
        return list(files)
    by_id = {file["id"]: file for file in files}
    chosen = [str(file_id) for file_id in file_ids]
    if len(set(chosen)) < len(chosen) or not set(chosen) <= by_id.keys():
        raise Invalid(file_ids=_("Only files of the post can come along."))
    return [by_id[file_id] for file_id in chosen]


def kept_for_others() -> str:
    """The kind whose files count against nobody: their owners may have deleted what they came with."""
    return PROPOSAL
