"""What the groups' interface takes and gives."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from app.core.api import PageArguments, Text
from app.groups.models import Access, GroupRole, Kind
from app.groups.patterns import Sort
from app.groups.services.checking import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    LONGEST_REASON,
    LONGEST_RULE,
    MOST_QUESTIONS,
    MOST_RULES,
)
from app.groups.services.receiving import LONGEST_WELCOME, MOST_RESOURCES, MOST_STEPS
from app.people.api import PersonSummary

RULES = fields.List(Text(validate=validate.Length(max=LONGEST_RULE)), validate=validate.Length(max=MOST_RULES))
QUESTIONS = fields.List(
    Text(validate=validate.Length(max=LONGEST_QUESTION)), validate=validate.Length(max=MOST_QUESTIONS)
)
ANSWERS = fields.List(
    Text(validate=validate.Length(max=LONGEST_ANSWER)), load_default=list, validate=validate.Length(max=MOST_QUESTIONS)
)


class GroupSchema(Schema):
    """A group as the caller sees it."""

    id = fields.UUID()
    slug = fields.String()
    name = fields.String()
    description = fields.String()
    rules = fields.List(fields.String())
    icon = fields.String()
    kind = fields.String()
    access = fields.String()
    announcement_only = fields.Boolean()
    archived = fields.Boolean()
    join_questions = fields.List(fields.String())
    cover_url = fields.String(allow_none=True)
    created_at = fields.AwareDateTime()
    member_count = fields.Integer()
    my_role = fields.String(allow_none=True)
    parent_id = fields.UUID(
        allow_none=True,
        metadata={"description": "Of a single group: the one it belongs to, where the caller knows of it"},
    )


class NewGroupSchema(Schema):
    """What founding a group takes; a pattern fills what is left out."""

    name = Text(required=True)
    pattern = fields.Enum(Sort, by_value=True)
    description = Text()
    kind = fields.Enum(Kind, by_value=True)
    access = fields.Enum(Access, by_value=True)
    icon = Text()
    rules = RULES
    announcement_only = fields.Boolean()
    join_questions = QUESTIONS
    welcome = Text(validate=validate.Length(max=LONGEST_WELCOME))


class GroupChangeSchema(Schema):
    """What can be changed of a group; what is left out stays."""

    name = Text()
    description = Text()
    rules = RULES
    access = fields.Enum(Access, by_value=True)
    icon = Text()
    announcement_only = fields.Boolean()
    join_questions = QUESTIONS
    archived = fields.Boolean()


class EntrySchema(Schema):
    """A role in the group; of who asks to join, the answers to its questions, in their order."""

    role = fields.Enum(GroupRole, by_value=True, load_default=None, allow_none=True)
    answers = ANSWERS


class MemberSchema(Schema):
    """A member with their role."""

    person = fields.Nested(PersonSummary)
    role = fields.String()
    joined_at = fields.AwareDateTime()


class JoinAnswerSchema(Schema):
    """What somebody answered to a question of the group."""

    question = fields.String()
    answer = fields.String()


class RequestSchema(Schema):
    """Somebody who asks to join."""

    person = fields.Nested(PersonSummary)
    asked_at = fields.AwareDateTime()
    answers = fields.List(fields.Nested(JoinAnswerSchema))


class GroupSearchArguments(PageArguments):
    """Part of a name or description."""

    q = Text(load_default="")


class MembersArguments(PageArguments):
    """Words of a name, a role, a department by its name or its form in addresses."""

    q = Text(load_default="")
    role = fields.Enum(GroupRole, by_value=True, load_default=None)
    department = Text(load_default="")


class ReasonSchema(Schema):
    """Why a request is declined; the person reads it."""

    reason = Text(load_default="", validate=validate.Length(max=LONGEST_REASON))


class OwnerSchema(Schema):
    """Who runs the group from now on."""

    person_id = fields.UUID(required=True)
    steps_down = fields.Boolean(load_default=False)


class ParentSchema(Schema):
    """Where a group belongs."""

    parent_id = fields.UUID(required=True)
    parent_joins = fields.Boolean(load_default=False)


class StepSchema(Schema):
    """Something that a newcomer does first; the identifier stays where it is sent again."""

    id = Text()
    text = Text(required=True)
    url = Text(load_default="")


class ResourceSchema(Schema):
    """A page or a post that members should find again."""

    title = Text(required=True)
    url = Text(required=True)


class ReceptionSchema(Schema):
    """The welcome as Markdown and as safe HTML, the first steps and what is pinned, in order."""

    welcome = Text(validate=validate.Length(max=LONGEST_WELCOME))
    html = fields.String(dump_only=True)
    steps = fields.List(fields.Nested(StepSchema), validate=validate.Length(max=MOST_STEPS))
    resources = fields.List(fields.Nested(ResourceSchema), validate=validate.Length(max=MOST_RESOURCES))


class MeasureSchema(Schema):
    """A figure of the group's health; `of` is the whole that it is a part of, if any."""

    label = fields.String()
    value = fields.Integer()
    of = fields.Integer(allow_none=True)
    tone = fields.String()
    url = fields.String()
    action = fields.String()
