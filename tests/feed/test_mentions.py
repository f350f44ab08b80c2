"""Names while one writes: who is offered where, in which order, and who is not."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.accounts.services import deactivate_person
from app.core import worker
from app.core.db import session
from app.feed.queries import list_nameable
from app.groups.models import Access
from app.notifications.models import Notification
from app.people.models import Profile
from app.people.services import add_department, block_person, place_person


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


def handles(viewer, typed, place=None):
    return [each.handle for each in list_nameable(viewer, typed, place=place)]


def test_each_word_of_a_name_may_be_how_it_begins(ada, make_person):
    bruno = make_person("Bruno Mercier")
    for typed in ("br", "Mer", "bruno m", bruno.handle):
        assert handles(ada, typed) == [bruno.handle]
    assert handles(ada, "runo") == []


def test_members_of_the_group_come_before_others(ada, make_person, make_group):
    first, member = make_person("Bernard Amiel"), make_person("Bernard Zola")
    group = make_group(members=(ada, member))
    assert handles(ada, "bernard", group) == [member.handle, first.handle]
    assert handles(ada, "bernard") == [first.handle, member.handle]


def test_who_is_called_so_comes_before_whose_family_is(ada, make_person):
    family, first = make_person("Albert Charrier"), make_person("Charlotte Zola")
    assert handles(ada, "char") == [first.handle, family.handle]


def test_it_is_said_who_will_not_see_it(ada, make_person, make_group):
    member, outsider, guest = (make_person("Carla In"), make_person("Carla Out"), make_person("Carla Seen", Role.GUEST))
    group = make_group(members=(ada, member), access=Access.CLOSED)
    readers = {each.handle: each.is_reader for each in list_nameable(ada, "carla", place=group)}
    assert readers == {member.handle: True, outsider.handle: False, guest.handle: False}
    assert {each.handle: each.is_reader for each in list_nameable(ada, "carla", place=None)}[outsider.handle]


def test_nobody_is_offered_who_cannot_be_mentioned(ada, make_person):
    gone, away = make_person("Denis Gone"), make_person("Denis Away")
    deactivate_person(gone, actor=None)
    block_person(ada, actor=away)
    assert handles(ada, "denis") == []
    assert handles(ada, "ada") == []


def test_a_secret_group_is_offered_in_itself_alone(ada, make_group):
    secret = make_group("Quiet Corner", members=(ada,), access=Access.SECRET)
    known = make_group("Quiet Library", members=(ada,))
    assert handles(ada, "quiet", secret) == [secret.slug, known.slug]
    assert handles(ada, "quiet", known) == handles(ada, "quiet") == [known.slug]
    assert handles(ada, "library") == [known.slug]


def test_an_at_sign_alone_offers_those_who_are_near(ada, make_person, make_group):
    far, member = make_person("Alix Far"), make_person("Zoé Near")
    group = make_group(members=(ada, member))
    offered = handles(ada, "", group)
    assert offered.index(member.handle) < offered.index(far.handle)


def test_the_page_offers_them_as_options(client, ada, make_person):
    make_person("Élodie Ravet")
    shown = client.sign_in(ada).get("/mentions?q=elo").text
    assert "Élodie Ravet" in shown
    assert 'role="option"' in shown


@pytest.fixture
def design(make_person):
    """Somebody of the design office."""
    person = make_person("Nina Sol")
    office = add_department(name="Bureau d’études", actor=None)
    place_person(session.get_one(Profile, person.id), department=office, manager=None, actor=None)
    return person


def test_a_department_is_offered_leads_to_its_people_and_tells_those_who_may_see_it(
    client, ada, design, make_person, make_group, make_post
):
    assert handles(ada, "burea") == handles(ada, "etudes") == ["bureau-d-etudes"]
    assert "its people are told" in client.sign_in(ada).get("/mentions?q=bureau").text
    post = make_post("Ask @bureau-d-etudes", author=ada)
    assert 'href="/people?department=bureau-d-etudes"' in post.html
    assert "@Bureau d’études" in post.html
    make_post("Not for @bureau-d-etudes", author=ada, group=make_group(members=(ada,), access=Access.SECRET))
    worker.drain()
    told = session.scalars(select(Notification).where(Notification.person_id == design.id)).all()
    assert [(each.kind, each.post_id) for each in told] == [("call", post.id)]


def test_departments_alone_are_offered_where_one_addresses_them(client, ada, design, make_person, make_group):
    make_person("Etudiant Ravel")
    add_department(name="Usine", actor=None)
    for typed, found in (("etud", ["bureau-d-etudes"]), ("", ["bureau-d-etudes", "usine"])):
        shown = client.sign_in(ada).get("/mentions", query_string={"q": typed, "only": "departments"}).text
        assert re.findall(r'data-handle="([^"]+)"', shown) == found
    guest = make_person("", Role.GUEST)
    make_group(members=(guest,))
    assert "option" not in client.sign_in(guest).get("/mentions?only=departments").text


def test_a_guest_knows_of_no_department(design, make_person, make_group, make_post):
    guest = make_person("", Role.GUEST)
    group = make_group(members=(guest,))
    assert handles(guest, "bureau", group) == []
    assert "<a" not in make_post("@bureau-d-etudes", author=guest, group=group).html
