"""What can be read of decisions: the queries of its modules under one name."""

from app.decisions.queries.ballots import find_my_vote, find_running_ballots, get_ballot, list_ballots
from app.decisions.queries.committees import get_committee, list_committees, list_departments
from app.decisions.queries.proposals import (
    count_by_state,
    get_proposal,
    list_comments,
    list_post_proposals,
    list_proposals,
    list_reviews,
    list_versions,
)
from app.decisions.queries.register import list_all_decisions, list_decisions, list_proposal_decisions, names_of
from app.decisions.queries.waiting import Waiting, list_waiting

__all__ = ["Waiting", "count_by_state", "find_my_vote", "find_running_ballots", "get_ballot", "get_committee"]
__all__ += ["get_proposal", "list_ballots", "list_comments", "list_committees", "list_decisions"]
__all__ += ["list_post_proposals", "list_proposal_decisions", "list_proposals", "list_reviews", "list_versions"]
__all__ += ["list_all_decisions", "list_departments", "list_waiting", "names_of"]
