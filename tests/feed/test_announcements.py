"""Announcements: whom they concern, confirming them once, who knows who has, and telling the others again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.accounts.services import deactivate_person
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.core.waiting import list_waiting
from app.feed.models import Announcement, Post
from app.feed.queries import Reading, get_announcement, list_readers, list_unconfirmed
from app.feed.services import confirm_reading, publish_post, remind_readers
from app.feed.services.announcing import NewAnnouncement
from app.groups.hooks import health_of
from app.groups.services import archive_group, remove_member, set_member
from app.notifications.models import Notification
from app.people.queries import get_profile
from app.people.services import add_department, place_person

API = "/api/v1"


@pytest.fixture
def readers(make_person):
    return [make_person(name, language="en") for name in ("Ada Lune", "Bob Terre", "Cleo Mars")]


@pytest.fixture
def workshop(make_group, keeper, readers):
    return make_group(owner=keeper, members=readers)


@pytest.fixture
def announce(keeper, workshop):
    def announce(group=workshop, actor=keeper, **wish):
        wished = NewAnnouncement(**{"confirm": True} | wish)
        return publish_post(body="Wear the detector.", title="Argon", group=group, parts=[wished], actor=actor)

    return announce


def shown(post):
    session.refresh(post)
    return post.parts["announcement"]


def test_only_those_who_look_after_a_place_announce_in_it(announce, make_person, readers):
    with pytest.raises(Forbidden):
        announce(actor=readers[0])
    with pytest.raises(Forbidden):
        announce(group=None)
    house = announce(group=None, actor=make_person("", Role.COMMUNICATION, Role.MEMBER))
    assert house.parts["announcement"]["audience"] == "house"
    assert house.parts["announcement"]["concerned"] == 4


def test_a_reading_is_confirmed_once_and_counted_once(announce, readers, announced):
    post = announce()
    assert shown(post)["concerned"] == 3
    before = post.version
    for _ in range(2):
        confirm_reading(post, actor=readers[0])
    assert (shown(post)["confirmed"], shown(post)["percent"]) == (1, 33)
    assert post.version == before + 1
    assert [type(fact).__name__ for fact in announced].count("ReadConfirmed") == 1


def test_whom_it_does_not_concern_cannot_confirm_it(announce, make_person, keeper):
    post = announce()
    for other in (make_person(), keeper):
        with pytest.raises(Forbidden):
            confirm_reading(post, actor=other)


def test_somebody_removed_while_reading_gets_what_strangers_get(make_group, keeper, readers, announce):
    post = announce(group=make_group(owner=keeper, members=readers, access="closed"))
    remove_member(post.group, readers[0], actor=keeper)
    with pytest.raises(NotFound):
        confirm_reading(post, actor=readers[0])


def test_those_who_leave_do_not_count_any_more_and_those_who_come_do(drain, announce, keeper, readers, make_person):
    post = announce()
    confirm_reading(post, actor=readers[0])
    remove_member(post.group, readers[0], actor=keeper)
    set_member(post.group, make_person(), actor=keeper)
    drain()
    assert (shown(post)["confirmed"], shown(post)["concerned"]) == (0, 3)


def test_an_announcement_may_be_for_some_departments(announce, make_person):
    lacquer, theirs = add_department(name="Lacquer", actor=None), make_person()
    place_person(get_profile(theirs.id, viewer=theirs), department=lacquer, manager=None, actor=None)
    speaker = make_person("", Role.COMMUNICATION, Role.MEMBER)
    post = announce(group=None, actor=speaker, department_ids=[lacquer.id])
    assert shown(post)["concerned"] == 1
    confirm_reading(post, actor=theirs)
    assert shown(post)["percent"] == 100


def test_the_composer_takes_the_departments_by_their_names(client, make_person):
    add_department(name="Lacquer", actor=None)
    client.sign_in(make_person("", Role.COMMUNICATION, Role.MEMBER))
    sent = {"body": "Hello", "group_id": "", "kind": "announcement", "announcement_departments": "lacquer, Varnish"}
    refused = client.post("/posts", data=sent)
    assert refused.status_code == 422
    assert 'value="lacquer, Varnish"' in refused.text
    assert "Aucun service ne s’appelle «\u202fVarnish\u202f»." in refused.text
    client.post("/posts", data=sent | {"announcement_departments": "lacquer"})
    made = session.scalars(select(Announcement)).one()
    assert made.audience == "departments"


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"deadline": timedelta(hours=-1)}, "announcement_deadline"),
        ({"expires_at": timedelta(days=800)}, "announcement_expires_at"),
        ({"deadline": timedelta(days=3), "expires_at": timedelta(days=2)}, "announcement_expires_at"),
        ({"deadline": timedelta(days=3), "confirm": False}, "announcement_deadline"),
    ],
)
def test_moments_that_do_not_fit_are_told_by_their_field(announce, wish, field):
    moments = {key: clock.now() + ahead if isinstance(ahead, timedelta) else ahead for key, ahead in wish.items()}
    with pytest.raises(Invalid) as refused:
        announce(**moments)
    assert field in refused.value.errors
    assert session.scalar(select(Post.id)) is None


def test_what_is_to_be_confirmed_stands_first_at_home_until_it_is(client, announce, readers, make_post, workshop):
    post = announce(deadline=clock.from_now(days=2))
    newer = make_post(group=workshop, author=readers[1])
    client.sign_in(readers[0])
    page = client.get("/").text
    assert page.index(f'id="post-{post.id}"') < page.index(f'id="post-{newer.id}"')
    assert page.count(f'id="post-{post.id}"') == 1
    assert "To read before" in page
    assert [thing.url for thing in list_waiting(readers[0], most=3)] == [f"/posts/{post.id}"]
    assert client.post(f"/posts/{post.id}/read-confirmation", data={"next": "/"}).status_code == 303
    page = client.get("/").text
    assert page.index(f'id="post-{post.id}"') > page.index(f'id="post-{newer.id}"')
    assert list_unconfirmed(readers[0]) == []
    page = client.get(f"/groups/{workshop.slug}").text
    assert page.index(f'id="post-{post.id}"') < page.index(f'id="post-{newer.id}"')


def test_after_its_end_it_is_an_ordinary_post(drain, client, announce, readers):
    post = announce(expires_at=clock.from_now(days=1))
    confirm_reading(post, actor=readers[0])
    with clock.stopped_at(clock.from_now(days=2)):
        with pytest.raises(Conflict):
            confirm_reading(post, actor=readers[1])
        drain()
        assert list_unconfirmed(readers[1]) == []
        assert shown(post)["is_over"]
        client.sign_in(readers[0])
        assert client.get(f"{API}/posts/{post.id}").json["read_confirmed_at"]
        assert "To read" not in client.get(f"/posts/{post.id}").text


def test_the_author_and_keepers_see_who_has_not_and_others_see_numbers_alone(client, announce, keeper, readers):
    post = announce()
    confirm_reading(post, actor=readers[1])
    client.sign_in(keeper)
    page = client.get(f"/posts/{post.id}/confirmations").text
    assert "Ada Lune" in page
    assert "Bob Terre" not in page
    assert "Bob Terre" in client.get(f"/posts/{post.id}/confirmations?state=confirmed").text
    assert "Ada Lune" not in client.get(f"/posts/{post.id}/confirmations?q=cleo").text
    table = client.get(f"/posts/{post.id}/confirmations.csv").text
    assert [row.split(",")[0] for row in table.splitlines()[1:]] == ["Ada Lune", "Bob Terre", "Cleo Mars"]
    items = client.get(f"{API}/posts/{post.id}/confirmations").json["items"]
    assert [item["person"]["name"] for item in items] == ["Ada Lune", "Cleo Mars"]
    client.sign_in(readers[0])
    for path in ("/posts/{}/confirmations", "/posts/{}/confirmations.csv", API + "/posts/{}/confirmations"):
        assert client.get(path.format(post.id)).status_code == 403


def test_readers_page_by_name(announce, keeper):
    post = announce()
    announcement = get_announcement(post, viewer=keeper)
    first = list_readers(announcement, post, which=Reading.MISSING, limit=2)
    rest = list_readers(announcement, post, which=Reading.MISSING, limit=2, cursor=first.next)
    assert [reader.person.name for reader in (*first.items, *rest.items)] == ["Ada Lune", "Bob Terre", "Cleo Mars"]


def test_a_reminder_reaches_those_who_have_not_confirmed_once_a_day(drain, announce, keeper, readers):
    post = announce()
    confirm_reading(post, actor=readers[0])
    assert remind_readers(post, actor=keeper) == 2
    drain()
    told = select(Notification.person_id).where(Notification.kind == "reading")
    assert set(session.scalars(told)) == {readers[1].id, readers[2].id}
    with pytest.raises(Conflict):
        remind_readers(post, actor=keeper)
    with pytest.raises(Forbidden):
        remind_readers(post, actor=readers[0])
    deactivate_person(readers[1], actor=None)
    with clock.stopped_at(clock.from_now(days=2)):
        assert remind_readers(post, actor=keeper) == 1


def test_the_health_of_its_group_tells_how_many_have_read_it(announce, readers, workshop):
    post = announce()
    confirm_reading(post, actor=readers[0])
    (measure,) = [one for answer in health_of.ask(workshop) for one in answer if one.url.startswith("/posts")]
    assert (measure.label, measure.value, measure.of) == ("Lu\u202f: Argon", 1, 3)
    assert measure.url == f"/posts/{post.id}/confirmations"


def test_the_interface_announces_and_confirms(client, keeper, readers, workshop):
    client.sign_in(keeper)
    wish = {"confirm": True, "deadline": clock.from_now(days=2).isoformat()}
    body = {"body": "Wear it.", "group_id": str(workshop.id), "announcement": wish}
    post = client.post(f"{API}/posts", json=body).json
    assert (post["announcement"]["concerned"], post["read_confirmation_asked"]) == (3, False)
    client.sign_in(readers[0])
    for _ in range(2):
        answer = client.put(f"{API}/posts/{post['id']}/read-confirmation")
        assert (answer.status_code, answer.json["announcement"]["confirmed"]) == (200, 1)


def test_the_composer_keeps_what_was_refused(client, keeper, workshop):
    client.sign_in(keeper)
    form = {"body": "Wear it.", "group_id": str(workshop.id), "kind": "announcement"}
    typed = {"announcement_confirm": "1", "announcement_deadline": "2020-01-01T10:00"}
    answer = client.post("/posts", data=form | typed)
    assert answer.status_code == 422
    assert "Choose a moment to come, within a year." in answer.text
    assert 'value="2020-01-01T10:00"' in answer.text


def test_the_composer_offers_only_places_where_one_may_announce(client, keeper, readers, workshop):
    page = client.sign_in(keeper).get("/posts/new?kind=announcement").text
    assert re.findall(r'<option value="([^"]*)" data-audience=[^>]*selected', page) == [str(workshop.id)]
    assert re.findall(r'<option value="([^"]*)" data-audience=[^>]* disabled', page) == [""]
    assert 'href="/posts/new?kind=announcement"' in page
    assert "kind=announcement" not in client.sign_in(readers[0]).get("/posts/new").text
    assert 'name="kind" value=""' in client.get("/posts/new?kind=announcement").text, "nor by its address"


def test_who_runs_archived_groups_alone_is_offered_no_announcement(client, keeper, workshop):
    archive_group(workshop, actor=keeper)
    assert "kind=announcement" not in client.sign_in(keeper).get("/posts/new").text


def test_an_announcement_where_one_may_not_make_it_asks_for_another_place(client, keeper):
    refused = client.sign_in(keeper).post("/posts", data={"body": "Wear it.", "group_id": "", "kind": "announcement"})
    assert refused.status_code == 403
    assert re.findall(r'<option value="([^"]*)" data-audience=[^>]*selected', refused.text) == ["?"]
    assert "You may not announce in the place you had chosen." in refused.text
