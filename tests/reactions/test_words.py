"""The words of reactions: the administration chooses them, and every page follows."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.core.audit import AuditEntry
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid
from app.feed.services import publish_comment, publish_post, react, take_back_reaction
from app.reactions.icons import ICONS
from app.reactions.queries import get_words
from app.reactions.services import MOST_OFFERED, add_word, change_word, move_word, offer_word, retire_word

CLEAR = {"label_fr": "Limpide", "label_en": "Crystal clear!", "icon": "sun"}


@pytest.fixture
def emma(make_person):
    return make_person("Emma Admin", Role.MEMBER, Role.ADMIN)


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune")


def offered():
    return [word.name for word in get_words().offered]


@pytest.mark.usefixtures("app")
def test_a_new_house_offers_the_six_words_that_programs_know():
    assert set(offered()) == {"like", "thanks", "celebrate", "support", "insightful", "funny"}
    assert {word.icon for word in get_words().all} <= set(ICONS)


def test_a_new_word_can_be_said_by_the_name_of_its_english_label(emma, ada):
    assert add_word(**CLEAR, actor=emma).name == "crystal-clea"
    post = publish_post(body="How it works", actor=ada)
    react(post, "crystal-clea", actor=emma)
    assert post.reactions == {"crystal-clea": 1}
    assert offered()[-1] == "crystal-clea"


@pytest.mark.parametrize(
    "wrong",
    [
        {"label_fr": " "},
        {"label_fr": "x" * 21},
        {"label_en": "???"},
        {"label_en": "Funny ?"},
        {"label_fr": "MERCI"},
        {"icon": "skull"},
    ],
)
def test_a_word_that_cannot_be_used_is_not_added(emma, wrong):
    with pytest.raises(Invalid) as refused:
        add_word(**CLEAR | wrong, actor=emma)
    assert set(refused.value.errors) == set(wrong)


def test_a_word_called_otherwise_is_read_so_wherever_it_was_said(client, emma, ada):
    post = publish_post(body="Well done", actor=ada)
    react(post, "celebrate", actor=emma)
    client.sign_in(ada)
    assert "Bravo" in client.get("/").text
    change_word("celebrate", label_fr="Chapeau", label_en="Hats off", icon="trophy", actor=emma)
    page = client.get("/").text
    assert "Chapeau" in page
    assert "Bravo" not in page


def test_words_change_places(emma):
    first, second = offered()[:2]
    move_word(second, up=True, actor=emma)
    move_word(second, up=True, actor=emma)
    assert offered()[:2] == [second, first]


def test_a_retired_word_keeps_its_count_and_is_said_no_more(client, emma, ada):
    post = publish_post(body="Well done", actor=ada)
    comment = publish_comment(post, body="Indeed", actor=ada)
    react(post, "funny", actor=emma)
    retire_word("funny", actor=emma)
    for deed in (lambda: react(post, "funny", actor=ada), lambda: react(comment, "funny", actor=ada)):
        with pytest.raises(Conflict):
            deed()
    client.sign_in(ada)
    assert client.put(f"/api/v1/posts/{post.id}/reactions/funny").status_code == 409
    assert client.get(f"/api/v1/posts/{post.id}").json["reactions"] == {"funny": 1}
    page = client.get(f"/posts/{post.id}").text
    assert page.count('value="funny"') == 1  # where it was said, and nowhere else
    take_back_reaction(post, "funny", actor=emma)
    assert 'value="funny"' not in client.get(f"/posts/{post.id}").text


def test_a_retired_word_may_be_offered_again(emma):
    retire_word("funny", actor=emma)
    retire_word("funny", actor=emma)
    assert "funny" not in offered()
    offer_word("funny", actor=emma)
    assert "funny" in offered()


def test_the_last_word_stays(emma):
    *others, last = offered()
    for name in others:
        retire_word(name, actor=emma)
    with pytest.raises(Conflict):
        retire_word(last, actor=emma)
    assert offered() == [last]


def test_there_are_never_more_words_than_can_be_told_apart(emma):
    for number in range(MOST_OFFERED - len(offered())):
        add_word(label_fr=f"Mot {number}", label_en=f"Word {number}", icon="star", actor=emma)
    with pytest.raises(Conflict):
        add_word(**CLEAR, actor=emma)


def test_words_are_the_administrations_and_its_decisions_are_kept(emma, ada):
    with pytest.raises(Forbidden):
        retire_word("funny", actor=ada)
    retire_word("funny", actor=emma)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.actor_id, entry.target) == ("reaction_word.retired", emma.id, "reaction_word:funny")


def test_the_administration_does_it_on_a_page(client, emma):
    client.sign_in(emma)
    page = client.post("/admin/reactions", data=CLEAR | {"label_fr": ""})
    assert page.status_code == 422
    assert "Crystal clear!" in page.text
    assert client.post("/admin/reactions", data=CLEAR).status_code == 303
    client.post("/admin/reactions/crystal-clea/place", data={"way": "up"})
    assert offered()[-2] == "crystal-clea"
    assert client.post("/admin/reactions/funny", data=CLEAR | {"label_en": "Thanks"}).status_code == 422
    client.post("/admin/reactions/funny/retirement")
    assert "funny" not in offered()
    client.post("/admin/reactions/funny/return")
    assert "funny" in offered()
    assert client.get("/admin/reactions/like").status_code == 200


def test_programs_can_ask_for_the_words(client, ada):
    client.sign_in(ada)
    words = client.get("/api/v1/reactions", headers={"Accept-Language": "en"}).json["items"]
    assert {"name": "like", "label_en": "Agreed", "label_fr": "D’accord"}.items() <= {
        word["name"]: word for word in words
    }["like"].items()
