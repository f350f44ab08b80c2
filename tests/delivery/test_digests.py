"""One digest for each person and period: at their hour, of what they may see when it leaves, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.accounts.services import change_preferences, deactivate_person
from app.agenda.models import Reply
from app.agenda.services import answer_event, plan_event
from app.core import clock, outbox
from app.core.db import session
from app.core.mailserver import read_mail_server
from app.delivery.links import unsubscribe_link
from app.delivery.models import Mail, State
from app.delivery.post import POST, Post
from app.delivery.services import keep_up
from app.delivery.transports import Smtp
from app.feed.models import Post as FeedPost
from app.feed.services import confirm_reading, mark_seen, mute_post, publish_comment, publish_post
from app.feed.services.announcing import NewAnnouncement
from app.feed.services.answering import NewQuestion
from app.groups.models import Access
from app.groups.services import remove_member
from app.notifications.attention import Rhythm
from app.notifications.mutes import Sort
from app.notifications.services import choose_attention, mark_read, mute, plan_absence
from tests.support.mail import link_in, text_of
from tests.support.waiting import free_port

MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)  # eight o'clock in Paris
FRIDAY = MONDAY - timedelta(days=3)


@pytest.fixture
def at(mailed, drain):
    """Let the worker do what it does at a moment, and read the digests so far."""

    def at(moment: datetime) -> list[EmailMessage]:
        with clock.stopped_at(moment):
            drain()
            keep_up()
            return [mail for mail in mailed() if "chose" in mail["Subject"] or "thing" in mail["Subject"]]

    return at


@pytest.fixture
def week(make_person, make_group, at, drain):
    """Ben is in a group where, on a Friday, something is said; gives Ada, who says it, Ben and the group."""
    with clock.stopped_at(FRIDAY):
        ada, ben = make_person("Ada Byron", language="en"), make_person("Ben Sand", language="en")
        group = make_group("Workshop 3", owner=ada, members=(ben,), access=Access.SECRET)
        keep_up()
        drain()
        mark_read(actor=ben)  # that he was brought into the group
        post = publish_post(body="The new saw has come", group=group, actor=ada)
        for _ in range(2):
            publish_comment(post, body="And works", actor=ada)
    return ada, ben, group


def of(person, mails):
    return [mail for mail in mails if mail["To"].addresses[0].addr_spec == person.email]


def test_a_digest_comes_once_a_week_with_what_the_groups_talk_about(week, at):
    ada, ben, _group = week
    assert at(MONDAY - timedelta(minutes=1)) == []
    (mail,) = of(ben, at(MONDAY))
    assert mail["Subject"] == "This week: 1 thing for you"
    for kind in ("plain", "html"):
        text = text_of(mail, kind)
        assert "The new saw has come" in text
        assert "Ada Byron · Workshop 3" in text
        assert "http://localhost:8000/posts/" in text
    for later in (1, 24, 6 * 24):
        assert len(at(MONDAY + timedelta(hours=later))) == 1
    assert of(ada, at(MONDAY)) == []


def test_it_is_told_from_where_the_last_one_ended(week, at):
    ada, ben, group = week
    at(MONDAY)
    assert len(of(ben, at(MONDAY + timedelta(days=7)))) == 1
    with clock.stopped_at(MONDAY + timedelta(days=8)):
        publish_post(body="Who oils it?", group=group, parts=[NewQuestion()], actor=ada)
    latest = of(ben, at(MONDAY + timedelta(days=14)))[-1]
    assert "Nobody has answered yet" in text_of(latest)
    assert "Who oils it?" in text_of(latest)
    assert "new saw" not in text_of(latest)


def test_mentions_and_answers_come_with_their_words_until_they_are_read(week, at, drain):
    ada, ben, group = week
    with clock.stopped_at(FRIDAY):
        publish_post(body=f"The key, @{ben.handle}?", group=group, actor=ada)
        drain()
    mail = of(ben, at(MONDAY))[-1]
    assert mail["Subject"] == "This week: 2 things for you"
    assert "Mentions and replies\n\n* Ada Byron mentioned you\n  The key, @Ben Sand?\n  Workshop 3\n" in text_of(mail)
    with clock.stopped_at(MONDAY):
        publish_post(body=f"And the lock, @{ben.handle}?", group=group, actor=ada)
        drain()
        mark_read(actor=ben)
    assert len(of(ben, at(MONDAY + timedelta(days=7)))) == 1


def test_what_the_house_says_to_all_comes_before_what_groups_talk_about(week, at, make_person):
    _ada, ben, _group = week
    with clock.stopped_at(FRIDAY):
        david = make_person("David", Role.MEMBER, Role.COMMUNICATION)
        publish_post(title="Car park closed", body="On Monday.", actor=david)
    text = text_of(of(ben, at(MONDAY))[0])
    assert text.index("Car park closed") < text.index("The new saw")


def test_an_announcement_to_confirm_comes_first_until_it_is_confirmed(week, at):
    ada, ben, group = week
    with clock.stopped_at(FRIDAY - timedelta(days=30)):
        deadline = MONDAY + timedelta(days=20)
        parts = [NewAnnouncement(confirm=True, deadline=deadline)]
        post = publish_post(title="Guards on the saw", body="Read it.", group=group, parts=parts, actor=ada)
    (mail,) = of(ben, at(MONDAY))
    assert text_of(mail).index("Guards on the saw") < text_of(mail).index("The new saw")
    assert "Read and confirm\n\n* Guards on the saw\n  To be confirmed until Sunday 20 December at 08:00.\n" in text_of(
        mail
    )
    assert len(of(ben, at(MONDAY + timedelta(days=7)))) == 2
    confirm_reading(post, actor=ben)
    assert len(of(ben, at(MONDAY + timedelta(days=14)))) == 2


def test_an_announcement_of_a_group_is_told_its_members_once(week, at):
    ada, ben, group = week
    with clock.stopped_at(FRIDAY):
        publish_post(title="New locks", body="From Monday.", group=group, parts=[NewAnnouncement()], actor=ada)
    (mail,) = of(ben, at(MONDAY))
    assert text_of(mail).count("New locks") == 1
    assert "Announcements\n\n* New locks\n" in text_of(mail)


def test_events_until_the_next_digest_are_told_unless_one_has_said_no(week, at):
    ada, ben, group = week
    with clock.stopped_at(FRIDAY):
        for days, title in ((4, "Saw party"), (5, "Not mine"), (12, "Next week")):
            starts = MONDAY + timedelta(days=days - 3, hours=2)
            times = {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}
            event = plan_event(title=title, place="Yard", group=group, actor=ada, **times)
            if title == "Not mine":
                answer_event(event, Reply.NO, actor=ben)
    text = text_of(of(ben, at(MONDAY))[0])
    assert "Coming up\n\n* Saw party\n  Tuesday 1 December at 10:00\n  Yard · Workshop 3\n" in text
    assert "Not mine" not in text
    assert "Next week" not in text


def mute_group(ben, group, post):
    mute(Sort.GROUP, str(group.id), actor=ben)


def mute_author(ben, group, post):
    mute(Sort.PERSON, str(post.author_id), actor=ben)


def mute_thread(ben, group, post):
    mute_post(post, actor=ben)


def see_it(ben, group, post):
    mark_seen(post, number=post.last_number, actor=ben)


@pytest.mark.parametrize("change", [mute_group, mute_author, mute_thread, see_it])
def test_what_is_muted_or_was_read_is_not_told(week, at, change):
    _ada, ben, group = week
    (post,) = session.scalars(select(FeedPost).where(FeedPost.group_id == group.id))
    with clock.stopped_at(FRIDAY):
        change(ben, group, post)
    assert of(ben, at(MONDAY)) == []


def test_a_group_that_was_muted_tells_only_what_names_its_reader(week, at, make_group, drain):
    ada, ben, group = week
    with clock.stopped_at(FRIDAY):
        other = make_group("Other", owner=ada, members=(ben,))
        for place, words in ((group, "muted"), (other, "heard")):
            post = publish_post(body=f"Mine, {words}", group=place, actor=ben)
            publish_comment(post, body=f"An answer, {words}", actor=ada)
            publish_post(body=f"You, {words} @{ben.handle}", group=place, actor=ada)
        drain()
        mute_group(ben, group, None)
    text = text_of(of(ben, at(MONDAY))[-1])
    told = {words: ("answer, " + words in text, "You, " + words in text) for words in ("muted", "heard")}
    assert told == {"muted": (False, True), "heard": (True, True)}


def test_there_are_ten_things_at_most(week, at, make_person, drain):
    ada, ben, group = week
    with clock.stopped_at(FRIDAY):
        david = make_person("David", Role.MEMBER, Role.COMMUNICATION)
        for number in range(12):
            publish_post(body=f"Mention {number} @{ben.handle}", group=group, actor=ada)
            publish_post(body=f"News {number}", actor=david)
            publish_post(body=f"Question {number}", group=group, parts=[NewQuestion()], actor=ada)
        drain()
    (mail,) = of(ben, at(MONDAY))
    assert mail["Subject"] == "This week: 10 things for you"
    assert text_of(mail).count("\n* ") == 10


def test_a_digest_speaks_its_readers_language(week, at):
    _ada, ben, _group = week
    change_preferences(ben, language="fr", actor=ben)
    (mail,) = of(ben, at(MONDAY))
    assert (mail["Subject"], mail["Content-Language"]) == ("Cette semaine\u202f: 1 chose pour vous", "fr")
    assert "Vos groupes en parlent" in text_of(mail)
    assert "vendredi" in text_of(mail) or "lundi" in text_of(mail)


def test_it_comes_by_the_clock_of_its_reader(week, at):
    _ada, ben, _group = week
    change_preferences(ben, time_zone="America/Cayenne", actor=ben)
    assert of(ben, at(MONDAY)) == []
    assert len(of(ben, at(MONDAY + timedelta(hours=4)))) == 1


def test_a_daily_one_comes_on_working_days_at_its_hour(week, at):
    ada, ben, group = week
    choose_attention(digest=Rhythm.DAILY, digest_hour=17, actor=ben)
    assert len(of(ben, at(FRIDAY + timedelta(hours=9)))) == 1
    came = []
    for day in range(7):
        moment = MONDAY + timedelta(days=day, hours=9)
        with clock.stopped_at(moment - timedelta(hours=1)):
            post = publish_post(body=f"Day {day}", group=group, actor=ada)
            for _ in range(2):
                publish_comment(post, body="Yes", actor=ada)
        before = len(of(ben, at(moment - timedelta(minutes=1))))
        came.append(len(of(ben, at(moment))) - before)
    assert came == [1, 1, 1, 1, 1, 0, 0]


def test_who_wants_none_gets_none_and_who_changes_their_mind_waits_for_the_next(week, at):
    ada, ben, group = week
    choose_attention(digest=Rhythm.NEVER, actor=ben)
    assert of(ben, at(MONDAY)) == []
    choose_attention(digest=Rhythm.WEEKLY, actor=ben)
    with clock.stopped_at(MONDAY + timedelta(days=2)):
        publish_post(body="Who has it?", group=group, parts=[NewQuestion()], actor=ada)
    assert of(ben, at(MONDAY + timedelta(days=2))) == []
    assert len(of(ben, at(MONDAY + timedelta(days=7)))) == 1


def test_who_chooses_an_earlier_hour_gets_it_then_and_one_a_day_all_the_same(week, at):
    ada, ben, group = week
    choose_attention(digest_hour=17, actor=ben)
    assert of(ben, at(MONDAY + timedelta(hours=1))) == []
    with clock.stopped_at(MONDAY + timedelta(hours=1)):
        choose_attention(digest_hour=10, actor=ben)
        publish_post(body="Who has it?", group=group, parts=[NewQuestion()], actor=ada)
    assert len(of(ben, at(MONDAY + timedelta(hours=2)))) == 1
    choose_attention(digest_hour=12, actor=ben)
    assert len(of(ben, at(MONDAY + timedelta(hours=5)))) == 1


def test_who_is_away_gets_one_when_they_are_back(week, at):
    _ada, ben, _group = week
    with clock.stopped_at(FRIDAY):
        choose_attention(digest=Rhythm.DAILY, actor=ben)
        plan_absence(date(2026, 11, 30), date(2026, 12, 2), actor=ben)
    for day in range(3):
        assert of(ben, at(MONDAY + timedelta(days=day, hours=2))) == []
    assert len(of(ben, at(MONDAY + timedelta(days=3, minutes=1)))) == 1


def test_it_waits_for_the_end_of_quiet_hours(week, at):
    _ada, ben, _group = week
    choose_attention(digest_hour=6, keeps_quiet=True, actor=ben)
    assert of(ben, at(MONDAY - timedelta(hours=1))) == []
    assert len(of(ben, at(MONDAY + timedelta(minutes=1)))) == 1


def test_who_left_a_secret_group_before_the_mail_left_reads_nothing_of_it(week, app, at, mailed):
    """The digest was begun, then the server was away; what holds is what is true when it is there again."""
    ada, ben, group = week
    working = app.extensions[POST]
    nowhere = Smtp(read_mail_server(f"smtp://127.0.0.1:{free_port()}"), name="house.example")
    app.extensions[POST] = Post(nowhere, "parvis@house.example")
    at(MONDAY)
    assert [mail.state for mail in session.query(Mail).where(Mail.person_id == ben.id)] == [State.WAITING]
    remove_member(group, ben, actor=ada)
    app.extensions[POST] = working
    assert of(ben, at(MONDAY + timedelta(hours=1))) == []
    session.expire_all()
    assert [mail.state for mail in session.query(Mail).where(Mail.person_id == ben.id)] == [State.DROPPED]


@pytest.mark.parametrize("change", ["stopped", "closed"])
def test_who_stopped_it_while_it_waited_gets_it_no_more(week, app, at, client, change):
    _ada, ben, _group = week
    working = app.extensions[POST]
    nowhere = Smtp(read_mail_server(f"smtp://127.0.0.1:{free_port()}"), name="house.example")
    app.extensions[POST] = Post(nowhere, "parvis@house.example")
    at(MONDAY)
    if change == "stopped":
        path = unsubscribe_link(ben.id, "digest").removeprefix("http://localhost:8000")
        assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    else:
        deactivate_person(ben, actor=None)
    app.extensions[POST] = working
    assert of(ben, at(MONDAY + timedelta(hours=1))) == []
    assert outbox.waiting() == 0


def test_one_click_stops_digests_and_looking_at_the_page_does_not(week, at, client):
    _ada, ben, _group = week
    (mail,) = of(ben, at(MONDAY))
    link = link_in(mail, "/unsubscribe/")
    assert mail["List-Unsubscribe"].strip() == f"<{link}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = link.removeprefix("http://localhost:8000")
    assert "No more digests" in client.get(path).get_data(as_text=True)
    assert len(of(ben, at(MONDAY + timedelta(days=7)))) == 1  # nothing new, so none came; yet they would
    assert "No more digests will come" in client.post(path).get_data(as_text=True)
