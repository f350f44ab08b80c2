"""Shaping a group: patterns to begin from, its icon, its cover, and an address that tells of no secret."""

import io
import re

import pytest

from app.core.db import session
from app.core.errors import Forbidden, Invalid
from app.core.storage import storage
from app.core.sweeping import referred_to
from app.groups.models import Access, Reception
from app.groups.patterns import Sort, get_pattern
from app.groups.queries import list_groups
from app.groups.services import change_group, create_group, remove_cover, set_cover
from tests.support.pictures import drawn


def find_value(page, field):
    """What a larger field of a page holds when it comes."""
    return re.search(rf'<textarea[^>]* name="{field}"[^>]*>\n([^<]*)</textarea>', page).group(1)


@pytest.mark.parametrize("sort", list(Sort))
def test_a_pattern_settles_the_form_and_shows_words_that_are_only_examples(client, make_person, sort):
    owner, pattern = make_person(language="fr"), get_pattern(sort)
    page = client.sign_in(owner).get(f"/groups/new?pattern={sort.value}").text
    assert 'aria-current="true"' in page
    assert {field: find_value(page, field) for field in ("description", "rules", "welcome")} == dict.fromkeys(
        ("description", "rules", "welcome"), ""
    )
    assert page.count("data-takes") == 4 + bool(pattern.join_questions)
    sent = {"name": "Atelier 4", "kind": pattern.kind.value, "access": pattern.access.value, "icon": pattern.icon}
    sent |= {"rules": "\n".join(pattern.rules), "welcome": pattern.welcome, "steps": "\n".join(pattern.steps)}
    assert client.post("/groups", data=sent).status_code == 303
    (group,) = list_groups(owner, q="Atelier 4").items
    assert (group.icon, group.rules, group.access) == (pattern.icon, pattern.rules, pattern.access)
    shown = client.get(f"/groups/{group.slug}/settings/welcome").text
    assert all(step in shown for step in pattern.steps)


def test_an_unknown_pattern_is_a_blank_form(client, make_person):
    page = client.sign_in(make_person()).get("/groups/new?pattern=nonsense")
    assert page.status_code == 200
    assert 'aria-current="true"' not in page.text.partition("<form")[0].partition("group-patterns")[2]


def test_what_was_typed_into_a_refused_form_stays_there(client, make_person):
    client.sign_in(make_person())
    long = "Why? " * 60
    sent = {"name": "Choir", "rules": "Sing.", "announcement_only": "1", "join_questions": long, "icon": "music"}
    answer = client.post("/groups", data=sent)
    assert answer.status_code == 422
    assert "Sing." in answer.text
    assert "Why? Why?" in answer.text
    assert 'name="announcement_only" value="1" checked' in answer.text


def test_an_icon_is_one_of_those_offered(make_person):
    with pytest.raises(Invalid):
        create_group(name="Choir", icon="x", actor=make_person())


def test_over_the_interface_a_pattern_fills_what_is_left_out(client, make_person):
    owner = make_person(language="en")
    sent = {"name": "Tank", "pattern": "project", "icon": "fuel"}
    group = client.carry_bearer(owner).post("/api/v1/groups", json=sent).json
    assert (group["kind"], group["access"], group["icon"]) == ("project", "closed", "fuel")
    assert len(group["rules"]) == 3
    assert len(group["join_questions"]) == 1


def test_a_cover_is_made_anew_shown_and_taken_away_again(client, make_person, make_group):
    owner = make_person()
    group = make_group(owner=owner)
    client.sign_in(owner)
    sent = {"cover": (drawn((2000, 500), "JPEG"), "wall.jpg")}
    assert client.post(f"/groups/{group.slug}/cover", data=sent).status_code == 303
    assert f'src="{group.cover_url}"' in client.get(f"/groups/{group.slug}").text
    picture = client.get(group.cover_url)
    assert (picture.status_code, picture.mimetype) == (200, "image/webp")
    assert "immutable" in picture.headers["Cache-Control"]
    assert set().union(*referred_to.ask([group.cover])) == {group.cover}
    remove_cover(group, actor=owner)
    assert client.get(f"/groups/{group.slug}/cover").status_code == 404


@pytest.mark.parametrize("content", [b"", b"no picture at all"], ids=["nothing", "words"])
def test_a_cover_that_is_no_picture_is_refused_in_words(client, make_person, make_group, content):
    owner = make_person(language="fr")
    group = make_group(owner=owner)
    sent = {"cover": (io.BytesIO(content), "wall.jpg")}
    answer = client.sign_in(owner).post(f"/groups/{group.slug}/cover", data=sent)
    assert answer.status_code in {415, 422}
    assert "n’est pas une image" in answer.text
    assert group.cover is None


def test_only_owners_give_a_group_its_cover_and_nobody_else_sees_that_of_a_secret_one(client, make_person, make_group):
    owner, member = make_person(), make_person()
    group = make_group(owner=owner, members=(member,), access=Access.SECRET)
    with pytest.raises(Forbidden):
        set_cover(group, drawn(), actor=member)
    set_cover(group, drawn(), actor=owner)
    assert storage().exists(group.cover)
    assert client.sign_in(member).get(group.cover_url).status_code == 200
    assert client.sign_in(make_person()).get(group.cover_url).status_code == 404


def test_the_address_of_a_new_group_tells_nothing_of_a_secret_one_of_its_name(make_person, make_group):
    secret = make_group("The merger", access=Access.SECRET)
    assert make_group("The merger").slug == "the-merger"
    assert secret.slug.startswith("the-merger-")
    assert len(secret.slug) > len("the-merger-") + 7
    assert make_group("The merger").slug == "the-merger-2"


@pytest.mark.parametrize("name", ["New", "Join", "Invitations"])
def test_no_group_takes_the_address_of_another_page(make_group, name):
    assert make_group(name).slug == f"{name.lower()}-2"


def test_changing_one_thing_leaves_the_others_as_they_are(make_person):
    owner = make_person()
    group = create_group(name="Choir", rules=["Sing."], icon="music", announcement_only=True, actor=owner)
    change_group(group, name="The choir", actor=owner)
    assert (group.rules, group.icon, group.announcement_only) == (["Sing."], "music", True)


def test_a_group_without_a_welcome_keeps_no_row_for_it(make_group):
    assert session.get(Reception, make_group().id) is None
