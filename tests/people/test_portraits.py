"""The drawn bust of somebody without a photo."""

from xml.etree import ElementTree

import pytest

from app.people.portraits import LONG_CUTS, SHORT_CUTS, SKINS, compose, draw, portrait_svg

SEEDS = [f"person {number}" for number in range(300)]


def test_the_same_person_keeps_the_same_face():
    assert portrait_svg("ada") == portrait_svg("ada")


def test_people_look_different_from_each_other():
    assert len({portrait_svg(seed) for seed in SEEDS}) > 250


def test_every_skin_and_every_cut_is_somebodys():
    busts = [compose(seed) for seed in SEEDS]
    assert {bust.skin for bust in busts} == set(SKINS)
    assert {bust.cut for bust in busts} == set(SHORT_CUTS + LONG_CUTS)


def test_nobody_with_long_hair_is_given_a_beard():
    assert not any(compose(seed, cuts=LONG_CUTS).beard for seed in SEEDS)


def test_the_cut_can_be_chosen():
    assert {compose(seed, cuts=SHORT_CUTS).cut for seed in SEEDS} == set(SHORT_CUTS)


@pytest.mark.parametrize("seed", SEEDS[:40])
def test_a_bust_is_a_drawing_that_any_page_may_show(seed):
    drawing = draw(compose(seed))
    names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(drawing).iter()}
    assert names <= {"svg", "path", "circle", "ellipse", "g"}
    assert "style=" not in drawing
    assert "href" not in drawing
