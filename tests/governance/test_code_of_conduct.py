"""The code of conduct: versions, agreement, and what waits until it is given."""

from __future__ import annotations

import re
from html import unescape

import pytest

from app.accounts.models import Role
from app.accounts.services import create_token
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.governance.events import CodeAcknowledged, CodePublished
from app.governance.queries import get_article, get_code, list_articles
from app.governance.services import ArticleText, acknowledge_code, default_articles, ensure_code, publish_code

CODE = "/api/v1/code-of-conduct"
PAGE = "/code-of-conduct"
RULE = ArticleText("Respect", "Respect", "Soyons polis.", "Be polite.")


def test_a_new_house_gets_the_default_code_once(make_person, announced):
    ensure_code()
    ensure_code()
    assert announced == [CodePublished(1)]
    assert [article.number for article in list_articles()] == list(range(1, len(default_articles()) + 1))


def test_the_default_code_is_whole_in_both_languages():
    articles = default_articles()
    assert len(articles) >= 10
    assert all(text for article in articles for text in vars(article).values())
    assert all("'" not in text for article in articles for text in vars(article).values())
    assert not any(re.search(r" [;:!?»]|« ", article.title_fr + article.text_fr) for article in articles)


def test_versions_follow_one_another_and_old_ones_can_be_read(make_person):
    admin = make_person("", Role.MEMBER, Role.ADMIN)
    ensure_code()
    publish_code([RULE], actor=admin)
    assert get_code().version == 2
    assert get_article(1).title_en == "Respect"
    assert get_article(1, version=1).title_en == "Respect first"
    with pytest.raises(NotFound):
        get_article(2)


def test_only_the_administration_publishes(make_person):
    with pytest.raises(Forbidden):
        publish_code([RULE], actor=make_person("", Role.MEMBER, Role.MODERATOR))


@pytest.mark.parametrize("articles", [[], [ArticleText("Titre", "", "Texte", "Text")], [RULE] * 51])
def test_a_code_without_articles_or_with_one_language_is_refused(make_person, articles):
    with pytest.raises(Invalid):
        publish_code(articles, actor=None)


def test_agreement_is_kept_once_and_only_for_the_version_that_was_read(make_person, announced):
    ada = make_person()
    ensure_code()
    announced.clear()
    acknowledge_code(version=1, actor=ada)
    acknowledge_code(actor=ada)
    assert announced == [CodeAcknowledged(ada.id, 1)]
    publish_code([RULE], actor=None)
    with pytest.raises(Conflict):
        acknowledge_code(version=1, actor=ada)


def test_nobody_agrees_to_what_is_not_there(client, make_person):
    client.sign_in(make_person())
    assert client.get(CODE).status_code == 404
    assert client.post(f"{CODE}/acknowledgement", json={}).status_code == 409
    assert client.get("/api/v1/me").json["code_of_conduct"] == {"version": None, "acknowledged_at": None}


@pytest.mark.parametrize("role", [Role.MEMBER, Role.GUEST])
def test_pages_wait_for_the_agreement_and_the_interface_does_not(client, make_person, role):
    ensure_code()
    client.sign_in(make_person("", role))
    led = client.get("/code-of-conduct/edit?x=1")
    assert (led.status_code, led.location) == (302, "/code-of-conduct?next=%2Fcode-of-conduct%2Fedit%3Fx%3D1")
    assert client.get("/api/v1/me").json["code_of_conduct"] == {"version": 1, "acknowledged_at": None}
    page = client.get(led.location).get_data(as_text=True)
    assert 'name="next" value="/code-of-conduct/edit?x=1"' in page
    agreed = client.post(f"{PAGE}/acknowledgement", data={"version": "1", "next": "/people"})
    assert (agreed.status_code, agreed.location) == (303, "/people")
    assert client.get("/code-of-conduct/edit").status_code == 403
    assert client.get("/api/v1/me").json["code_of_conduct"]["acknowledged_at"]


def test_who_has_not_agreed_yet_reads_it_in_the_language_they_choose_and_goes_on_in_it(client, make_person):
    ensure_code()
    ada = make_person(language="fr")
    client.sign_in(ada)
    page = client.get(f"{PAGE}?next=/people%3Fq%3Dada").text
    assert "Le respect d’abord" in page
    way = re.search(r'action="/language".*?name="next" value="([^"]+)"', page, re.DOTALL)[1]
    chosen = client.post("/language", data={"language": "en", "next": unescape(way)})
    assert (chosen.status_code, chosen.location) == (303, f"{PAGE}?next=/people%3Fq%3Dada")
    page = client.get(chosen.location).text
    assert "Respect first" in page
    assert 'name="next" value="/people?q=ada"' in page
    assert client.get("/api/v1/me").json["language"] == "en", "and on every other device"
    acknowledge_code(actor=ada)
    assert 'action="/language"' not in client.get(PAGE).text, "from here on the settings are there"


def test_a_fragment_is_led_to_the_page_too(client, make_person):
    ensure_code()
    client.sign_in(make_person())
    headers = {"HX-Request": "true", "X-CSRF-Token": client.csrf_token}
    assert client.get("/code-of-conduct/edit", headers=headers).headers["HX-Redirect"] == PAGE


def test_a_new_version_asks_everybody_again(client, make_person):
    ada = make_person("", Role.MEMBER, Role.ADMIN)
    ensure_code()
    acknowledge_code(actor=ada)
    client.sign_in(ada)
    assert client.get("/code-of-conduct/edit").status_code == 200
    rule = {"title_fr": "Respect", "text_fr": "Oui", "title_en": "Respect", "text_en": "Yes"}
    assert client.post(PAGE, data=rule).status_code == 303
    assert client.get("/code-of-conduct/edit").status_code == 302
    late = client.post(f"{PAGE}/acknowledgement", data={"version": "1"})
    assert late.status_code == 409
    assert "a changé" in late.get_data(as_text=True)
    assert client.post(f"{PAGE}/acknowledgement", data={"version": "2"}).status_code == 303
    assert client.get("/code-of-conduct/edit").status_code == 200


def test_what_was_written_is_kept_when_something_is_missing(client, make_person):
    ada = make_person("", Role.MEMBER, Role.ADMIN)
    client.sign_in(ada)
    broken = {"title_fr": "Le respect", "text_fr": "", "title_en": "", "text_en": ""}
    refused = client.post(PAGE, data=broken)
    assert refused.status_code == 422
    assert "Le respect" in refused.get_data(as_text=True)


def test_the_interface_gives_the_articles_in_the_readers_language(client, make_person):
    ensure_code()
    client.sign_in(make_person(language="en"))
    code = client.get(CODE).json
    assert (code["version"], code["articles"][0]["number"], code["articles"][0]["title"]) == (1, 1, "Respect first")
    bearer = {"Authorization": f"Bearer {create_token(actor=make_person(language='fr')).secret}"}
    assert client.get(CODE, headers=bearer).json["articles"][0]["title"] == "Le respect d’abord"
    agreed = client.post(f"{CODE}/acknowledgement", json={"version": 1}, headers=bearer)
    assert agreed.status_code == 200
    assert agreed.json["version"] == 1
    assert agreed.json["acknowledged_at"]
