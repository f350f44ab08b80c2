"""What people are to each other: following, blocking, confirming what somebody knows."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.core.db import session
from app.core.errors import Forbidden
from app.people.events import PersonBlocked, PersonFollowed, SkillEndorsed
from app.people.models import Profile
from app.people.policy import can_contact
from app.people.queries import get_skill, is_following
from app.people.services import block_person, follow_person, set_skills, unblock_person, withdraw_endorsement


def address(person, *rest):
    return "/".join((f"/api/v1/people/{person.id}", *rest))


def profile_of(person):
    return session.get(Profile, person.id)


def test_following_is_told_once_and_taken_back(client, make_person, announced):
    ada, ben = make_person(), make_person()
    client.sign_in(ada)
    announced.clear()
    assert [client.put(address(ben, "follow")).status_code for _ in range(2)] == [204, 204]
    assert announced == [PersonFollowed(ben.id, ada.id)]
    assert client.get(address(ben)).json["following"] is True
    assert [client.delete(address(ben, "follow")).status_code for _ in range(2)] == [204, 204]
    assert client.get(address(ben)).json["following"] is False


def test_nobody_follows_or_blocks_themselves(client, make_person):
    ada = make_person()
    client.sign_in(ada)
    assert client.put(address(ada, "follow")).status_code == 422
    assert client.put(address(ada, "block")).status_code == 422


def test_a_block_ends_following_both_ways_keeps_the_other_from_writing_and_lasts_until_taken_back(
    make_person, announced
):
    ada, ben = make_person(), make_person()
    follow_person(ada, actor=ben)
    follow_person(ben, actor=ada)
    block_person(ben, actor=ada)
    assert announced[-1] == PersonBlocked(ben.id, ada.id)
    assert not is_following(ada, ben)
    assert not is_following(ben, ada)
    assert not can_contact(ben, ada)
    unblock_person(ben, actor=ada)
    assert can_contact(ben, ada)


def test_the_blocked_person_cannot_tell(client, make_person):
    ada, ben = make_person(), make_person()
    block_person(ben, actor=ada)
    client.sign_in(ben)
    assert client.get(address(ada)).json["blocked"] is False
    assert client.put(address(ada, "follow")).status_code == 204


def test_a_colleague_confirms_a_skill_by_its_name_or_its_identifier(client, make_person, announced):
    ada, ben = make_person("Ada"), make_person("Ben")
    set_skills(profile_of(ben), names=["Soudure TIG"], actor=ben)
    skill = get_skill("soudure-tig")
    client.sign_in(ada)
    announced.clear()
    assert client.put(address(ben, "skills", "soudure-tig", "endorsement")).status_code == 204
    assert client.put(address(ben, "skills", str(skill.id), "endorsement")).status_code == 204
    assert [fact for fact in announced if isinstance(fact, SkillEndorsed)] == [SkillEndorsed(ben.id, skill.id, ada.id)]
    shown = client.get(address(ben)).json["skills"]
    assert [(s["name"], [by["name"] for by in s["endorsed_by"]]) for s in shown] == [("Soudure TIG", ["Ada"])]
    assert client.delete(address(ben, "skills", "soudure-tig", "endorsement")).status_code == 204
    assert client.get(address(ben)).json["skills"][0]["endorsed_by"] == []


def test_what_nobody_says_cannot_be_confirmed_nor_ones_own(client, make_person):
    ada, ben = make_person(), make_person()
    set_skills(profile_of(ada), names=["Python"], actor=ada)
    client.sign_in(ada)
    assert client.put(address(ben, "skills", "python", "endorsement")).status_code == 404
    assert client.put(address(ben, "skills", "unknown", "endorsement")).status_code == 404
    assert client.put(address(ada, "skills", "python", "endorsement")).status_code == 403


def test_a_guest_confirms_nothing(client, make_person, make_group):
    guest, ben = make_person("", Role.GUEST), make_person()
    make_group(owner=ben, members=(guest,))
    set_skills(profile_of(ben), names=["Python"], actor=ben)
    assert client.sign_in(guest).put(address(ben, "skills", "python", "endorsement")).status_code == 403


def test_a_person_removes_a_confirmation_and_strangers_do_not(client, make_person):
    ada, ben, eve = make_person(), make_person(), make_person()
    set_skills(profile_of(ben), names=["Python"], actor=ben)
    client.sign_in(ada).put(address(ben, "skills", "python", "endorsement"))
    with pytest.raises(Forbidden):
        withdraw_endorsement(ben, get_skill("python"), endorser=ada, actor=eve)
    withdraw_endorsement(ben, get_skill("python"), endorser=ada, actor=ben)
    assert client.get(address(ben)).json["skills"][0]["endorsed_by"] == []


def test_skills_that_stay_keep_those_who_confirmed_them(client, make_person):
    ada, ben = make_person("Ada"), make_person()
    set_skills(profile_of(ben), names=["Python", "Judo"], actor=ben)
    client.sign_in(ada).put(address(ben, "skills", "python", "endorsement"))
    set_skills(profile_of(ben), names=["python", "Chess"], actor=ben)
    shown = {skill["name"]: len(skill["endorsed_by"]) for skill in client.get(address(ben)).json["skills"]}
    assert shown == {"Python": 1, "Chess": 0}
