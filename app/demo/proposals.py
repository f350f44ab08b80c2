"""What the demo's house decides: its committee, proposals in their versions, votes, and what the committee says."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from app.core import clock
from app.decisions.models import Ballot, Kind, Proposal, Verdict
from app.decisions.services import (
    cast_vote,
    close_due_ballot,
    comment_on_proposal,
    create_committee,
    edit_proposal,
    open_ballot,
    open_proposal,
    review_proposal,
)
from app.decisions.services.composing import Place
from app.decisions.tally import Method
from app.demo.people import Departments, People
from app.demo.story import Event, Written, moment, read
from app.demo.talk import Talk


class Proposals:
    """The events of the committee and of the proposals, and the proposals they leave."""

    def __init__(self, people: People, departments: Departments, talk: Talk) -> None:
        self._people = people
        self._departments = departments
        self._talk = talk
        self._ballots: dict[str, Ballot] = {}
        self.proposals: dict[str, Proposal] = {}

    def events(self) -> list[Event]:
        """All that is proposed, said, voted and judged, each with its time."""
        written = read("proposals.toml")
        composing: Event = (moment(written["committee"]["at"]), partial(self._compose, written["committee"]))
        return [composing, *(event for row in written["proposal"] for event in self._events_of(row))]

    def _events_of(self, row: Written) -> list[Event]:
        deeds = {"edits": self._edit, "comments": self._comment, "reviews": self._review}
        happen: list[Event] = [(moment(row["at"]), partial(self._open, row))]
        for name, deed in deeds.items():
            happen += [(moment(each["at"]), partial(deed, row["key"], each)) for each in row.get(name, [])]
        return happen + (self._voting(row["key"], row["ballot"]) if "ballot" in row else [])

    def _voting(self, key: str, row: Written) -> list[Event]:
        closes_at = moment(row["closes_at"])
        votes: list[Event] = [(moment(vote["at"]), partial(self._vote, key, vote)) for vote in row["votes"]]
        over: list[Event] = [(closes_at, partial(self._close, key))] if closes_at <= clock.now() else []
        return [(moment(row["opened_at"]), partial(self._ask, key, row, closes_at)), *votes, *over]

    def _compose(self, row: Written) -> None:
        create_committee(
            name=row["name"],
            description=row["description"],
            seats=[self._seat(seat) for seat in row["seats"]],
            actor=self._people[row["by"]],
        )

    def _seat(self, row: Written) -> Place:
        department = self._departments[row["department"]]
        return Place(self._people[row["person"]].id, self._people[row["alternate"]].id, department.id)

    def _open(self, row: Written) -> None:
        self.proposals[row["key"]] = open_proposal(
            title=row["title"],
            body=row["body"].strip(),
            kind=Kind(row["kind"]),
            post=self._talk.posts[row["post"]] if "post" in row else None,
            actor=self._people[row["author"]],
        )

    def _edit(self, key: str, row: Written) -> None:
        body, author = row["body"].strip(), self._people[row["by"]]
        edit_proposal(self.proposals[key], body=body, note=row["note"], actor=author)

    def _comment(self, key: str, row: Written) -> None:
        comment_on_proposal(self.proposals[key], body=row["body"], actor=self._people[row["author"]])

    def _ask(self, key: str, row: Written, closes_at: datetime) -> None:
        self._ballots[key] = open_ballot(
            self.proposals[key],
            method=Method(row["method"]),
            question=row["question"],
            closes_at=closes_at,
            electorate=row["electorate"],
            quorum=row["quorum"],
            secret=row["secret"],
            actor=self._people[row["opened_by"]],
        )

    def _vote(self, key: str, row: Written) -> None:
        said = {"choice": row["choice"], "reason": row.get("reason", "")}
        cast_vote(self._ballots[key], said, actor=self._people[row["person"]])

    def _close(self, key: str) -> None:
        close_due_ballot(str(self._ballots[key].id))

    def _review(self, key: str, row: Written) -> None:
        proposal, author = self.proposals[key], self._people[row["author"]]
        verdict, words = Verdict(row["decision"]), proposal.content_hash
        review_proposal(proposal, decision=verdict, reason=row["reason"], content_hash=words, actor=author)
