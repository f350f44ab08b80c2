"""A no-contact order keeps two people apart, everywhere one could reach the other, until it ends."""

import pytest
from sqlalchemy import select

from app.chat.services import open_conversation, open_room, react, send_message
from app.core import clock
from app.core.db import session
from app.core.errors import Forbidden, Invalid, NotFound
from app.core.ids import new_id
from app.feed.services import publish_comment, publish_post
from app.groups.services import create_group, join_group
from app.people.policy import can_contact
from app.people.services import forbid_contact
from moderation.models import AppealOutcome, Measure, Notice, NoticeKind
from moderation.queries import get_case, list_decisions_about
from moderation.services import file_appeal, judge_appeal
from moderation.words import order


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lovelace")


@pytest.fixture
def ben(make_person):
    return make_person("Ben Nevis")


@pytest.fixture
def case(make_post, report, case_of, ada, ben):
    """What Ben wrote, reported by Ada."""
    return case_of(report(make_post(author=ben), by=ada))


@pytest.fixture
def keep_apart(case, make_moderator, decide, ada):
    def give(**values):
        values = {"by": make_moderator(), "measure": Measure.NO_CONTACT, "other": ada.id} | values
        return decide(case, **values)

    return give


def say(conversation, actor, text="Hello.", **values):
    return send_message(conversation, body=text, client_id=str(new_id()), actor=actor, **values)


def test_an_order_forbids_both_to_write_to_each_other_until_its_end(keep_apart, ada, ben):
    talk = open_conversation([ada], actor=ben)
    decision = keep_apart()
    for one in (ada, ben):
        with pytest.raises(Forbidden):
            say(talk, one)
    with clock.stopped_at(decision.until):
        say(talk, ben)


def test_an_order_that_goes_one_way_lets_the_other_write(keep_apart, ada, ben):
    talk = open_conversation([ben], actor=ada)
    keep_apart(one_way=True)
    say(talk, ada)
    with pytest.raises(Forbidden):
        say(talk, ben)


def test_no_conversation_begins_between_them_and_none_of_several_goes_on(keep_apart, ada, ben, make_person):
    third = make_person()
    several = open_conversation([ada, third], actor=ben)
    keep_apart()
    say(several, third)
    with pytest.raises(Forbidden):
        say(several, ben)
    for people in ([ada], [ada, third]):
        with pytest.raises(Forbidden):
            open_conversation(people, actor=ben)


def test_in_a_room_they_talk_but_neither_answers_nor_reacts_to_the_other(keep_apart, ada, ben):
    group = create_group(name="Workshop 3", actor=ada)
    join_group(group, actor=ben)
    room = open_room(group, actor=ada)
    said = say(room, ada, "The presses stop at noon.")
    keep_apart()
    say(room, ben, "Thank you, everybody.")
    with pytest.raises(Forbidden):
        say(room, ben, reply_to=said)
    with pytest.raises(Forbidden):
        react(said, name="thanks", actor=ben)


def test_under_what_the_other_posts_there_is_no_comment(keep_apart, ada, ben):
    post = publish_post(body="The canteen is closed.", actor=ada)
    keep_apart()
    with pytest.raises(Forbidden):
        publish_comment(post, body="As always.", actor=ben)


def test_both_are_told_with_the_reasons_and_nobody_of_the_two_sees_the_case(keep_apart, case, ada, ben, make_moderator):
    decision = keep_apart()
    for one in (ada, ben):
        (told,) = list_decisions_about(one).items
        assert told.id == decision.id
    assert set(decision.bound) == {ada.id, ben.id}
    assert ada.name in order(decision)
    told = select(Notice.kind).where(Notice.person_id == ada.id)
    assert set(session.scalars(told)) == {NoticeKind.REASONS, NoticeKind.OUTCOME}


def test_a_moderator_whom_an_order_protects_no_longer_sees_the_case(keep_apart, case, make_moderator):
    paula = make_moderator()
    assert get_case(case.id, viewer=paula)
    keep_apart(other=paula.id)
    with pytest.raises(NotFound):
        get_case(case.id, viewer=paula)


def test_overturned_for_whom_it_concerns_it_ends_for_both(keep_apart, ada, ben, make_moderator):
    decision = keep_apart()
    appeal = file_appeal(decision, statement="That was not me.", actor=ben)
    judge_appeal(appeal, outcome=AppealOutcome.OVERTURN, reason="It was not.", actor=make_moderator())
    assert can_contact(ben, ada)
    assert can_contact(ada, ben)


def test_overturned_for_the_other_it_goes_on_one_way(keep_apart, ada, ben, make_moderator):
    decision = keep_apart()
    appeal = file_appeal(decision, statement="I did nothing, why am I bound?", actor=ada)
    judge_appeal(appeal, outcome=AppealOutcome.OVERTURN, reason="She is right.", actor=make_moderator())
    assert can_contact(ada, ben)
    assert not can_contact(ben, ada)
    assert decision.bound == [ben.id]


def test_whom_an_order_only_protects_has_nothing_to_contest(
    make_post, report, case_of, decide, make_person, make_moderator
):
    target = make_person()
    case = case_of(report(make_post()))
    decision = decide(case, by=make_moderator(), measure=Measure.NO_CONTACT, other=target.id, one_way=True)
    with pytest.raises(NotFound):
        file_appeal(decision, statement="But.", actor=target)


@pytest.mark.parametrize("until", [None, clock.from_now(days=366)])
def test_an_order_has_an_end_within_a_year(keep_apart, until):
    with pytest.raises(Invalid) as caught:
        keep_apart(until=until)
    assert "until" in caught.value.errors


def test_an_order_names_somebody_else_and_no_other_measure_does(keep_apart, ada, ben, make_moderator):
    paula = make_moderator()
    no_order = {"measure": Measure.REMIND, "until": None, "other": ada.id}
    for values in ({"other": ben.id}, {"other": paula.id}, {"other": new_id()}, {"other": None}, no_order):
        with pytest.raises(Invalid) as caught:
            keep_apart(by=paula, **values)
        assert "between" in caught.value.errors


def test_only_who_moderates_forbids_contact(ada, ben):
    with pytest.raises(Forbidden):
        forbid_contact(ben, ada, until=clock.from_now(days=1), actor=ada)


def test_the_desk_offers_it_and_names_whom_by_their_handle(keep_apart, case, browser, make_moderator, ada, ben):
    desk = browser(make_moderator())
    desk.post(f"/moderation/cases/{case.id}/claim")
    form = {"measure": "no_contact", "reason": "Keep apart.", "article": "1", "no_contact_days": "30"}
    refused = desk.post(f"/moderation/cases/{case.id}/decisions", data={**form, "other": "@nobody-of-that-name"})
    assert (refused.status_code, "Personne n’a cet identifiant." in refused.text) == (422, True)
    given = desk.post(f"/moderation/cases/{case.id}/decisions", data={**form, "other": f"@{ada.handle}"})
    assert given.status_code == 303
    assert "ne doivent pas entrer en contact" in desk.get(f"/moderation/cases/{case.id}").text
    assert "ne doivent pas entrer en contact" in browser(ben).get("/decisions/mine").text


def test_the_interface_names_both_between_and_who_alone_is_bound(ask, case, make_moderator, ada, ben):
    paula = make_moderator()
    ask(paula, "POST", f"/moderation/cases/{case.id}/claim")
    wish = {
        "measure": "no_contact",
        "reason": "Keep apart.",
        "article": 1,
        "until": clock.from_now(days=30).isoformat(),
        "between": [str(ada.id), str(ben.id)],
        "one_way": str(ben.id),
    }
    status, given = ask(paula, "POST", f"/moderation/cases/{case.id}/decisions", wish)
    assert (status, given["one_way"]) == (201, str(ben.id))
    assert {one["id"] for one in given["between"]} == {str(ada.id), str(ben.id)}
