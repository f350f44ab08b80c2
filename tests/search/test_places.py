"""The palette: it leads where the viewer's own navigation does, to their groups, and to what they can make."""

from __future__ import annotations

import re

import pytest

from app.accounts.models import Role
from app.chat import services as chat
from app.groups.models import Access


@pytest.fixture
def led(app):
    """Where the palette leads somebody for the words they typed."""

    def led(person, q=""):
        shown = app.test_client().sign_in(person).get("/search/palette", query_string={"q": q}).text
        return re.findall(r'role="option" id="[^"]+" href="([^"]+)"', shown)

    return led


def test_before_anything_is_typed_it_lists_ones_places_groups_and_deeds(led, make_person, make_group):
    ada = make_person()
    make_group("Harbour", members=(ada,))
    make_group("Quay", access=Access.SECRET)
    offered = led(ada)
    assert {"/", "/messages", "/agenda", "/people", "/groups/harbour", "/posts/new", "/events/new"} < set(offered)
    assert not {"/admin", "/moderation", "/mails"} & set(offered)
    assert not any("quay" in url for url in offered)
    assert "/admin" in led(make_person("Emma", Role.ADMIN))
    assert "/groups/new" not in led(make_person("Guest", Role.GUEST))


def test_what_is_typed_begins_words_of_a_place_and_is_always_searched_for(led, make_person, make_group):
    ada = make_person(language="fr")
    make_group("Port d’été", members=(ada,))
    assert led(ada, "sécu") == ["/settings/security", "/search?q=s%C3%A9cu", "/search?q=s%C3%A9cu&type=message"]
    assert led(ada, "ete po") == ["/groups/port-d-ete", "/search?q=ete%20po", "/search?q=ete%20po&type=message"]
    assert led(ada, "xyzzy") == ["/search?q=xyzzy", "/search?q=xyzzy&type=message"]


def test_a_conversation_is_found_by_its_title_its_topic_or_its_people(led, make_person, make_group):
    ada, bea, cy = make_person("Ada"), make_person("Béa"), make_person("Cyril")
    group = make_group("Harbour", members=(ada, bea))
    room = chat.open_room(group, actor=ada)
    topic = chat.open_topic(room, title="Livraisons", actor=ada)
    titled = chat.open_conversation([bea, cy], title="Poste 4", actor=ada)
    untitled = chat.open_conversation([bea, cy], actor=ada)
    theirs = chat.open_conversation([cy, make_person("Dora")], title="Poste 4 without Ada", actor=bea)
    assert led(ada, "post 4")[0] == f"/messages/{titled.id}"
    assert f"/messages/{theirs.id}" not in led(ada, "poste")
    assert led(ada, "livrai")[0] == f"/messages/{topic.id}"
    assert f"/messages/{untitled.id}" in led(ada, "cyril")
    assert led(ada, "harbour")[:2] == ["/groups/harbour", f"/messages/{topic.id}"]
    assert f"/messages/{room.id}" in led(ada, "harbour")
    assert f"/messages/{room.id}" not in led(cy, "harbour")
