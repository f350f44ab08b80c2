"""Proposing, changing the words, letting the house know of a guarded source, and taking a proposal back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Conflict, demand
from app.core.events import command, record
from app.core.ids import new_id
from app.decisions import papers, policy, states
from app.decisions.attaching import choose, holder_of, offered
from app.decisions.contents import hash_of
from app.decisions.events import ProposalChanged, ProposalOpened
from app.decisions.models import Kind, Proposal, ProposalVersion, State
from app.decisions.services.balloting import settle, void_ballot
from app.decisions.services.moving import lock_seen, move
from app.feed.models import Post
from app.feed.queries import get_post
from app.feed.services.texts import Prepared, prepare
from app.files.items import Item
from app.files.services import keep_files

LONGEST_BODY = 20_000
LONGEST_TITLE = 200
LONGEST_NOTE = 200
LONGEST_REASON = 1000


@command
def open_proposal(
    *,
    title: str,
    body: str,
    kind: Kind = Kind.CONTENT,
    post: Post | None = None,
    file_ids: Sequence[UUID] | None = None,
    actor: Person,
) -> Proposal:
    """Propose something, perhaps made from a post, whose files come along unless `file_ids` chooses among them.

    Raises NotFound where the actor no longer sees the post, Forbidden for guests and where a room refuses the text,
    Invalid for what cannot be kept.
    """
    demand(policy.can_propose(actor), _("Members of the house make proposals."))
    if post is not None:
        get_post(post.id, viewer=actor)
    prepared = _prepare(body, post, actor)
    proposal = Proposal(
        id=new_id(), title=papers.line(title, longest=LONGEST_TITLE, name="title"), kind=kind, author_id=actor.id
    )
    proposal.post_id = post.id if post else None
    proposal.file_ids = _keep_files(proposal, choose(offered(post, viewer=actor), file_ids))
    # The audit log's lock keeps writers one behind the other, so that no number is taken twice.
    audit.write("proposal.opened", actor_id=actor.id, target=f"proposal:{proposal.id}", post=proposal.post_id)
    proposal.number = (session.scalar(select(func.max(Proposal.number))) or 0) + 1
    proposal.version = 1
    _write(proposal, prepared)
    session.add(proposal)
    session.flush()
    _keep_version(proposal, "", actor)
    record(ProposalOpened(proposal.id))
    return proposal


@command
def edit_proposal(
    proposal: Proposal,
    *,
    title: str | None = None,
    body: str | None = None,
    file_ids: Sequence[UUID] | None = None,
    note: str = "",
    actor: Person,
) -> None:
    """Change the words in a new version; a running vote becomes void, and a committee's reviews with it.

    Repeating changes nothing. Raises Conflict once it is decided, Forbidden for who may not change it.
    """
    lock_seen(proposal, actor=actor)
    demand(policy.can_edit(actor, proposal), _("Only the author and communication change a proposal."))
    settle(proposal)
    if proposal.state not in states.EDITABLE:
        raise Conflict(_("The words of a decided proposal no longer change."))
    prepared = _prepare(proposal.body if body is None else body, proposal.post, actor, before=proposal.body)
    new_title = proposal.title if title is None else papers.line(title, longest=LONGEST_TITLE, name="title")
    chosen = proposal.file_ids if file_ids is None else [str(file_id) for file_id in file_ids]
    files = choose(offered(proposal.post, proposal, viewer=actor), [UUID(file_id) for file_id in chosen])
    kept_note = papers.text(note, longest=LONGEST_NOTE, name="note")
    if hash_of(new_title, prepared.body, chosen) == proposal.content_hash:
        return
    void_ballot(proposal)
    proposal.title, proposal.file_ids = new_title, _keep_files(proposal, files)
    proposal.version += 1
    _write(proposal, prepared)
    _keep_version(proposal, kept_note, actor)
    if proposal.state == State.PROPOSED:
        record(ProposalChanged(proposal.id))
    else:
        move(proposal, State.DISCUSSING)


@command
def release_source(proposal: Proposal, *, actor: Person) -> None:
    """Let the whole house know of a proposal made from a post in a closed or secret group; group owners only.

    Repeating changes nothing.
    """
    lock_seen(proposal, actor=actor)
    demand(policy.can_release(actor, proposal), _("Only an owner of the group releases what was said in it."))
    if not policy.is_guarded(proposal):
        return
    proposal.released_at, proposal.released_by = clock.now(), actor.id
    audit.write("proposal.released", actor_id=actor.id, target=f"proposal:{proposal.id}", post=proposal.post_id)
    record(ProposalChanged(proposal.id))


@command
def withdraw_proposal(proposal: Proposal, *, reason: str = "", actor: Person) -> None:
    """Take one's own proposal back before it is approved; a running vote becomes void."""
    lock_seen(proposal, actor=actor)
    demand(policy.can_withdraw(actor, proposal), _("Only the author takes a proposal back."))
    settle(proposal)
    if proposal.state == State.WITHDRAWN:
        return
    if proposal.state not in states.EDITABLE:
        raise Conflict(_("What is decided cannot be taken back here."))
    void_ballot(proposal)
    audit.write("proposal.withdrawn", actor_id=actor.id, target=f"proposal:{proposal.id}")
    move(proposal, State.WITHDRAWN, papers.text(reason, longest=LONGEST_REASON, name="reason"))


def _prepare(body: str, post: Post | None, actor: Person, *, before: str = "") -> Prepared:
    return prepare(body, longest=LONGEST_BODY, group=post.group if post else None, before=before, actor=actor)


def _keep_files(proposal: Proposal, files: Sequence[Item]) -> list[str]:
    return [file["id"] for file in keep_files(holder_of(proposal), files)]


def _write(proposal: Proposal, prepared: Prepared) -> None:
    proposal.body, proposal.html = prepared.body, prepared.html
    proposal.renderer_version = prepared.renderer_version
    proposal.content_hash = hash_of(proposal.title, proposal.body, proposal.file_ids)


def _keep_version(proposal: Proposal, note: str, actor: Person) -> None:
    version = ProposalVersion(
        proposal_id=proposal.id,
        number=proposal.version,
        title=proposal.title,
        body=proposal.body,
        file_ids=proposal.file_ids,
        content_hash=proposal.content_hash,
        author_id=actor.id,
        note=note,
    )
    session.add(version)
    session.flush()
