"""The bench still knows the house that it measures; how fast that is, it says elsewhere."""

import subprocess
import sys

import pytest

from app.feed.services import publish_comment, publish_post
from bench.load import Load, middle
from bench.pages import in_pieces
from bench.report import AT_LEAST, AT_MOST, Goal, Report
from tests.support.tree import ROOT


@pytest.mark.parametrize("kind", ["home", "group", "thread"])
def test_a_page_cut_into_its_fragments_is_the_page(client, make_person, make_group, kind):
    ada = make_person()
    group = make_group(owner=ada)
    posts = [publish_post(body=word, group=group, actor=ada) for word in ("Un", "Deux", "Trois")]
    for word in ("Oui", "Non"):
        publish_comment(posts[0], body=word, actor=ada)
    path = {"home": "/", "group": f"/groups/{group.slug}", "thread": f"/posts/{posts[0].id}"}[kind]
    whole = client.sign_in(ada).get(path).text
    page = in_pieces(kind, whole)
    assert len(page["pieces"]) == (2 if kind == "thread" else 3)
    assert page["head"] + "".join(page["pieces"].values()) + page["tail"] == whole
    assert {each.replace("-", "") for each in page["pieces"]} == set(page["ids"]) or kind == "thread"


def test_a_goal_is_met_at_its_border_and_not_beyond():
    verdicts = [Goal("", "", value, sign, 0.6).is_met for sign in (AT_LEAST, AT_MOST) for value in (0.59, 0.6, 0.61)]
    assert verdicts == [False, True, True, True, True, False]


def test_of_several_rounds_the_middle_one_counts_and_every_wait():
    rounds = [Load([1.0, 2.0], seconds=1, cpu=cpu) for cpu in (9.0, 2.0, 4.0)]
    found = middle(rounds)
    assert (found.cpu_each, found.per_second, len(found.waits)) == (2.0, 2.0, 6)


def test_a_ratio_says_how_much_of_the_limit_is_left(capsys):
    report = Report()
    report.note("home", Load([2.0], seconds=1, cpu=4))
    report.note("bare", Load([1.0], seconds=1, cpu=1))
    report.compare("home, of bare", "home", "bare", 0.6)
    report.show()
    assert report.goals[0].value == 0.25
    assert "not met" in capsys.readouterr().out


def test_the_command_explains_itself():
    command = [sys.executable, "-m", "bench", "--help"]
    assert "--quick" in subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
