"""The pages of people: directory, profile, card, photo, and changing them."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.accounts.models import Role
from app.accounts.services import deactivate_person
from app.core.db import session
from app.people.models import Profile
from app.people.portraits import portrait_svg
from app.people.queries import list_skills
from app.people.services import add_department, block_person, place_person, set_portrait, set_skills


def profile_of(person):
    return session.get(Profile, person.id)


def text(answer):
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def picture(size=(300, 200), form="JPEG"):
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, form)
    file.seek(0)
    return file


@pytest.fixture
def ada(client, make_person):
    ada = make_person("Ada Byron")
    client.sign_in(ada)
    return ada


def test_the_directory_shows_faces_and_keeps_what_was_asked(client, make_person, ada):
    make_person("Ben Carter")
    page = text(client.get("/people?q=ada"))
    assert f'href="/people/{ada.handle}"' in page
    assert "Ben Carter" not in page
    assert 'value="ada"' in page
    assert "Personne ne correspond" in text(client.get("/people?q=zzz"))


def test_a_profile_says_what_somebody_does_and_who_confirms_what_they_know(client, make_person, ada):
    ben = make_person("Ben Carter")
    set_skills(profile_of(ben), names=["Soudure TIG"], actor=ben)
    assert "Déclaré et confirmé" not in text(client.get(f"/people/{ben.handle}"))
    assert client.post(f"/people/{ben.id}/skills/soudure-tig/endorsement").status_code == 303
    page = text(client.get(f"/people/{ben.handle}"))
    assert "Confirmé par Ada Byron" in page
    assert "Retirer ma confirmation" in page
    client.sign_in(ben)
    client.post(f"/people/{ben.id}/skills/soudure-tig/withdrawal", data={"endorser": str(ada.id)})
    assert "Confirmé par" not in text(client.get(f"/people/{ben.handle}"))


def test_the_chart_shows_who_leads_and_whom(client, make_person, ada):
    boss, helper = make_person("Boss"), make_person("Helper")
    place_person(profile_of(ada), department=None, manager=boss, actor=None)
    place_person(profile_of(helper), department=None, manager=ada, actor=None)
    page = text(client.get(f"/people/{ada.handle}"))
    assert f'href="/people/{boss.handle}"' in page
    assert f'href="/people/{helper.handle}"' in page


def test_the_card_of_a_name(client, make_person, ada):
    ben = make_person("Ben Carter")
    card = text(client.get(f"/people/{ben.id}/card"))
    assert "Ben Carter" in card
    assert "<html" not in card


def test_following_and_blocking_from_the_page(client, make_person, ada):
    ben = make_person("Ben")
    client.post(f"/people/{ben.id}/follow")
    assert "Ne plus suivre" in text(client.get(f"/people/{ben.handle}"))
    client.post(f"/people/{ben.id}/block")
    page = text(client.get(f"/people/{ben.handle}"))
    assert "Bloqué par vous" in page
    assert f'action="/people/{ben.id}/unblock"' in page
    client.post(f"/people/{ben.id}/unblock")
    assert "Bloqué par vous" not in text(client.get(f"/people/{ben.handle}"))


def test_ones_own_profile_is_changed_whole_or_not_at_all(client, ada):
    wish = {"name": "Ada Lovelace", "title": "Analyst", "biography": "Hello", "skills": "Python, Judo\nChess"}
    assert client.post(f"/people/{ada.id}/profile", data=wish).status_code == 303
    assert profile_of(ada).title == "Analyst"
    assert [skill.name for skill in list_skills(profile_of(ada))] == ["Chess", "Judo", "Python"]
    refused = client.post(f"/people/{ada.id}/profile", data={"name": "Eve", "title": "x" * 121})
    assert refused.status_code == 422
    assert 'value="Eve"' in refused.get_data(as_text=True)
    session.expire_all()
    assert ada.name == "Ada Lovelace"


def test_where_one_stands_is_the_administrations_to_say(client, make_person, ada):
    assert client.post(f"/people/{ada.id}/profile", data={"department": "Board"}).status_code == 403
    emma = make_person("Emma", Role.MEMBER, Role.ADMIN)
    client.sign_in(emma)
    done = client.post(f"/people/{ada.id}/profile", data={"department": "Works", "manager": f"@{emma.handle}"})
    assert done.status_code == 303
    assert (profile_of(ada).department.name, profile_of(ada).manager_id) == ("Works", emma.id)
    circle = client.post(f"/people/{emma.id}/profile", data={"department": "", "manager": f"@{ada.handle}"})
    assert circle.status_code == 422
    nobody = client.post(f"/people/{ada.id}/profile", data={"department": "", "manager": "@nobody"})
    assert nobody.status_code == 422


def test_nobody_changes_the_profile_of_another(client, make_person, ada):
    ben = make_person()
    for address in ("profile", "photo/removal"):
        assert client.post(f"/people/{ben.id}/{address}", data={"name": "X"}).status_code == 403
    assert client.get(f"/people/{ben.handle}/edit").status_code == 403
    sent = {"photo": (picture(), "me.jpg")}
    assert client.post(f"/people/{ben.id}/photo", data=sent).status_code == 403


def test_a_photo_is_made_anew_shown_and_taken_away(client, ada):
    assert client.post(f"/people/{ada.id}/photo", data={"photo": (picture(), "me.jpg")}).status_code == 303
    address = client.get(f"/api/v1/people/{ada.id}").json["photo_url"]
    shown = client.get(address)
    assert shown.mimetype == "image/webp"
    assert "immutable" in shown.headers["Cache-Control"]
    assert Image.open(io.BytesIO(shown.data)).size == (300, 200)
    assert client.post(f"/people/{ada.id}/photo/removal").status_code == 303
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("sent", [b"not a picture", b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused_with_words(client, ada, sent):
    refused = client.post(f"/people/{ada.id}/photo", data={"photo": (io.BytesIO(sent), "me.jpg")})
    assert refused.status_code == 415
    assert "pas une image lisible" in refused.get_data(as_text=True)
    assert client.post(f"/people/{ada.id}/photo", data={}).status_code == 422


def test_a_photo_is_for_those_who_may_know_the_person(client, make_person, ada):
    set_portrait(ada, portrait_svg("ada"), actor=ada)
    shown = client.get(f"/people/{ada.id}/photo")
    assert (shown.mimetype, "sandbox" in shown.headers["Content-Security-Policy"]) == ("image/svg+xml", True)
    client.sign_in(make_person("Guest", Role.GUEST))
    assert client.get(f"/people/{ada.id}/photo").status_code == 404
    assert client.get(f"/people/{ada.handle}").status_code == 404
    assert client.get(f"/people/{ada.id}/card").status_code == 404


def test_somebody_who_left_keeps_their_page_and_says_so(client, make_person, ada):
    ben = make_person("Ben")
    deactivate_person(ben, actor=None)
    assert "N’est plus là" in text(client.get(f"/people/{ben.handle}"))


def test_the_page_does_not_tell_who_blocks(client, make_person, ada):
    ben = make_person("Ben")
    before = text(client.get(f"/people/{ben.handle}"))
    block_person(ada, actor=ben)
    assert text(client.get(f"/people/{ben.handle}")).count("Bloqu") == before.count("Bloqu")


def test_departments_are_made_once(make_person):
    assert add_department(name="Études ", actor=None) is add_department(name="etudes", actor=None)


def test_nobody_finds_out_by_their_own_profile_who_has_an_account(client, make_person, ada):
    guest = make_person("Guest", Role.GUEST)
    client.sign_in(guest)
    answers = [
        client.post(f"/people/{guest.id}/profile", data={"department": "x", "manager": manager}).status_code
        for manager in (ada.email, "nobody@house.example")
    ]
    assert answers == [403, 403]


def test_a_skill_that_is_written_as_a_name_leads_to_those_who_know_it(client, make_person):
    ben = make_person("Ben")
    set_skills(session.get(Profile, ben.id), names=["Soudure TIG"], actor=ben)
    page = client.sign_in(make_person()).get("/people?q=tig").text
    assert 'href="/people?skill=soudure-tig"' in page
    assert 'href="/search?q=tig"' in page
    assert "?skill=soudure-tig" not in client.get("/people?q=xyz").text


def test_a_guest_is_led_to_no_skill_of_people_whom_they_do_not_know(client, make_person):
    ben = make_person("Ben")
    set_skills(session.get(Profile, ben.id), names=["Soudure TIG"], actor=ben)
    guest = make_person("Gus", Role.GUEST)
    assert "Soudure" not in client.sign_in(guest).get("/people?q=soudure").text
