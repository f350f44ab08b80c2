"""Home as it is kept for somebody: the same again, and another at once when anything that it shows changes."""

import re
from datetime import time, timedelta

import pytest

from app.accounts.services import change_preferences, rename_person
from app.admin.services import change_organisation
from app.agenda.services import plan_event
from app.chat.services import open_conversation, send_message
from app.core import clock
from app.feed.beginning import DISMISSED
from app.groups.models import Access, GroupRole
from app.groups.services import change_group, invite_person, join_group, remove_member, set_member
from app.notifications.services import choose_attention
from tests.support.statements import counted

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune", language="en")


@pytest.fixture
def ben(make_person):
    return make_person("Ben Marée")


@pytest.fixture
def harbour(make_group, ben, ada):
    return make_group("Harbour", owner=ben, members=(ada,), access=Access.SECRET)


@pytest.fixture
def as_ada(client, ada):
    return client.sign_in(ada)


def appears(page, words, change):
    """Whether words that were not there are there once something has changed."""
    before = page().text
    assert words not in before
    change()
    return words in page().text


def home_of(client):
    return lambda: client.get("/")


def test_my_own_name(as_ada, ada):
    assert appears(home_of(as_ada), "Hester", lambda: rename_person(ada, name="Hester Lune", actor=ada))


def test_my_language(as_ada, ada):
    page = home_of(as_ada)
    assert appears(page, "Que peut-on", lambda: None) is False
    assert 'lang="en"' in page().text
    change_preferences(ada, language="fr", actor=ada)
    assert 'lang="fr"' in page().text


def test_a_group_that_i_join_and_one_that_i_am_removed_from(as_ada, ada, ben, harbour, make_group):
    quay = make_group("The quay", owner=ben)
    assert appears(home_of(as_ada), "The quay", lambda: join_group(quay, actor=ada))
    assert "Harbour" in as_ada.get("/").text
    remove_member(harbour, ada, actor=ben)
    assert "Harbour" not in as_ada.get("/").text


def test_the_new_name_of_a_group(as_ada, ben, harbour):
    assert appears(home_of(as_ada), "Slipway", lambda: change_group(harbour, name="Slipway", actor=ben))


def test_where_only_those_who_run_the_group_may_publish_now(as_ada, ben, harbour):
    place = f'<option value="{harbour.id}"'
    assert place in as_ada.get("/").text
    change_group(harbour, announcement_only=True, actor=ben)
    assert place not in as_ada.get("/").text


def test_what_i_may_do_since_i_help_to_run_a_group(as_ada, ada, ben, harbour):
    helps = lambda: set_member(harbour, ada, role=GroupRole.MODERATOR, actor=ben)  # noqa: E731 (it is short)
    assert appears(home_of(as_ada), 'data-kind="announcement"', helps)


def test_a_message_and_a_notification(as_ada, ada, ben, make_post):
    waits = '<span class="dot" data-waiting></span>'
    talk = open_conversation([ada], actor=ben)
    assert appears(home_of(as_ada), waits, lambda: send_message(talk, body="Hi", client_id="1", actor=ben))


def test_an_invitation_into_a_group(as_ada, ada, ben, make_group):
    quay = make_group("The quay", owner=ben, access=Access.SECRET)
    assert appears(home_of(as_ada), "The quay", lambda: invite_person(quay, ada, actor=ben))


def test_somebody_who_asks_to_join_what_i_run(as_ada, ada, ben, make_group):
    mine = make_group("Mine", owner=ada, access=Access.CLOSED)
    assert appears(home_of(as_ada), "Ben Marée asks to join", lambda: join_group(mine, actor=ben))


def test_an_event_of_my_group(as_ada, ben, harbour):
    at = clock.now() + timedelta(days=1)
    plan = lambda: plan_event(  # noqa: E731 (it is short)
        title="Launch", starts_at=at, ends_at=at + timedelta(hours=1), group=harbour, actor=ben
    )
    assert appears(home_of(as_ada), "Launch", plan)


def test_my_quiet_hours(as_ada, ada):
    assert appears(home_of(as_ada), "from 21:00", lambda: choose_attention(quiet_from=time(21), actor=ada))


def test_the_name_of_the_house(as_ada):
    rename = lambda: change_organisation(name="Vauban", accent="sky", actor=None)  # noqa: E731 (it is short)
    assert appears(home_of(as_ada), "Vauban", rename)


def test_the_theme_of_this_browser(as_ada):
    assert appears(home_of(as_ada), 'data-theme="dark"', lambda: as_ada.set_cookie("theme", "dark"))


def test_a_passing_message_is_shown_once(as_ada, ada, make_post):
    post = make_post(author=ada)
    as_ada.get("/")
    as_ada.post(f"/posts/{post.id}/deletion", data={"next": "/"})
    assert "Post deleted." in as_ada.get("/").text
    assert "Post deleted." not in as_ada.get("/").text


def test_each_browser_of_somebody_has_the_token_of_its_own(app, ada):
    tokens = set()
    for number in range(2):
        browser = app.test_client()
        browser.sign_in(ada)
        with browser.session_transaction() as cookie:
            cookie["csrf_token"] = f"{number}" * 40
        page = browser.get("/").text
        (token,) = set(TOKEN.findall(page))
        assert page.count(f'name="csrf_token" value="{token}"') > 1
        assert browser.post("/first-steps/dismissal", headers={"X-CSRF-Token": token}).status_code == 303
        tokens.add(token)
    assert len(tokens) == 2


def test_nobody_is_shown_what_was_made_for_another(app, ada, ben):
    for person, other in ((ada, ben), (ben, ada)):
        assert other.name not in app.test_client().sign_in(person).get("/").text


def test_once_it_is_kept_home_asks_as_little_for_many_posts_as_for_few(as_ada, connection, harbour, ben, make_post):
    as_ada.set_cookie(DISMISSED, "1")
    asked = []
    for _ in range(2):
        make_post(author=ben, group=harbour)
        as_ada.get("/")
        with counted(connection) as statements:
            as_ada.get("/")
        asked.append(len([each for each in statements if each.startswith("SELECT")]))
    assert asked == [4, 4]  # one of them for the code of conduct, of which this house has none


def test_the_frame_of_every_other_page_changes_as_soon(as_ada, ada, ben, make_group, make_post):
    quay, post = make_group("The quay", owner=ben), make_post()
    page = lambda: as_ada.get(f"/posts/{post.id}")  # noqa: E731 (it is short)
    assert appears(page, "The quay", lambda: join_group(quay, actor=ada))
    talk, waits = open_conversation([ada], actor=ben), '<span class="dot" data-waiting></span>'
    assert appears(page, waits, lambda: send_message(talk, body="Hi", client_id="1", actor=ben))
    remove_member(quay, ada, actor=ben)
    assert "The quay" not in page().text


CURRENT = re.compile(r'<a[^>]* href="([^"]+)"[^>]* aria-current="(?:page|true)"')
"""What the bars of a page, above its content, say of where it stands."""


def test_the_frame_says_where_each_page_stands_also_by_another_address(as_ada, make_group, make_post, ada, ben):
    harbour, quay = make_group("Harbour", owner=ada), make_group("Quay", owner=ben)
    mine, other, house = make_post(author=ada, group=harbour), make_post(author=ben, group=quay), make_post()
    places = {
        "/": ["/", "/?order=missed", f"/posts/{house.id}", "/posts/scheduled"],
        "/groups/harbour": [f"/groups/harbour{tab}" for tab in ("", "/members", "/agenda", "/files", "/questions")],
        "/groups": ["/groups", "/groups/quay", f"/posts/{other.id}"],
        "/people": ["/people", f"/people/{other.author.handle}"],
        "/agenda": ["/agenda", "/agenda/month", "/events/new"],
        "/proposals": ["/proposals", "/register", "/committees"],
        "/notifications": ["/notifications"],
        "": ["/settings", "/settings/calendars", f"/people/{ada.handle}", "/notifications/settings", "/reports/mine"],
    }
    places["/groups/harbour"].append(f"/posts/{mine.id}")
    for place, pages in places.items():
        found = {page: CURRENT.findall(as_ada.get(page).text.partition("<main")[0]) for page in pages}
        assert found == {page: [place] if place else [] for page in pages}
