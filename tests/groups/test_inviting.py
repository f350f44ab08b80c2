"""Inviting people: they accept or decline, and an invitation that is taken back leads nowhere."""

import pytest

from app.accounts.models import Person
from app.accounts.services import create_person
from app.core import worker
from app.core.db import session
from app.core.errors import Forbidden, NotFound
from app.groups.models import Access, Group, GroupInvitation, Membership
from app.groups.policy import is_member
from app.groups.queries import get_group, list_own_invitations
from app.groups.services import (
    accept_invitation,
    archive_group,
    create_group,
    decline_invitation,
    delete_group,
    invite_person,
    join_group,
    set_member,
    withdraw_invitation,
)
from app.notifications.queries import list_notifications
from app.people.services import block_person
from tests.support.at_once import at_once


@pytest.fixture
def cast(make_person, make_group):
    owner, ada = make_person("Zoé"), make_person("Ada", language="fr")
    return owner, ada, make_group("The merger", owner=owner, access=Access.SECRET)


def test_who_is_invited_is_told_and_comes_in_by_accepting(client, cast):
    owner, ada, group = cast
    client.sign_in(owner).post(f"/groups/{group.slug}/invitations", data={"person_id": ada.id})
    worker.drain()
    client.sign_in(ada)
    assert "Zoé vous invite dans The merger" in client.get("/notifications").text
    assert "Zoé vous invite dans The merger" in client.get("/").text
    assert "The merger" in client.get("/groups/invitations").text
    assert client.post(f"/groups/invitations/{group.id}/acceptance").status_code == 303
    assert is_member(ada, group)
    assert list_own_invitations(ada) == []


def test_to_be_invited_is_not_to_be_inside(client, cast):
    owner, ada, group = cast
    invite_person(group, ada, actor=owner)
    with pytest.raises(NotFound):
        get_group(group.id, viewer=ada)
    assert client.sign_in(ada).get(f"/groups/{group.slug}").status_code == 404


def test_an_invitation_that_is_taken_back_leaves_no_trace(client, cast):
    owner, ada, group = cast
    invite_person(group, ada, actor=owner)
    worker.drain()
    withdraw_invitation(group, ada, actor=owner)
    withdraw_invitation(group, ada, actor=owner)
    client.sign_in(ada)
    for address in ("/notifications", "/groups/invitations", "/"):
        assert "The merger" not in client.get(address).text
    with pytest.raises(NotFound):
        accept_invitation(group.id, actor=ada)


def test_who_declines_stays_out_and_may_be_invited_again(client, cast):
    owner, ada, group = cast
    invite_person(group, ada, actor=owner)
    client.sign_in(ada).post(f"/groups/invitations/{group.id}/refusal")
    assert not is_member(ada, group)
    with pytest.raises(NotFound):
        decline_invitation(group.id, actor=ada)
    invite_person(group, ada, actor=owner)
    assert len(list_own_invitations(ada)) == 1


def test_inviting_twice_tells_once(cast):
    owner, ada, group = cast
    invite_person(group, ada, actor=owner)
    invite_person(group, ada, actor=owner)
    worker.drain()
    assert len(list_notifications(ada).items) == 1


def test_who_asked_already_is_in_at_once(make_person, make_group):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, access=Access.CLOSED)
    join_group(group, actor=ada)
    invite_person(group, ada, actor=owner)
    assert is_member(ada, group)


def test_only_those_who_run_the_group_invite(cast, make_person):
    _owner, ada, group = cast
    with pytest.raises(Forbidden):
        invite_person(group, make_person(), actor=ada)


def test_an_invitation_into_a_group_that_is_gone_or_archived_leads_nowhere(cast, make_group):
    owner, ada, group = cast
    shelved = make_group(owner=owner)
    for one in (group, shelved):
        invite_person(one, ada, actor=owner)
    delete_group(group, actor=owner)
    archive_group(shelved, actor=owner)
    assert list_own_invitations(ada) == []
    with pytest.raises(NotFound):
        accept_invitation(group.id, actor=ada)
    with pytest.raises(Forbidden):
        accept_invitation(shelved.id, actor=ada)


def test_accepting_and_taking_back_at_once_leaves_one_of_both(own_house):
    ada, ben = (create_person(email=f"{name}@x.example", name=name, actor=None) for name in ("Ada", "Ben"))
    group_id, two = create_group(name="Workshop", actor=ada).id, [ada.id, ben.id]
    invite_person(session.get_one(Group, group_id), ben, actor=ada)

    def act(actor: Person) -> None:
        if actor.id == two[0]:
            withdraw_invitation(session.get_one(Group, group_id), session.get_one(Person, two[1]), actor=actor)
        else:
            accept_invitation(group_id, actor=actor)

    answers = at_once(own_house, act, two)
    session.rollback()
    session.expire_all()
    assert session.get(GroupInvitation, (group_id, two[1])) is None
    came_in = session.get(Membership, (group_id, two[1])) is not None
    assert came_in is (answers[1] is None)


def test_who_keeps_somebody_away_is_neither_invited_nor_brought_in_by_them(cast):
    owner, ada, group = cast
    block_person(owner, actor=ada)
    for bring in (invite_person, set_member):
        with pytest.raises(Forbidden):
            bring(group, ada, actor=owner)
    worker.drain()
    assert list_notifications(ada).items == []
