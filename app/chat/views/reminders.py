"""Messages of which somebody wants to be reminded, as pages."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.chat import forms, pages, queries, services
from app.chat.views.talking import chat, find_message
from app.core.errors import Conflict, Invalid
from app.core.moments import Soon, as_typed, moment_of
from app.core.paging import DEFAULT_LIMIT
from app.core.times import time_in_words


@chat.get("/reminders")
def show_reminders() -> str:
    """What the viewer wants to be reminded of, or was already."""
    viewer = current_person()
    page = queries.list_reminders(viewer, limit=DEFAULT_LIMIT, cursor=request.args.get("cursor"))
    places = pages.places([each.message for each in page.items], viewer=viewer)
    return render_template("chat/reminders.html", reminders=page, places=places, step="item", **pages.shell(viewer))


@chat.get("/<uuid:message_id>/reminder")
def choose_reminder(message_id: UUID) -> str:
    """Choose when to be reminded of a message."""
    find_message(message_id)
    return _reminder_page(message_id)


@chat.post("/<uuid:message_id>/reminder")
def create_reminder(message_id: UUID) -> ResponseReturnValue:
    """Be reminded of a message."""
    message = find_message(message_id)
    try:
        due_at = forms.parse_moment(request.form, "due_at")
        services.set_reminder(message, due_at=due_at, actor=current_person())
    except (Conflict, Invalid) as error:
        return _reminder_page(message_id, error.detail), error.status
    flash(_("You will be reminded of it %(moment)s.", moment=time_in_words(due_at)))
    return redirect(message.url, 303)


@chat.post("/<uuid:message_id>/reminder/deletion")
def delete_reminder(message_id: UUID) -> ResponseReturnValue:
    """Want it no more, or be done with it."""
    services.end_reminder(find_message(message_id), actor=current_person())
    return redirect("/messages/reminders", 303)


def _reminder_page(message_id: UUID, error: str = "") -> str:
    viewer = current_person()
    said = queries.get_message_item(message_id, viewer=viewer)
    wanted = queries.find_reminder(said, viewer=viewer) if said else None
    due_at = wanted.due_at if wanted and wanted.told_at is None else None
    return render_template(
        "chat/reminder.html",
        said=said,
        due_at=due_at,
        typed=request.form.get("due_at") or (as_typed(due_at) if due_at else ""),
        soon={soon: moment_of(soon) for soon in Soon},
        error=error,
        step="item",
        **pages.shell(viewer, said.conversation_id if said else None),
    )
