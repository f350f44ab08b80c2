"""The directory: who is found, by whom, in which order, and at which cost."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.accounts.services import deactivate_person, rename_person
from app.core.db import session
from app.people.models import Profile
from app.people.services import add_department, change_profile, place_person, set_skills
from tests.support.statements import counted

PEOPLE = "/api/v1/people"


def profile_of(person):
    return session.get(Profile, person.id)


def names(client, **query):
    return [person["name"] for person in client.get(PEOPLE, query_string=query).json["items"]]


@pytest.fixture
def viewer(client, make_person):
    viewer = make_person("Zoé Zimmermann")
    client.sign_in(viewer)
    return viewer


def test_people_stand_in_the_order_of_their_names_whatever_their_accents(client, make_person, viewer):
    for name in ("Éric Noël", "Fanny Abel", "élodie Roux", "Œdipe Petit", "Oscar Blanc"):
        make_person(name)
    assert names(client) == ["élodie Roux", "Éric Noël", "Fanny Abel", "Œdipe Petit", "Oscar Blanc", "Zoé Zimmermann"]


@pytest.mark.parametrize("q", ["elo", "Élodie", "saint", "PIERRE élodie", "@elodie", " de "])
def test_each_word_begins_a_word_of_the_name(client, make_person, viewer, q):
    make_person("Élodie de Saint-Pierre", handle="elodie.sp")
    make_person("Mélodie Lodi")
    assert names(client, q=q) == ["Élodie de Saint-Pierre"]


@pytest.mark.parametrize("q", ["%", "_", "xyz", "odie"])
def test_signs_of_the_database_find_nobody(client, make_person, viewer, q):
    make_person("Élodie Roux")
    assert names(client, q=q) == []


def test_department_place_and_skill_narrow_the_list(client, make_person, viewer):
    ada, ben = make_person("Ada"), make_person("Ben")
    works = add_department(name="Bureau d’études", actor=None)
    place_person(profile_of(ada), department=works, manager=None, actor=None)
    change_profile(profile_of(ada), site="Cholet", actor=ada)
    set_skills(profile_of(ben), names=["Soudure TIG"], actor=ben)
    assert names(client, department="Bureau d’études") == names(client, department="bureau-d-etudes") == ["Ada"]
    assert names(client, location="cholet") == ["Ada"]
    assert names(client, skill="soudure tig") == ["Ben"]
    assert names(client, location="cholet", skill="soudure-tig") == []


def test_pages_follow_one_another_without_gap_though_names_repeat(client, make_person, viewer):
    for _ in range(5):
        make_person("Jean Martin")
    seen, cursor = [], ""
    while cursor is not None:
        page = client.get(PEOPLE, query_string={"limit": 2, "cursor": cursor}).json
        seen += [person["id"] for person in page["items"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == 6


def test_a_new_name_is_found_at_once_and_the_old_one_no_more(client, make_person, viewer):
    ada = make_person("Ada Byron")
    rename_person(ada, name="Ada Lovelace", actor=ada)
    assert names(client, q="lovelace") == ["Ada Lovelace"]
    assert names(client, q="byron") == []


def test_closed_accounts_leave_the_directory(client, make_person, viewer):
    deactivate_person(make_person("Ada"), actor=None)
    assert names(client) == ["Zoé Zimmermann"]


def test_a_guest_finds_those_of_their_groups_alone(client, make_person, make_group):
    guest, host, other = make_person("Guest", Role.GUEST), make_person("Host"), make_person("Other")
    make_group(owner=host, members=(guest,))
    client.sign_in(guest)
    assert names(client) == ["Guest", "Host"]
    assert client.get(f"{PEOPLE}/{other.id}").status_code == 404
    assert client.get(f"{PEOPLE}/{host.id}").json["email"] is None


def test_a_guest_is_told_no_department_place_or_skill_of_people_they_do_not_know(client, make_person, make_group):
    guest, host, other = make_person("Guest", Role.GUEST), make_person("Host"), make_person("Other")
    make_group(owner=host, members=(guest,))
    for person, word in ((host, "Harbour"), (other, "Vault")):
        profile = profile_of(person)
        change_profile(profile, site=f"{word} site", actor=person)
        set_skills(profile, names=[f"{word} skill"], actor=person)
        place_person(profile, department=add_department(name=f"{word} works", actor=None), manager=None, actor=None)
    page = client.sign_in(guest).get("/people").text
    assert [f"Harbour {word}" in page for word in ("site", "skill", "works")] == [True] * 3
    assert "Vault" not in page + client.get("/settings/profile").text
    assert "Vault works" in client.sign_in(host).get("/people").text


def test_the_directory_costs_the_same_whatever_its_length(connection, client, make_person, viewer):
    make_person()
    with counted(connection) as few:
        assert len(names(client, limit=50)) == 2
    for _ in range(18):
        make_person()
    with counted(connection) as many:
        assert len(names(client, limit=50)) == 20
    assert len(many) == len(few)


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 101}, {"cursor": "x"}, {"q": "x" * 201}])
def test_a_wish_that_makes_no_sense_is_422(client, viewer, query):
    assert client.get(PEOPLE, query_string=query).status_code == 422
