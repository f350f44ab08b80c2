"""What moderators and trusted persons can do with cases and appeals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.models import Person
from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments
from app.core.errors import Invalid, NotFound, demand
from app.core.ids import parse_id
from app.core.paging import Page
from app.people.queries import get_person
from moderation import policy, queries, services
from moderation.api import schemas
from moderation.api.reports import reference
from moderation.items import Item, appeal_item, attempts_page, case_item, decision_item
from moderation.models import Case, CaseEvent

blueprint = ApiBlueprint(
    "moderation_api", __name__, description="Cases, decisions and appeals, for those who moderate", scope="moderate"
)


@blueprint.get("/moderation/queue")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.QueuePage)
def list_queue(arguments: dict[str, Any]) -> Page[queries.QueueItem]:
    """What waits, lowest slack first; never what one has a stake in."""
    return queries.list_queue(_moderator(), **arguments)


@blueprint.get("/moderation/cases/<uuid:case_id>")
@blueprint.response(200, schemas.CaseFile)
def show_case(case_id: UUID) -> Item:
    """A case with its file; reading it is written down in it. 404 for everybody who has a stake in it."""
    case = _case(case_id)
    services.note_view(case, actor=current_person())
    return _item(case_id)


@blueprint.post("/moderation/cases/<uuid:case_id>/claim")
@blueprint.response(200, schemas.CaseFile)
def claim_case(case_id: UUID) -> Item:
    """Hold a case for 20 minutes, or longer by claiming again; 409 where somebody else holds it."""
    services.claim_case(_case(case_id), actor=current_person())
    return _item(case_id)


@blueprint.post("/moderation/cases/<uuid:case_id>/assign")
@blueprint.arguments(schemas.CaseAssignment)
@blueprint.response(200, schemas.CaseFile)
def assign_case(values: dict[str, Any], case_id: UUID) -> Item:
    """Hand a case to somebody else; 422 for who may not take it."""
    case = _case(case_id)
    try:
        person = get_person(parse_id(values["person_id"]), viewer=current_person())
    except NotFound:
        raise Invalid(person_id="nobody has this identifier") from None
    services.assign_case(case, person, actor=current_person())
    return _item(case_id)


@blueprint.post("/moderation/cases/<uuid:case_id>/notes")
@blueprint.arguments(schemas.CaseNote)
@blueprint.response(201, schemas.CaseEvent)
def create_note(values: dict[str, Any], case_id: UUID) -> CaseEvent:
    """Add a note, or a fact for or against, to the file."""
    return services.add_note(_case(case_id), **values, actor=current_person())


@blueprint.post("/moderation/cases/<uuid:case_id>/decisions")
@blueprint.arguments(schemas.NewMeasure)
@blueprint.response(201, schemas.CaseDecision)
def create_decision(values: dict[str, Any], case_id: UUID) -> Item:
    """Decide a case one has claimed (409 otherwise); both sides are told.

    A suspension of more than seven days waits until a second person agrees.
    """
    case = _case(case_id)
    values["item"] = reference(values["item"]) if values["item"] else None
    values["person"] = parse_id(values["person"]) if values["person"] else None
    between, one_way = values.pop("between"), values.pop("one_way")
    if between:
        values |= _order(case, [parse_id(name) for name in between], parse_id(one_way) if one_way else None)
    return decision_item(services.decide_case(case, **values, actor=current_person()))


@blueprint.post("/moderation/decisions/<uuid:decision_id>/second")
@blueprint.response(200, schemas.CaseDecision)
def second_decision(decision_id: UUID) -> Item:
    """Agree, as the second person, to a decision that needs two."""
    decision = queries.get_decision(decision_id, viewer=current_person())
    services.second_decision(decision, actor=current_person())
    return decision_item(decision)


@blueprint.get("/moderation/decisions/<uuid:decision_id>/attempts")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.AttemptPage)
def list_attempts(arguments: dict[str, Any], decision_id: UUID) -> Page[Item]:
    """What was tried in spite of a no-contact order, the newest first; empty for another measure. It is read as the
    file of its case is.
    """
    decision = queries.get_decision(decision_id, viewer=current_person())
    services.note_view(decision.case, actor=current_person())
    return attempts_page(decision, **arguments)


@blueprint.get("/moderation/appeals")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, schemas.AppealPage)
def list_appeals(arguments: dict[str, Any]) -> Page[Item]:
    """The appeals that one may judge, oldest first: of cases in which one took no part."""
    page = queries.list_appeals(_moderator(), **arguments)
    return Page([appeal_item(appeal) for appeal in page.items], page.next)


@blueprint.post("/moderation/appeals/<uuid:appeal_id>/decision")
@blueprint.arguments(schemas.AppealJudgement)
@blueprint.response(200, schemas.Appeal)
def judge_appeal(values: dict[str, Any], appeal_id: UUID) -> Item:
    """Judge an appeal; 403 for who took part in the case, 404 for who has a stake in it."""
    appeal = queries.get_appeal(appeal_id, viewer=current_person())
    services.judge_appeal(appeal, **values, actor=current_person())
    return appeal_item(appeal)


def _order(case: Case, between: list[UUID], one_way: UUID | None) -> dict[str, Any]:
    """Whom a no-contact order concerns, whom they keep away from, and whether they alone are bound."""
    concerned = {person.id for person in queries.list_concerned(case)}
    person = one_way or next((one for one in between if one in concerned), between[0])
    other = next((one for one in between if one != person), None)
    if person not in between:
        raise Invalid(one_way="one of the two who are named in between")
    return {"person": person, "other": other, "one_way": one_way is not None}


def _moderator() -> Person:
    viewer = current_person()
    demand(policy.can_moderate(viewer))
    return viewer


def _case(case_id: UUID) -> Case:
    return queries.get_case(case_id, viewer=current_person())


def _item(case_id: UUID) -> Item:
    """The case as it is after what was done with it."""
    viewer = current_person()
    return case_item(queries.get_case(case_id, viewer=viewer), viewer=viewer)
