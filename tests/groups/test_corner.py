"""The owner's corner: how the group is, in figures that name nobody, for those who run it."""

import pytest

from app.core import clock
from app.feed.health import FEWEST, measure_activity
from app.feed.services import publish_comment, publish_post, react
from app.groups.models import Access
from app.groups.services import join_group, remove_member


@pytest.fixture
def cast(make_person, make_group):
    owner, people = make_person(language="fr"), [make_person(f"Member {number}") for number in range(FEWEST - 1)]
    return owner, people, make_group("Choir", owner=owner, members=tuple(people), access=Access.CLOSED)


def test_those_who_wrote_or_reacted_this_month_are_counted_once_each(cast, make_group, make_person):
    owner, people, group = cast
    post = publish_post(body="First", group=group, actor=owner)
    comment = publish_comment(post, body="Second", actor=people[0])
    publish_comment(post, body="Third", actor=people[0])
    react(post, "like", actor=people[1])
    react(comment, "like", actor=people[2])
    publish_post(body="Elsewhere", actor=people[3])
    (measure,) = measure_activity(group)
    assert (measure.value, measure.of, measure.tone) == (4, FEWEST, "m")
    with clock.stopped_at(clock.from_now(days=31)):
        (measure,) = measure_activity(group)
        assert (measure.value, measure.tone) == (0, "l")


def test_in_a_small_group_nothing_is_said_that_would_tell_who(cast):
    owner, people, group = cast
    publish_post(body="First", group=group, actor=people[0])
    remove_member(group, people[1], actor=owner)
    assert measure_activity(group) == []


def test_the_corner_shows_figures_and_what_waits_to_those_who_run_the_group(client, cast, make_person):
    owner, people, group = cast
    publish_post(body="First", group=group, actor=people[0])
    join_group(group, actor=make_person("Ada"))
    for address in (f"/groups/{group.slug}", f"/groups/{group.slug}/corner"):
        page = client.sign_in(owner).get(address).text
        assert "Coin de l’animateur" in page
        assert f"1 sur {FEWEST}" in page
        assert "Répondre aux demandes" in page
    assert "Coin de l’animateur" not in client.sign_in(people[0]).get(f"/groups/{group.slug}").text


def test_the_interface_gives_the_same_figures(client, cast):
    owner, _people, group = cast
    found = client.carry_bearer(owner).get(f"/api/v1/groups/{group.id}/health").json
    assert {"value": FEWEST, "of": None} in [{"value": one["value"], "of": one["of"]} for one in found]
