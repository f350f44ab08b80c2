"""What the mail of a decision says to somebody who is kept out by it, and to nobody else."""

from __future__ import annotations

import re

import pytest

from app.delivery.post import POST, Post
from app.delivery.transports import Folder
from moderation.models import Measure
from tests.support.mail import read_folder, text_of


@pytest.fixture
def mails_to(app, tmp_path, drain):
    """The mails to somebody, after the worker has done what waits."""
    app.extensions[POST] = Post(Folder(tmp_path / "outbox"), "parvis@house.example")

    def read(person):
        drain()
        mails = read_folder(tmp_path / "outbox")
        return [mail for mail in mails if mail["To"].addresses[0].addr_spec == person.email]

    return read


@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_is_suspended_reads_the_reasons_in_the_mail(
    make_person, make_post, make_moderator, report, case_of, decide, mails_to, language
):
    ben, cleo, chloe = make_person("Ben", language=language), make_person("Cleo"), make_moderator("Chloe")
    case = case_of(report(make_post(author=ben), by=cleo))
    decide(case, by=chloe, measure=Measure.SUSPEND, reason="It mocks a colleague\nby name.")
    (mail,) = mails_to(ben)
    for kind in ("plain", "html"):
        text = text_of(mail, kind)
        assert "It mocks a colleague" in text
        assert "Chloe" in text
        assert re.search(r"Article\s1, \w", text)
        assert {"fr": "Comment la contester", "en": "How to contest it"}[language] in text
        assert "Cleo" not in text
    assert "It mocks a colleague" not in "".join(map(text_of, mails_to(cleo)))


def test_who_can_come_in_reads_the_reasons_there(
    make_person, make_post, make_moderator, report, case_of, decide, mails_to
):
    ben = make_person("Ben", language="en")
    decide(case_of(report(make_post(author=ben))), by=make_moderator(), measure=Measure.HIDE)
    (mail,) = mails_to(ben)
    assert "decision concerns you" in mail["Subject"]
    assert "It mocks a colleague" not in text_of(mail)
    assert "/notifications/" in text_of(mail)
