"""The library, publications and channels as pages, and the line at the original post."""

from datetime import timedelta

import pytest

from app.core import clock
from app.core.db import session
from app.outreach import queries
from app.outreach.models import Access
from app.outreach.services import count_click, schedule_publication, withdraw_publication


@pytest.fixture
def visits(client, david):
    client.sign_in(david)
    return client


def test_the_item_shows_exactly_what_will_go_out(visits, make_item, make_mastodon):
    item = make_item("Look: https://b.example")
    channel = make_mastodon("https://social.example")
    page = visits.get(f"/outreach/items/{item.id}").text
    assert "/ 500" in page
    assert "Look: http://localhost:8000/l/" in page
    assert str(channel.id) in page


def test_it_is_scheduled_for_the_networks_that_were_ticked_in_the_time_of_the_reader(visits, make_item, feeds):
    item, tomorrow = make_item(), clock.now() + timedelta(days=1)
    form = {"channel_id": str(feeds.id), "scheduled_at": tomorrow.strftime("%Y-%m-%dT12:15")}
    assert visits.post(f"/outreach/items/{item.id}/publications", data=form).status_code == 303
    (publication,) = queries.list_item_publications([item.id])
    assert publication.scheduled_at.strftime("%H:%M") in {"10:15", "11:15"}  # Paris, in summer or winter


def test_before_it_goes_out_one_reads_where_to_and_word_for_word_and_that_it_stays_with_its_readers(
    visits, david, make_item, feeds, make_mastodon
):
    item, account = make_item("Look: https://b.example"), make_mastodon("https://social.example")
    address = f"/outreach/items/{item.id}/publications"
    page = visits.get(f"{address}/new?channel_id={account.id}").text
    assert "Look: http://localhost:8000/l/" in page
    assert account.name in page
    assert f'value="{account.id}"' in page
    assert str(feeds.id) not in page
    assert "Personne ne peut le reprendre" in page
    assert queries.list_item_publications([item.id]) == []
    schedule_publication(item, feeds, actor=david)
    assert visits.get(f"{address}/new?channel_id={feeds.id}").status_code == 409


def test_what_goes_out_at_once_says_so_however_no_time_is_written(visits, make_item, feeds):
    address = f"/outreach/items/{make_item().id}/publications/new?channel_id={feeds.id}"
    for nothing in ("", "&scheduled_at=", "&scheduled_at=%20"):
        assert "Publier maintenant" in visits.get(address + nothing).text


def test_a_network_that_does_not_answer_is_offered_and_not_proposed(visits, make_item, feeds, make_mastodon):
    item, account = make_item(), make_mastodon("https://social.example")
    account.access = Access.UNREACHABLE
    session.commit()
    page = visits.get(f"/outreach/items/{item.id}").text
    proposed = {network: f'value="{network.id}" checked' in page for network in (feeds, account)}
    assert proposed == {feeds: True, account: False}
    assert f'value="{account.id}"' in page


def test_a_refused_time_changes_nothing_of_where_it_goes(visits, make_item, feeds, make_mastodon):
    item, account = make_item(), make_mastodon("https://social.example")
    wish = f"channel_id={account.id}&scheduled_at=2001-01-01T10:00"
    page = visits.get(f"/outreach/items/{item.id}/publications/new?{wish}").text
    ticked = {network: f'value="{network.id}" checked' in page for network in (feeds, account)}
    assert ticked == {feeds: False, account: True}


@pytest.mark.parametrize("wish", ["", "channel_id=", "scheduled_at=soon", "scheduled_at=2001-01-01T10:00"])
def test_what_cannot_go_out_does_not_come_to_the_last_step(wish, visits, make_item):
    item = make_item()
    assert visits.get(f"/outreach/items/{item.id}/publications/new?{wish}").status_code in {404, 422}


@pytest.mark.parametrize("form", [{}, {"channel_id": "x"}, {"scheduled_at": "soon"}])
def test_what_cannot_be_scheduled_is_told_and_changes_nothing(form, visits, make_item, feeds):
    item = make_item()
    assert visits.post(f"/outreach/items/{item.id}/publications", data=form).status_code in {404, 422}
    assert queries.list_item_publications([item.id]) == []


def test_all_or_none_of_the_networks_are_scheduled(visits, make_item, feeds, make_mastodon):
    item, narrow = make_item("x" * 600), make_mastodon("https://social.example")
    form = {"channel_id": [str(feeds.id), str(narrow.id)]}
    assert visits.post(f"/outreach/items/{item.id}/publications", data=form).status_code == 422
    assert queries.list_item_publications([item.id]) == []


def test_the_original_post_tells_what_became_of_it(visits, make_item, make_person, make_post, feeds, david, drain):
    author = make_person()
    post = make_post(author=author)
    publication = schedule_publication(make_item(post=post, author=author), feeds, actor=david)
    assert visits.get(f"/api/v1/posts/{post.id}").json["outward"] is None
    drain()
    for number in range(3):
        code = queries.list_links(publication)[0].code
        count_click(code, address=f"192.0.2.{number}", user_agent="Firefox")
    outward = visits.get(f"/api/v1/posts/{post.id}").json["outward"]
    assert (outward["publications"], outward["clicks"]) == (1, 3)
    assert "3 clics" in visits.get(f"/posts/{post.id}").text
    session.refresh(publication)
    withdraw_publication(publication, actor=david)
    assert "3 clics" not in visits.get(f"/posts/{post.id}").text


def test_a_member_reads_but_finds_no_button(client, make_item, make_person, feeds):
    item = make_item()
    page = client.sign_in(make_person()).get(f"/outreach/items/{item.id}").text
    assert "/publications" not in page
    assert "/outreach/channels" not in page
