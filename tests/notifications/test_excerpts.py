"""In what one was named or answered: its first words, and nothing of what one may not see now."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.feed.services import accept_answer, delete_comment, hide_comment, publish_comment, publish_post, react
from app.feed.services.answering import NewQuestion
from app.feed.services.polling import NewPoll
from app.groups.models import Access
from app.groups.services import remove_member
from app.notifications.items import describe, describe_all
from app.notifications.queries import list_notifications


@pytest.fixture
def excerpts(drain):
    """What the bell quotes to a person, by its kind."""

    def read(person):
        drain()
        return {item.kind: item.excerpt for item in describe_all(list_notifications(person).items, viewer=person)}

    return read


def test_it_says_in_what_one_was_named_answered_or_accepted(make_person, excerpts):
    ada, ben, cleo = make_person("Ada"), make_person("Ben"), make_person("Cleo")
    publish_post(title="The **crane**", body=f"Look @{ben.handle}", actor=ada)
    assert excerpts(ben) == {"mention": "The **crane**"}
    post = publish_post(body="Who holds the **key**?", parts=[NewQuestion()], actor=ada)
    first = publish_comment(post, body="I do, since _Monday_.", actor=ben)
    react(post, "thanks", actor=cleo)
    assert excerpts(ada) == {"comment": "I do, since Monday.", "reaction": "Who holds the key?"}
    publish_comment(post, body="And I have another. " * 20, actor=cleo)
    assert excerpts(ada)["comment"].startswith("And I have another.")
    assert len(excerpts(ada)["comment"]) <= 140
    accept_answer(post, first, actor=ada)
    assert excerpts(ben)["accepted"] == "Who holds the key?"


def test_a_post_without_words_is_told_by_what_it_asks(make_person, excerpts):
    ada, ben = make_person("Ada"), make_person("Ben")
    post = publish_post(body="", parts=[NewPoll(question="Tea?", options=["Yes", "No"])], actor=ada)
    react(post, "thanks", actor=ben)
    assert excerpts(ada) == {"reaction": "Tea?"}


def test_words_that_are_gone_or_hidden_are_quoted_by_nobody(make_person, make_group, excerpts):
    ada, ben, cleo = make_person("Ada"), make_person("Ben"), make_person("Cleo")
    group = make_group(owner=ada, members=(ben, cleo), access=Access.SECRET)
    post = publish_post(body="Who knows?", group=group, actor=ada)
    said = [publish_comment(post, body=words, actor=cleo) for words in ("Heron", "Falcon", "Kestrel")]
    assert excerpts(ada)["comment"] == "Kestrel"
    hide_comment(said[2], actor=make_person("", Role.MODERATOR))
    assert excerpts(ada)["comment"] == "Falcon"
    delete_comment(said[1], actor=cleo)
    assert excerpts(ada)["comment"] == "Heron"


def test_what_was_lost_is_not_quoted_even_to_whom_it_was_told(make_person, make_group, drain):
    ada, ben = make_person("Ada"), make_person("Ben")
    group = make_group(owner=ada, members=(ben,), access=Access.SECRET)
    publish_post(body=f"Kestrel for @{ben.handle}", group=group, actor=ada)
    drain()
    found = next(each for each in list_notifications(ben).items if each.kind == "mention")
    assert describe(found).excerpt.startswith("Kestrel")
    remove_member(group, ben, actor=ada)
    assert describe(found).excerpt == ""


def test_the_page_and_the_interface_show_it(client, make_person, drain):
    ada, ben = make_person("Ada"), make_person("Ben")
    publish_post(body=f"The crane is back, @{ben.handle}", actor=ada)
    drain()
    client.sign_in(ben)
    assert "The crane is back, @Ben" in client.get("/notifications").text
    assert client.get("/api/v1/notifications").json["items"][0]["excerpt"] == "The crane is back, @Ben"
