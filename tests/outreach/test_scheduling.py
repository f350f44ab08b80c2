"""When an item may go out, and when not."""

from datetime import timedelta

import pytest

from app.accounts.models import Role
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid
from app.decisions.services import edit_proposal
from app.feed.services import delete_post, hide_post
from app.groups.models import Access
from app.outreach import queries
from app.outreach.models import Publication, State
from app.outreach.services import Decision, decide_publication, schedule_publication, set_terms, withdraw_publication


def state_of(publication: Publication) -> str:
    session.refresh(publication)
    return publication.state


def test_one_that_is_late_by_over_an_hour_waits_for_a_human(make_item, feeds, david, drain):
    publication = schedule_publication(make_item(), feeds, actor=david)
    with clock.stopped_at(clock.now() + timedelta(minutes=61)):
        drain()
        assert state_of(publication) == State.MISSED
        decide_publication(publication, Decision.AGAIN, actor=david)
        drain()
        assert state_of(publication) == State.PUBLISHED


def test_it_goes_out_at_its_time(make_item, feeds, david, drain):
    at = clock.now() + timedelta(days=1)
    publication = schedule_publication(make_item(), feeds, scheduled_at=at, actor=david)
    drain()
    assert state_of(publication) == State.SCHEDULED
    with clock.stopped_at(at + timedelta(seconds=1)):
        drain()
    assert state_of(publication) == State.PUBLISHED


def test_the_source_is_looked_at_again_before_sending(make_item, make_person, make_post, feeds, david, drain):
    author = make_person()
    post = make_post(author=author)
    item = make_item(post=post, author=author)
    publication = schedule_publication(item, feeds, scheduled_at=clock.now() + timedelta(hours=2), actor=david)
    hide_post(post, actor=make_person("", Role.MEMBER, Role.MODERATOR))
    with clock.stopped_at(clock.now() + timedelta(hours=2, seconds=1)):
        drain()
    assert (state_of(publication), publication.reason) == (State.FAILED, "source_gone")


def test_what_was_withdrawn_by_its_author_is_not_scheduled(make_item, make_person, make_post, feeds, david):
    author = make_person()
    post = make_post(author=author)
    item = make_item(post=post, author=author)
    delete_post(post, actor=author)
    with pytest.raises(Conflict, match="supprimée ou masquée"):
        schedule_publication(item, feeds, actor=david)


def test_a_guarded_source_blocks_unless_its_owner_has_released_it(
    make_item, make_person, make_group, make_post, feeds, david
):
    owner = make_person()
    group = make_group(owner=owner, access=Access.CLOSED)
    item = make_item(post=make_post(author=owner, group=group), author=owner)
    assert schedule_publication(item, feeds, actor=david).state == State.SCHEDULED
    withdraw_publication(queries.list_item_publications([item.id])[0], actor=david)
    item.proposal.released_at = None
    session.commit()
    with pytest.raises(Conflict, match="fermé ou secret"):
        schedule_publication(item, feeds, actor=david)


def test_words_that_were_changed_are_not_sent(make_item, feeds, david, drain):
    item = make_item()
    publication = schedule_publication(item, feeds, actor=david)
    item.body = "Other words."
    session.commit()
    drain()
    assert (state_of(publication), publication.reason) == (State.FAILED, "words_changed")


def test_an_embargo_holds(make_item, feeds, david, drain):
    item, now = make_item(), clock.now()
    set_terms(item, embargo_until=now + timedelta(days=1), valid_until=now + timedelta(days=2), actor=david)
    with pytest.raises(Conflict, match="embargo"):
        schedule_publication(item, feeds, actor=david)
    with pytest.raises(Conflict, match="date dépassée"):
        schedule_publication(item, feeds, scheduled_at=now + timedelta(days=3), actor=david)
    assert schedule_publication(item, feeds, scheduled_at=now + timedelta(hours=25), actor=david)


def test_a_secret_is_never_scheduled(make_item, feeds, david):
    with pytest.raises(Invalid, match="compte bancaire"):
        schedule_publication(make_item("Pay to DE89370400440532013000"), feeds, actor=david)


def test_an_item_is_not_sent_twice_to_one_channel(make_item, feeds, david, drain):
    item = make_item()
    first = schedule_publication(item, feeds, actor=david)
    with pytest.raises(Conflict):
        schedule_publication(item, feeds, actor=david)
    drain()
    withdraw_publication(first, actor=david)
    second = schedule_publication(item, feeds, actor=david)
    assert {link.code for link in queries.list_links(first)}.isdisjoint(
        link.code for link in queries.list_links(second)
    )


def test_the_approval_alone_makes_the_item(make_item):
    item = make_item()
    assert item.content_hash == item.proposal.content_hash
    with pytest.raises(Conflict):
        edit_proposal(item.proposal, body="Other", actor=item.proposal.author)
