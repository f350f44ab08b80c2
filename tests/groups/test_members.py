"""The members of a group as a page: found by name, role and department, counted, and as quick for many as for few."""

import pytest

from app.core.db import session
from app.groups.models import Access, GroupRole
from app.groups.queries import count_roles, list_members
from app.groups.services import set_member
from app.people.models import Profile
from app.people.services import add_department, place_person
from tests.support.statements import counted


@pytest.fixture
def cast(make_person, make_group):
    owner, ada, ben = make_person("Zoé", language="fr"), make_person("Ada Lovelace"), make_person("Benoît Carré")
    group = make_group(owner=owner, members=(ada, ben))
    set_member(group, ada, role=GroupRole.MODERATOR, actor=owner)
    return owner, ada, ben, group


def names(page):
    return [member.person.name for member in page.items]


def test_members_are_found_by_name_role_and_department(cast):
    owner, ada, ben, group = cast
    studies = add_department(name="Études", actor=None)
    place_person(session.get_one(Profile, ben.id), department=studies, manager=None, actor=None)
    assert names(list_members(group, viewer=owner, q="carre")) == [ben.name]
    assert names(list_members(group, viewer=owner, role=GroupRole.MODERATOR)) == [ada.name]
    assert names(list_members(group, viewer=owner, department="etudes")) == [ben.name]
    assert names(list_members(group, viewer=owner, q="carre", role=GroupRole.OWNER)) == []
    assert count_roles(group) == {GroupRole.OWNER: 1, GroupRole.MODERATOR: 1, GroupRole.MEMBER: 1}


def test_the_page_says_how_many_do_what_and_keeps_what_was_looked_for(client, cast):
    owner, _ada, ben, group = cast
    page = client.sign_in(owner).get(f"/groups/{group.slug}/members?q=carr&role=member").text
    assert "1 personne anime le groupe" in page
    assert 'value="carr"' in page
    assert ben.name in page
    assert "Ada Lovelace" not in page.partition('class="rows" role="list" data-list')[2].partition("</ul>")[0]


def test_what_is_no_role_does_not_count(client, cast):
    owner, _ada, _ben, group = cast
    assert client.sign_in(owner).get(f"/groups/{group.slug}/members?role=nonsense").status_code == 200
    answer = client.carry_bearer(owner).get(f"/api/v1/groups/{group.id}/members?role=nonsense")
    assert answer.status_code == 422


def test_who_may_not_read_the_group_finds_nobody_in_it(client, make_person, make_group):
    closed, secret = make_group(access=Access.CLOSED), make_group(access=Access.SECRET)
    client.sign_in(make_person())
    assert client.get(f"/groups/{closed.slug}/members?q=a").status_code == 403
    assert client.get(f"/groups/{secret.slug}/members?q=a").status_code == 404


@pytest.mark.parametrize("page", ["", "/members", "/members?q=person&department=x", "/corner"])
def test_a_page_asks_as_much_of_the_database_for_many_members_as_for_few(
    client, connection, make_person, make_group, page
):
    owner = make_person()
    group = make_group(owner=owner, members=tuple(make_person() for _number in range(5)))
    client.sign_in(owner).get(f"/groups/{group.slug}{page}")

    def ask():
        with counted(connection) as statements:
            assert client.get(f"/groups/{group.slug}{page}").status_code == 200
        return len(statements)

    few = ask()
    for _number in range(15):
        set_member(group, make_person(), actor=owner)
    assert ask() == few
