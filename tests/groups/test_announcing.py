"""Groups for announcements, and groups in the archive: who may still say what."""

import pytest

from app.chat.services import open_conversation, open_room, send_message
from app.core.errors import Forbidden
from app.feed.composing import compose
from app.feed.services import publish_comment, publish_post, react
from app.groups.models import Access, GroupRole
from app.groups.services import archive_group, change_group, join_group, restore_group, set_member


def places(person):
    return [place.label for place in compose(person).places]


@pytest.fixture
def cast(make_person, make_group):
    owner, keeper, member = make_person(), make_person(), make_person(language="fr")
    group = make_group("The news", owner=owner, members=(keeper, member))
    set_member(group, keeper, role=GroupRole.MODERATOR, actor=owner)
    return owner, keeper, member, group


def test_in_a_group_for_announcements_those_who_run_it_publish_and_members_answer(cast):
    owner, keeper, member, group = cast
    change_group(group, announcement_only=True, actor=owner)
    with pytest.raises(Forbidden):
        publish_post(body="Me too", group=group, actor=member)
    post = publish_post(body="Closed on Friday", group=group, actor=keeper)
    publish_comment(post, body="Thanks", actor=member)
    react(post, "like", actor=member)
    assert "The news" not in places(member)
    assert "The news" in places(keeper)


def test_what_a_member_may_not_publish_is_refused_over_the_interface_too(client, cast):
    owner, _keeper, member, group = cast
    change_group(group, announcement_only=True, actor=owner)
    sent = {"body": "Me too", "group_id": str(group.id)}
    assert client.carry_bearer(member).post("/api/v1/posts", json=sent).status_code == 403


def test_the_page_of_such_a_group_says_so_and_offers_members_no_composer(client, cast):
    owner, _keeper, member, group = cast
    change_group(group, announcement_only=True, actor=owner)
    page = client.sign_in(member).get(f"/groups/{group.slug}").text
    assert "annonces seulement" in page
    assert f"/posts/new?group={group.id}" not in page


def test_an_archived_group_is_read_and_nothing_comes_into_it(client, cast, make_person):
    owner, keeper, member, group = cast
    post = publish_post(body="How it began", group=group, actor=member)
    comment = publish_comment(post, body="Well", actor=keeper)
    archive_group(group, actor=owner)
    deeds = [
        lambda: publish_post(body="More", group=group, actor=owner),
        lambda: publish_comment(post, body="More", actor=member),
        lambda: react(comment, "like", actor=member),
        lambda: join_group(group, actor=make_person()),
        lambda: set_member(group, make_person(), actor=owner),
        lambda: open_room(group, actor=member),
    ]
    for deed in deeds:
        with pytest.raises(Forbidden):
            deed()
    page = client.sign_in(member).get(f"/groups/{group.slug}").text
    assert "How it began" in page
    assert "Ce groupe a été archivé le" in page
    assert "The news" not in places(member)


def test_in_the_room_of_an_archived_group_nobody_talks_and_elsewhere_everybody_does(cast):
    owner, _keeper, member, group = cast
    room, pair = open_room(group, actor=member), open_conversation([owner], actor=member)
    archive_group(group, actor=owner)
    with pytest.raises(Forbidden):
        send_message(room, client_id="1", body="Still here?", actor=member)
    send_message(pair, client_id="2", body="Still here?", actor=member)


def test_an_archived_group_lives_again(client, cast):
    owner, _keeper, member, group = cast
    archive_group(group, actor=owner)
    assert client.sign_in(owner).post(f"/groups/{group.slug}/archive", data={"archived": "0"}).status_code == 303
    publish_post(body="Here we are", group=group, actor=member)
    archive_group(group, actor=owner)
    archive_group(group, actor=owner)
    restore_group(group, actor=owner)
    assert group.archived_at is None


def test_only_owners_archive(cast):
    _owner, keeper, _member, group = cast
    with pytest.raises(Forbidden):
        archive_group(group, actor=keeper)


def test_a_closed_group_in_the_archive_takes_no_requests(make_person, make_group):
    owner = make_person()
    group = make_group(owner=owner, access=Access.CLOSED)
    archive_group(group, actor=owner)
    with pytest.raises(Forbidden):
        join_group(group, actor=make_person())
