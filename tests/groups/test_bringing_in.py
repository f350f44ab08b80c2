"""Bringing somebody into a group from its page: found by the beginning of a name."""

from app.core.db import session
from app.groups.models import GroupRole
from app.people.models import Profile
from app.people.services import change_profile


def test_somebody_is_found_by_name_and_brought_in(client, make_person, make_group):
    owner, ben = make_person(), make_person("Benoît Carré", language="fr")
    group = make_group(owner=owner)
    address = f"/groups/{group.slug}/members"
    found = client.sign_in(owner).get(f"{address}?who=carr").text
    assert f'name="person_id" value="{ben.id}"' in found
    assert client.post(address, data={"person_id": ben.id}).status_code == 303
    assert [row.role for row in group.memberships if row.person_id == ben.id] == [GroupRole.MEMBER]
    again = client.get(f"{address}?who=carr").text
    assert f'name="person_id" value="{ben.id}"' not in again
    assert "Déjà dans le groupe" in again


def test_a_member_brings_nobody_in_and_is_offered_nobody(client, make_person, make_group):
    member, ben = make_person(), make_person("Benoît Carré")
    group = make_group(members=(member,))
    address = f"/groups/{group.slug}/members"
    assert "Carré" not in client.sign_in(member).get(f"{address}?who=carr").text
    assert client.post(address, data={"person_id": ben.id}).status_code == 403


def test_an_identifier_of_nobody_is_a_thing_that_is_not_there(client, make_person, make_group):
    owner = make_person()
    group = make_group(owner=owner)
    for value in ("", "x", "@benoit"):
        answer = client.sign_in(owner).post(f"/groups/{group.slug}/members", data={"person_id": value})
        assert answer.status_code == 404


def test_those_who_run_a_group_are_shown_with_what_they_do(client, make_person, make_group):
    owner = make_person("Yannick Morvan", language="fr")
    change_profile(session.get(Profile, owner.id), title="Chef d’atelier", actor=owner)
    page = client.sign_in(owner).get(f"/groups/{make_group(owner=owner).slug}").text
    aside = page[page.rindex("Anime le groupe") :]
    assert page.count("Anime le groupe") == 1
    assert "Chef d’atelier" in aside
