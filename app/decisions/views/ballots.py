"""Putting a proposal to the vote, and voting."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.accounts.signin import current_person
from app.core.errors import Conflict, Invalid, demand
from app.decisions import forms, policy, queries, services, words
from app.decisions.models import Proposal
from app.decisions.views.blueprint import decisions
from app.decisions.views.pages import show
from app.groups.queries import list_own_groups

FRESH = {"changeable": "1", "hidden": "1", "quorum_persons": "50 %", "electorate": "everyone"}


@decisions.get("/proposals/<uuid:proposal_id>/ballot")
def new_ballot(proposal_id: UUID) -> str:
    """The form to put the proposal to the vote."""
    actor, proposal = current_person(), queries.get_proposal(proposal_id, viewer=current_person())
    demand(policy.can_open_ballot(actor, proposal), _("The author, communication and committees open votes."))
    return _form(proposal, MultiDict(FRESH | {"closes_at": forms.proposed_end(actor)}), {})


@decisions.post("/proposals/<uuid:proposal_id>/ballot")
def create_ballot(proposal_id: UUID) -> ResponseReturnValue:
    """Open the vote; a refusal keeps what was typed."""
    actor, proposal = current_person(), queries.get_proposal(proposal_id, viewer=current_person())
    try:
        services.open_ballot(proposal, **forms.read_ballot(request.form, actor), actor=actor)
    except Invalid as error:
        return _form(proposal, request.form, error.errors), 422
    flash(_("The vote is open."))
    return redirect(f"/proposals/{proposal.id}", 303)


@decisions.get("/ballots/<uuid:ballot_id>")
def ballot(ballot_id: UUID) -> ResponseReturnValue:
    """The ballot at its place on the page of its proposal."""
    found = queries.get_ballot(ballot_id, viewer=current_person())
    return redirect(f"/proposals/{found.proposal_id}#ballot")


@decisions.post("/ballots/<uuid:ballot_id>/vote")
def vote(ballot_id: UUID) -> ResponseReturnValue:
    """Vote, or vote otherwise; a refusal says why on the page."""
    ballot = queries.get_ballot(ballot_id, viewer=current_person())
    try:
        receipt = services.cast_vote(ballot, forms.read_vote(request.form, ballot), actor=current_person())
    except (Invalid, Conflict) as error:
        proposal = queries.get_proposal(ballot.proposal_id, viewer=current_person())
        return show(proposal, request.form.to_dict(), {"vote": error.detail}), error.status
    flash(_("Your vote is in the ballot box. Your receipt: %(receipt)s", receipt=receipt) if receipt else _("Voted."))
    return redirect(f"/proposals/{ballot.proposal_id}#ballot", 303)


def _form(proposal: Proposal, form: MultiDict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "decisions/ballot.html",
        proposal=proposal,
        form=form,
        errors=errors,
        words=words,
        departments=queries.list_departments(),
        group_options=[(str(group.id), group.name) for group in list_own_groups(current_person())],
    )
