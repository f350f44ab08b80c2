"""What can be done to proposals, ballots and committees: the services of its modules under one name."""

from app.decisions.services.advancing import advance_proposal
from app.decisions.services.balloting import close_ballot, close_due_ballot, open_ballot
from app.decisions.services.commenting import comment_on_proposal
from app.decisions.services.composing import create_committee
from app.decisions.services.proposing import edit_proposal, open_proposal, release_source, withdraw_proposal
from app.decisions.services.reviewing import review_proposal, submit_proposal
from app.decisions.services.voting import cast_vote

__all__ = ["advance_proposal", "cast_vote", "close_ballot", "close_due_ballot", "comment_on_proposal"]
__all__ += ["create_committee", "edit_proposal", "open_ballot", "open_proposal", "release_source"]
__all__ += ["review_proposal", "submit_proposal", "withdraw_proposal"]
