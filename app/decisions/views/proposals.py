"""One proposal: reading, discussing, changing, submitting, judging, taking back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Conflict, Invalid, NotFound, demand
from app.decisions import attaching, forms, policy, presenting, queries, services
from app.decisions.models import Proposal
from app.decisions.views.blueprint import decisions
from app.decisions.views.pages import show
from app.files.queries import list_files


@decisions.get("/proposals/<uuid:proposal_id>")
def proposal(proposal_id: UUID) -> str:
    """The proposal with its vote, its versions and what was said of it."""
    return show(_proposal(proposal_id))


@decisions.get("/proposals/<uuid:proposal_id>/versions/<int:number>")
def version(proposal_id: UUID, number: int) -> str:
    """How the proposal read at one time, and what had changed."""
    proposal = _proposal(proposal_id)
    versions = queries.list_versions(proposal)
    chosen = next((one for one in versions if one.number == number), None)
    if chosen is None:
        raise NotFound
    before = next((one for one in versions if one.number == number - 1), chosen)
    change = presenting.change_between(before, chosen)
    files = list_files(chosen.file_ids)
    return render_template("decisions/version.html", proposal=proposal, change=change, files=files)


@decisions.get("/proposals/<uuid:proposal_id>/edit")
def edit(proposal_id: UUID) -> str:
    """The form to change the words."""
    proposal = _proposal(proposal_id)
    demand(policy.can_edit(current_person(), proposal), _("Only the author and communication change a proposal."))
    return _edit_form(proposal, {"title": proposal.title, "body": proposal.body}, {})


@decisions.post("/proposals/<uuid:proposal_id>/edit")
def change(proposal_id: UUID) -> ResponseReturnValue:
    """Change the words in a new version; a refusal keeps them."""
    proposal = _proposal(proposal_id)
    try:
        services.edit_proposal(proposal, **forms.read_words(request.form), actor=current_person())
    except (Invalid, Conflict) as error:
        return _edit_form(proposal, request.form.to_dict(), _told(error)), error.status
    return _back(proposal)


@decisions.post("/proposals/<uuid:proposal_id>/comments")
def comment(proposal_id: UUID) -> ResponseReturnValue:
    """Say something; a refusal keeps the text."""
    proposal, body = _proposal(proposal_id), request.form.get("body", "")
    try:
        said = services.comment_on_proposal(proposal, body=body, actor=current_person())
    except Invalid as error:
        return show(proposal, {"comment": body}, {"comment": error.detail}), 422
    return redirect(f"/proposals/{proposal.id}#comment-{said.id}", 303)


@decisions.post("/proposals/<uuid:proposal_id>/submission")
def submit(proposal_id: UUID) -> ResponseReturnValue:
    """Bring it before the committee."""
    proposal = _proposal(proposal_id)
    services.submit_proposal(proposal, actor=current_person())
    flash(_("The committee has it now."))
    return _back(proposal)


@decisions.post("/proposals/<uuid:proposal_id>/review")
def review(proposal_id: UUID) -> ResponseReturnValue:
    """Judge it as a member of the committee; a refusal keeps the reason."""
    proposal = _proposal(proposal_id)
    try:
        services.review_proposal(proposal, **forms.read_review(request.form), actor=current_person())
    except (Invalid, Conflict) as error:
        return show(proposal, request.form.to_dict(), _told(error)), error.status
    flash(_("Your judgement is kept with the decision."))
    return _back(proposal)


@decisions.post("/proposals/<uuid:proposal_id>/release")
def release(proposal_id: UUID) -> ResponseReturnValue:
    """Let the house know of it."""
    proposal = _proposal(proposal_id)
    services.release_source(proposal, actor=current_person())
    flash(_("Now the whole house can read this proposal."))
    return _back(proposal)


@decisions.post("/proposals/<uuid:proposal_id>/withdrawal")
def withdraw(proposal_id: UUID) -> ResponseReturnValue:
    """Take it back."""
    proposal = _proposal(proposal_id)
    services.withdraw_proposal(proposal, reason=request.form.get("reason", ""), actor=current_person())
    return _back(proposal)


def _proposal(proposal_id: UUID) -> Proposal:
    return queries.get_proposal(proposal_id, viewer=current_person())


def _back(proposal: Proposal) -> ResponseReturnValue:
    return redirect(f"/proposals/{proposal.id}", 303)


def _told(error: Invalid | Conflict) -> dict[str, str]:
    return error.errors if isinstance(error, Invalid) else {"": error.detail}


def _edit_form(proposal: Proposal, form: dict[str, Any], errors: dict[str, str]) -> str:
    ballots = queries.list_ballots(proposal)
    running = ballots[0] if ballots and ballots[0].state == "open" else None
    return render_template(
        "decisions/edit.html",
        proposal=proposal,
        form=form,
        errors=errors,
        running=running,
        files=attaching.offered(proposal.post, proposal, viewer=current_person()),
        chosen=forms.chosen_files(request.form, proposal.file_ids),
    )
