"""How mails look: the house's colour, a line for lists of mails, and nothing that is fetched from anywhere."""

from __future__ import annotations

import re

import pytest

from app.accounts.models import Role
from app.accounts.services import invite_person, request_reset
from app.admin.services import change_organisation
from app.delivery.layouts import ACCENTS, as_html, as_text
from app.delivery.letters import Act, Entry, Letter, Part
from app.feed.services import publish_post
from tests.support.mail import text_of
from tests.support.tree import ROOT

FETCHED = re.compile(r"<(?:img|link|script|iframe|object|video|audio|source)\b|\bsrc=|\bbackground=|url\(|@import")


def a_letter(**said):
    return Letter(address="a@b.example", name="", language="en", subject="News", paragraphs=[], **said)


@pytest.fixture
def every_mail(make_person, mailed):
    emma = make_person("Emma", Role.MEMBER, Role.ADMIN)
    invite_person(email="new@house.example", actor=emma)
    request_reset(email=emma.email)
    publish_post(body=f"Ask @{emma.handle}", actor=make_person("Ada"))
    return mailed()


def test_no_mail_fetches_anything_from_anywhere(every_mail):
    assert len(every_mail) == 3
    for mail in every_mail:
        html = text_of(mail, "html")
        assert FETCHED.findall(html) == []
        assert {link.partition("://")[0] for link in re.findall(r'href="([^"]*)"', html)} == {"http"}
        assert all(link.startswith("http://localhost:8000/") for link in re.findall(r'href="([^"]*)"', html))


def test_every_mail_says_beside_its_subject_what_it_is_about(every_mail):
    for mail in every_mail:
        hidden = re.search(r'<div style="display:none;[^>]*>([^<]+)</div>', text_of(mail, "html"))
        assert hidden is not None
        assert len(hidden.group(1)) > 5


def test_outlook_is_given_tables_of_its_own(every_mail):
    assert all("<!--[if mso | IE]><table" in text_of(mail, "html") for mail in every_mail)


def test_the_colours_of_mails_are_those_of_the_pages():
    sheet = (ROOT / "static/css/accents.css").read_text("utf-8")
    pair = r"light-dark\((#\w+), (#\w+)\)"
    found = re.findall(rf'data-accent="(\w+)"\] \{{\s*--accent: {pair};.*?--on-accent: {pair};', sheet)
    assert {name: (day, night, on_night) for name, day, night, _on_day, on_night in found} == {
        name: (accent.day, accent.night, accent.on_night) for name, accent in ACCENTS.items()
    }


def test_a_mail_carries_the_organisations_name_and_colour(make_person, app):
    change_organisation(name="Fontaine & Fils", accent="plum", actor=make_person("Emma", Role.MEMBER, Role.ADMIN))
    letter = a_letter(act=Act("Open", "http://localhost:8000/"))
    html = as_html(letter)
    assert "Fontaine &amp; Fils" in html
    assert ACCENTS["plum"].day in html
    assert ACCENTS["sky"].day not in html
    assert "Fontaine & Fils" in as_text(letter)


def test_parts_and_their_entries_are_no_markup_and_stand_in_both_texts(app):
    entry = Entry("<b>Bold</b>", "/posts/1?a=1&b=2", text="One & two", meta="Ada <i>")
    letter = a_letter(parts=[Part("To <read>", [entry])])
    html, text = as_html(letter), as_text(letter)
    for said in (
        "&lt;b&gt;Bold&lt;/b&gt;",
        "One &amp; two",
        "Ada &lt;i&gt;",
        "To &lt;read&gt;",
        "http://localhost:8000/posts/1?a=1&amp;b=2",
    ):
        assert said in html
    assert "* <b>Bold</b>\n  One & two\n  Ada <i>\n  http://localhost:8000/posts/1?a=1&b=2\n" in text
