"""Quotas: nobody, and not all together, keep more than there is room for, and who deletes has room again."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from app.accounts.models import Role
from app.accounts.services import create_person
from app.core import clock
from app.decisions.services import open_proposal
from app.feed.services import delete_comment, delete_post, edit_post, publish_comment, publish_post
from app.feed.services.posting import UNDO_LASTS
from app.feed.services.releasing import release_files
from app.files.quotas import QuotaReached, use_of, use_of_house
from app.files.services import discard_file, upload_file
from tests.support.at_once import at_once
from tests.support.pictures import drawn

MEGA = 1_000_000


@pytest.fixture
def limits(app):
    """Lets a house with other limits begin; those of before come back."""
    settings = app.extensions["parvis.settings"]

    def set_limits(**values):
        app.extensions["parvis.settings"] = settings.model_copy(update=values)

    return set_limits


@pytest.fixture
def ada(make_person):
    return make_person("Ada")


@pytest.fixture
def ben(make_person):
    return make_person("Ben")


def send(person, size=600_000, sign=b"a"):
    return upload_file(io.BytesIO(sign * size), name="a.txt", actor=person)


def test_what_somebody_sends_beyond_their_room_is_refused_and_others_go_on(limits, ada, ben):
    limits(person_quota_mb=1)
    send(ada)
    with pytest.raises(QuotaReached, match="dont dispose chaque personne"):
        send(ada, sign=b"b")
    assert use_of(ada).size == 600_000
    send(ben, sign=b"b")


def test_the_refusal_is_a_413_with_words_in_the_readers_language(limits, app, make_person):
    limits(person_quota_mb=1)
    ada = make_person(language="en")
    send(ada)
    client = app.test_client().sign_in(ada)
    answer = client.post("/api/v1/files", data={"file": (io.BytesIO(b"b" * 450_000), "a.txt")})
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")
    assert "600\u00a0KB of the 1\u00a0MB that each person has" in answer.json["detail"]


def test_a_post_whose_file_finds_no_room_keeps_its_words(limits, app, ada):
    limits(person_quota_mb=1)
    send(ada)
    form = {"body": "What I wrote for an hour", "files": "shown", "file": (io.BytesIO(b"b" * 450_000), "a.txt")}
    answer = app.test_client().sign_in(ada).post("/posts", data=form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 413
    assert "What I wrote for an hour" in page
    assert "dont dispose chaque personne" in page


def test_the_same_content_takes_room_once_for_a_person_and_once_in_the_house(limits, ada, ben):
    limits(person_quota_mb=1)
    before = use_of_house().size
    for person in (ada, ada, ben):
        send(person)
    assert (use_of(ada).size, use_of(ben).size, use_of_house().size - before) == (600_000, 600_000, 600_000)


def test_who_deletes_has_room_again_and_the_house_has_it_when_nobody_needs_the_content(limits, ada, ben):
    limits(person_quota_mb=1)
    before = use_of_house().size
    first, second = send(ada), send(ben)
    post = publish_post(body="See this", file_ids=[first.id], actor=ada)
    edit_post(post, file_ids=[], actor=ada)
    assert (use_of(ada).size, use_of_house().size - before) == (0, 600_000)
    discard_file(second, actor=ben)
    assert use_of_house().size == before
    send(ada, sign=b"b")


def test_all_together_keep_no_more_than_the_house_has_room_for(limits, ada, ben):
    limits(house_quota_mb=1)
    send(ada)
    with pytest.raises(QuotaReached, match="La maison n’a plus de place"):
        send(ben, sign=b"b")
    send(ben)  # the same content takes no more room


def test_nothing_is_limited_where_the_limit_is_nought(limits, ada):
    limits(person_quota_mb=0, house_quota_mb=0)
    send(ada, 2 * MEGA)


def test_a_picture_counts_with_what_is_kept_of_it(ada):
    file = upload_file(drawn((600, 400)), name="a.png", actor=ada)
    assert use_of(ada).size == file.size


def test_two_uploads_at_once_never_share_the_last_room(own_house):
    own_house.extensions["parvis.settings"] = own_house.extensions["parvis.settings"].model_copy(
        update={"person_quota_mb": 1}
    )
    ada = create_person(email="ada@house.example", name="Ada", actor=None)
    signs = iter([b"a", b"b"])
    answers = at_once(own_house, lambda actor: send(actor, sign=next(signs)), [ada.id, ada.id])
    assert sorted(type(answer).__name__ for answer in answers) == ["File", "QuotaReached"]
    assert use_of(ada).size == use_of_house().size == 600_000


def test_the_administration_sees_what_files_take_up(app, make_person, ada):
    send(ada)
    emma = make_person("Emma", Role.MEMBER, Role.ADMIN, language="en")
    page = app.test_client().sign_in(emma).get("/admin").get_data(as_text=True)
    assert "1\u00a0MB of 100\u00a0GB" in page
    assert "Each person may keep 5\u00a0GB." in page


def test_what_was_deleted_gives_its_room_back_once_it_cannot_be_brought_back(ada, ben):
    post = publish_post(body="See this", file_ids=[send(ada).id], actor=ada)
    other = publish_post(body="Another", actor=ben)
    comment = publish_comment(other, body="And this", file_ids=[send(ada, 100, b"b").id], actor=ada)
    publish_comment(post, body="Under it", file_ids=[send(ada, 10, b"c").id], actor=ada)
    delete_post(post, actor=ada)
    delete_comment(comment, actor=ada)
    assert (release_files(), use_of(ada).size) == (0, 600_110)
    with clock.stopped_at(clock.now() + UNDO_LASTS + timedelta(seconds=1)):
        assert release_files() == 3
        assert release_files() == 0
    assert (use_of(ada).size, post.files) == (0, [])


def test_what_else_keeps_a_file_of_a_deleted_post_still_has_it(ada):
    file = send(ada)
    post = publish_post(body="See this", file_ids=[file.id], actor=ada)
    proposal = open_proposal(title="Outside", body="Let us show this", post=post, file_ids=[file.id], actor=ada)
    delete_post(post, actor=ada)
    with clock.stopped_at(clock.now() + UNDO_LASTS + timedelta(seconds=1)):
        assert release_files() == 1
    assert proposal.file_ids == [str(file.id)]
    assert use_of(ada).size == 0
