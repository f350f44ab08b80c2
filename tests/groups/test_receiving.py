"""Receiving who is new: a welcome, first steps that are theirs alone, and what is pinned for all."""

import pytest

from app.core import clock
from app.core.db import session
from app.core.errors import Invalid, NotFound
from app.groups.models import Reception, StepTick
from app.groups.services import change_reception, dismiss_welcome, remove_member, tick_step, untick_step


@pytest.fixture
def cast(make_person, make_group):
    owner, ada, ben = make_person(language="fr"), make_person("Ada", language="fr"), make_person("Ben")
    group = make_group(owner=owner, members=(ada, ben))
    steps = [{"text": "Read the rules", "url": "/groups"}, {"text": "Say hello"}]
    change_reception(group, welcome="**Hello** you", steps=steps, actor=owner)
    return owner, ada, ben, group


def step_of(group, number=0):
    return session.get_one(Reception, group.id).steps[number]["id"]


def test_who_is_new_reads_the_welcome_and_ticks_their_own_steps(client, cast):
    owner, ada, ben, group = cast
    address = f"/groups/{group.slug}"
    page = client.sign_in(ada).get(address).text
    assert "<strong>Hello</strong> you" in page
    assert "0 sur 2" in page
    client.post(f"{address}/steps/{step_of(group)}", data={"done": "1"})
    assert "1 sur 2" in client.get(address).text
    assert 'aria-checked="true"' not in client.sign_in(ben).get(address).text
    assert "Say hello" not in client.sign_in(owner).get(address).text


def test_a_tick_is_noted_once_and_taken_back(cast):
    _owner, ada, _ben, group = cast
    tick_step(group, step_of(group), actor=ada)
    tick_step(group, step_of(group), actor=ada)
    assert session.query(StepTick).count() == 1
    untick_step(group, step_of(group), actor=ada)
    untick_step(group, step_of(group), actor=ada)
    assert session.query(StepTick).count() == 0


def test_the_welcome_is_put_away_for_oneself_and_leaves_by_itself_after_two_months(client, cast):
    _owner, ada, ben, group = cast
    dismiss_welcome(group, actor=ada)
    dismiss_welcome(group, actor=ada)
    assert "<strong>Hello</strong>" not in client.sign_in(ada).get(f"/groups/{group.slug}").text
    client.sign_in(ben)
    assert "<strong>Hello</strong>" in client.get(f"/groups/{group.slug}").text
    with clock.stopped_at(clock.from_now(days=61)):
        client.sign_in(ben)
        assert "<strong>Hello</strong>" not in client.get(f"/groups/{group.slug}").text


def test_whoever_is_not_in_the_group_ticks_nothing(cast, make_person):
    _owner, ada, _ben, group = cast
    for step, actor in ((step_of(group), make_person()), ("nonsense", ada)):
        with pytest.raises(NotFound):
            tick_step(group, step, actor=actor)


def test_ticks_go_with_the_membership(cast):
    _owner, ada, _ben, group = cast
    tick_step(group, step_of(group), actor=ada)
    remove_member(group, ada, actor=ada)
    assert session.query(StepTick).count() == 0


def test_a_step_that_stays_keeps_its_ticks_when_others_change(client, cast):
    owner, ada, _ben, group = cast
    kept = session.get_one(Reception, group.id).steps[1]
    tick_step(group, kept["id"], actor=ada)
    rows = {"step_id": [kept["id"], ""], "step_text": [kept["text"], "Have a coffee"], "step_url": ["", ""]}
    assert client.sign_in(owner).post(f"/groups/{group.slug}/settings/welcome", data=rows).status_code == 303
    page = client.sign_in(ada).get(f"/groups/{group.slug}").text
    assert "1 sur 2" in page
    assert "Read the rules" not in page


def test_what_is_pinned_stands_beside_the_posts_for_who_may_read_them(client, cast, make_person):
    owner, ada, _ben, group = cast
    rows = {"resource_title": ["The plan", "The shop"], "resource_url": ["/posts/7", "https://shop.example/x"]}
    client.sign_in(owner).post(f"/groups/{group.slug}/settings/welcome", data=rows)
    page = client.sign_in(ada).get(f"/groups/{group.slug}").text
    assert page.index("The plan") < page.index("The shop")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "mailto:a@b.c", "/a b", "https://", "/\\evil", "x"]
)
def test_an_address_that_leads_nowhere_good_is_refused_and_stays_to_be_mended(client, cast, url):
    owner, _ada, _ben, group = cast
    rows = {"resource_title": ["The plan"], "resource_url": [url]}
    answer = client.sign_in(owner).post(f"/groups/{group.slug}/settings/welcome", data=rows)
    assert answer.status_code == 422
    assert "The plan" in answer.text
    assert session.get_one(Reception, group.id).resources == []


def test_no_more_steps_than_somebody_takes(cast):
    owner, _ada, _ben, group = cast
    with pytest.raises(Invalid):
        change_reception(group, steps=[{"text": "Walk"}] * 11, actor=owner)
    with pytest.raises(Invalid):
        change_reception(group, welcome="x" * 4001, actor=owner)


def test_the_welcome_cannot_carry_a_script(cast):
    owner, _ada, _ben, group = cast
    change_reception(group, welcome="<script>alert(1)</script> [x](javascript:alert(1))", actor=owner)
    html = session.get_one(Reception, group.id).html
    assert "<script" not in html
    assert "href" not in html
