"""Polls: voting once, changing one's mind, who may know what, and what is forgotten at the close."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.core.idempotency import Answered
from app.feed.models import Poll, PollBallot
from app.feed.services import close_poll, publish_post, vote
from app.feed.services.polling import BOX, NewPoll, close_due_poll
from app.groups.services import remove_member
from app.polls.models import Results
from app.polls.queries import list_voters
from app.polls.wishes import ANONYMOUS_CLOSES

API = "/api/v1"
BUS = ("16 h 45", "17 h 10", "17 h 30")


@pytest.fixture
def make_poll(make_person):
    def make(*, author=None, group=None, **wishes):
        parts = [NewPoll(**{"options": BUS, **wishes})]
        return publish_post(body="When shall the bus leave?", group=group, parts=parts, actor=author or make_person())

    return make


def votes(post):
    return [option["votes"] for option in post.parts["poll"]["options"]]


def test_who_votes_again_replaces_their_vote(make_poll, make_person):
    post, ada = make_poll(), make_person()
    vote(post, ["1"], actor=ada)
    vote(post, ["2"], actor=ada)
    vote(post, ["2"], actor=make_person())
    assert votes(post) == [0, 2, 0]
    assert post.parts["poll"]["voters"] == 2


def test_a_vote_is_taken_back_by_choosing_nothing(make_poll, make_person):
    post, ada = make_poll(multiple=True), make_person()
    vote(post, ["1", "3"], actor=ada)
    vote(post, [], actor=ada)
    assert votes(post) == [0, 0, 0]
    assert post.parts["poll"]["voters"] == 0


@pytest.mark.parametrize("chosen", [[], ["1", "2"], ["4"], ["nothing"]])
def test_a_vote_that_the_poll_does_not_offer_is_refused(make_poll, make_person, chosen):
    with pytest.raises(Invalid) as refused:
        vote(make_poll(), chosen, actor=make_person())
    assert "option_ids" in refused.value.errors


def test_nobody_votes_after_the_close(make_poll, make_person):
    post = make_poll(closes_at=clock.now() + timedelta(hours=1))
    with clock.stopped_at(clock.now() + timedelta(hours=2)), pytest.raises(Conflict):
        vote(post, ["1"], actor=make_person())


def test_a_removed_member_votes_no_more(make_poll, make_person, make_group):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, members=(ada,), access="closed")
    post = make_poll(author=owner, group=group)
    remove_member(group, ada, actor=owner)
    with pytest.raises(NotFound):
        vote(post, ["1"], actor=ada)


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({"options": ("one",)}, "poll_options"),
        ({"options": ("one", " ONE ")}, "poll_options"),
        ({"options": [str(number) for number in range(21)]}, "poll_options"),
        ({"options": ("one", "x" * 201)}, "poll_options"),
        ({"question": "x" * 201}, "poll_question"),
        ({"closes_at": clock.now() - timedelta(days=1)}, "poll_closes_at"),
        ({"closes_at": clock.now() + timedelta(days=4000)}, "poll_closes_at"),
    ],
)
def test_a_poll_that_cannot_be_is_refused_by_field(make_poll, wishes, field):
    with pytest.raises(Invalid) as refused:
        make_poll(**wishes)
    assert list(refused.value.errors) == [field]


def test_the_close_tells_a_result_that_was_kept_back(make_poll, make_person):
    post = make_poll(results=Results.CLOSED, closes_at=clock.now() + timedelta(hours=1))
    vote(post, ["1"], actor=make_person())
    assert votes(post) == [None, None, None]
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        close_due_poll(str(post.id))
        close_due_poll(str(post.id))
    assert votes(post) == [1, 0, 0]
    assert post.parts["poll"]["closed"]


def test_a_due_close_that_comes_too_early_changes_nothing(make_poll):
    post = make_poll(closes_at=clock.now() + timedelta(hours=1))
    close_due_poll(str(post.id))
    assert not post.parts["poll"]["closed"]


def test_the_author_ends_a_vote_and_others_do_not(make_poll, make_person):
    author = make_person()
    post = make_poll(author=author)
    with pytest.raises(Forbidden):
        close_poll(post, actor=make_person())
    close_poll(post, actor=author)
    assert post.parts["poll"]["closed"]


def test_between_two_results_of_an_anonymous_poll_lie_the_votes_of_five_more_people(make_poll, make_person):
    author = make_person()
    post, told = make_poll(author=author, anonymous=True), []
    for number in range(17):
        vote(post, [str(number % 3 + 1)], actor=make_person())
        told.append((tuple(votes(post)), post.parts["poll"]["counted"]))
    nothing, first, second = ((None,) * 3, 0), ((2, 2, 1), 5), ((4, 3, 3), 10)
    assert told == [nothing] * 9 + [first] * 5 + [second] * 3
    close_poll(post, actor=author)
    assert (votes(post), post.parts["poll"]["counted"]) == ([6, 6, 5], 17)


def test_open_pages_hear_no_more_of_an_anonymous_poll_than_its_steps(app, client, make_poll, make_person):
    author = make_person()
    post = make_poll(author=author, anonymous=True)
    socket = app.extensions["socketio"].test_client(app, flask_test_client=client.sign_in(author))
    socket.get_received()
    for number in range(12):
        vote(post, [str(number % 3 + 1)], actor=make_person())
    heard = [each["args"][0] for each in socket.get_received() if each["name"] == "poll.changed"]
    told = [[option["votes"] for option in each["options"]] for each in heard]
    assert told == [[None] * 3] * 9 + [[2, 2, 1]] * 3
    assert [(each["voters"], each["counted"]) for each in heard][-1] == (12, 5)


def test_who_votes_again_and_again_learns_nothing_of_who_votes_between(make_poll, make_person):
    post, ada = make_poll(anonymous=True), make_person()
    for _ in range(9):
        vote(post, ["1"], actor=make_person())
    vote(post, ["2"], actor=ada)
    before = votes(post)
    for _ in range(6):
        vote(post, [], actor=ada)
        vote(post, ["2"], actor=ada)
    vote(post, ["3"], actor=make_person())
    assert votes(post) == before == [5, 0, 0]


def test_where_people_took_their_votes_back_the_close_tells_of_none_of_the_last(make_poll, make_person):
    author, people = make_person(), [make_person() for _ in range(10)]
    post = make_poll(author=author, anonymous=True)
    for person in people:
        vote(post, ["1"], actor=person)
    for person in people[6:]:
        vote(post, [], actor=person)
    vote(post, ["3"], actor=make_person())
    close_poll(post, actor=author)
    assert (votes(post), post.parts["poll"]["voters"], post.parts["poll"]["counted"]) == ([5, 0, 0], 7, 5)


def test_who_voted_anonymously_sees_no_more_of_the_result_than_all_may(make_poll, make_person, client):
    post, ada = make_poll(results=Results.VOTED, anonymous=True), make_person()
    seen = []
    for person in [ada, *(make_person() for _ in range(9))]:
        vote(post, ["2"], actor=person)
        seen.append(client.sign_in(ada).get(f"{API}/posts/{post.id}").json["poll"]["options"][1]["votes"])
    assert seen == [None] * 9 + [5]


def test_voters_of_an_anonymous_poll_read_by_which_steps_its_result_moves_on(make_poll, make_person, client):
    post = make_poll(anonymous=True)
    page = client.sign_in(make_person()).get(f"/posts/{post.id}").text
    assert "à partir de dix votes (cinq à la clôture)" in page
    for _ in range(10):
        vote(post, ["1"], actor=make_person())
    page = client.get(f"/posts/{post.id}").text
    assert "s’affichent par groupes de cinq" in page


def test_the_close_of_an_anonymous_poll_parts_people_from_what_they_chose(make_poll, make_person, client):
    author, ada = make_person(), make_person()
    post = make_poll(author=author, anonymous=True)
    assert datetime.fromisoformat(post.parts["poll"]["closes_at"]) - post.published_at >= ANONYMOUS_CLOSES
    client.sign_in(ada)
    headers = {"Idempotency-Key": "mine", "X-CSRF-Token": client.csrf_token}
    sent = client.post(f"{API}/polls/{post.id}/votes", json={"option_ids": ["2"]}, headers=headers)
    assert sent.status_code == 200, sent.text
    assert sent.json["my_votes"] == ["2"]
    with pytest.raises(Forbidden):
        list_voters(BOX, post.id, viewer=author)
    close_poll(post, actor=author)
    ballot = session.get(PollBallot, (post.id, ada.id), populate_existing=True)
    assert (ballot.option_ids, ballot.at) == (None, None)
    assert session.scalar(select(func.count()).select_from(Answered)) == 0
    seen = client.get(f"{API}/posts/{post.id}").json["poll"]
    assert [option["votes"] for option in seen["options"]] == [None, None, None], "one ballot would tell"
    assert session.get_one(Poll, post.id).tally == {}
    assert seen["my_votes"] == []
    page = client.get(f"/posts/{post.id}").text
    assert "Trop peu de réponses pour montrer le résultat." in page


def test_the_close_tells_the_result_of_an_anonymous_poll_in_which_enough_voted(make_poll, make_person):
    author = make_person()
    post = make_poll(author=author, anonymous=True, results=Results.CLOSED)
    for _ in range(5):
        vote(post, ["2"], actor=make_person())
    assert votes(post) == [None, None, None]
    close_poll(post, actor=author)
    assert votes(post) == [0, 5, 0]


def test_who_voted_sees_a_result_that_the_others_do_not(make_poll, make_person, client):
    post, ada, bob = make_poll(results=Results.VOTED), make_person(), make_person()
    vote(post, ["3"], actor=ada)
    told = {}
    for person in (ada, bob):
        client.sign_in(person)
        told[person] = client.get(f"{API}/posts/{post.id}").json["poll"]["options"][2]["votes"]
        page = client.get("/").text
        assert (f'"{post.id}": [["3"], {{"3": 1}}]' in page) == (person is ada)
    assert told == {ada: 1, bob: None}
    assert client.get(f"{API}/polls/{post.id}/votes").status_code == 403
    assert [each.option_ids for each in list_voters(BOX, post.id, viewer=ada).items] == [["3"]]


def test_a_plain_form_opens_a_poll_whose_question_needs_no_other_words(client, make_person):
    client.sign_in(make_person(language="en"))
    form = {"body": "", "group_id": "", "kind": "poll", "poll_question": "When?", "poll_options": "Now\r\nLater\r\n"}
    assert client.post("/posts", data={**form, "poll_closes_at": "2031-01-01T10:00"}).status_code == 422
    assert client.post("/posts", data={**form, "poll_multiple": "1"}).status_code == 303
    poll = client.get(f"{API}/feed").json["items"][0]["poll"]
    assert (poll["question"], [each["text"] for each in poll["options"]], poll["multiple"]) == (
        "When?",
        ["Now", "Later"],
        True,
    )


def test_a_refused_poll_keeps_what_was_typed_and_says_why_beside_it(client, make_person):
    client.sign_in(make_person(language="en"))
    form = {"body": "When?", "group_id": "", "kind": "poll", "poll_options": "Only this", "poll_anonymous": "1"}
    refused = client.post("/posts", data=form)
    assert refused.status_code == 422
    assert "Give between 2 and 20 options." in refused.text
    assert "Only this</textarea>" in refused.text
    assert 'name="poll_anonymous" value="1" checked' in refused.text


def test_a_plain_form_votes_and_the_polls_page_says_what_one_chose(client, make_poll, make_person):
    post = make_poll()
    client.sign_in(make_person("Ada Lune", language="en"))
    assert client.post(f"/polls/{post.id}/votes", data={}).status_code == 422
    sent = client.post(f"/polls/{post.id}/votes", data={f"poll-{post.id}": "2", "next": "/?scope=all"})
    assert sent.location == f"/?scope=all#post-{post.id}"
    page = client.get(f"/polls/{post.id}").text
    assert "You chose:" in page
    assert "Ada Lune" in page


def test_by_a_plain_form_one_takes_ones_vote_back(client, make_poll, make_person):
    post, ada = make_poll(), make_person()
    vote(post, ["2"], actor=ada)
    client.sign_in(ada)
    assert "Retirer mon vote</span>" in client.get(f"/polls/{post.id}").text.rpartition("voters-title")[2]
    answer = client.post(f"/polls/{post.id}/votes", data={"next": f"/polls/{post.id}"})
    assert answer.status_code == 303
    assert votes(post) == [0, 0, 0]
    page = client.get(f"/polls/{post.id}").text
    assert "Votre vote est retiré." in page
    assert "Retirer mon vote</span>" not in page.rpartition("voters-title")[2]
    assert client.post(f"/polls/{post.id}/votes").status_code == 422, "there is nothing left to take back"


def test_of_several_choices_people_and_votes_are_counted_apart(client, make_poll, make_person):
    post, ada, ben = make_poll(multiple=True), make_person(language="en"), make_person()
    vote(post, ["1", "2"], actor=ada)
    vote(post, ["2"], actor=ben)
    page = client.sign_in(ada).get(f"/posts/{post.id}").text
    assert "2 people voted" in page
    assert re.findall(r"data-votes>([^<]*)<", page)[:2] == ["1 vote", "2 votes"]
    assert "several choices" in page
