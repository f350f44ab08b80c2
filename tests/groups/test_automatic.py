"""Automatic membership: whom a rule means comes in, is told, may leave for good, and goes where the rule says so."""

import pytest

from app.accounts.models import Role
from app.accounts.services import change_roles, deactivate_person
from app.core import worker
from app.core.db import session
from app.core.errors import Forbidden, Invalid
from app.groups.events import MemberJoined, MemberLeft
from app.groups.models import Access, GroupRole, MembershipRule
from app.groups.policy import is_member
from app.groups.queries import list_rules, member_ids
from app.groups.services import (
    add_rule,
    apply_rules,
    archive_group,
    change_group,
    invite_person,
    join_group,
    remove_member,
    remove_rule,
    ruling,
    set_member,
)
from app.notifications.kinds import Kind
from app.notifications.queries import list_notifications
from app.people.models import Profile
from app.people.services import add_department, change_profile, place_person, set_skills
from tests.support.statements import counted


@pytest.fixture
def cast(make_person, make_group):
    owner = make_person(language="fr")
    add_department(name="Production", actor=None)
    return owner, make_group("Choir", owner=owner, access=Access.CLOSED)


def profile(person):
    return session.get_one(Profile, person.id)


def move(person, site):
    change_profile(profile(person), site=site, actor=person)
    worker.drain()


def test_those_who_match_now_are_in_at_once_and_told(make_person, cast):
    owner, group = cast
    ada, ben = make_person(), make_person()
    for person in (ada, ben):
        move(person, "Cholet")
    add_rule(group, site="Cholet", actor=owner)
    assert is_member(ada, group)
    worker.drain()
    assert [one.kind for one in list_notifications(ben).items] == [Kind.ADDED]


def test_who_comes_or_changes_later_comes_in(make_person, cast):
    owner, group = cast
    ada, ben = make_person(), make_person()
    department = add_department(name="Production", actor=None)
    add_rule(group, department="production", actor=owner)
    place_person(profile(ada), department=department, manager=None, actor=None)
    worker.drain()
    assert is_member(ada, group)
    set_skills(profile(ben), names=["Welding"], actor=ben)
    add_rule(group, skill="Welding", actor=owner)
    assert is_member(ben, group)
    cleo = make_person()
    set_skills(profile(cleo), names=["welding"], actor=cleo)
    worker.drain()
    assert is_member(cleo, group)


def test_all_that_a_rule_names_must_hold(make_person, cast):
    owner, group = cast
    ada = make_person()
    add_rule(group, site="Cholet", department="production", actor=owner)
    move(ada, "Cholet")
    assert not is_member(ada, group)
    place_person(profile(ada), department=add_department(name="Production", actor=None), manager=None, actor=None)
    worker.drain()
    assert is_member(ada, group)


def test_who_leaves_or_is_removed_is_not_brought_back_and_may_come_back_by_themselves(make_person, cast):
    owner, group = cast
    ada, ben = make_person(), make_person()
    add_rule(group, site="Cholet", actor=owner)
    for person in (ada, ben):
        move(person, "Cholet")
    remove_member(group, ada, actor=ada)
    remove_member(group, ben, actor=owner)
    for person in (ada, ben):
        move(person, "Nantes")
        move(person, "Cholet")
    add_rule(group, site="Cholet", leaves=True, actor=owner)
    assert not is_member(ada, group)
    assert not is_member(ben, group)
    invite_person(group, ada, actor=owner)
    set_member(group, ada, actor=owner)
    assert is_member(ada, group)


@pytest.mark.parametrize("leaves", [True, False])
def test_when_it_no_longer_holds_they_leave_or_stay_as_the_rule_says(make_person, cast, announced, leaves):
    owner, group = cast
    ada = make_person()
    add_rule(group, site="Cholet", leaves=leaves, actor=owner)
    move(ada, "Cholet")
    announced.clear()
    move(ada, "Nantes")
    assert is_member(ada, group) is not leaves
    assert (MemberLeft(group.id, ada.id) in announced) is leaves
    move(ada, "Cholet")
    assert is_member(ada, group)


def test_who_came_otherwise_or_does_more_stays_whatever_rules_say(make_person, cast):
    owner, group = cast
    brought, keeper, also = make_person(), make_person(), make_person()
    set_member(group, brought, actor=owner)
    add_rule(group, site="Cholet", leaves=True, actor=owner)
    add_rule(group, department="production", actor=owner)
    for person in (brought, keeper, also):
        move(person, "Cholet")
    set_member(group, keeper, role=GroupRole.MODERATOR, actor=owner)
    place_person(profile(also), department=add_department(name="Production", actor=None), manager=None, actor=None)
    worker.drain()
    for person in (brought, keeper, also):
        move(person, "Nantes")
        assert is_member(person, group)


def test_doing_it_again_changes_nothing(make_person, cast, announced):
    owner, group = cast
    ada = make_person()
    move(ada, "Cholet")
    rule = add_rule(group, site="Cholet", actor=owner)
    announced.clear()
    apply_rules({ada.id})
    ruling.fill_by_rule(str(rule.id))
    add_rule(group, site="Cholet", actor=owner)
    assert announced == []


def test_guests_and_closed_accounts_are_meant_by_no_rule_until_they_are_of_the_house(make_person, cast):
    owner, group = cast
    guest, gone = make_person("Hugo", Role.GUEST), make_person()
    for person in (guest, gone):
        move(person, "Cholet")
    deactivate_person(gone, actor=None)
    add_rule(group, site="Cholet", actor=owner)
    assert set(member_ids(group.id)) == {owner.id}
    change_roles(guest, add={Role.MEMBER}, remove={Role.GUEST}, actor=None)
    worker.drain()
    assert is_member(guest, group)


def test_a_request_that_waits_is_answered_by_the_rule(make_person, cast):
    owner, group = cast
    ada = make_person()
    join_group(group, actor=ada)
    add_rule(group, site="Cholet", actor=owner)
    move(ada, "Cholet")
    assert is_member(ada, group)


def test_an_archived_group_keeps_whom_it_has(make_person, cast):
    owner, group = cast
    ada, ben = make_person(), make_person()
    add_rule(group, site="Cholet", leaves=True, actor=owner)
    move(ada, "Cholet")
    archive_group(group, actor=owner)
    move(ada, "Nantes")
    move(ben, "Cholet")
    assert set(member_ids(group.id)) == {owner.id, ada.id}


def test_without_its_rule_a_membership_is_one_like_others(make_person, cast):
    owner, group = cast
    ada = make_person()
    rule = add_rule(group, site="Cholet", leaves=True, actor=owner)
    move(ada, "Cholet")
    remove_rule(group, rule.id, actor=owner)
    move(ada, "Nantes")
    assert is_member(ada, group)
    assert list_rules(group, viewer=owner) == []


def test_a_rule_names_something_that_there_is_and_only_owners_make_one(client, make_person, cast):
    owner, group = cast
    for named in ({}, {"site": " "}, {"department": "nonsense"}, {"skill": "nonsense"}):
        with pytest.raises(Invalid):
            add_rule(group, **named, actor=owner)
    with pytest.raises(Forbidden):
        add_rule(group, site="Cholet", actor=make_person())
    answer = client.sign_in(owner).post(f"/groups/{group.slug}/rules", data={"leaves": "1"})
    assert answer.status_code == 422
    assert "Choisissez un service, un site ou une compétence." in answer.text
    for _number in range(ruling.MOST_RULES):
        add_rule(group, site="Cholet", actor=owner)
    with pytest.raises(Invalid):
        add_rule(group, site="Cholet", actor=owner)


def test_many_are_brought_in_by_the_worker_some_at_a_time(make_person, cast, announced, monkeypatch):
    owner, group = cast
    monkeypatch.setattr(ruling, "AT_ONCE", 2)
    people = [make_person() for _number in range(5)]
    for person in people:
        change_profile(profile(person), site="Cholet", actor=person)
    add_rule(group, site="Cholet", actor=owner)
    assert len(member_ids(group.id)) == 3
    worker.drain()
    assert set(member_ids(group.id)) == {owner.id, *(person.id for person in people)}
    joined = [fact for fact in announced if isinstance(fact, MemberJoined) and fact.by_rule]
    assert len(joined) == len(people)


def test_the_rules_are_asked_once_for_however_many_people(make_person, cast, connection):
    owner, group = cast
    add_rule(group, site="Cholet", actor=owner)
    people = [make_person().id for _number in range(6)]

    def ask(some):
        with counted(connection) as statements:
            apply_rules(some)
        return len(statements)

    assert ask(people[:1]) == ask(people)


def test_a_secret_groups_rule_is_read_by_its_owners_alone(client, make_person, cast):
    owner, group = cast
    member = make_person()
    set_member(group, member, actor=owner)
    change_group(group, access=Access.SECRET, actor=owner)
    add_rule(group, department="production", actor=owner)
    assert session.query(MembershipRule).count() == 1
    assert client.sign_in(member).get(f"/groups/{group.slug}/settings/entrance").status_code == 403
    assert client.sign_in(make_person()).get(f"/groups/{group.slug}/settings/entrance").status_code == 404


def test_nobody_comes_into_a_secret_group_by_what_they_say_of_themselves(make_person, cast):
    owner, group = cast
    set_skills(profile(owner), names=["Welding"], actor=owner)
    add_rule(group, skill="Welding", actor=owner)
    with pytest.raises(Invalid):
        change_group(group, access=Access.SECRET, actor=owner)
    assert group.access == Access.CLOSED
    for rule, _brought in list_rules(group, viewer=owner):
        remove_rule(group, rule.id, actor=owner)
    change_group(group, access=Access.SECRET, actor=owner)
    for own_words in ({"skill": "Welding"}, {"site": "Cholet"}):
        with pytest.raises(Invalid):
            add_rule(group, **own_words, actor=owner)
    add_rule(group, site="Cholet", department="production", actor=owner)
    ada = make_person()
    move(ada, "Cholet")
    assert not is_member(ada, group)
