"""What the pages of people are sent."""

from __future__ import annotations

import re

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from app.accounts.models import Person
from app.core.db import session

LINES = ("title", "site", "phone", "biography")


def read_profile(form: MultiDict[str, str]) -> dict[str, str]:
    """What is said of a person, as far as it was sent."""
    return {name: form[name] for name in LINES if name in form}


def read_skills(form: MultiDict[str, str]) -> list[str]:
    """Skills, separated by commas or one a line."""
    return [skill.strip() for skill in re.split(r"[,;\n]", form.get("skills", "")) if skill.strip()]


def read_manager(text: str) -> Person | None:
    """Who is written as `@handle` or by their address; None where nobody of that name has an account."""
    wanted = text.strip().lstrip("@").lower()
    return session.scalar(select(Person).where((Person.handle == wanted) | (Person.email == wanted)))
