"""Praise: people are thanked with a post for a value of the company, are told, and may take their name off."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.accounts.services import deactivate_person
from app.core import worker
from app.core.audit import AuditEntry
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.feed.kinds import load_parts
from app.feed.models import Post
from app.feed.parts import dump_parts
from app.feed.queries import list_choices, list_praises
from app.feed.services import (
    add_value,
    change_value,
    move_value,
    publish_post,
    put_name_back,
    retire_value,
    take_name_off,
)
from app.feed.services.praising import NewPraise
from app.feed.services.valuing import Wording
from app.groups.models import Access
from app.groups.services import remove_member
from app.notifications.models import Notification
from app.people.services import block_person

API = "/api/v1"
CARE = Wording("shield-check", "Prendre soin", "Taking care", "On veille les uns sur les autres.", "We look out.")


@pytest.fixture
def admin(make_person):
    return make_person("Emma Petit", Role.ADMIN, Role.MEMBER, language="en")


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def ben(make_person):
    return make_person("Ben Mori", language="en")


@pytest.fixture
def care(admin):
    return add_value(CARE, actor=admin)


@pytest.fixture
def thank(ada):
    """A post of Ada's that thanks these people."""

    def thank(*people, group=None, value=None):
        wish = NewPraise([person.id for person in people], value.id if value else None)
        return publish_post(body="For the night shift.", group=group, parts=[wish], actor=ada)

    return thank


def told_to(person):
    return [each.kind for each in session.scalars(select(Notification).where(Notification.person_id == person.id))]


def test_the_composer_thanks_by_name_or_handle_and_the_post_shows_whom_and_for_what(
    client, ada, ben, make_person, care
):
    eva = make_person("Eva Le Goff")
    sent = {"body": "Thank you", "kind": "praise", "praise_people": f"Ben Mori, @{eva.handle}", "praise_value": care.id}
    assert client.sign_in(ada).post("/posts", data=sent).status_code == 303
    shown = client.get("/").text
    assert "Thanks: Taking care" in shown
    assert "Ben Mori" in shown
    assert f'data-praised="{ben.id} {eva.id}"' in shown
    assert CARE.sentence_en in shown
    worker.drain()
    assert told_to(ben) == told_to(eva) == ["praise"]
    assert "Ada Lune thanks you" in client.application.test_client().sign_in(ben).get("/notifications").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "between 1 and 10"),
        ("Nobody Atall", "Nobody here is called"),
        ("x" * 120_000, f"“{'x' * 79}…”"),
        ("Ben", "Several people may be meant"),
        ("Ada Lune", "Nobody thanks themselves"),
    ],
)
def test_who_cannot_be_thanked_is_said_and_what_was_typed_is_kept(client, ada, ben, make_person, typed, words):
    make_person("Ben Moreau")
    sent = {"body": "Thank you", "kind": "praise", "praise_people": typed}
    answer = client.sign_in(ada).post("/posts", data=sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{typed}"' in answer.text
    assert session.query(Post).count() == 0


def test_only_those_who_will_see_it_are_thanked_and_a_block_is_not_told(thank, ada, ben, make_person, make_group, care):
    group = make_group(owner=ada, access=Access.SECRET)
    with pytest.raises(Invalid) as refusal:
        thank(ben, group=group)
    assert "Ben Mori" in refusal.value.errors["praise_people"]
    gone, away = make_person(), make_person()
    deactivate_person(gone, actor=None)
    block_person(ada, actor=away)
    said = set()
    for person in (gone, away):
        with pytest.raises(Invalid) as refusal:
            thank(person)
        said.add(refusal.value.errors["praise_people"])
    assert len(said) == 1


def test_a_profile_lists_the_thanks_that_its_reader_may_read(client, thank, ada, ben, make_person, make_group):
    outsider, group = make_person(), make_group(owner=ada, members=(ben,), access=Access.SECRET)
    secret, open_ = thank(ben, group=group), thank(ben)
    ids = lambda viewer: [entry.id for entry in list_praises(ben, viewer=viewer).items]  # noqa: E731 (it is short)
    assert ids(ben) == ids(ada) == [open_.id, secret.id]
    assert ids(outsider) == [open_.id]
    page = client.sign_in(outsider).get(f"/people/{ben.handle}").text
    assert f"/posts/{open_.id}" in page
    assert str(secret.id) not in page
    assert str(secret.id) not in client.get(f"/people/{ben.handle}/praise").text
    remove_member(group, ben, actor=ada)
    assert ids(ben) == [open_.id]


def test_whom_it_thanks_takes_their_name_off_and_puts_it_back(client, thank, ada, ben, make_person):
    post = thank(ben)
    client.sign_in(ben)
    assert client.post(f"/posts/{post.id}/praise/withdrawal").status_code == 303
    session.refresh(post)
    assert post.parts["praise"]["people"] == []
    assert list_praises(ben, viewer=ada).items == []
    assert f'action="/posts/{post.id}/praise/return"' in client.get(f"/posts/{post.id}").text
    assert client.put(f"{API}/posts/{post.id}/praise").status_code == 204
    assert client.get(f"{API}/people/{ben.id}/praise").json["items"][0]["praise"]["people"][0]["name"] == "Ben Mori"
    for deed in (take_name_off, put_name_back):
        with pytest.raises(NotFound):
            deed(post, actor=ada)


def test_somebody_who_is_mentioned_and_thanked_is_told_once(ada, ben):
    publish_post(body=f"@{ben.handle}", parts=[NewPraise([ben.id])], actor=ada)
    worker.drain()
    assert told_to(ben) == ["praise"]


def test_a_program_thanks_and_reads_the_values(client, ada, ben, care):
    client.carry_bearer(ada)
    value = client.get(f"{API}/values").json["items"][0]
    assert (value["id"], value["name"]["fr"]) == (str(care.id), "Prendre soin")
    wish = {"person_ids": [str(ben.id)], "value_id": value["id"]}
    made = client.post(f"{API}/posts", json={"body": "Thanks", "praise": wish})
    assert made.status_code == 201
    assert made.json["praise"]["value"] == value
    assert client.post(f"{API}/posts", json={"body": "x", "praise": wish | {"points": 3}}).status_code == 422
    assert client.post(f"{API}/posts", json={"body": "x", "praise": {"person_ids": []}}).status_code == 422


def test_the_administration_words_orders_and_retires_the_values(client, admin, ada, ben, thank, care):
    client.sign_in(admin)
    daring = {
        "icon": "rocket",
        "name_fr": "Oser",
        "name_en": "Daring",
        "sentence_fr": "Essayer.",
        "sentence_en": "Try.",
    }
    assert client.post("/admin/values", data=daring | {"name_en": ""}).status_code == 422
    assert client.post("/admin/values", data=daring).status_code == 303
    assert [each.name["en"] for each in list_choices()] == ["Taking care", "Daring"]
    move_value(care, up=False, actor=admin)
    assert [each.name["en"] for each in list_choices()] == ["Daring", "Taking care"]
    post = thank(ben, value=care)
    change_value(care, Wording(**{**CARE.__dict__, "name_en": "Looking out"}), actor=admin)
    worker.drain()
    session.refresh(post)
    assert post.parts["praise"]["value"]["name"]["en"] == "Looking out"
    assert client.post(f"/admin/values/{care.id}/retirement").status_code == 303
    assert [each.name["en"] for each in list_choices()] == ["Daring"]
    with pytest.raises(Invalid):
        thank(ben, value=care)
    actions = list(session.scalars(select(AuditEntry.action).where(AuditEntry.target.like("value:%"))))
    assert actions == ["value.added", "value.added", "value.moved", "value.changed", "value.retired"]


def test_only_the_administration_may_and_twelve_stand_at_once(admin, ada, care):
    for deed in (lambda: add_value(CARE, actor=ada), lambda: retire_value(care, actor=ada)):
        with pytest.raises(Forbidden):
            deed()
    for _ in range(11):
        add_value(CARE, actor=admin)
    with pytest.raises(Conflict):
        add_value(CARE, actor=admin)


def test_it_waits_with_a_post_for_its_time_as_it_was_wished_for(ben):
    wished = NewPraise([ben.id])
    assert load_parts(dump_parts([wished])) == [wished]
