"""Links into groups: for people of the house, so many of them, until a moment."""

import pytest
from sqlalchemy import select

from app.accounts.models import Person, Role
from app.accounts.services import create_person
from app.accounts.services.links import secret_of
from app.core import clock
from app.core.db import session
from app.core.errors import Forbidden, Invalid, NotFound
from app.groups.models import Access, Group, GroupLink
from app.groups.policy import is_member
from app.groups.queries import list_links
from app.groups.services import (
    archive_group,
    create_group,
    make_link,
    remove_member,
    set_member,
    use_link,
    withdraw_link,
)
from app.groups.services.linking import MOST_DAYS, MOST_LINKS, MOST_USES
from tests.support.at_once import at_once


@pytest.fixture
def cast(make_person, make_group):
    owner, ada = make_person(), make_person()
    group = make_group("The merger", owner=owner, access=Access.SECRET)
    return owner, ada, group


def link_to(group, owner, *, days=2, uses=2):
    return secret_of(make_link(group, days=days, uses=uses, actor=owner).id)


def test_whoever_of_the_house_has_the_link_may_come_in(client, cast):
    owner, ada, group = cast
    answer = client.sign_in(owner).post(f"/groups/{group.slug}/links", data={"days": "2", "uses": "2"})
    secret = secret_of(list_links(group, viewer=owner)[0].id)
    assert answer.status_code == 303
    assert secret in client.get(f"/groups/{group.slug}/invitations").text
    assert "The merger" in client.sign_in(ada).get(f"/groups/join/{secret}").text
    assert client.post(f"/groups/join/{secret}").location == f"/groups/{group.slug}"
    assert is_member(ada, group)
    assert client.get(f"/groups/join/{secret}").location == f"/groups/{group.slug}"


def test_who_is_in_already_uses_nothing_up(cast):
    owner, ada, group = cast
    secret = link_to(group, owner)
    for actor in (ada, ada, owner):
        use_link(secret, actor=actor)
    assert list_links(group, viewer=owner)[0].uses == 1


def test_who_was_removed_comes_back_by_no_link_until_somebody_lets_them_in(client, cast):
    owner, ada, group = cast
    secret = link_to(group, owner)
    use_link(secret, actor=ada)
    remove_member(group, ada, actor=owner)
    with pytest.raises(NotFound):
        use_link(secret, actor=ada)
    assert client.sign_in(ada).get(f"/groups/join/{secret}").status_code == 404
    set_member(group, ada, actor=owner)
    remove_member(group, ada, actor=ada)
    use_link(secret, actor=ada)
    assert is_member(ada, group)


@pytest.mark.parametrize("end", ["used up", "too old", "taken back", "archived"])
def test_a_link_that_holds_no_more_tells_nothing(client, cast, make_person, end):
    owner, ada, group = cast
    link = make_link(group, days=2, uses=1, actor=owner)
    secret = secret_of(link.id)
    if end == "used up":
        use_link(secret, actor=make_person())
    elif end == "taken back":
        withdraw_link(group, link.id, actor=owner)
        withdraw_link(group, link.id, actor=owner)
    elif end == "archived":
        archive_group(group, actor=owner)
    with clock.stopped_at(clock.from_now(days=3 if end == "too old" else 1)):
        client.sign_in(ada)
        for answer in (client.get(f"/groups/join/{secret}"), client.post(f"/groups/join/{secret}")):
            assert answer.status_code == 404
            assert "The merger" not in answer.text


def test_a_guest_of_the_house_comes_in_by_no_link(cast, make_person):
    owner, _ada, group = cast
    with pytest.raises(NotFound):
        use_link(link_to(group, owner), actor=make_person("Hugo", Role.GUEST))


def test_the_link_itself_is_kept_nowhere(cast):
    owner, _ada, group = cast
    secret = link_to(group, owner)
    (row,) = session.execute(select(GroupLink.__table__)).all()
    assert secret not in str(row)


def test_what_is_out_of_range_is_refused_and_kept(client, cast):
    owner, ada, group = cast
    for days, uses in ((0, 1), (MOST_DAYS + 1, 1), (1, 0), (1, MOST_USES + 1)):
        with pytest.raises(Invalid):
            make_link(group, days=days, uses=uses, actor=owner)
    answer = client.sign_in(owner).post(f"/groups/{group.slug}/links", data={"days": "400", "uses": "7"})
    assert answer.status_code == 422
    assert 'value="400"' in answer.text
    with pytest.raises(Forbidden):
        make_link(group, days=1, uses=1, actor=ada)
    for _number in range(MOST_LINKS):
        make_link(group, days=1, uses=1, actor=owner)
    with pytest.raises(Invalid):
        make_link(group, days=1, uses=1, actor=owner)


def test_the_last_use_goes_to_one_of_two_who_come_at_once(own_house):
    names = ("Ada", "Ben", "Cleo")
    ada, ben, cleo = (create_person(email=f"{name}@x.example", name=name, actor=None) for name in names)
    group_id, two = create_group(name="Workshop", actor=ada).id, [ben.id, cleo.id]
    secret = link_to(session.get_one(Group, group_id), ada, uses=1)

    def come(actor: Person) -> None:
        use_link(secret, actor=actor)

    answers = at_once(own_house, come, two)
    assert [type(answer) for answer in answers if answer is not None] == [NotFound]
    session.rollback()
    session.expire_all()
    assert sum(is_member(session.get_one(Person, one), session.get_one(Group, group_id)) for one in two) == 1
