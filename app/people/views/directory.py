"""The directory as a page."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import render_template, request

from app.accounts.models import Person
from app.accounts.signin import current_person
from app.people import queries
from app.people.views.blueprint import people

FILTERS = ("q", "department", "location", "skill")
A_PAGE = 48


@people.get("/people")
def show_directory() -> str:
    """The directory: faces in the order of names, narrowed while one types."""
    wish = {name: request.args.get(name, "")[:200] for name in FILTERS}
    viewer = current_person()
    page = queries.list_people(viewer, **wish, limit=A_PAGE, cursor=request.args.get("cursor"))
    following = {name: text for name, text in wish.items() if text} | {"cursor": page.next or ""}
    return render_template(
        "people/directory.html",
        page=page,
        following=f"/people?{urlencode(following)}" if page.next else None,
        wish=wish,
        departments=queries.list_departments(viewer),
        sites=[(site, site) for site in queries.list_sites(viewer)],
        skills=_skills(viewer, wish["skill"]),
        instead=[] if page.items else queries.list_skills_named(viewer, wish["q"]),
    )


def _skills(viewer: Person, wanted: str) -> list[tuple[str, str]]:
    """What can be chosen: what many know, and what is wanted at the moment."""
    common = [(row.slug, row.name) for row in queries.list_common_skills(viewer)]
    return common if not wanted or wanted in dict(common) else [(wanted, wanted), *common]
