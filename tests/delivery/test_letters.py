"""What mails say, to whom and in which language, and what nobody's name can do to them."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.accounts.services import invite_person, request_reset
from app.feed.services import publish_comment, publish_post
from app.groups.models import Access
from app.notifications.kinds import Kind
from app.notifications.queries import list_notifications
from app.notifications.services import choose, notify
from tests.support.mail import link_in, text_of

HOSTILE = 'Eve <script>alert("x")</script> & Co\r\nBcc: all@house.example\u2028'


def test_a_mention_is_mailed_with_its_words_and_a_way_to_answer(make_person, make_group, mailed):
    ada, ben = make_person("Ada Byron"), make_person("Ben Sand", language="en")
    group = make_group("Workshop 3", owner=ada, members=(ben,), access=Access.CLOSED)
    publish_post(body=f"Who has the key, @{ben.handle}?\n\nThe *red* one.", group=group, actor=ada)
    (mail,) = mailed()
    (waiting,) = [item for item in list_notifications(ben).items if item.kind == Kind.MENTION]
    assert mail["To"].addresses[0].addr_spec == ben.email
    assert mail["To"].addresses[0].display_name == "Ben Sand"
    assert mail["From"].addresses[0].addr_spec == "parvis@house.example"
    assert mail["Subject"] == "Ada Byron mentioned you"
    for kind in ("plain", "html"):
        text = text_of(mail, kind)
        assert "Who has the key, @Ben Sand?" in text
        assert "The red one." in text
        assert "Workshop 3" in text
        assert f"http://localhost:8000/answers/{waiting.id}" in text
        assert "/notifications/settings" in text


def test_a_mail_speaks_its_readers_language(make_person, mailed):
    ada, ben = make_person("Ada", language="en"), make_person("Ben", language="fr")
    publish_post(body=f"Ask @{ben.handle}", actor=ada)
    (mail,) = mailed()
    assert (mail["Subject"], mail["Content-Language"]) == ("Ada vous mentionne", "fr")
    assert "Lire et répondre\u202f:" in text_of(mail)
    assert '<html lang="fr"' in text_of(mail, "html")
    publish_post(body=f"Ask @{ada.handle}", actor=ben)
    mail = mailed()[-1]
    assert (mail["Subject"], mail["Content-Language"]) == ("Ben mentioned you", "en")
    assert "Read and answer:\n" in text_of(mail)
    assert '<html lang="en"' in text_of(mail, "html")


def test_programs_are_told_what_the_mail_is(make_person, mailed):
    ada, ben = make_person(), make_person()
    post = publish_post(body=f"Ask @{ben.handle}", actor=ada)
    (mail,) = mailed()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime.tzinfo is not None
    assert mail["Message-ID"].endswith("@house.example>")
    assert mail["References"] == f"<post-{post.id}@house.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip() == f"<{link_in(mail, '/unsubscribe/')}>"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_names_and_texts_are_no_markup_and_end_no_header(make_person, mailed):
    ada, ben = make_person(HOSTILE.replace("\r\n", " ")), make_person(HOSTILE.replace("\r\n", " "))
    choose({Kind.SERVICE: {"mail": True}}, actor=ben)
    notify(ben.id, Kind.SERVICE, key="x", url="/", subject=HOSTILE, actor_id=ada.id)
    publish_post(body=f"{HOSTILE} @{ben.handle}", actor=ada)
    mails = mailed()
    assert len(mails) == 2
    for mail in mails:
        assert "Bcc" not in mail
        assert "\n" not in mail["Subject"]
        assert [address.addr_spec for address in mail["To"].addresses] == [ben.email]
        assert "<script" not in text_of(mail, "html")
        assert "&lt;script&gt;" in text_of(mail, "html")


def test_a_long_subject_keeps_its_spaces_and_its_letters(make_person, mailed):
    ada, ben = make_person("Gaëlle de l’Étang " * 6), make_person()
    publish_post(body=f"Ask @{ben.handle}", actor=ada)
    (mail,) = mailed()
    assert mail["Subject"] == f"{ada.name} vous mentionne"


def test_what_is_only_wanted_on_screen_is_not_mailed(make_person, mailed):
    ada, ben = make_person(), make_person()
    post = publish_post(body="Who knows?", actor=ben)
    publish_comment(post, body="I do", actor=ada)
    assert mailed() == []
    choose({Kind.COMMENT: {"mail": True}}, actor=ben)
    publish_comment(post, body="I still do", actor=ada)
    (mail,) = mailed()
    assert "I still do" in text_of(mail)


def test_a_muted_kind_is_not_mailed(make_person, mailed):
    ada, ben = make_person(), make_person()
    choose({Kind.MENTION: {"mail": False}}, actor=ben)
    publish_post(body=f"Ask @{ben.handle}", actor=ada)
    assert mailed() == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_invitation_names_who_invites_and_how_long_it_holds(make_person, mailed, language):
    emma = make_person("Emma Roux", Role.MEMBER, Role.ADMIN, language=language)
    invite_person(email="new@house.example", actor=emma)
    (mail,) = mailed()
    assert mail["To"].addresses[0].addr_spec == "new@house.example"
    assert mail["Subject"].startswith({"fr": "Emma Roux vous invite", "en": "Emma Roux invites you"}[language])
    assert {"fr": "jusqu’au", "en": "until"}[language] in text_of(mail)
    assert "/join/" in link_in(mail, "/join/")
    assert "List-Unsubscribe" not in mail


def test_a_new_password_is_asked_for_by_mail(make_person, mailed):
    ada = make_person(language="en")
    request_reset(email=ada.email)
    (mail,) = mailed()
    assert mail["Subject"] == "Choose a new password"
    assert "/reset/" in link_in(mail, "/reset/")


def test_an_address_with_a_name_of_its_own_alphabet_travels_in_ascii(make_person, mailed):
    emma = make_person("Emma", Role.MEMBER, Role.ADMIN)
    invite_person(email="zoe@société.example", actor=emma)
    (mail,) = mailed()
    assert mail["To"].addresses[0].addr_spec == "zoe@xn--socit-esab.example"
