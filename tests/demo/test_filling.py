"""Filling an instance: only an empty one, the same each time, and in order afterwards."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.support.parvis import CommandFailed, Instance

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]  # filling a company takes its time

# What the company consists of, by names and words instead of identifiers and times.
TOLD = {
    "people": "SELECT handle, name, photo FROM person ORDER BY handle",
    "skills": "SELECT p.handle, s.name,"
    " (SELECT count(*) FROM endorsement e WHERE e.skill_id = s.id AND e.person_id = p.id)"
    " FROM person_skill h JOIN person p ON p.id = h.person_id JOIN skill s ON s.id = h.skill_id ORDER BY 1, 2",
    "members": "SELECT g.slug, p.handle, m.role FROM membership m JOIN person p ON p.id = m.person_id"
    ' JOIN "group" g ON g.id = m.group_id ORDER BY 1, 2',
    "posts": "SELECT p.handle, b.body, b.reactions, b.comment_count FROM post b JOIN person p ON p.id = b.author_id"
    " ORDER BY b.body",
    "messages": "SELECT p.handle, m.seq, m.body FROM message m JOIN person p ON p.id = m.author_id ORDER BY m.body",
    "cases": "SELECT number, category, state, last_event FROM moderation_case ORDER BY number",
    "proposals": "SELECT number, title, state, version FROM proposal ORDER BY number",
    "votes": "SELECT p.handle, v.choice, v.reason, b.question FROM ballot_vote v JOIN ballot b ON b.id = v.ballot_id"
    " JOIN person p ON p.id = v.person_id ORDER BY 4, 1",
    "clicks": "SELECT sum(clicks), sum(visitors) FROM click_day GROUP BY code ORDER BY 1",
    "told": "SELECT p.handle, n.kind, count(*) FROM notification n JOIN person p ON p.id = n.person_id"
    " GROUP BY 1, 2 ORDER BY 1, 2",
}


def content(folder):
    with closing(sqlite3.connect(folder / "parvis.db")) as database:
        return {name: database.execute(query).fetchall() for name, query in TOLD.items()}


def test_a_filled_instance_is_refused_and_stays_as_it_was(demo_data, tmp_path):
    shutil.copytree(demo_data, tmp_path / "data")
    before = content(tmp_path / "data")
    with pytest.raises(CommandFailed, match="not empty"):
        Instance(tmp_path / "data").command("demo")
    assert content(tmp_path / "data") == before


def test_the_filled_instance_passes_its_own_examination(demo_data, tmp_path):
    shutil.copytree(demo_data, tmp_path / "data")
    answers = Instance(tmp_path / "data").command("check")
    assert {line.rpartition(": ")[2] for line in answers.splitlines()} == {"ok"}


def test_the_same_seed_gives_the_same_company(demo_data, tmp_path):
    Instance(tmp_path / "data").command("demo")
    first, second = content(demo_data), content(tmp_path / "data")
    for part in TOLD:
        assert first[part], part
        assert first[part] == second[part], part
