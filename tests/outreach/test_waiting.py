"""What home says to communication."""

from datetime import timedelta

from app.core import clock
from app.core.waiting import list_waiting
from app.outreach.services import deliver, schedule_publication, set_terms, withdraw_publication


def titles(person):
    return [(one.title, one.url) for one in list_waiting(person, most=3)]


def test_approved_words_wait_for_a_date_until_they_have_one(make_item, feeds, david, make_person):
    item = make_item()
    expected = [("Show the crane", f"/outreach/items/{item.id}")]
    assert titles(david) == expected
    assert titles(make_person()) == []
    publication = schedule_publication(item, feeds, scheduled_at=clock.from_now(hours=3), actor=david)
    assert titles(david) == []
    withdraw_publication(publication, actor=david)
    assert titles(david) == expected


def test_words_whose_time_is_over_wait_no_longer(make_item, david):
    set_terms(make_item(), embargo_until=None, valid_until=clock.from_now(days=2), actor=david)
    assert len(titles(david)) == 1
    with clock.stopped_at(clock.now() + timedelta(days=3)):
        assert titles(david) == []


def test_a_publication_that_needs_a_human_waits_for_one(make_item, feeds, david):
    publication = schedule_publication(make_item(), feeds, scheduled_at=clock.from_now(hours=3), actor=david)
    with clock.stopped_at(clock.from_now(hours=5)):
        deliver(str(publication.id))
    assert titles(david) == [("Show the crane", f"/outreach/publications/{publication.id}")]
