"""Joining groups: who gets in, who must ask, and who is told."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.core.errors import Conflict, Forbidden, NotFound
from app.groups.events import MemberJoined, MemberLeft, MembershipRequested
from app.groups.models import Access, GroupRole
from app.groups.queries import get_group
from app.groups.services import accept_request, join_group, remove_member, set_member


def test_a_member_who_joins_twice_is_announced_once(make_person, make_group, announced):
    ada, group = make_person(), make_group()
    announced.clear()
    join_group(group, actor=ada)
    join_group(group, actor=ada)
    assert announced == [MemberJoined(group.id, ada.id)]


def test_a_closed_group_is_asked_for_and_an_owner_lets_in(make_person, make_group, announced):
    owner, ada = make_person(), make_person()
    group = make_group(owner=owner, access=Access.CLOSED)
    announced.clear()
    assert join_group(group, actor=ada) is None
    accept_request(group, ada, actor=owner)
    assert announced == [MembershipRequested(group.id, ada.id), MemberJoined(group.id, ada.id, owner.id)]


def test_a_secret_group_does_not_exist_for_others(make_person, make_group):
    with pytest.raises(NotFound):
        get_group(make_group(access=Access.SECRET).id, viewer=make_person())


def test_nobody_joins_a_secret_group_without_being_brought(make_person, make_group):
    with pytest.raises(Forbidden):
        join_group(make_group(access=Access.SECRET), actor=make_person())


def test_the_last_owner_neither_leaves_nor_is_demoted(make_person, make_group):
    owner = make_person()
    group = make_group(owner=owner)
    with pytest.raises(Conflict):
        remove_member(group, owner, actor=owner)
    with pytest.raises(Conflict):
        set_member(group, owner, role=GroupRole.MEMBER, actor=owner)


def test_a_member_cannot_remove_another(make_person, make_group):
    ada, ben = make_person(), make_person()
    group = make_group(members=(ada, ben))
    with pytest.raises(Forbidden):
        remove_member(group, ben, actor=ada)


def test_leaving_is_told_once(make_person, make_group, announced):
    ada = make_person()
    group = make_group(members=(ada,))
    announced.clear()
    remove_member(group, ada, actor=ada)
    remove_member(group, ada, actor=ada)
    assert announced == [MemberLeft(group.id, ada.id)]


def test_a_guest_is_not_offered_to_find_groups(client, make_person):
    member, guest = make_person(), make_person("Hugo", Role.GUEST)
    assert "Créer ou trouver un groupe" in client.sign_in(member).get("/").get_data(as_text=True)
    assert "Créer ou trouver un groupe" not in client.sign_in(guest).get("/").get_data(as_text=True)


def test_who_leaves_is_told_and_can_come_back_to_an_open_group_at_once(client, make_person, make_group):
    ada, ben = make_person(), make_person()
    open_one, closed = (make_group(owner=ben, members=(ada,), access=access) for access in (Access.OPEN, Access.CLOSED))
    client.sign_in(ada)
    client.post(f"/groups/{open_one.slug}/departure")
    page = client.get("/groups").get_data(as_text=True)
    assert f"Vous avez quitté {open_one.name}." in page
    assert f'action="/groups/{open_one.slug}/membership"' in page.partition('class="toast"')[2].partition("</form>")[0]
    client.post(f"/groups/{closed.slug}/departure")
    page = client.get("/groups").get_data(as_text=True)
    assert f"Vous avez quitté {closed.name}." in page
    assert "toast-action" not in page
