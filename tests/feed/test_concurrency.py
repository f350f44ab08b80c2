"""Many at once: counters and orders are right when several threads write at the same moment."""

from __future__ import annotations

import threading

from app.accounts.models import Person, Role
from app.accounts.services import create_person
from app.core.db import session
from app.feed.models import Comment, Post
from app.feed.services import pin_post, publish_comment, publish_post, react, take_back_reaction, vote
from app.feed.services.polling import NewPoll
from app.groups.models import GroupRole
from app.groups.services import create_group, set_member

WRITERS = 8


def furnish(app):
    """A post, and as many people as will write at once."""
    with app.app_context():
        people = [
            create_person(email=f"p{number}@x.example", name=f"P {number}", roles=(Role.MEMBER,), actor=None).id
            for number in range(WRITERS)
        ]
        post = publish_post(body="Who comes?", actor=session.get(Person, people[0])).id
        session.remove()
    return post, people


def all_at_once(app, people, deed):
    """Let everybody do the deed at the same moment."""
    barrier, failures = threading.Barrier(len(people)), []

    def act(person_id):
        with app.app_context():
            try:
                actor = session.get(Person, person_id)
                barrier.wait()
                deed(actor)
            except Exception as error:  # noqa: BLE001 (whatever it was, the test tells it)
                failures.append(error)
            finally:
                session.remove()

    threads = [threading.Thread(target=act, args=(person_id,)) for person_id in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_reactions_of_many_at_once_are_all_counted(own_house):
    post_id, people = furnish(own_house)
    names = ["like", "thanks", "celebrate", "support", "insightful", "funny"]

    def change_my_mind(actor):
        post = session.get(Post, post_id)
        for name in names:
            react(post, name, actor=actor)
        take_back_reaction(post, names[-1], actor=actor)
        react(post, names[0], actor=actor)

    all_at_once(own_house, people, change_my_mind)
    with own_house.app_context():
        assert session.get(Post, post_id).reactions == {names[0]: WRITERS}


def test_votes_of_many_at_once_are_all_counted_and_those_of_one_once(own_house):
    _post, people = furnish(own_house)
    with own_house.app_context():
        asked = session.get(Person, people[0])
        poll_id = publish_post(body="When?", parts=[NewPoll(("Now", "Later", "Never"))], actor=asked).id
        session.remove()

    def change_my_mind(actor):
        for option in ("1", "2", "3", "1"):
            vote(session.get(Post, poll_id), [option], actor=actor)

    all_at_once(own_house, [*people, people[0], people[0]], change_my_mind)
    with own_house.app_context():
        poll = session.get(Post, poll_id).parts["poll"]
        assert [option["votes"] for option in poll["options"]] == [WRITERS, 0, 0]
        assert poll["voters"] == WRITERS


def test_comments_of_many_at_once_are_counted_and_numbered_without_a_gap(own_house):
    post_id, people = furnish(own_house)

    def say_three_things(actor):
        for number in range(3):
            publish_comment(session.get(Post, post_id), body=f"Thing {number}", actor=actor)

    all_at_once(own_house, people, say_three_things)
    with own_house.app_context():
        assert session.get(Post, post_id).comment_count == 3 * WRITERS
        numbers = session.query(Comment.number).filter_by(post_id=post_id).order_by(Comment.number)
        assert [number for (number,) in numbers] == list(range(1, 3 * WRITERS + 1))


def test_pins_that_keepers_move_while_people_vote_lose_no_vote(own_house):
    _post, people = furnish(own_house)
    with own_house.app_context():
        owner, *others = (session.get(Person, person_id) for person_id in people)
        group = create_group(name="Choir", actor=owner)
        for number, person in enumerate(others):
            set_member(group, person, role=GroupRole.MODERATOR if number % 2 else GroupRole.MEMBER, actor=owner)
        polls = [publish_post(body="?", group=group, parts=[NewPoll(("Yes", "No"))], actor=owner).id for _ in range(3)]
        session.remove()

    def pin_or_vote(actor):
        mine = people.index(actor.id)
        for number in range(3):
            post = session.get(Post, polls[(mine + number) % 3])
            vote(post, ["1"], actor=actor)
            if mine % 2 == 0:
                pin_post(post, actor=actor)

    all_at_once(own_house, people, pin_or_vote)
    with own_house.app_context():
        parts = [session.get(Post, poll_id).parts for poll_id in polls]
        assert [part["poll"]["voters"] for part in parts] == [WRITERS] * 3
        assert sorted(part["pinned"]["position"] for part in parts) == [1, 2, 3]
