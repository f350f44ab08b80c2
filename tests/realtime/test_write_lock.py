"""One gevent process and SQLite: the lock around writes is what keeps the loop alive, and nothing else does."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.support.tree import ROOT

ALL = 40 * 20


def write_with(how, folder, within):
    program = [sys.executable, "-m", "tests.realtime.forty_greenlets", str(folder / how), how]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    done = subprocess.run(
        program, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=within, check=True
    )
    return json.loads(done.stdout)


def test_forty_greenlets_that_yield_inside_their_transactions_all_get_through(tmp_path):
    outcome = write_with("locked", tmp_path, within=100)
    assert (outcome["done"], outcome["errors"], outcome["number"]) == (ALL, 0, ALL)
    assert outcome["stall"] < 2.0


@pytest.mark.slow
def test_without_the_lock_they_do_not(tmp_path):
    try:
        outcome = write_with("unlocked", tmp_path, within=40)
    except subprocess.TimeoutExpired:
        return  # the process froze for good
    assert outcome["done"] < ALL
