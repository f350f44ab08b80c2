"""The demo company holds together: every reference resolves, times run forward, and the French is typeset."""

import io
import re

import pytest
from PIL import Image

from app.demo.pictures import DRAWINGS, draw
from tests.demo import company
from tests.demo.company import (
    CASES,
    CONVERSATIONS,
    GROUPS,
    OUTWARD,
    PAGES,
    PEOPLE,
    PHRASES,
    POSTS,
    PROPOSALS,
    RUMOURS,
)

MENTION = re.compile(r"(?<!\w)@([a-z0-9][a-z0-9._-]*)")
REACTIONS = {"like", "thanks", "celebrate", "support", "insightful", "funny", "count-me-in"}
ACCOUNTS = {
    "alice": "member",
    "bruno": "member",
    "chloe": "moderator",
    "david": "communication",
    "emma": "admin",
    "farid": "trusted_person",
    "gaelle": "member",
    "hugo": "guest",
}


def test_the_accounts_of_the_documentation_are_there():
    for handle, role in ACCOUNTS.items():
        assert PEOPLE[handle]["email"] == f"{handle}@demo.example"
        assert PEOPLE[handle]["roles"] == [role]
    assert any(group["owner"] == "gaelle" for group in GROUPS.values())


def test_everybody_has_a_department_but_guests_and_a_manager_but_the_head():
    assert len(company.DEPARTMENTS) == 8
    for person in PEOPLE.values():
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", person["handle"])
        assert (person["department"] in company.DEPARTMENTS) != ("guest" in person["roles"])
        assert not person["manager"] or person["manager"] in company.STAFF
    assert [p["handle"] for p in PEOPLE.values() if not p["manager"] and p["department"]] == ["helene"]


def test_the_organisation_chart_has_no_circle():
    for handle in company.STAFF:
        chain = [handle]
        while PEOPLE[chain[-1]]["manager"]:
            chain.append(PEOPLE[chain[-1]]["manager"])
            assert len(chain) == len(set(chain)), chain


def test_groups_name_people_who_exist_and_the_guest_is_in_one_project_only():
    assert len(GROUPS) == 12
    assert sum(group["access"] == "secret" for group in GROUPS.values()) >= 1
    assert sum(group["access"] == "closed" for group in GROUPS.values()) >= 2
    for slug in GROUPS:
        assert company.members(slug) <= set(PEOPLE)
    assert [GROUPS[slug]["kind"] for slug in GROUPS if "hugo" in company.members(slug)] == ["project"]
    assert not set(GROUPS) & set(PEOPLE), "a mention must not be both a group and a person"


def test_there_is_as_much_to_read_as_promised():
    assert len(POSTS) == sum(len(rows) for rows in company.WALLS.values()), "a key is used twice"
    assert len(POSTS) >= 400
    assert sum(len(company.comments(post)) for post in POSTS.values()) >= 900
    assert set(company.WALLS) == {*GROUPS, "house"}


def test_a_post_is_written_and_answered_by_people_of_the_place():
    for key, post in POSTS.items():
        place = company.members(post["wall"])
        assert {row["author"] for row in (post, *company.comments(post))} <= place, key
        for name, handles in post.get("reactions", {}).items():
            assert name in REACTIONS, key
            assert set(handles) <= place - {post["author"]}, key
            assert len(handles) == len(set(handles)), key


def test_a_thread_runs_forward_in_time():
    for key, post in POSTS.items():
        times = [company.minutes(row["at"]) for row in (post, *company.comments(post))]
        assert times == sorted(times), key
        assert times.count(times[0]) == 1, key
        assert -76 * 1440 < times[0] <= times[-1] < 0, key
        for number, comment in enumerate(company.comments(post)):
            assert comment.get("reply_to", -1) < number, key


def test_a_picture_is_known_and_described():
    shown = [picture for post in POSTS.values() for picture in post.get("pictures", [])]
    assert {picture["drawn"] for picture in shown} == set(DRAWINGS)
    assert all(picture["alt"] for picture in shown)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_picture_is_drawn_the_same_each_time(name):
    drawn = draw(name)
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.size == (1200, 800)
        assert len(picture.convert("P", palette=Image.Palette.ADAPTIVE).getcolors()) > 5
    draw.cache_clear()
    assert draw(name) == drawn


def test_mentions_lead_to_somebody_or_to_a_group():
    for where, _, text in company.written():
        for name in MENTION.findall(text):
            assert name.rstrip("._-") in {*PEOPLE, *GROUPS}, where


def test_conversations_are_between_their_people_and_run_forward():
    for talk in CONVERSATIONS:
        assert "room" in talk or bool(talk.get("title")) == (len(talk["people"]) > 2)
        assert set(talk["people"]) <= set(PEOPLE)
        assert (1 if "room" in talk or talk.get("unanswered") else 12) <= len(talk["messages"]) <= 40
        assert {message["author"] for message in talk["messages"]} <= set(talk["people"])
        for message in talk["messages"]:
            for name, handles in message.get("reactions", {}).items():
                assert name in REACTIONS
                assert set(handles) <= set(talk["people"]) - {message["author"]}
        times = [company.minutes(message["at"]) for message in talk["messages"]]
        assert times == sorted(times)
        assert times[-1] < 0


def reported(target):
    if target["type"] == "page":
        return PAGES[target["title"]]["version"][-1]
    post = POSTS[target["post"]]
    return company.comments(post)[target["comment"]] if target["type"] == "comment" else post


def test_a_case_points_at_what_was_written_and_tells_its_story_in_order():
    for case in CASES:
        written = [reported(one) for one in (case["target"], *case["items"])]
        assert written[0]["author"] == case["author"]
        assert {one["author"] for one in written} <= {case["author"], case["reporter"]}
        assert all(company.minutes(one["at"]) < company.minutes(case["at"]) for one in written)
        times = [company.minutes(row["at"]) for row in (case, *case["steps"])]
        assert times == sorted(times)
        assert {step["side"] for step in case["steps"] if "side" in step} == {"for", "against"}


def test_a_fact_was_written_down_after_it_happened():
    for step in (step for case in CASES for step in case["steps"] if "happened" in step):
        assert company.minutes(step["happened"]) < company.minutes(step["at"])


def test_a_rumour_is_carried_by_posts_and_owned_by_a_department():
    for rumour in RUMOURS:
        assert rumour["owner_department"] in company.DEPARTMENTS
        opened = company.minutes(rumour["opened_at"])
        for item in rumour["items"]:
            assert company.minutes(reported(item)["at"]) < company.minutes(item["at"])
            assert opened <= company.minutes(item["at"])


def test_the_committee_seats_each_department_once():
    seats = OUTWARD["committee"]["seats"]
    assert {seat["department"] for seat in seats} == company.DEPARTMENTS
    for seat in seats:
        assert PEOPLE[seat["person"]]["department"] == PEOPLE[seat["alternate"]]["department"] == seat["department"]


@pytest.mark.parametrize("proposal", PROPOSALS.values(), ids=PROPOSALS)
def test_a_proposal_is_voted_once_by_each_and_reviewed_by_others(proposal):
    assert proposal["body"]
    if "post" in proposal:
        assert company.minutes(POSTS[proposal["post"]]["at"]) < company.minutes(proposal["at"])
    if "ballot" not in proposal:
        assert proposal["state"] == "discussing"
        return
    ballot = proposal["ballot"]
    voters = [vote["person"] for vote in ballot["votes"]]
    assert set(voters) <= company.STAFF
    assert len(voters) == len(set(voters))
    opened, closes = company.minutes(ballot["opened_at"]), company.minutes(ballot["closes_at"])
    assert all(opened <= company.minutes(vote["at"]) <= closes for vote in ballot["votes"])
    assert (closes > 0) == (proposal["state"] == "voting")
    committee = {seat["person"] for seat in OUTWARD["committee"]["seats"]}
    reviewers = {review["author"] for review in proposal.get("reviews", [])}
    writers = {proposal["author"], *(edit["by"] for edit in proposal.get("edits", []))}
    assert reviewers <= committee - writers
    assert bool(reviewers) == (proposal["state"] != "voting")


def test_what_was_published_was_approved_before_and_counted_since():
    published = [publication for publication in OUTWARD["publication"] if "clicks" in publication]
    assert len(published) == 3
    for publication in published:
        reviews = PROPOSALS[publication["proposal"]]["reviews"]
        assert all(company.minutes(review["at"]) < company.minutes(publication["at"]) for review in reviews)
        assert len(publication["clicks"]) <= -company.minutes(publication["at"]) / 1440


def test_nothing_is_said_to_have_reached_a_host_that_nobody_can_reach():
    kinds = {channel["key"]: channel["kind"] for channel in OUTWARD["channel"]}
    assert {kinds[publication["channel"]] for publication in OUTWARD["publication"] if "clicks" in publication} == {
        "atom"
    }


def test_no_two_texts_are_the_same():
    bodies = [text for where, _, text in company.written() if ".alt" not in where and where != "elsewhere" and text]
    assert len(bodies) == len(set(bodies))


NARROW = "[\u202f\u00a0]"
WRONG_FRENCH = re.compile(
    r"'|\.\.\.|\""
    rf"|(?<!{NARROW})(?<![!?…])[!?;»](?=\s|[*_).,»]|$)"  # no space, or a breakable one, before a high sign
    r"|(?<![\u202f\u00a0]):(?=\s|$)"
    r"|«(?![\u202f\u00a0])"
    r"|\d (?:h|min|mm|m|kg|bars|kW|MWh|°C|%|€)(?!\w)"
)


def test_texts_are_typeset_as_their_language_asks():
    for where, language, text in company.written():
        wrong = WRONG_FRENCH.search(text) if language == "fr" else re.search(r"'| [!?;:]|\.\.\.", text)
        assert not wrong, f"{where}: …{text[max(0, wrong.start() - 20) : wrong.end() + 10]}…"


def test_the_frames_of_the_large_company_name_words_that_exist():
    frames = PHRASES["posts"]["frames"] + PHRASES["comments"]["frames"]
    assert len(PHRASES["posts"]["frames"]) >= 120
    assert len(PHRASES["comments"]["frames"]) >= 60
    assert len(frames) == len(set(frames))
    slots = {slot.lower() for frame in frames for slot in re.findall(r"\{(\w+)\}", frame)}
    assert slots == {*PHRASES["words"], "prenom"}
    assert len(set(PHRASES["first_names"])) >= 150
    assert len(set(PHRASES["last_names"])) >= 200
