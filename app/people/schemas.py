"""People as the REST interface writes them."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields, validate

from app.core.api import PageArguments, Text


class PersonSummary(Schema):
    """A person as other things name them."""

    id = fields.String()
    name = fields.String()
    handle = fields.String()
    title = fields.String()
    photo_url = fields.String(allow_none=True)


class PersonInDirectory(PersonSummary):
    """A person as the directory lists them."""

    department = fields.String(allow_none=True)
    location = fields.String()


class SkillSchema(Schema):
    """Something that a person knows, and who confirms it."""

    id = fields.String()
    slug = fields.String()
    name = fields.String()
    endorsed_by = fields.List(fields.Nested(PersonSummary))


class ProfileSchema(PersonInDirectory):
    """A person as their profile shows them; telephone and address are null for guests."""

    email = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    biography = fields.String()
    is_guest = fields.Boolean()
    is_active = fields.Boolean()
    manager = fields.Nested(PersonSummary, allow_none=True)
    skills = fields.List(fields.Nested(SkillSchema))
    following = fields.Boolean()
    blocked = fields.Boolean()


class DirectoryArguments(PageArguments):
    """Whom to look for."""

    class Meta:
        unknown = EXCLUDE

    q = Text(load_default="", validate=validate.Length(max=200))
    department = Text(load_default="", validate=validate.Length(max=120))
    skill = Text(load_default="", validate=validate.Length(max=120))
    location = Text(load_default="", validate=validate.Length(max=120))
