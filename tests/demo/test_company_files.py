"""What the demo's groups keep is put there by people who are in them, and in an order that can have been."""

from app.demo.story import moment
from tests.demo.company import GROUPS, load, members

FILES = load("files.toml")["file"]


def test_files_are_put_where_their_makers_are_members():
    for row in FILES:
        assert row["group"] in GROUPS
        assert {version["by"] for version in row["version"]} <= members(row["group"]), row["name"]


def test_each_version_comes_after_the_one_before_and_one_file_has_three():
    for row in FILES:
        times = [moment(version["at"]) for version in row["version"]]
        assert times == sorted(times), row["name"]
    assert max(len(row["version"]) for row in FILES) >= 3
