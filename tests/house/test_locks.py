"""The locks hold what the project asks for, each file by its hash, from wherever packages come from."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.tree import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = SETTINGS["dependency-groups"]
TO_RUN = [*SETTINGS["project"]["dependencies"], *GROUPS["build"]]

ASKED = {"requirements.lock": TO_RUN, "requirements-test.lock": [*TO_RUN, *GROUPS["test"]]}

PIN = re.compile(r"^([a-z0-9-]+)==([^ ]+)", re.MULTILINE)


@pytest.mark.parametrize("name", ASKED)
def test_every_dependency_is_locked_in_a_version_that_will_do(name):
    pinned = dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))
    wanted = [Requirement(text) for text in ASKED[name]]
    assert [str(need) for need in wanted if not will_do(need, pinned)] == [], "run `make lock`"


def will_do(need, pinned):
    name = canonicalize_name(need.name)
    return name in pinned and pinned[name] in need.specifier


@pytest.mark.parametrize("name", ASKED)
def test_a_lock_names_no_place_and_leaves_no_package_without_hash(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert re.search(r"^\s*--(?!hash=)", text, re.MULTILINE) is None
    assert all("--hash=sha256:" in entry for entry in re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:])
