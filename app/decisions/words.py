"""What kinds, states, methods and outcomes are called on pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.decisions.counting import Outcome
from app.decisions.models import Kind, State, Verdict
from app.decisions.tally import Method

KINDS = {
    Kind.CONTENT: _l("Content"),
    Kind.WORDING: _l("Wording"),
    Kind.CADENCE: _l("Cadence"),
    Kind.CAMPAIGN: _l("Campaign"),
    Kind.POLICY: _l("Policy"),
    Kind.QUESTION: _l("Question"),
}
PURPOSES = {
    Kind.CONTENT: _l("%(name)s proposes to publish outside"),
    Kind.WORDING: _l("%(name)s proposes a wording"),
    Kind.CADENCE: _l("%(name)s proposes a rhythm of publication"),
    Kind.CAMPAIGN: _l("%(name)s proposes a campaign"),
    Kind.POLICY: _l("%(name)s proposes a rule"),
    Kind.QUESTION: _l("%(name)s asks the house a question"),
}
STATES = {
    State.DRAFT: _l("Draft"),
    State.PROPOSED: _l("Proposed"),
    State.DISCUSSING: _l("Being discussed"),
    State.VOTING: _l("At the vote"),
    State.COMMITTEE: _l("Before the committee"),
    State.APPROVED: _l("Approved"),
    State.SCHEDULED: _l("Scheduled"),
    State.PUBLISHED: _l("Published"),
    State.MEASURED: _l("Measured"),
    State.CHANGES_ASKED: _l("Changes asked for"),
    State.REJECTED: _l("Rejected"),
    State.WITHDRAWN: _l("Withdrawn"),
    State.EXPIRED: _l("Expired"),
    State.ARCHIVED: _l("Archived"),
}
METHODS = {
    Method.YES_NO: _l("Yes, no or abstain"),
    Method.CONSENT: _l("Consent, unless somebody objects"),
    Method.APPROVAL: _l("Approve as many options as you like"),
    Method.SCORE: _l("Score each option from 0 to 5"),
    Method.RANKED: _l("Rank the options (instant run-off)"),
    Method.SCHULZE: _l("Rank the options (Schulze)"),
    Method.DOTS: _l("Spread dots over the options"),
    Method.BUDGET: _l("Choose what to pay for"),
}
RULES = {
    Method.YES_NO: _l("More yes than no carries it. On a tie, everything stays as it is."),
    Method.CONSENT: _l("It is carried if somebody consents and nobody objects. An objection has a reason."),
    Method.APPROVAL: _l("The option that most people approve wins."),
    Method.SCORE: _l("The option with the highest sum of points wins."),
    Method.RANKED: _l(
        "Your vote counts for the option you put first. If it is eliminated, the vote passes on to your next one."
    ),
    Method.SCHULZE: _l("Options are compared two by two. The one that beats all others wins."),
    Method.DOTS: _l("The option with the most dots wins."),
    Method.BUDGET: _l("The most wanted options are paid for, as long as the money lasts."),
}
ANSWERS = {
    "yes": _l("Yes"),
    "no": _l("No"),
    "abstain": _l("I abstain"),
    "consent": _l("I consent"),
    "object": _l("I object"),
}
TALLIED = ANSWERS | {"abstain": _l("Abstentions"), "consent": _l("Consents"), "object": _l("Objections")}
"""The answers as headings of their counts."""
EFFECTS = {
    "yes": _l("It counts for the yes, and towards the quorum. More yes than no carries the proposal."),
    "no": _l("It counts for the no, and towards the quorum. Without more yes than no, the proposal is rejected."),
    "abstain": _l("It counts towards the quorum only: neither for nor against."),
    "consent": _l("You can live with it. It is carried as long as nobody objects."),
    "object": _l("Your objection alone is enough to send the proposal back to its author, with your reason."),
}
OUTCOMES = {
    Outcome.ACCEPTED: _l("Carried"),
    Outcome.REJECTED: _l("Rejected"),
    Outcome.NO_QUORUM: _l("Too few votes"),
    State.APPROVED: _l("Approved"),
}
VERDICTS = {
    Verdict.APPROVE: _l("Approves"),
    Verdict.CHANGES: _l("Asks for changes"),
    Verdict.REJECT: _l("Refuses"),
    Verdict.VETO: _l("Vetoes"),
}
