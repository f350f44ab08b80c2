"""Profiles, the card that opens from every name, and photos."""

from __future__ import annotations

from uuid import UUID

from flask import Response, render_template, request

from app.accounts.models import Person, Role
from app.accounts.signin import current_person
from app.accounts.wording import ROLE_NAMES
from app.core.errors import NotFound
from app.core.storage import storage
from app.people import policy, profiles, queries
from app.people.hooks import Act, Remark, acts_towards, beside_profile, remarks_on
from app.people.services.photos import SVG
from app.people.views.blueprint import people
from app.people.wording import confirmed_by

SPOKEN_ROLES = (Role.MODERATOR, Role.TRUSTED_PERSON, Role.COMMUNICATION, Role.ADMIN)
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # a drawing that is opened by itself does nothing
FOR_A_YEAR = "private, max-age=31536000, immutable"


@people.get("/people/<handle>")
def show_profile(handle: str) -> str:
    """A person’s profile."""
    viewer = current_person()
    profile = queries.get_profile_by_handle(handle, viewer=viewer)
    return render_template(
        "people/profile.html",
        person=profiles.describe(profile, viewer=viewer),
        acts=acts(viewer, profile.person),
        remarks=remarks(viewer, profile.person),
        reports=queries.list_reports(profile, viewer=viewer),
        roles=[ROLE_NAMES[role] for role in SPOKEN_ROLES if profile.person.has(role)],
        confirmed_by=confirmed_by,
        can_endorse=policy.can_endorse(viewer, profile.person),
        can_edit=policy.can_edit(viewer, profile.person),
        beside=beside_profile.ask(viewer, profile.person),
    )


@people.get("/people/<uuid:person_id>/card")
def show_card(person_id: UUID) -> str:
    """The card that opens from a name: who this is, what they know, how to reach them."""
    viewer = current_person()
    profile = queries.get_profile(person_id, viewer=viewer)
    described = profiles.describe(profile, viewer=viewer)
    said = {"acts": acts(viewer, profile.person), "remarks": remarks(viewer, profile.person)}
    return render_template("people/_card.html", person=described, **said)


@people.get("/people/<uuid:person_id>/photo")
def show_photo(person_id: UUID) -> Response:
    """A person’s photo, for those who may know of them."""
    profile = queries.get_profile(person_id, viewer=current_person())
    photo = profile.person.photo
    if photo is None:
        raise NotFound
    with storage().open(photo) as file:
        response = Response(file.read(), mimetype=profile.photo_type)
    response.set_etag(photo)
    response.headers["Cache-Control"] = FOR_A_YEAR if photo.startswith(request.args.get("v", "-")) else "no-cache"
    if profile.photo_type == SVG:
        response.headers["Content-Security-Policy"] = ALONE
    response.make_conditional(request)
    return response


def remarks(viewer: Person, person: Person) -> list[Remark]:
    """What the viewer should know of somebody today."""
    return [remark for remark in remarks_on.ask(viewer, person) if remark]


def acts(viewer: Person, person: Person) -> list[Act]:
    """What the viewer may do about somebody else."""
    if viewer.id == person.id:
        return []
    return [act for answer in acts_towards.ask(viewer, person) for act in answer]
