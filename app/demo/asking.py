"""What the demo's posts carry beside their text: questions with their answers, polls with their votes, and thanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from itertools import islice

from sqlalchemy import insert

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.demo.people import People
from app.demo.story import Event, Written, moment, read
from app.feed.models import Comment, CompanyValue, Poll, PollBallot, Post
from app.feed.parts import Part
from app.feed.services import accept_answer, add_value, react, vote
from app.feed.services.answering import NewQuestion
from app.feed.services.polling import NewPoll
from app.feed.services.praising import NewPraise
from app.feed.services.valuing import Wording
from app.reactions.services import add_word
from app.reactions.words import USEFUL

Comments = Mapping[tuple[str, int], Comment]


def name_values(admin: Person) -> dict[str, CompanyValue]:
    """What the house stands for, by the keys of its file."""
    rows = read("values.toml")["value"]
    return {row.pop("key"): add_value(Wording(**row), actor=admin) for row in rows}


def offer_words(admin: Person) -> None:
    """The words of reactions that the house has beside those of every house."""
    for row in read("words.toml")["word"]:
        add_word(**row, actor=admin)


def parts_of(row: Written, people: People, values: Mapping[str, CompanyValue]) -> list[Part]:
    """What a post carries."""
    parts: list[Part] = [NewQuestion()] if row.get("question") else []
    if poll := row.get("poll"):
        closes_at = moment(poll["closes"])
        parts.append(NewPoll(poll["options"], anonymous=poll.get("anonymous", False), closes_at=closes_at))
    if thanks := row.get("praise"):
        parts.append(NewPraise([people[handle].id for handle in thanks["people"]], values[thanks["value"]].id))
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
    poll.voters = poll.counted = len(others)
    poll.tally = {option: [each for _, each in others].count(option) for option in set(chosen)}
    vote(post, [last[1]], actor=last[0])
