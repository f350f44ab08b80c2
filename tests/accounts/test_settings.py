"""One's own settings: sessions are listed and ended, tokens taken back, preferences kept."""

from __future__ import annotations

import re

from app.accounts.models import BrowserSession
from app.accounts.queries import list_tokens
from app.accounts.services import create_token, open_session
from app.core.db import session
from tests.factories import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sessions_of(person):
    return session.query(BrowserSession).filter_by(person_id=person.id).all()


def test_sessions_are_listed_with_their_browser(client, make_person):
    ada = make_person()
    open_session(ada, device=FIREFOX)
    page = client.sign_in(ada).get("/settings/security").get_data(as_text=True)
    assert "Firefox sur Linux" in page
    assert "Cette session" in page


def test_a_session_ended_from_another_is_out_at_once(app, make_person):
    ada = make_person()
    phone, laptop = app.test_client().sign_in(ada), app.test_client().sign_in(ada)
    first = min(sessions_of(ada), key=lambda row: row.id)
    assert laptop.post(f"/settings/sessions/{first.id}/end").status_code == 303
    assert phone.get("/api/v1/me").status_code == 401
    assert laptop.get("/api/v1/me").status_code == 200


def test_all_others_end_together(app, make_person):
    ada = make_person()
    others = [app.test_client().sign_in(ada) for _ in range(3)]
    mine = app.test_client().sign_in(ada)
    mine.post("/settings/sessions/end-others")
    assert [other.get("/api/v1/me").status_code for other in others] == [401] * 3
    assert mine.get("/api/v1/me").status_code == 200


def test_nobody_ends_the_session_of_another(app, make_person):
    ada, eve = make_person(), make_person()
    victim = app.test_client().sign_in(ada)
    app.test_client().sign_in(eve).post(f"/settings/sessions/{sessions_of(ada)[0].id}/end")
    assert victim.get("/api/v1/me").status_code == 200


def test_the_password_is_changed_by_the_page_and_this_session_stays(app, make_person):
    ada = make_person(password=PASSWORD)
    mine, other = app.test_client().sign_in(ada), app.test_client().sign_in(ada)
    wrong = mine.post("/settings/password", data={"old": "wrong", "password": "eleven loud kestrels"})
    assert wrong.status_code == 422
    right = mine.post("/settings/password", data={"old": PASSWORD, "password": "eleven loud kestrels"})
    assert right.status_code == 303
    assert mine.get("/api/v1/me").status_code == 200
    assert other.get("/api/v1/me").status_code == 401


def test_a_token_is_taken_back_by_the_page(client, make_person):
    ada = make_person()
    made = create_token(name="script", actor=ada)
    client.sign_in(ada)
    assert "script" in client.get("/settings/security").get_data(as_text=True)
    assert client.post(f"/settings/tokens/{made.row.id}/revoke").status_code == 303
    headers = {"Authorization": f"Bearer {made.secret}"}
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_a_token_is_made_in_the_page_with_ones_password_and_shown_once(client, make_person):
    ada = make_person(password=PASSWORD)
    client.sign_in(ada)
    wish = {"name": "backup", "scope": "read", "days": "90"}
    for refused in ({"token_password": "wrong"}, {"token_password": PASSWORD, "scope": []}):
        answer = client.post("/settings/tokens", data=wish | refused)
        assert answer.status_code == 422
        assert 'href="/settings/security" aria-current="page"' in answer.get_data(as_text=True)
    assert (
        client.post("/settings/tokens", data=wish | {"token_password": PASSWORD, "scope": "admin"}).status_code == 403
    )
    assert list_tokens(ada, limit=9, cursor=None).items == []
    made = client.post("/settings/tokens", data=wish | {"token_password": PASSWORD})
    assert (made.status_code, made.location) == (303, "/settings/security#tokens")
    page = client.get("/settings/security").get_data(as_text=True)
    secret = re.search(r'id="secret"[^>]* value="([^"]+)"', page)[1]
    bearer = {"Authorization": f"Bearer {secret}"}
    answer = client.application.test_client().get("/api/v1/tokens", headers=bearer).json["items"]
    assert [(token["name"], token["scopes"]) for token in answer] == [("backup", ["read"])]
    assert secret not in client.get("/settings/security").get_data(as_text=True)


def test_a_refused_wish_for_a_token_stays_as_it_was_written(client, make_person):
    client.sign_in(make_person(password=PASSWORD))
    wish = {"name": "backup", "scope": ["write"], "days": "365", "token_password": "wrong"}
    page = client.post("/settings/tokens", data=wish).get_data(as_text=True)
    ticked = {scope: f'name="scope" value="{scope}" checked' in page for scope in ("read", "write")}
    assert ticked == {"read": False, "write": True}
    assert '<option value="365" selected>' in page
    assert 'value="backup"' in page


def test_language_and_time_zone_are_kept_and_shown(client, make_person):
    client.sign_in(make_person())
    assert client.post("/settings", data={"language": "en", "time_zone": "America/Cayenne"}).status_code == 303
    assert "Time zone" in client.get("/settings").get_data(as_text=True)
    assert client.post("/settings", data={"time_zone": "Mars/Base"}).status_code == 422
    assert client.get("/api/v1/me").json["time_zone"] == "America/Cayenne"


def test_what_a_token_may_do_is_said_in_words(client, make_person):
    ada = make_person(language="fr")
    create_token(name="script", actor=ada)
    page = client.sign_in(ada).get("/settings/security").get_data(as_text=True)
    chips = page[page.index('id="tokens"') :]
    assert "Lire" in chips
    assert ">read<" not in chips
