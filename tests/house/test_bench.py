"""The bench runs, from filling a company to the table; how fast the house is, it says elsewhere."""

import json

import pytest

from bench.__main__ import measure
from bench.houses import Sizes
from bench.instances import prepare
from bench.report import Report

TINY = Sizes(people=300, posts=(1_500,), rounds=1, seconds=0.2, sockets=20, questions=5)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_goal_gets_its_figure(tmp_path, capsys):
    report = Report()
    measure([prepare(tmp_path, TINY.people, *TINY.posts)], TINY, report)
    report.write(tmp_path / "bench.json")
    report.show()
    written = json.loads((tmp_path / "bench.json").read_text())
    assert {goal["work"].split(",")[0] for goal in written["goals"]} >= {"home", "group", "thread", "fan-out", "chat"}
    assert all(figure["cpu_ms"] >= 0 and figure["requests"] > 0 for figure in written["figures"].values())
    assert "memory of a socket" in capsys.readouterr().out
