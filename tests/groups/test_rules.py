"""The rules of a group: an owner writes them one on a line, and no more of them than people read."""

import pytest

from app.groups.services import MOST_RULES


@pytest.mark.parametrize("rules", ["\n".join(["Be kind."] * (MOST_RULES + 1)), "Be kind. " * 40], ids=["many", "long"])
def test_rules_that_nobody_would_read_are_refused_and_stay_to_be_shortened(client, make_person, make_group, rules):
    owner = make_person()
    group = make_group(owner=owner)
    client.sign_in(owner)
    changes = {"name": group.name, "description": "", "access": "open", "rules": rules}
    answer = client.post(f"/groups/{group.slug}/settings", data=changes)
    assert (answer.status_code, group.rules) == (422, [])
    assert "20 règles au plus" in answer.text
    assert "Be kind." in answer.text
