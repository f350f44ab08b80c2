"""Messages that are sent later, as pages: writing one, what waits, changing it, letting it go, sending it now."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.chat import forms, pages, queries, services
from app.chat.models import ScheduledMessage
from app.chat.views.talking import chat, find, show_refused, to
from app.core import clock
from app.core.errors import Conflict, Forbidden, Invalid, NotFound, ParvisError
from app.core.moments import as_typed
from app.core.times import time_in_words
from app.files.forms import SentFiles, read_files
from app.files.services import REFUSALS


@chat.get("/scheduled")
def show_scheduled() -> str:
    """What the viewer has written for later, in all conversations."""
    viewer = current_person()
    waiting = queries.list_scheduled(viewer)
    return render_template("chat/scheduled.html", waiting=waiting, step="item", **pages.shell(viewer))


@chat.post("/<uuid:conversation_id>/scheduled")
def create_scheduled(conversation_id: UUID) -> ResponseReturnValue:
    """Write a message that is sent later; a refusal keeps the text."""
    actor, sent, conversation = current_person(), read_files(), find(conversation_id)
    try:
        wish = forms.parse_message(request.form, viewer=actor) | {"scheduled_at": forms.parse_moment(request.form)}
        scheduled = services.schedule_message(conversation, **wish, file_ids=sent.keep(actor=actor) or (), actor=actor)
    except (Conflict, Forbidden, Invalid, *REFUSALS) as error:
        return show_refused(conversation, sent, error), error.status
    flash(_("It will be sent %(moment)s.", moment=time_in_words(scheduled.scheduled_at or clock.now())))
    return to(conversation_id)


@chat.get("/<uuid:conversation_id>/scheduled")
def show_waiting(conversation_id: UUID) -> str:
    """What the viewer has written for later here, for a page that is open."""
    viewer, conversation = current_person(), find(conversation_id)
    waiting = queries.list_scheduled(viewer, conversation=conversation)
    item = queries.get_conversation_item(conversation, viewer=viewer)
    return render_template("chat/_scheduled.html", item=item, scheduled=waiting)


@chat.get("/scheduled/<uuid:scheduled_id>/edit")
def edit_scheduled(scheduled_id: UUID) -> str:
    """The form to change it."""
    return _edit_page(_scheduled(scheduled_id))


@chat.post("/scheduled/<uuid:scheduled_id>/edit")
def change_scheduled(scheduled_id: UUID) -> ResponseReturnValue:
    """Change it; a refusal keeps the text."""
    sent, actor, scheduled = read_files(), current_person(), _scheduled(scheduled_id)
    try:
        moment, body = forms.parse_moment(request.form), request.form.get("body", "")
        file_ids = sent.keep(actor=actor)
        services.change_scheduled(scheduled, body=body, scheduled_at=moment, file_ids=file_ids, actor=actor)
    except (Forbidden, Invalid, *REFUSALS) as error:
        return _edit_page(scheduled, sent, error), error.status
    return redirect(url_for("chat.show_scheduled"), 303)


@chat.post("/scheduled/<uuid:scheduled_id>/deletion")
def cancel_scheduled(scheduled_id: UUID) -> ResponseReturnValue:
    """Let it go."""
    services.cancel_scheduled(_scheduled(scheduled_id), actor=current_person())
    flash(_("It will not be sent."))
    return redirect(url_for("chat.show_scheduled"), 303)


@chat.post("/scheduled/<uuid:scheduled_id>/sending")
def send_scheduled(scheduled_id: UUID) -> ResponseReturnValue:
    """Send it now; where that is refused, it stays and says why."""
    scheduled = _scheduled(scheduled_id)
    try:
        message = services.send_scheduled(scheduled, actor=current_person())
    except (Conflict, Forbidden, Invalid, NotFound) as error:
        _scheduled(scheduled_id)
        flash(error.detail or _("You are no longer part of this conversation."))
        return redirect(url_for("chat.show_scheduled"), 303)
    return to(message.conversation_id)


def _scheduled(scheduled_id: UUID) -> ScheduledMessage:
    return queries.get_scheduled(scheduled_id, author=current_person())


def _edit_page(scheduled: ScheduledMessage, sent: SentFiles | None = None, error: ParvisError | None = None) -> str:
    viewer = current_person()
    errors = error.errors if isinstance(error, Invalid) else {"body": error.detail} if error else {}
    typed = as_typed(scheduled.scheduled_at) if scheduled.scheduled_at else ""
    return render_template(
        "chat/edit_scheduled.html",
        scheduled=queries.get_scheduled_item(scheduled, author=viewer),
        body=request.form.get("body", scheduled.body),
        files=sent.shown(actor=viewer) if sent and sent.are_told else scheduled.files,
        typed=request.form.get("scheduled_at") or typed,
        errors=errors,
        step="item",
        **pages.shell(viewer),
    )
