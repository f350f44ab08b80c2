"""The feed's pages as people use them, without JavaScript: reading, posting, answering, reacting, changing."""

from __future__ import annotations

import json
import re

import pytest

from app.accounts.models import Role
from app.core.fragments import FragmentCache
from app.feed.models import Post
from app.feed.services import delete_comment, edit_post, hide_post, publish_post, react
from app.groups.models import Access
from app.groups.services import remove_member

OWN = re.compile(r'<script type="application/json" data-own-things>(.*?)</script>', re.DOTALL)


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def as_ada(client, ada):
    return client.sign_in(ada)


def test_home_greets_and_shows_what_my_places_say(as_ada, ada, make_group, make_post):
    make_post("For the whole house.")
    mine = make_group(members=(ada,), access=Access.SECRET)
    make_post("For my group.", author=ada, group=mine)
    elsewhere = make_group(owner=make_post().author)
    make_post("For another group.", author=elsewhere.memberships[0].person, group=elsewhere)
    shown = as_ada.get("/").text
    assert "Ada" in shown
    assert "For the whole house." in shown
    assert "For my group." in shown
    assert "For another group." not in shown
    assert "For another group." in as_ada.get("/?scope=all").text
    assert "For the whole house." not in as_ada.get("/?scope=groups").text


def test_a_post_is_written_by_a_plain_form(as_ada, ada):
    answer = as_ada.post("/posts", data={"body": "The crane is back.", "title": "News", "group_id": ""})
    assert answer.status_code == 303
    assert "The crane is back." in as_ada.get("/").text


def test_an_empty_post_is_refused_in_place(as_ada):
    answer = as_ada.post("/posts", data={"body": "  ", "title": "A title", "group_id": ""})
    assert answer.status_code == 422
    assert "A title" in answer.text


def test_who_is_removed_while_typing_keeps_the_text_and_chooses_the_place_anew(as_ada, ada, make_person, make_group):
    owner = make_person()
    for access, status in ((Access.CLOSED, 403), (Access.SECRET, 404)):
        group = make_group(owner=owner, members=(ada,), access=access)
        remove_member(group, ada, actor=owner)
        answer = as_ada.post("/posts", data={"body": "Long in the making.", "group_id": str(group.id)})
        assert answer.status_code == status
        assert "Long in the making." in answer.text
        assert '<option value="?"' in answer.text
        assert as_ada.post("/posts", data={"body": "Still.", "group_id": "?"}).status_code == 404


def test_a_comment_on_a_post_that_is_gone_gives_the_text_back(as_ada, ada, make_person, make_group, make_post):
    owner = make_person()
    group = make_group(owner=owner, members=(ada,), access=Access.SECRET)
    post = make_post(author=owner, group=group)
    remove_member(group, ada, actor=owner)
    answer = as_ada.post(f"/posts/{post.id}/comments", data={"body": "Long in the making."})
    assert answer.status_code == 404
    assert "Long in the making." in answer.text


def test_an_answer_is_written_by_a_plain_form_and_stands_in_its_thread(as_ada, make_post, make_comment):
    post = make_post()
    first = make_comment(post, "When?")
    make_comment(post, "By whom?")
    as_ada.post(f"/posts/{post.id}/comments", data={"body": "On Friday.", "parent_id": str(first.id)})
    shown = as_ada.get(f"/posts/{post.id}").text
    assert shown.index("When?") < shown.index("On Friday.") < shown.index("By whom?")


def test_a_refused_answer_is_shown_again(as_ada, make_post):
    answer = as_ada.post(f"/posts/{make_post().id}/comments", data={"body": "x" * 5_001})
    assert answer.status_code == 422
    assert "x" * 5_001 in answer.text


def test_a_reaction_by_a_plain_form_is_given_and_taken_back(as_ada, make_post):
    post = make_post()
    for expected in ({"thanks": 1}, {}):
        as_ada.post(f"/posts/{post.id}/reactions", data={"name": "thanks"})
        assert as_ada.get(f"/api/v1/posts/{post.id}").json["reactions"] == expected


def test_a_deletion_offers_its_undoing(as_ada, ada, make_post):
    post = make_post("The crane is back.", author=ada)
    as_ada.post(f"/posts/{post.id}/deletion")
    shown = as_ada.get("/").text
    assert "The crane is back." not in shown
    assert f"/posts/{post.id}/restoration" in shown
    as_ada.post(f"/posts/{post.id}/restoration")
    assert "The crane is back." in as_ada.get("/").text


def test_a_thread_whose_beginning_was_taken_away_keeps_its_place(as_ada, ada, make_post, make_comment):
    post = make_post()
    lonely, first = make_comment(post, "Never mind.", author=ada), make_comment(post, "Wrong.", author=ada)
    make_comment(post, "Why wrong?", parent=first)
    for comment in (lonely, first):
        delete_comment(comment, actor=ada)
    shown = as_ada.get(f"/posts/{post.id}").text
    assert "Wrong." not in shown
    assert "Why wrong?" in shown
    assert shown.count("comment-gone") == 1


def test_the_address_of_a_late_comment_opens_where_it_stands(as_ada, make_person, make_post, make_comment):
    post, ben = make_post(), make_person()
    comments = [make_comment(post, f"Remark {number}.", author=ben) for number in range(52)]
    answer = as_ada.get(f"/comments/{comments[-1].id}", follow_redirects=True)
    assert "Remark 51." in answer.text
    assert "Remark 3." not in answer.text
    first_page = as_ada.get(f"/posts/{post.id}").text
    assert "Remark 3." in first_page
    assert "Remark 51." not in first_page


def test_history_shows_each_change_word_by_word(as_ada, ada, make_post):
    post = make_post("The crane is back on Thursday.", author=ada)
    edit_post(post, body="The crane is back on Friday.", actor=ada)
    shown = as_ada.get(f"/posts/{post.id}/history").text
    assert "<del>Thursday.</del> <ins>Friday.</ins>" in shown


def test_only_the_author_reaches_the_form_to_edit(as_ada, ada, make_post):
    assert as_ada.get(f"/posts/{make_post().id}/edit").status_code == 403
    own = make_post(author=ada)
    assert as_ada.get(f"/posts/{own.id}/edit").status_code == 200
    assert as_ada.post(f"/posts/{own.id}/edit", data={"body": ""}).status_code == 422


def test_a_hidden_post_tells_its_author_alone(client, ada, make_person, make_post):
    post = make_post("The crane is back.", author=ada)
    hide_post(post, actor=make_person("Chloé", Role.MEMBER, Role.MODERATOR))
    assert "The crane is back." in client.sign_in(ada).get("/").text
    assert "eye-off" in client.get(f"/posts/{post.id}").text
    assert "The crane is back." not in client.sign_in(make_person()).get("/").text
    assert client.get(f"/posts/{post.id}/history").status_code == 404


def test_fragments_are_the_same_for_everybody_and_own_things_stand_beside_them(client, ada, make_person, make_post):
    ben = make_person("Ben Roc", language="en")
    post = make_post("The crane is back.", author=ada)
    react(post, "thanks", actor=ada)
    pages = {person.name: client.sign_in(person).get(f"/posts/{post.id}/fragment").text for person in (ada, ben)}
    own = {name: json.loads(OWN.search(page).group(1)) for name, page in pages.items()}
    assert own["Ada Lune"]["reactions"] == {str(post.id): "thanks"}
    assert not any(own["Ben Roc"].values())
    assert len({OWN.sub("", page) for page in pages.values()}) == 1
    assert "csrf" not in OWN.sub("", pages["Ada Lune"])


def test_a_fragment_speaks_the_readers_language(client, make_person, make_post):
    post = make_post()
    in_french = client.sign_in(make_person(language="fr")).get(f"/posts/{post.id}/fragment").text
    in_english = client.sign_in(make_person(language="en")).get(f"/posts/{post.id}/fragment").text
    assert "Commenter" in in_french
    assert "Commenter" not in in_english


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "![x](https://elsewhere.example/x.png)",
        "@" * 500,
        "> " * 400,
    ],
)
def test_hostile_markdown_does_nothing(as_ada, ada, body):
    post = publish_post(body=body, title=body[:200], actor=ada)
    shown = as_ada.get(f"/posts/{post.id}/fragment").text
    for harm in ("<script>alert", 'href="javascript', 'onerror="', "<img src"):
        assert harm not in OWN.sub("", shown)


def test_the_cache_forgets_what_was_not_used_for_longest():
    cache = FragmentCache(most_bytes=3_000)
    for number in range(10):
        cache.keep(number, "x" * 500)
        cache.find(0)
    assert cache.find(0) is not None
    assert cache.find(1) is None
    assert cache.find(9) is not None
    assert cache.size <= 3_000


def test_a_guest_without_a_group_has_nowhere_to_write(client, make_person):
    shown = client.sign_in(make_person("Gil Ami", Role.GUEST)).get("/").text
    assert 'id="composer"' not in shown


def test_a_new_member_is_offered_first_steps_until_they_dismiss_them(as_ada):
    assert "first-steps" in as_ada.get("/").text
    as_ada.post("/first-steps/dismissal")
    assert "first-steps" not in as_ada.get("/").text


def test_whoever_opens_a_house_is_told_to_invite_others_while_alone_in_it(client, make_person):
    client.sign_in(make_person("Emma", Role.ADMIN))
    alone = client.get("/").text
    assert "Inviter vos collègues" in alone
    noah = make_person("Noah")
    assert client.get("/").text.count('href="/accounts"') == alone.count('href="/accounts"') - 1, "it is done"
    assert "Inviter vos collègues" not in client.sign_in(noah).get("/").text


def test_the_posts_of_a_group_stand_on_its_page(as_ada, ada, make_group, make_post):
    group = make_group(members=(ada,))
    post: Post = make_post("For my group.", author=ada, group=group)
    assert f'id="post-{post.id}"' in as_ada.get(f"/groups/{group.slug}").text
