"""Rumours: a claim, its copies, what is known of it, and who is told."""

import pytest

from app.core.errors import Forbidden, Invalid, NotFound
from app.feed.items import read_labels
from app.feed.services import publish_comment, react
from app.governance.services import acknowledge_code
from app.groups.models import Access
from moderation.events import NoticeIssued, RumourOpened, RumourSettled
from moderation.models import RumourState, TargetKind
from moderation.queries import count_copies, count_reach, list_copies, list_queue
from moderation.services import attach_copy, open_rumour, settle_rumour
from moderation.services.rumours import Claim


@pytest.fixture
def rumour(make_moderator):
    return open_rumour(Claim(fr="Le quai 2 ferme.", en="Dock 2 closes."), actor=make_moderator())


def test_a_claim_is_looked_into_and_waits_in_the_queue(rumour, make_moderator, announced):
    opened = open_rumour(Claim(fr="La navette s’arrête."), actor=make_moderator())
    assert RumourOpened(opened.id) in announced
    assert {item.id for item in list_queue(make_moderator()).items} == {rumour.id, opened.id}


def test_only_those_who_moderate_open_and_settle_claims(rumour, make_person, make_post):
    member = make_person()
    with pytest.raises(Forbidden):
        open_rumour(Claim(fr="La navette s’arrête."), actor=member)
    with pytest.raises(Forbidden):
        attach_copy(rumour, TargetKind.POST, make_post().id, actor=member)
    with pytest.raises(Forbidden):
        settle_rumour(rumour, state=RumourState.FALSE, statement="No.", actor=member)


def test_a_copy_carries_its_label_from_now_on(rumour, make_post, make_moderator):
    post = make_post("Dock 2 will close!")
    chloe = make_moderator()
    attach_copy(rumour, TargetKind.POST, post.id, actor=chloe)
    attach_copy(rumour, TargetKind.POST, post.id, actor=chloe)
    assert read_labels([post.id]) == {
        post.id: [{"rumour_id": str(rumour.id), "state": "unverified", "statement": None}]
    }
    settle_rumour(rumour, state=RumourState.FALSE, statement="It stays open.", actor=chloe)
    assert read_labels([post.id])[post.id][0] | {"rumour_id": ""} == {
        "rumour_id": "",
        "state": "false",
        "statement": "It stays open.",
    }


def test_a_page_that_is_kept_shows_the_label_and_the_verdict_at_once(
    rumour, client, make_person, make_post, make_moderator
):
    post, chloe = make_post("Dock 2 will close!"), make_moderator()
    page = lambda: client.get("/").text  # noqa: E731 (it is short)
    reader = make_person(language="en")
    client.sign_in(reader)
    acknowledge_code(actor=reader)
    assert "Dock 2 will close!" in page()
    assert "Unconfirmed rumour" not in page()
    attach_copy(rumour, TargetKind.POST, post.id, actor=chloe)
    assert "Unconfirmed rumour" in page()
    settle_rumour(rumour, state=RumourState.FALSE, statement="It stays open.", actor=chloe)
    assert "It stays open." in page()


def test_nobody_attaches_or_counts_what_they_do_not_see(rumour, make_post, make_person, make_group, make_moderator):
    owner, chloe = make_person(), make_moderator()
    hidden = make_post(author=owner, group=make_group(owner=owner, access=Access.SECRET))
    with pytest.raises(NotFound):
        attach_copy(rumour, TargetKind.POST, hidden.id, actor=chloe)
    closed = make_post(author=owner, group=make_group(owner=owner, members=(chloe,), access=Access.CLOSED))
    attach_copy(rumour, TargetKind.POST, closed.id, actor=chloe)
    outsider = make_person()
    assert count_copies(rumour, viewer=outsider) == 0
    assert list_copies(rumour, viewer=outsider) == []
    assert count_copies(rumour, viewer=owner) == 1
    settle_rumour(rumour, state=RumourState.FALSE, statement="It stays open.", actor=chloe)
    assert [count_reach(rumour, viewer=viewer) for viewer in (outsider, owner, chloe)] == [(0, 0), (1, 1), (1, 1)]


def test_whoever_met_a_copy_is_told_the_answer_once(rumour, make_post, make_person, make_moderator, announced):
    author, fan, answerer, chloe = make_person(), make_person(), make_person(), make_moderator()
    post = make_post(author=author)
    react(post, "like", actor=fan)
    publish_comment(post, body="Really?", actor=answerer)
    attach_copy(rumour, TargetKind.POST, post.id, actor=chloe)
    assert count_reach(rumour, viewer=fan) == (3, 0)
    for state in (RumourState.FALSE, RumourState.DISPUTED):
        settle_rumour(rumour, state=state, statement="It stays open.", actor=chloe)
    told = [fact.person_id for fact in announced if isinstance(fact, NoticeIssued)]
    assert sorted(told) == sorted([author.id, fan.id, answerer.id])
    assert count_reach(rumour, viewer=fan) == (3, 3)
    assert RumourSettled(rumour.id) in announced


def test_a_settled_claim_leaves_the_queue_and_can_be_opened_again(rumour, make_moderator):
    chloe = make_moderator()
    settle_rumour(rumour, state=RumourState.CONFIRMED, statement="In March.", actor=chloe)
    assert list_queue(chloe).items == []
    settle_rumour(rumour, state=RumourState.UNVERIFIED, statement="It is asked again.", actor=chloe)
    assert [item.id for item in list_queue(chloe).items] == [rumour.id]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://x.example", "//x.example", "https://[", "nowhere"])
def test_a_source_is_a_web_address(rumour, make_moderator, address):
    with pytest.raises(Invalid):
        settle_rumour(rumour, state=RumourState.FALSE, statement="No.", source_url=address, actor=make_moderator())


def test_a_claim_needs_words(make_moderator):
    with pytest.raises(Invalid):
        open_rumour(Claim(fr=" "), actor=make_moderator())


def test_private_messages_are_no_copies(rumour, make_moderator, make_post):
    with pytest.raises(Invalid):
        attach_copy(rumour, TargetKind.MESSAGE, make_post().id, actor=make_moderator())
