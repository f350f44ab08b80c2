"""Links in messages: the page behind the first one introduces itself to our server, for those who read the message."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.accounts.models import Role
from app.accounts.services import create_person
from app.admin.services import show_previews
from app.chat.models import Message, MessageLink
from app.chat.queries import get_message_item
from app.chat.services import (
    delete_message,
    edit_message,
    forget_messages,
    forward_message,
    hide_message,
    invite_to_conversation,
    open_conversation,
    open_room,
    remove_from_conversation,
    remove_message_link,
    restore_message,
    send_message,
)
from app.chat.services.linking import SHELF
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Forbidden
from app.core.fetching import Client
from app.core.worker import drain
from app.groups.services import remove_member
from app.links.services import pictures_in_use, preview_link
from tests.chat.saying import say
from tests.support.at_once import at_once
from tests.support.web import reach

API = "/api/v1"


def link_of(message):
    """What its readers see of it, once the worker had its turn."""
    drain()
    item = get_message_item(message.id)
    return item.parts.get("link") if item else None


@pytest.fixture
def said(web, pair, ada):
    """A message whose link is known."""
    message = say(pair, ada, f"See {web.url}/page and {web.url}/other")
    drain()
    web.asked.clear()
    return message


def test_the_first_link_introduces_itself_with_a_picture_that_is_ours(client, web, pair, ada, ben):
    message = say(pair, ada, f"See {web.url}/page and {web.url}/other")
    assert web.asked == []  # sending waits for nobody
    assert link_of(message)["title"] == "The new <b>crane</b>"
    assert web.asked == ["/page", "/crane.png"]
    (item,) = client.sign_in(ben).get(f"{API}/conversations/{pair.id}/messages").json["items"]
    assert (item["link"]["text"], item["link"]["site"]) == ("It lifts twelve tons.", "127.0.0.1")
    assert (
        "link" not in client.post(f"{API}/conversations/{pair.id}/messages", json={"client_id": "1", "body": "Hm"}).json
    )
    shown = client.get(f"/messages/{pair.id}").text
    assert "The new &lt;b&gt;crane&lt;/b&gt;" in shown
    assert f'src="{item["link"]["picture_url"]}"' in shown
    assert "crane.png" not in shown
    assert client.get(item["link"]["picture_url"]).mimetype == "image/webp"


def test_a_page_inside_our_own_network_is_never_asked(app, web, pair, ada):
    app.extensions["parvis.http"] = Client()
    assert link_of(say(pair, ada, f"See {web.url}/page")) is None
    assert web.asked == []


def test_a_link_of_our_own_or_with_a_secret_in_it_is_asked_nothing(web, pair, ada):
    house = "http://localhost:8000/posts/1"
    assert link_of(say(pair, ada, f"See {house} and {web.url}/page?token=opensesame")) is None
    assert web.asked == []


def test_an_edit_asks_anew_only_for_another_link(web, said, ada):
    edit_message(said, body=f"Better see {web.url}/page", actor=ada)
    assert link_of(said)["title"].startswith("The new")
    assert web.asked == []
    edit_message(said, body=f"No, {web.url}/odd", actor=ada)
    assert link_of(said)["title"].startswith("Odd one")
    edit_message(said, body="See nothing.", actor=ada)
    assert link_of(said) is None


def test_who_reads_the_message_is_told_when_its_preview_is_there(app, client, web, pair, ada, ben, cleo):
    sockets = {
        person.id: app.extensions["socketio"].test_client(app, flask_test_client=client.twin().sign_in(person))
        for person in (ben, cleo)
    }
    say(pair, ada, f"See {web.url}/page")
    for socket in sockets.values():
        socket.get_received()
    drain()
    (told,) = [heard for heard in sockets[ben.id].get_received() if heard["name"] == "message.updated"]
    assert told["args"][0]["link"]["title"].startswith("The new")
    assert told["args"][0]["redrawn"], "no page needs to ask what waits there now"
    assert sockets[cleo.id].get_received() == []


def test_the_author_takes_the_preview_away_for_good(client, web, said, ada, ben):
    picture = link_of(said)["picture_url"]
    with pytest.raises(Forbidden):
        remove_message_link(said, actor=ben)
    client.sign_in(ada)
    for _ in range(2):
        assert client.delete(f"{API}/messages/{said.id}/link").status_code == 204
    assert client.get(picture).status_code == 404
    edit_message(said, body=f"Still see {web.url}/page", actor=ada)
    assert link_of(said) is None
    assert "link/removal" not in client.get(f"/messages/{said.conversation_id}").text


def test_without_javascript_the_author_takes_it_away_by_a_button(client, said, ada):
    away = f"/messages/{said.id}/link/removal"
    assert f'formaction="{away}"' in client.sign_in(ada).get(f"/messages/{said.conversation_id}").text
    assert client.post(away).status_code == 303
    assert link_of(said) is None


def test_a_forwarded_message_keeps_its_preview_and_nobody_is_asked_again(client, web, said, three, ada, ben, cleo):
    repeated = forward_message(said, three, client_id="f", actor=ada)
    there = link_of(repeated)
    assert there["title"] == link_of(said)["title"]
    assert web.asked == []
    assert client.sign_in(cleo).get(there["picture_url"]).status_code == 200
    assert client.get(link_of(said)["picture_url"]).status_code == 404  # said in a place that Cleo knows nothing of
    delete_message(said, actor=ada)
    assert link_of(repeated) == there
    remove_message_link(repeated, actor=ada)
    assert link_of(forward_message(repeated, three, client_id="g", actor=ben)) is None
    assert web.asked == []


def test_an_answer_quotes_the_words_and_not_the_preview(client, said, pair, ben):
    say(pair, ben, "Indeed", reply_to=said)
    assert client.sign_in(ben).get(f"/messages/{pair.id}").text.count("/link/removal") == 1


def test_a_message_that_is_gone_has_no_preview_and_no_picture(client, said, ada, ben, make_person):
    picture = link_of(said)["picture_url"]
    mona = make_person("", Role.MEMBER, Role.MODERATOR)
    client.sign_in(ben)
    hide_message(said, actor=mona)
    assert link_of(said) is None
    assert client.get(picture).status_code == 404
    restore_message(said, actor=mona)
    assert link_of(said)
    assert client.get(picture).status_code == 200
    key = session.get(MessageLink, said.id).picture
    assert pictures_in_use([key]) == {key}
    delete_message(said, actor=ada)
    assert client.get(picture).status_code == 404
    assert session.get(MessageLink, said.id) is None
    assert pictures_in_use([key]) == set()
    with pytest.raises(Conflict):
        remove_message_link(said, actor=ada)


def test_what_is_past_its_term_takes_its_preview_with_it(client, said, ben):
    picture = link_of(said)["picture_url"]
    assert forget_messages(said.conversation_id, before=clock.from_now(days=1)) == 1
    assert client.sign_in(ben).get(picture).status_code == 404
    assert session.scalar(select(func.count()).select_from(MessageLink)) == 0


def test_a_message_that_is_gone_meanwhile_is_not_asked_for(web, pair, ada):
    taken_back, forgotten = (say(pair, ada, f"See {web.url}/page") for _ in range(2))
    delete_message(taken_back, actor=ada)
    forgotten_id = forgotten.id
    forget_messages(pair.id, before=clock.from_now(days=1))
    drain()
    preview_link(SHELF, forgotten_id)
    assert web.asked == []


def test_the_picture_is_for_those_who_may_read_the_message_at_that_moment(
    client, web, ada, ben, cleo, three, make_group
):
    group = make_group(owner=ada, members=(ben,))
    room = open_room(group, actor=ada)
    in_room, earlier = say(room, ada, f"{web.url}/page"), say(three, ada, f"{web.url}/page")
    pictures = [link_of(in_room)["picture_url"], link_of(earlier)["picture_url"]]
    client.sign_in(ben)
    assert [client.get(picture).status_code for picture in pictures] == [200, 200]
    remove_member(group, ben, actor=ada)
    remove_from_conversation(three, ben, actor=ada)
    assert [client.get(picture).status_code for picture in pictures] == [404, 404]
    invite_to_conversation(three, [ben], actor=ada)
    assert client.get(pictures[1]).status_code == 404  # it was said before they came again


def test_a_house_without_previews_asks_nobody_and_shows_nothing_that_it_kept(client, web, said, pair, ada, make_person):
    emma = make_person("", Role.MEMBER, Role.ADMIN)
    picture = link_of(said)["picture_url"]
    waiting = say(pair, ada, f"Soon {web.url}/page")
    show_previews(False, actor=emma)
    assert link_of(said) is None
    assert link_of(waiting) is None
    assert client.sign_in(ada).get(picture).status_code == 404
    assert web.asked == []
    show_previews(True, actor=emma)
    assert link_of(said)["title"].startswith("The new")
    assert client.get(picture).status_code == 200


def test_two_workers_who_ask_at_once_keep_one_preview(own_house, pages):
    reach(own_house, pages)
    ada, ben = (
        create_person(email=f"{name}@x.example", name=name, roles=(Role.MEMBER,), actor=None) for name in ("Ada", "Ben")
    )
    pair = open_conversation([ben], actor=ada)
    said = send_message(pair, body=f"See {pages.url}/page", client_id="1", actor=ada).id
    ids = [ada.id, ben.id]
    session.remove()
    assert at_once(own_house, lambda _actor: preview_link(SHELF, said), ids) == [None, None]
    assert session.get_one(Message, said).parts["link"]["title"].startswith("The new")
    assert session.scalars(select(MessageLink.message_id)).all() == [said]
