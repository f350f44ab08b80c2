"""The operations on decisions as INTERFACES promises them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from app.accounts.models import Role
from app.core import clock

API = "/api/v1"
BALLOT_KEYS = {
    *("id", "state", "method", "question", "options", "closes_at", "electorate_size", "turnout", "quorum_reached"),
    *("tally", "outcome", "my_vote", "receipt"),
}


@pytest.fixture
def ada(make_person):
    return make_person("Ada Lune")


@pytest.fixture
def as_ada(client, ada):
    return client.sign_in(ada)


@pytest.fixture
def propose(as_ada):
    def send(**values):
        answer = as_ada.post(f"{API}/proposals", json={"title": "A crane", "body": "It *is* back."} | values)
        assert answer.status_code == 201
        return answer.json

    return send


@pytest.fixture
def put_to_vote(as_ada):
    def send(proposal, **values):
        closes_at = (clock.now() + timedelta(hours=1)).isoformat()
        question = {"method": "yes_no", "question": "Do we?", "closes_at": closes_at, "electorate": {"everyone": True}}
        return as_ada.post(f"{API}/proposals/{proposal['id']}/ballot", json=question | values)

    return send


def test_a_proposal_is_made_with_201_and_read_back(as_ada, ada, propose):
    proposal = propose(kind="wording")
    assert (proposal["state"], proposal["version"], proposal["kind"]) == ("proposed", 1, "wording")
    assert proposal["html"] == "<p>It <em>is</em> back.</p>\n"
    assert proposal["author"] == {"id": str(ada.id), "name": "Ada Lune", "handle": ada.handle, "photo_url": None}
    assert len(proposal["content_hash"]) == 64
    assert as_ada.get(f"{API}/proposals/{proposal['id']}").json == proposal
    listed = as_ada.get(f"{API}/proposals").json["items"]
    assert [item["id"] for item in listed] == [proposal["id"]]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"title": "a\0b"}, "title"),
        ({"body": ""}, "body"),
        ({"body": 7}, "body"),
        ({"kind": "poem"}, "kind"),
        ({"post_id": "seven"}, "post_id"),
        ({"file_ids": [str(uuid4())]}, "file_ids"),
    ],
)
def test_a_proposal_that_cannot_be_used_is_422_and_names_the_field(as_ada, values, field):
    answer = as_ada.post(f"{API}/proposals", json={"title": "A crane", "body": "Back."} | values)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_a_ballot_runs_from_opening_to_its_tally(as_ada, propose, put_to_vote, drain):
    proposal = propose()
    answer = put_to_vote(proposal, quorum={"persons": "50%"})
    assert answer.status_code == 201
    ballot = answer.json
    assert set(ballot) >= BALLOT_KEYS
    assert (ballot["state"], ballot["electorate_size"], ballot["turnout"], ballot["tally"]) == ("open", 1, 0, None)
    assert as_ada.get(f"{API}/proposals/{proposal['id']}").json["state"] == "voting"
    voted = as_ada.put(f"{API}/ballots/{ballot['id']}/vote", json={"choice": "yes", "reason": "Ours."})
    assert (voted.status_code, voted.json["my_vote"]) == (200, {"choice": "yes", "reason": "Ours."})
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        drain()
        closed = as_ada.get(f"{API}/ballots/{ballot['id']}").json
        late = as_ada.put(f"{API}/ballots/{ballot['id']}/vote", json={"choice": "no"})
    assert (closed["state"], closed["outcome"], closed["tally"]["yes"]) == ("closed", "accepted", 1)
    assert late.status_code == 409
    (decision,) = as_ada.get(f"{API}/decisions").json["items"]
    assert decision["minority"] == []
    assert [said["name"] for said in decision["reasons"]] == ["Ada Lune"]


def test_a_secret_vote_answers_with_its_receipt(as_ada, propose, put_to_vote):
    ballot = put_to_vote(propose(), secret=True).json
    answer = as_ada.put(f"{API}/ballots/{ballot['id']}/vote", json={"choice": "no"}).json
    assert answer["my_vote"] is None
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        tally = as_ada.get(f"{API}/ballots/{ballot['id']}").json["tally"]
    assert tally["votes"] == [{"receipt": answer["receipt"], "choice": "no"}]


@pytest.mark.parametrize("method", ["approval", "score", "ranked", "schulze", "dots", "budget"])
def test_options_have_identifiers_to_vote_with(as_ada, propose, put_to_vote, method):
    ballot = put_to_vote(propose(), method=method, options=[{"label": "Red"}, {"label": "Green"}]).json
    first = ballot["options"][0]
    assert first["label"] == "Red"
    votes = {"options": [first["id"]], "scores": {first["id"]: 5}, "ranking": [first["id"]], "dots": {first["id"]: 2}}
    field = {"score": "scores", "ranked": "ranking", "schulze": "ranking", "dots": "dots"}.get(method, "options")
    answer = as_ada.put(f"{API}/ballots/{ballot['id']}/vote", json={field: votes[field]})
    assert answer.json["my_vote"][field] == votes[field]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"closes_at": "yesterday"}, "closes_at"),
        ({"closes_at": "2020-01-01T00:00:00Z"}, "closes_at"),
        ({"closes_at": "9999-12-31T23:59:59-23:00"}, "closes_at"),
        ({"method": "shouting"}, "method"),
        ({"method": "ranked"}, "options"),
        ({"options": [{"label": "A"}, {"label": "B"}]}, "options"),
        ({"electorate": {"person_ids": [str(uuid4())]}}, "electorate"),
        ({"electorate": {"department_ids": [str(uuid4())]}}, "electorate"),
        ({"electorate": {"group_id": str(uuid4())}}, "electorate"),
        ({"quorum": {"persons": "many"}}, "quorum"),
        ({"quorum": {"persons": [1]}}, "quorum"),
        ({"question": "x" * 301}, "question"),
    ],
)
def test_a_ballot_that_cannot_be_used_is_422_and_names_the_field(propose, put_to_vote, values, field):
    answer = put_to_vote(propose(), **values)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


@pytest.mark.parametrize("body", [{}, {"choice": "perhaps"}, {"choice": 1}, {"scores": {}}, {"choice": "yes", "x": 1}])
def test_a_vote_that_cannot_be_used_is_422(as_ada, propose, put_to_vote, body):
    ballot = put_to_vote(propose()).json
    assert as_ada.put(f"{API}/ballots/{ballot['id']}/vote", json=body).status_code == 422


def test_a_committee_approves_by_the_hash(client, as_ada, make_person, propose):
    emma, ben = make_person("Emma", Role.MEMBER, Role.ADMIN), make_person("Ben")
    client.sign_in(emma)
    seats = {"name": "Editors", "seats": [{"person_id": str(ben.id)}]}
    committee = client.post(f"{API}/committees", json=seats)
    assert committee.status_code == 201
    assert committee.json["seats"][0]["person"]["name"] == "Ben"
    assert client.get(f"{API}/committees").json["items"] == [committee.json]
    client.sign_in(make_person("Cleo"))
    proposal = client.post(f"{API}/proposals", json={"title": "A crane", "body": "Back."}).json
    assert client.post(f"{API}/proposals/{proposal['id']}/submit").json["state"] == "committee"
    client.sign_in(ben)
    review = {"decision": "approve", "reason": "", "content_hash": "0" * 64}
    assert client.post(f"{API}/proposals/{proposal['id']}/review", json=review).status_code == 409
    review["content_hash"] = proposal["content_hash"]
    assert client.post(f"{API}/proposals/{proposal['id']}/review", json=review).json["state"] == "approved"


def test_what_is_unknown_is_404(as_ada):
    for path in ("proposals", "ballots"):
        assert as_ada.get(f"{API}/{path}/{uuid4()}").status_code == 404
        assert as_ada.get(f"{API}/{path}/seven").status_code == 404
