"""Events as files that calendars read: one of them, and what a secret address gives."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from uuid import UUID

from flask import Response, request, send_file
from flask_babel import force_locale
from flask_babel import gettext as _

from app.accounts.signin import current_person, public_page
from app.agenda import queries
from app.agenda.calendars import MEDIA_TYPE, calendar_of
from app.agenda.models import CalendarAddress
from app.agenda.subscriptions import find_address, list_subscribed
from app.agenda.views.blueprint import agenda
from app.core.frame import find_organisation
from app.core.language import DEFAULT
from app.core.limits import at_most
from app.core.media import safe_name

NOT_IN_NAMES = re.compile(r'\s*[\\/:*?"<>|]+\s*')
"""What the one or the other system takes in no name of a file."""
A_MINUTE = 120
"""How often an address of the network may ask for calendars; each asks about once an hour."""


@agenda.get("/events/<uuid:event_id>.ics")
def download(event_id: UUID) -> Response:
    """One event, to be added to one's calendar."""
    event = queries.get_event(event_id, viewer=current_person())
    named = safe_name(NOT_IN_NAMES.sub("-", event.title) + ".ics")
    return send_file(BytesIO(calendar_of([event])), mimetype="text/calendar", as_attachment=True, download_name=named)


@agenda.get("/calendars/<secret>.ics")
@at_most(A_MINUTE)
@public_page
def subscribe(secret: str) -> Response:
    """What the calendar of a secret address shows at this moment."""
    address = find_address(secret)
    with force_locale(address.person.language or DEFAULT):
        written = calendar_of(list_subscribed(address), name=_name_of(address))
    response = Response(written, content_type=MEDIA_TYPE, headers={"Cache-Control": "private, no-cache"})
    response.set_etag(hashlib.sha256(written).hexdigest()[:32])
    response.make_conditional(request)
    return response


def _name_of(address: CalendarAddress) -> str:
    if address.group is not None:
        return address.group.name
    return str(_("My events at %(organisation)s", organisation=find_organisation().name))
