"""Long conversations: three levels, both ways, around the comment of an address, and from what is new."""

from __future__ import annotations

import re

import pytest

from app.feed import queries, stretches
from app.feed.services import delete_comment, mark_seen
from app.groups.models import Access


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def as_ada(client, ada):
    return client.sign_in(ada)


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch):
    """Pages so short that a conversation of a dozen is long."""
    monkeypatch.setattr(stretches, "A_PAGE", 6)
    monkeypatch.setattr(stretches, "CONTEXT", 2)


@pytest.fixture
def make_long(make_person, make_post, make_comment):
    """A post with twelve remarks."""

    def make():
        ben = make_person("Ben")
        post = make_post(author=ben)
        return post, [make_comment(post, f"Remark {number}.", author=ben) for number in range(12)]

    return make


def remarks(html):
    return [int(number) for number in re.findall(r"Remark (\d+)\.", html)]


def way(html, rel):
    """The address of an earlier or later page."""
    found = re.search(rf'href="([^"]+)"[^>]* rel="{rel}"', html)
    return found[1].replace("&amp;", "&") if found else None


def test_answers_stand_below_what_they_answer_down_to_the_third_level(ada, make_person, make_post, make_comment):
    post = make_post()
    first, second = make_comment(post), make_comment(post)
    early, late = make_comment(post, parent=first), make_comment(post, parent=first)
    deep = make_comment(post, parent=early)
    deeper = make_comment(post, parent=deep)
    entries, _ = queries.list_thread(post, viewer=ada)
    assert [entry.id for entry in entries] == [each.id for each in (first, early, deep, deeper, late, second)]
    assert [entry.branch_number for entry in entries] == [0, 3, 3, 3, 4, 0]


def test_what_lies_too_deep_says_whom_it_answers(as_ada, make_person, make_post, make_comment):
    post, ben = make_post(), make_person("Ben")
    early = make_comment(post, parent=make_comment(post))
    deep = make_comment(post, parent=early, author=ben)
    make_comment(post, parent=deep)
    shown = as_ada.get(f"/posts/{post.id}").text
    assert shown.count("In answer to") == 2, "the place of the others says it"
    assert "In answer to Ben" in shown
    delete_comment(deep, actor=ben)
    shown = as_ada.get(f"/posts/{post.id}").text
    assert "In answer to Ben" not in shown
    assert "In answer to a comment that was taken away" in shown


def test_a_branch_whose_beginning_was_taken_away_keeps_its_place(as_ada, ada, make_post, make_comment):
    post = make_post()
    branch = make_comment(post, "Wrong.", parent=make_comment(post), author=ada)
    make_comment(post, "Why wrong?", parent=branch)
    delete_comment(branch, actor=ada)
    shown = as_ada.get(f"/posts/{post.id}").text
    assert "Wrong." not in shown
    assert shown.index("This comment was taken away.") < shown.index("Why wrong?")


def test_a_long_conversation_is_read_both_ways(as_ada, make_long):
    post, _ = make_long()
    start = as_ada.get(f"/posts/{post.id}").text
    assert (remarks(start), way(start, "prev")) == ([0, 1, 2, 3, 4, 5], None)
    rest = as_ada.get(way(start, "next")).text
    assert (remarks(rest), way(rest, "next")) == ([6, 7, 8, 9, 10, 11], None)
    assert remarks(as_ada.get(way(rest, "prev")).text) == [0, 1, 2, 3, 4, 5]
    newest = as_ada.get(f"/posts/{post.id}?at=newest").text
    assert remarks(newest) == [6, 7, 8, 9, 10, 11]


def test_an_old_address_shows_the_same_when_comments_come(as_ada, make_long, make_comment):
    post, comments = make_long()
    address = way(as_ada.get(f"/posts/{post.id}").text, "next")
    make_comment(post, "Remark 99.", parent=comments[0])
    make_comment(post, "Remark 100.")
    assert remarks(as_ada.get(address).text) == [6, 7, 8, 9, 10, 11]


def test_what_is_added_in_place_leads_on_in_its_own_direction(as_ada, make_long):
    post, comments = make_long()
    middle = as_ada.get(f"/posts/{post.id}?comment={comments[5].id}").text
    earlier = as_ada.get(way(middle, "prev"), headers={"HX-Request": "true"}).text
    assert (remarks(earlier), way(earlier, "next")) == ([0, 1, 2], None)
    assert "<html" not in earlier


def test_the_address_of_a_comment_shows_it_with_what_stands_around(as_ada, make_long):
    post, comments = make_long()
    answer = as_ada.get(f"/comments/{comments[8].id}")
    assert answer.location == f"/posts/{post.id}?comment={comments[8].id}#comment-{comments[8].id}"
    assert remarks(as_ada.get(answer.location).text) == [6, 7, 8, 9, 10, 11]


def test_the_address_of_a_comment_below_one_that_was_taken_away_holds(as_ada, make_long, make_comment):
    post, comments = make_long()
    reply = make_comment(post, "Remark 99.", parent=comments[9])
    delete_comment(comments[9], actor=comments[9].author)
    shown = as_ada.get(f"/comments/{comments[9].id}", follow_redirects=True).text
    assert remarks(shown) == [7, 8, 99, 10, 11]
    shown = as_ada.get(f"/comments/{reply.id}", follow_redirects=True).text
    assert remarks(shown) == [8, 99, 10, 11]


@pytest.mark.parametrize("gone", ["deleted", "nonsense"])
def test_an_address_of_a_comment_that_is_gone_opens_the_conversation_and_says_so(as_ada, make_long, gone):
    post, comments = make_long()
    delete_comment(comments[8], actor=comments[8].author)
    named = comments[8].id if gone == "deleted" else "nonsense"
    shown = as_ada.get(f"/posts/{post.id}?comment={named}").text
    assert "is not here any more" in shown
    assert remarks(shown) == [0, 1, 2, 3, 4, 5]
    assert as_ada.get(f"/comments/{comments[8].id}").status_code == 404


def test_a_comment_that_others_may_not_know_of_is_not_found_by_its_address(
    client, make_person, make_group, make_post, make_comment
):
    owner = make_person()
    post = make_post(author=owner, group=make_group(owner=owner, access=Access.SECRET))
    comment = make_comment(post, author=owner)
    client.sign_in(make_person())
    assert client.get(f"/comments/{comment.id}").status_code == 404


def test_what_is_new_is_marked_and_reached_at_once(as_ada, ada, make_long, make_comment):
    post, comments = make_long()
    assert "new since your last visit" not in as_ada.get(f"/posts/{post.id}").text, "one was never here"
    mark_seen(post, number=10, actor=ada)
    reply = make_comment(post, "Remark 99.", parent=comments[1])
    assert "3 comments are new since your last visit." in as_ada.get(f"/posts/{post.id}").text
    assert as_ada.get(f"/posts/{post.id}/new").location.endswith(f"#comment-{reply.id}")
    newest = as_ada.get(f"/posts/{post.id}?at=newest").text
    assert newest.index("Remark 9.") < newest.index("New since your last visit") < newest.index("Remark 10.")
    as_ada.post(f"/posts/{post.id}/seen", data={"number": 13})
    assert "new since" not in as_ada.get(f"/posts/{post.id}?at=newest").text
    assert as_ada.get(f"/posts/{post.id}/new").location == f"/posts/{post.id}#comments"


@pytest.mark.parametrize("name", ["cursor", "before"])
def test_a_cursor_of_another_list_is_refused(as_ada, make_post, name):
    assert as_ada.get(f"/posts/{make_post().id}?{name}=x").status_code == 422


def test_an_answer_begins_with_a_quotation_that_leads_back(as_ada, make_person, make_post, make_comment):
    post = make_post()
    said = make_comment(post, "> Old words\n\nFirst.\nSecond.", author=make_person("Ben [Oak]"))
    shown = as_ada.get(f"/posts/{post.id}?reply={said.id}&quote=1").text
    quoted = f"> First.\n> Second.\n>\n> [Ben (Oak)](http://localhost:8000/comments/{said.id})\n\n"
    assert quoted.replace(">", "&gt;") in shown
    answer = make_comment(post, f"{quoted}Indeed.", parent=said)
    assert f'/comments/{said.id}"' in answer.html
    assert "<blockquote>" in answer.html
