"""Administration: the instance itself, its name and colour, and its very first start."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.accounts.hooks import front_door
from app.accounts.policy import can_administer
from app.admin import queries, views
from app.admin.events import OrganisationChanged
from app.core import frame
from app.core.events import on_live
from app.groups.hooks import guests_by_keepers
from app.links.hooks import shows_previews


def register(app: Flask) -> None:
    """Bring the administration into the house."""
    app.register_blueprint(views.admin)
    frame.organisation.answer(app, queries.get_organisation)
    front_door.answer(app, queries.first_start_address)
    guests_by_keepers.answer(app, queries.guests_by_keepers)
    shows_previews.answer(app, queries.shows_previews)
    on_live(app, OrganisationChanged, queries.forget_organisation)
    frame.add_entry(
        app,
        frame.Entry(
            _l("Administration"),
            "admin.show_organisation",
            "settings-2",
            order=70,
            section=frame.Section.HOUSE,
            also=("/code-of-conduct/edit", "/code-of-conduct/versions"),
            visible=can_administer,
        ),
    )
