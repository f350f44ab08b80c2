"""Who is in a conversation, who looks after it, and what one has put away, as pages."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.chat import forms, pages, queries, services
from app.chat.policy import why_closed
from app.chat.views.talking import chat, choosing_people, find, to
from app.core.errors import Conflict, Forbidden, Invalid, TooMany
from app.core.ids import parse_id
from app.core.paging import DEFAULT_LIMIT


@chat.get("/archived")
def show_archived() -> str:
    """What one has put away, what was said last first."""
    viewer = current_person()
    page = queries.list_conversations(viewer, limit=DEFAULT_LIMIT, cursor=request.args.get("cursor"), archived=True)
    return render_template("chat/archived.html", away=page, step="item", **pages.shell(viewer))


@chat.post("/<uuid:conversation_id>/archive")
def update_archive(conversation_id: UUID) -> ResponseReturnValue:
    """Put the conversation away, or bring it back."""
    is_away = request.form.get("archived") == "yes"
    change = services.archive_conversation if is_away else services.bring_back_conversation
    change(find(conversation_id), actor=current_person())
    if not is_away:
        return to(conversation_id)
    flash(_("The conversation is in the archive. The next message brings it back, unless it is muted."))
    return redirect(url_for("chat.index"), 303)


@chat.get("/<uuid:conversation_id>/invitation")
def choose_newcomers(conversation_id: UUID) -> str:
    """Choose whom to bring into a conversation."""
    return _invitation_page(conversation_id)


@chat.post("/<uuid:conversation_id>/invitation")
def create_invitation(conversation_id: UUID) -> ResponseReturnValue:
    """Bring people into a conversation."""
    viewer, conversation = current_person(), find(conversation_id)
    try:
        people = forms.parse_people(request.form, viewer=viewer)
        shows_past = request.form.get("past") == "all"
        services.invite_to_conversation(conversation, people, shows_past=shows_past, actor=viewer)
    except (Conflict, Forbidden, Invalid, TooMany) as error:
        return _invitation_page(conversation_id, error.detail), error.status
    return to(conversation_id)


def _invitation_page(conversation_id: UUID, error: str = "") -> str:
    viewer, conversation = current_person(), find(conversation_id)
    item = queries.get_conversation_item(conversation, viewer=viewer)
    choosing = choosing_people(besides=[person.id for person in item.participants or ()])
    shell = pages.shell(viewer, conversation_id)
    return render_template("chat/invitation.html", item=item, error=error, step="item", **choosing, **shell)


@chat.get("/<uuid:conversation_id>/settings")
def show_settings(conversation_id: UUID) -> str:
    """The name of a conversation of several people, who brings others in, and who is in it; or who writes in a room."""
    return _settings_page(conversation_id)


@chat.post("/<uuid:conversation_id>/settings")
def update_settings(conversation_id: UUID) -> ResponseReturnValue:
    """Change the name and who brings others in, or who writes in a room."""
    change = forms.parse_change(request.form)
    try:
        services.change_conversation(find(conversation_id), **change, actor=current_person())
    except Invalid as error:
        return _settings_page(conversation_id, error.detail), error.status
    flash(_("Saved."))
    return redirect(url_for("chat.show_settings", conversation_id=conversation_id), 303)


def _settings_page(conversation_id: UUID, error: str = "") -> str:
    viewer = current_person()
    item = queries.get_conversation_item(find(conversation_id), viewer=viewer)
    shell = pages.shell(viewer, conversation_id)
    return render_template("chat/settings.html", item=item, error=error, step="item", **shell)


@chat.get("/<uuid:conversation_id>/standing")
def show_standing(conversation_id: UUID) -> str:
    """Why the viewer cannot write there at present, for a page that is open; nothing where they can."""
    viewer, conversation = current_person(), find(conversation_id)
    item = queries.get_conversation_item(conversation, viewer=viewer)
    return render_template("chat/_standing.html", item=item, closed=why_closed(viewer, conversation))


@chat.post("/<uuid:conversation_id>/closing")
def update_closing(conversation_id: UUID) -> ResponseReturnValue:
    """Close the conversation for everybody, or open it again."""
    is_closed = request.form.get("closed") == "yes"
    services.change_conversation(find(conversation_id), closed=is_closed, actor=current_person())
    return to(conversation_id)


@chat.post("/<uuid:conversation_id>/owner")
def update_owner(conversation_id: UUID) -> ResponseReturnValue:
    """Let somebody else look after the conversation."""
    conversation = find(conversation_id)
    person = queries.get_participant(conversation, parse_id(request.form.get("person", "")))
    services.hand_over_conversation(conversation, person, actor=current_person())
    return to(conversation_id)


@chat.post("/<uuid:conversation_id>/removal")
def create_removal(conversation_id: UUID) -> ResponseReturnValue:
    """Put somebody out of the conversation."""
    conversation = find(conversation_id)
    person = queries.get_participant(conversation, parse_id(request.form.get("person", "")))
    services.remove_from_conversation(conversation, person, actor=current_person())
    return redirect(url_for("chat.show_settings", conversation_id=conversation_id), 303)
