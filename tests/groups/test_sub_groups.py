"""Groups that belong to another: shown on both pages, offered to the parent's members, and never telling a secret."""

import pytest

from app.core.errors import Forbidden, Invalid, NotFound
from app.groups.models import Access
from app.groups.queries import get_group, list_groups, list_relatives
from app.groups.services import change_group, create_group, delete_group, join_group, remove_member, set_parent


@pytest.fixture
def cast(make_person, make_group):
    owner, member, stranger = make_person(), make_person(), make_person()
    parent = make_group("Production", owner=owner, members=(member,))
    return owner, member, stranger, parent


def test_both_pages_lead_to_each_other(client, cast):
    owner, member, _stranger, parent = cast
    child = create_group(name="Welding", actor=owner)
    set_parent(child, parent, actor=owner)
    client.sign_in(member)
    assert f'href="/groups/{child.slug}"' in client.get(f"/groups/{parent.slug}").text
    assert f'href="/groups/{parent.slug}"' in client.get(f"/groups/{child.slug}").text
    set_parent(child, None, actor=owner)
    assert f'href="/groups/{child.slug}"' not in client.get(f"/groups/{parent.slug}").text


def test_the_parents_members_may_join_and_others_may_not(cast):
    owner, member, stranger, parent = cast
    child = create_group(name="Welding", access=Access.SECRET, actor=owner)
    set_parent(child, parent, parent_joins=True, actor=owner)
    assert get_group(child.id, viewer=member).id == child.id
    join_group(child, actor=member)
    with pytest.raises(NotFound):
        get_group(child.id, viewer=stranger)
    with pytest.raises(Forbidden):
        join_group(child, actor=stranger)
    assert child.id not in [group.id for group in list_groups(stranger).items]


def test_who_leaves_the_parent_knows_no_more_of_what_was_offered_there(cast):
    owner, member, _stranger, parent = cast
    child = create_group(name="Welding", access=Access.SECRET, actor=owner)
    set_parent(child, parent, parent_joins=True, actor=owner)
    remove_member(parent, member, actor=member)
    with pytest.raises(NotFound):
        get_group(child.id, viewer=member)


def test_a_parent_that_is_closed_for_good_offers_nothing_any_more(cast):
    owner, member, _stranger, parent = cast
    child = create_group(name="Welding", access=Access.SECRET, actor=owner)
    set_parent(child, parent, parent_joins=True, actor=owner)
    delete_group(parent, actor=owner)
    with pytest.raises(NotFound):
        get_group(child.id, viewer=member)


def test_a_secret_group_below_is_named_to_its_members_alone(client, cast):
    owner, member, stranger, parent = cast
    child = create_group(name="The merger", access=Access.SECRET, actor=owner)
    set_parent(child, parent, actor=owner)
    for person in (member, stranger):
        assert list_relatives(parent, person) == (None, [])
        assert "The merger" not in client.sign_in(person).get(f"/groups/{parent.slug}").text
    assert list_relatives(parent, owner) == (None, [child])


def test_what_belongs_to_a_secret_group_is_secret(make_person, cast):
    owner, _member, _stranger, parent = cast
    child = create_group(name="Welding", actor=owner)
    secret = create_group(name="The merger", access=Access.SECRET, actor=owner)
    with pytest.raises(Invalid):
        set_parent(child, secret, actor=owner)
    set_parent(child, parent, actor=owner)
    with pytest.raises(Invalid):
        change_group(parent, access=Access.SECRET, actor=owner)
    hidden = create_group(name="Lawyers", access=Access.SECRET, actor=owner)
    set_parent(hidden, secret, actor=owner)
    with pytest.raises(Invalid):
        change_group(hidden, access=Access.OPEN, actor=owner)


def test_the_interface_names_the_parent_to_those_who_know_of_it(client, cast):
    owner, member, _stranger, parent = cast
    child = create_group(name="Lawyers", access=Access.SECRET, actor=owner)
    set_parent(child, parent, actor=owner)
    found = client.carry_bearer(owner).get(f"/api/v1/groups/{child.id}").json
    assert found["parent_id"] == str(parent.id)
    assert client.carry_bearer(member).get(f"/api/v1/groups/{parent.id}").json["parent_id"] is None


def test_groups_belong_to_each_other_on_one_level(cast):
    owner, _member, _stranger, parent = cast
    child, grandchild = (create_group(name=name, actor=owner) for name in ("Welding", "Night shift"))
    set_parent(child, parent, actor=owner)
    for one, other in ((grandchild, child), (parent, grandchild), (grandchild, grandchild)):
        with pytest.raises(Invalid):
            set_parent(one, other, actor=owner)


def test_one_puts_a_group_below_those_alone_that_one_runs(client, cast):
    _owner, member, _stranger, parent = cast
    own = create_group(name="Welding", actor=member)
    with pytest.raises(Invalid):
        set_parent(own, parent, actor=member)
    answer = client.sign_in(member).post(f"/groups/{own.slug}/settings/parent", data={"parent_id": str(parent.id)})
    assert answer.status_code == 422
    answer = client.post(f"/groups/{own.slug}/settings/parent", data={"parent_id": "nonsense"})
    assert answer.status_code == 422


def test_who_was_removed_from_what_the_parent_offers_does_not_walk_in_again(cast):
    owner, member, _stranger, parent = cast
    child = create_group(name="Welding", access=Access.SECRET, actor=owner)
    set_parent(child, parent, parent_joins=True, actor=owner)
    join_group(child, actor=member)
    remove_member(child, member, actor=owner)
    with pytest.raises(Forbidden):
        join_group(child, actor=member)


def test_a_group_is_founded_below_one_that_its_founder_runs(client, make_person, make_group):
    ada, ben = make_person(), make_person()
    open_one, secret = make_group("Harbour", owner=ada), make_group("Vault", owner=ada, access=Access.SECRET)
    shown = client.sign_in(ada).get("/groups/harbour").text
    assert 'href="/groups/new?parent=harbour"' in shown
    assert 'name="parent" value="harbour"' in client.get("/groups/new?parent=harbour&pattern=project").text
    assert client.post("/groups", data={"name": "Crane", "parent": "harbour"}).status_code == 303
    assert [one.name for one in list_relatives(open_one, ada)[1]] == ["Crane"]
    assert 'value="secret" checked' in client.get(f"/groups/new?parent={secret.slug}").text
    assert client.post("/groups", data={"name": "Open", "access": "open", "parent": secret.slug}).status_code == 422
    as_ben = client.application.test_client().sign_in(ben)
    assert as_ben.post("/groups", data={"name": "Mine", "parent": "harbour"}).status_code == 422
    assert as_ben.post("/groups", data={"name": "Mine", "parent": secret.slug}).status_code == 404
    assert 'href="/groups/new?parent' not in as_ben.get("/groups/harbour").text
    assert not [one for one in list_groups(ada).items if one.name in {"Open", "Mine"}]
