"""What somebody tries in spite of a no-contact order is refused, and kept for who reads the file of that case."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import func, select

from app.chat.services import open_conversation, open_room, react, send_message, vote_in_message
from app.core import clock
from app.core.db import session
from app.core.errors import Forbidden, Invalid
from app.core.ids import new_id
from app.feed import services as feed
from app.feed.services.arranging import lock_post, unlock_post
from app.feed.services.polling import NewPoll
from app.feed.services.praising import NewPraise
from app.feed.services.scheduling import change_scheduled, publish_scheduled, schedule_post
from app.groups.services import create_group, invite_person, join_group
from app.people.models import Contact, ContactAttempt
from app.people.policy import can_contact
from app.people.services import block_person
from app.people.services.attempts import KEPT_FOR, forget_old_attempts
from app.polls.wishes import PollWish
from moderation.models import Measure
from moderation.queries import attempts_under

WORDS = "I know where you park."


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lovelace", handle="ada")


@pytest.fixture
def ben(make_person):
    return make_person("Ben Nevis", handle="ben")


@pytest.fixture
def paula(make_moderator):
    return make_moderator("Paula")


@pytest.fixture
def case(make_post, report, case_of, ada, ben):
    return case_of(report(make_post(author=ben), by=ada))


@pytest.fixture
def keep_apart(case, decide, ada, paula):
    return lambda **values: decide(case, by=paula, measure=Measure.NO_CONTACT, other=ada.id, **values)


@pytest.fixture
def room(ada, ben):
    group = create_group(name="Workshop 3", actor=ada)
    join_group(group, actor=ben)
    return open_room(group, actor=ada)


def say(conversation, actor, text=WORDS, **values):
    return send_message(conversation, body=text, client_id=str(new_id()), actor=actor, **values)


def refused(deed, *arguments, **values):
    with pytest.raises(Forbidden):
        deed(*arguments, **values)


def tried(decision):
    return [(each.person.name, each.other.name, each.kind, each.tries) for each in attempts_under(decision).items]


def rows():
    return session.scalar(select(func.count()).select_from(ContactAttempt))


def try_each_minute(deed, many, *, begin):
    for minute in range(many):
        with clock.stopped_at(begin + timedelta(minutes=minute)):
            refused(deed)


def test_each_kind_of_contact_is_kept_although_it_left_nothing(keep_apart, ada, ben, room, make_person):
    talk, said = open_conversation([ada], actor=ben), say(room, ada, "The presses stop at noon.")
    post = feed.publish_post(body="The canteen is closed.", actor=ada)
    own = create_group(name="Choir", actor=ben)
    asking = feed.publish_post(body="", parts=[NewPoll(("Tea", "Coffee"), "Which?")], actor=ada)
    asked = say(room, ada, poll=PollWish(("Tea", "Coffee")))
    decision = keep_apart()
    refused(say, talk, ben)
    refused(open_conversation, [ada, make_person()], actor=ben)
    refused(say, room, ben, reply_to=said)
    refused(react, said, name="thanks", actor=ben)
    refused(feed.publish_comment, post, body=WORDS, actor=ben)
    refused(feed.react, post, "thanks", actor=ben)
    refused(feed.share_post, post, body=WORDS, actor=ben)
    refused(invite_person, own, ada, actor=ben)
    refused(feed.vote, asking, ["1"], actor=ben)
    refused(vote_in_message, asked, ["1"], actor=ben)
    with pytest.raises(Invalid):
        feed.publish_post(body="Thank you.", parts=[NewPraise([ada.id])], actor=ben)
    say(room, ben, "As @ada says.")
    feed.publish_post(body="Ask @ada, or @nobody.", actor=ben)
    assert {(who, whom) for who, whom, _kind, _tries in tried(decision)} == {("Ben Nevis", "Ada Lovelace")}
    counted = dict.fromkeys(Contact, 0)
    for _who, _whom, kind, tries in tried(decision):
        counted[kind] += tries
    assert counted == {
        Contact.MESSAGE: 3,
        Contact.REACTION: 2,
        Contact.COMMENT: 1,
        Contact.SHARE: 1,
        Contact.INVITATION: 1,
        Contact.MENTION: 2,
        Contact.VOTE: 2,
        Contact.PRAISE: 1,
    }


def test_what_nobody_may_do_there_is_no_attempt(keep_apart, ada, ben):
    post = feed.publish_post(body="The canteen is closed.", group=create_group(name="Choir", actor=ada), actor=ada)
    decision = keep_apart()
    lock_post(post, actor=ada)
    refused(feed.publish_comment, post, body=WORDS, actor=ben)
    assert tried(decision) == []
    unlock_post(post, actor=ada)
    refused(feed.publish_comment, post, body=WORDS, actor=ben)
    assert [kind for _who, _whom, kind, _tries in tried(decision)] == ["comment"]


def test_however_many_there_are_all_of_them_are_counted_and_can_be_read(
    keep_apart, case, browser, ask, ada, ben, paula
):
    talk = open_conversation([ada], actor=ben)
    decision = keep_apart()
    try_each_minute(lambda: say(talk, ben), 45, begin=clock.from_now(minutes=5).replace(second=1))
    with clock.stopped_at(clock.from_now(hours=2)):
        page = browser(paula)
        file = page.get(f"/moderation/cases/{case.id}").text
        assert "45 tentatives de contact, refusées" in file
        lengths, address = [file.count("De Ben Nevis vers Ada Lovelace")], file
        while found := re.search(r'href="(/moderation/decisions/[^"]+/attempts[^"]*)" rel="next"', address):
            address = page.get(unescape(found[1])).text
            lengths.append(address.count("De Ben Nevis vers Ada Lovelace"))
        assert lengths == [20, 20, 5]
        status, first = ask(paula, "GET", f"/moderation/decisions/{decision.id}/attempts?limit=40")
        assert (status, len(first["items"]), first["next"] is None) == (200, 40, False)


def test_the_same_within_a_minute_is_one_row_that_counts(keep_apart, ada, ben):
    talk = open_conversation([ada], actor=ben)
    decision = keep_apart()
    start = (clock.now() + timedelta(minutes=5)).replace(second=1)
    for seconds in (0, 10, 50):
        with clock.stopped_at(start + timedelta(seconds=seconds)):
            refused(say, talk, ben)
    assert tried(decision) == [("Ben Nevis", "Ada Lovelace", "message", 3)]
    with clock.stopped_at(start + timedelta(seconds=70)):
        refused(say, talk, ben)
    assert rows() == 2


def test_a_mention_that_stood_there_before_the_order_is_no_attempt(keep_apart, ada, ben):
    post = feed.publish_post(body="Ask @ada.", actor=ben)
    decision = keep_apart()
    feed.edit_post(post, body="Ask @ada first.", actor=ben)
    assert tried(decision) == []


def test_a_request_that_is_repeated_with_its_key_is_no_second_attempt(keep_apart, browser, ben):
    decision, page = keep_apart(), browser(ben)
    headers = {"X-CSRF-Token": page.csrf_token, "Idempotency-Key": "once"}
    for _time in range(3):
        assert page.post("/api/v1/posts", json={"body": "Ask @ada."}, headers=headers).status_code == 201
    assert tried(decision) == [("Ben Nevis", "Ada Lovelace", "mention", 1)]


def test_a_post_that_waits_for_its_time_is_an_attempt_when_it_is_published(keep_apart, ben):
    decision = keep_apart()
    waiting = schedule_post(body="Ask @ada.", scheduled_at=clock.now() + timedelta(hours=1), actor=ben)
    change_scheduled(waiting, body="Ask @ada first.", actor=ben)
    assert tried(decision) == []
    publish_scheduled(waiting, parts=(), actor=ben)
    assert tried(decision) == [("Ben Nevis", "Ada Lovelace", "mention", 1)]


def test_looking_at_a_page_and_whom_somebody_blocked_are_nobodys_case(keep_apart, browser, ada, ben, make_person):
    cleo = make_person()
    with_cleo, with_ada = open_conversation([ben], actor=cleo), open_conversation([ada], actor=ben)
    block_person(ben, actor=cleo)
    post = feed.publish_post(body="The canteen is closed.", actor=ada)
    keep_apart()
    refused(say, with_cleo, ben)
    page = browser(ben)
    for address in (f"/messages/{with_ada.id}", f"/posts/{post.id}", "/people/ada"):
        assert page.get(address).status_code == 200
    assert not can_contact(ben, ada)
    assert rows() == 0


def test_who_steers_the_case_reads_them_and_nobody_else_does(
    keep_apart, case, browser, ask, ada, ben, paula, make_person
):
    talk = open_conversation([ada], actor=ben)
    decision = keep_apart()
    refused(say, talk, ben)
    _, file = ask(paula, "GET", f"/moderation/cases/{case.id}")
    [attempt] = file["attempts"]
    assert (attempt["decision_id"], attempt["kind"], attempt["tries"]) == (str(decision.id), "message", 1)
    assert (attempt["person"]["name"], attempt["other"]["name"]) == ("Ben Nevis", "Ada Lovelace")
    page = browser(paula).get(f"/moderation/cases/{case.id}").text
    assert "1 tentative de contact, refusée" in page
    assert "De Ben Nevis vers Ada Lovelace" in page
    assert WORDS not in page + str(file)
    for other in (ada, ben, make_person()):
        for address in (f"/moderation/cases/{case.id}", f"/moderation/decisions/{decision.id}/attempts"):
            assert ask(other, "GET", address)[0] in {403, 404}
    for party in (ada, ben):
        for address in ("/decisions", f"/messages/{talk.id}"):
            assert "tentative" not in browser(party).get(address).text
        assert "attempts" not in str(ask(party, "GET", "/decisions/mine"))


def test_each_order_has_what_was_tried_while_it_held(keep_apart, ada, ben, paula):
    talk = open_conversation([ada], actor=ben)
    decision = keep_apart(one_way=True)
    refused(say, talk, ben)
    with clock.stopped_at(decision.until + timedelta(minutes=2)):
        say(talk, ben)
        say(talk, ada)
    assert [kind for _who, _whom, kind, _tries in tried(decision)] == ["message"]


def test_they_are_forgotten_when_the_order_can_matter_no_more(keep_apart, ada, ben):
    talk = open_conversation([ada], actor=ben)
    keep_apart()
    refused(say, talk, ben)
    forget_old_attempts()
    assert rows() == 1
    with clock.stopped_at(clock.now() + KEPT_FOR + timedelta(days=1)):
        forget_old_attempts()
        assert rows() == 0
