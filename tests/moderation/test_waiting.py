"""What home says to those who moderate: that something waits, never what or of whom."""

from app.core.waiting import list_waiting
from moderation.models import Measure
from moderation.services import assign_case, claim_case


def waiting(person):
    return [(one.title, one.url) for one in list_waiting(person, most=3)]


def test_those_who_moderate_find_their_queue_at_home(make_post, make_person, report, make_moderator):
    chloe, reporter = make_moderator(), make_person("Rosa")
    assert waiting(chloe) == []
    report(make_post("You are useless.", author=make_person("Basil")), by=reporter)
    (told,) = list_waiting(chloe, most=3)
    assert "1" in told.title
    assert told.url == "/moderation"
    assert told.due_at is not None
    assert not {"useless", "Rosa", "Basil"} & set(f"{told.title} {told.detail}".split())
    assert waiting(reporter) == []


def test_what_somebody_else_looks_into_waits_for_them_alone(make_post, report, case_of, make_moderator, decide):
    chloe, paul = make_moderator(), make_moderator()
    case = case_of(report(make_post()))
    claim_case(case, actor=chloe)
    assert waiting(paul) == []
    assert waiting(chloe) != []
    assign_case(case, paul, actor=chloe)
    assert waiting(chloe) == []
    assert waiting(paul) != []
    decide(case, by=paul, measure=Measure.REMIND)
    assert waiting(paul) == []


def test_a_party_hears_of_nothing(make_post, report, make_moderator):
    party = make_moderator()
    report(make_post(author=party))
    assert waiting(party) == []
