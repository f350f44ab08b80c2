"""Handing a group over: in one step, to a member, and never to nobody."""

import pytest
from sqlalchemy import select

from app.accounts.models import Person, Role
from app.accounts.services import create_person, deactivate_person
from app.core import worker
from app.core.db import session
from app.core.errors import Forbidden, Invalid
from app.groups.events import GroupEntrusted, MemberRoleChanged
from app.groups.models import Access, Group, GroupRole, Membership
from app.groups.services import create_group, hand_over, set_member
from app.groups.services.handing_over import care_for_groups_of
from app.notifications.kinds import Kind
from app.notifications.models import Notification
from app.notifications.queries import list_notifications
from tests.support.at_once import at_once


def role(group, person):
    return session.get(Membership, (group.id, person.id)).role


def test_an_owner_hands_over_and_steps_down_in_one_step(make_person, make_group, announced):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, members=(ada,))
    announced.clear()
    hand_over(group, ada, steps_down=True, actor=owner)
    assert (role(group, ada), role(group, owner)) == (GroupRole.OWNER, GroupRole.MEMBER)
    assert announced == [
        MemberRoleChanged(group.id, ada.id),
        GroupEntrusted(group.id, ada.id, owner.id),
        MemberRoleChanged(group.id, owner.id),
    ]


def test_an_owner_may_stay_one_beside_the_other(make_person, make_group):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, members=(ada,))
    hand_over(group, ada, actor=owner)
    hand_over(group, ada, actor=owner)
    assert role(group, ada) == role(group, owner) == GroupRole.OWNER


def test_nobody_outside_and_no_guest_is_made_an_owner(make_person, make_group):
    owner, guest = make_person(), make_person("Hugo", Role.GUEST)
    group = make_group(owner=owner, members=(guest,))
    for person in (make_person(), guest):
        with pytest.raises(Invalid):
            hand_over(group, person, steps_down=True, actor=owner)
    assert role(group, owner) == GroupRole.OWNER


def test_a_member_and_the_administration_hand_nothing_over_while_an_owner_is_there(make_person, make_group):
    owner, ada, admin = make_person(), make_person(), make_person("", Role.MEMBER, Role.ADMIN)
    group = make_group(owner=owner, members=(ada,))
    for actor in (ada, admin):
        with pytest.raises(Forbidden):
            hand_over(group, ada, actor=actor)


def test_where_the_only_owner_is_gone_the_administration_names_one(client, make_person, make_group):
    owner, ada, admin = make_person(), make_person(language="fr"), make_person("", Role.MEMBER, Role.ADMIN)
    group = make_group(owner=owner, members=(ada,))
    deactivate_person(owner, actor=None)
    client.sign_in(admin)
    assert f"/groups/{group.slug}/owners/new?person_id={ada.id}" in client.get(f"/groups/{group.slug}/members").text
    assert client.get(f"/groups/{group.slug}/owners/new?person_id={ada.id}").status_code == 200
    assert client.post(f"/groups/{group.slug}/owners", data={"person_id": ada.id}).status_code == 303
    assert role(group, ada) == GroupRole.OWNER
    with pytest.raises(Forbidden):
        hand_over(group, admin, actor=admin)


def test_a_moderator_of_the_group_names_one_too(make_person, make_group):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, members=(ada,), access=Access.SECRET)
    set_member(group, ada, role=GroupRole.MODERATOR, actor=owner)
    deactivate_person(owner, actor=None)
    hand_over(group, ada, actor=ada)
    assert role(group, ada) == GroupRole.OWNER


def test_when_the_last_owners_account_is_closed_those_who_can_name_another_are_told(make_person, make_group):
    owner, keeper, member = make_person(), make_person(), make_person()
    admin = make_person("", Role.MEMBER, Role.ADMIN)
    group = make_group("Choir", owner=owner, members=(keeper, member))
    set_member(group, keeper, role=GroupRole.MODERATOR, actor=owner)
    deactivate_person(owner, actor=None)
    worker.drain()
    told = session.scalars(select(Notification).where(Notification.kind == Kind.OWNERLESS)).all()
    assert {one.person_id for one in told} == {keeper.id, admin.id}
    hand_over(group, member, actor=keeper)
    worker.drain()
    assert [one.kind for one in list_notifications(member).items][:1] == [Kind.ENTRUSTED]


def test_while_another_owner_is_there_nobody_is_told(make_person, make_group):
    owner, other = make_person(), make_person()
    group = make_group(owner=owner, members=(other,))
    hand_over(group, other, actor=owner)
    deactivate_person(owner, actor=None)
    worker.drain()
    assert session.scalars(select(Notification).where(Notification.kind == Kind.OWNERLESS)).all() == []


def test_a_secret_group_is_inherited_by_its_eldest_and_the_administration_hears_nothing(make_person, make_group):
    owner, guest, ada, ben = make_person(), make_person("Hugo", Role.GUEST), make_person(), make_person()
    admin = make_person("", Role.MEMBER, Role.ADMIN)
    group = make_group(owner=owner, members=(guest, ada, ben), access=Access.SECRET)
    deactivate_person(owner, actor=None)
    worker.drain()
    care_for_groups_of(owner.id)
    assert [role(group, one) for one in (guest, ada, ben)] == ["member", "owner", "member"]
    assert list_notifications(admin).items == []


def test_of_two_owners_who_hand_over_to_each_other_at_once_one_stays(own_house):
    ada, ben = (create_person(email=f"{name}@x.example", name=name, actor=None) for name in ("Ada", "Ben"))
    group_id, two = create_group(name="Workshop", actor=ada).id, [ada.id, ben.id]
    set_member(session.get_one(Group, group_id), ben, role=GroupRole.OWNER, actor=ada)

    def hand(actor: Person) -> None:
        other = session.get_one(Person, next(one for one in two if one != actor.id))
        hand_over(session.get_one(Group, group_id), other, steps_down=True, actor=actor)

    at_once(own_house, hand, two)
    session.rollback()
    session.expire_all()
    owners = session.scalars(select(Membership.person_id).where(Membership.role == GroupRole.OWNER)).all()
    assert len(owners) == 1
