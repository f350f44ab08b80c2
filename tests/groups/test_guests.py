"""People from outside in a group: invited by those who run it, where the house allows it, and to nothing else."""

import pytest
from sqlalchemy import select

from app.accounts.models import Invitation, Role
from app.accounts.services import accept_invitation, invite_person, secret_of
from app.admin.services import allow_guests
from app.core import clock
from app.core.db import session
from app.core.errors import Forbidden, Invalid, NotFound
from app.groups.models import Access, GroupGuest
from app.groups.policy import is_member
from app.groups.queries import list_expected, list_groups, list_own_invitations
from app.groups.services import archive_group, guests, invite_outsider, withdraw_outsider

EMAIL = "ida@outside.example"
PASSWORD = "nine slow otters"


@pytest.fixture
def admin(make_person):
    return make_person("", Role.MEMBER, Role.ADMIN)


@pytest.fixture
def cast(make_person, make_group, admin):
    owner = make_person(language="fr")
    allow_guests(True, actor=admin)
    return owner, make_group("Tank", owner=owner, access=Access.SECRET)


def mailed():
    return session.scalars(select(Invitation).where(Invitation.email == EMAIL)).all()


def arrive():
    (invitation,) = mailed()
    return accept_invitation(secret=secret_of(invitation.id), name="Ida", password=PASSWORD)


def test_who_is_invited_from_outside_comes_as_a_guest_into_that_group_alone(client, cast, make_group):
    owner, group = cast
    make_group("Another")
    assert client.sign_in(owner).post(f"/groups/{group.slug}/guests", data={"email": f" {EMAIL}"}).status_code == 303
    assert EMAIL in client.get(f"/groups/{group.slug}/invitations").text
    ida = arrive()
    assert ida.roles == {Role.GUEST}
    assert is_member(ida, group)
    assert [one.id for one in list_groups(ida).items] == [group.id]
    assert list_expected(group, viewer=owner) == []


def test_until_the_house_allows_it_nobody_is_invited_from_outside(client, cast, admin):
    owner, group = cast
    assert client.sign_in(admin).post("/admin/guests").status_code == 303
    with pytest.raises(Forbidden):
        invite_outsider(group, EMAIL, actor=owner)
    assert (
        f'action="/groups/{group.slug}/guests"'
        not in client.sign_in(owner).get(f"/groups/{group.slug}/invitations").text
    )
    client.sign_in(admin).post("/admin/guests", data={"by_keepers": "1"})
    invite_outsider(group, EMAIL, actor=owner)
    assert len(mailed()) == 1


def test_two_groups_that_wait_for_one_send_one_mail_and_get_them_both(cast, make_group):
    owner, group = cast
    other = make_group(owner=owner)
    for one in (group, other, group):
        invite_outsider(one, EMAIL, actor=owner)
    ida = arrive()
    assert is_member(ida, group)
    assert is_member(ida, other)


def test_a_link_that_no_group_stands_behind_any_more_opens_nothing(cast, make_group):
    owner, group = cast
    other = make_group(owner=owner)
    for one in (group, other):
        invite_outsider(one, EMAIL, actor=owner)
    withdraw_outsider(group, EMAIL, actor=owner)
    assert len(mailed()) == 1
    withdraw_outsider(other, EMAIL, actor=owner)
    withdraw_outsider(other, EMAIL, actor=owner)
    assert mailed() == []


def test_the_administrations_own_invitation_stays_and_its_renewal_loses_no_group(cast, admin):
    owner, group = cast
    invite_outsider(group, EMAIL, actor=owner)
    invite_person(email=EMAIL, role=Role.MEMBER, actor=admin)
    ida = arrive()
    assert ida.roles == {Role.MEMBER}
    assert is_member(ida, group)


def test_who_has_an_account_already_is_invited_like_anybody(cast, make_person):
    owner, group = cast
    ada = make_person()
    invite_outsider(group, ada.email, actor=owner)
    assert [one.group_id for one in list_own_invitations(ada)] == [group.id]
    assert session.query(GroupGuest).count() == 0


def test_where_too_much_time_has_passed_or_the_group_is_archived_nobody_is_brought_in(cast, admin, make_group):
    owner, group = cast
    shelved = make_group(owner=owner)
    for one in (group, shelved):
        invite_outsider(one, EMAIL, actor=owner)
    archive_group(shelved, actor=owner)
    with clock.stopped_at(clock.from_now(days=15)):
        with pytest.raises(NotFound):
            arrive()
        session.rollback()
        invite_person(email=EMAIL, role=Role.GUEST, actor=admin)
        (_old, new) = sorted(mailed(), key=lambda one: one.id)
        ida = accept_invitation(secret=secret_of(new.id), name="Ida", password=PASSWORD)
    assert not is_member(ida, group)
    assert not is_member(ida, shelved)


def test_what_is_no_address_is_refused_and_stays_to_be_mended(client, cast, monkeypatch):
    owner, group = cast
    answer = client.sign_in(owner).post(f"/groups/{group.slug}/guests", data={"email": "ida at outside"})
    assert answer.status_code == 422
    assert 'value="ida at outside"' in answer.text
    monkeypatch.setattr(guests, "MOST_GUESTS", 1)
    invite_outsider(group, EMAIL, actor=owner)
    invite_outsider(group, EMAIL, actor=owner)
    with pytest.raises(Invalid):
        invite_outsider(group, "ian@outside.example", actor=owner)


def test_members_invite_nobody_from_outside(cast, make_person):
    _owner, group = cast
    with pytest.raises(Forbidden):
        invite_outsider(group, EMAIL, actor=make_person())
