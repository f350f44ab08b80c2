"""What the demo's posts carry beside their text: questions with their answers, and polls with their votes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from itertools import islice

from sqlalchemy import insert

from app.core import clock
from app.core.db import session
from app.demo.people import People
from app.demo.story import Event, Written, moment
from app.feed.models import Comment, Poll, PollBallot, Post
from app.feed.parts import Part
from app.feed.services import accept_answer, react, vote
from app.feed.services.answering import NewQuestion
from app.feed.services.polling import NewPoll
from app.reactions.words import USEFUL

Comments = Mapping[tuple[str, int], Comment]


def parts_of(row: Written) -> list[Part]:
    """What a post carries."""
    parts: list[Part] = [NewQuestion()] if row.get("question") else []
    if poll := row.get("poll"):
        closes_at = moment(poll["closes"])
        parts.append(NewPoll(poll["options"], anonymous=poll.get("anonymous", False), closes_at=closes_at))
    return parts


def events(row: Written, posts: Mapping[str, Post], comments: Comments, people: People) -> Iterable[Event]:
    """What becomes of it later."""
    if answer := row.get("answer"):
        yield moment(answer["at"]), partial(_accept, row, posts, comments, people)
    if "poll" in row:
        now = clock.now()
        yield min(moment(row["at"]) + timedelta(hours=2), now), partial(_vote, row, posts, people)


def _accept(row: Written, posts: Mapping[str, Post], comments: Comments, people: People) -> None:
    answer, post = row["answer"], posts[row["key"]]
    comment = comments[row["key"], answer["comment"]]
    accept_answer(post, comment, actor=people[row["author"]])
    for handle in answer["useful"]:
        react(comment, USEFUL, actor=people[handle])


def _vote(row: Written, posts: Mapping[str, Post], people: People) -> None:
    """All but the last are put in as rows; the last vote has the result shown."""
    post, counts = posts[row["key"]], row["poll"]["votes"]
    chosen = [str(number) for number, count in enumerate(counts, start=1) for _ in range(count)]
    voters = list(islice((person for person in people.values() if not person.is_guest), len(chosen)))
    *others, last = zip(voters, chosen, strict=True)
    ballots = [{"post_id": post.id, "person_id": person.id, "option_ids": [option]} for person, option in others]
    session.execute(insert(PollBallot), ballots)
    poll = session.get_one(Poll, post.id)
    poll.voters, poll.tally = (
        len(others),
        {option: [each for _, each in others].count(option) for option in set(chosen)},
    )
    vote(post, [last[1]], actor=last[0])
