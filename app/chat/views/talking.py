"""Conversations as pages."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.chat import answers, forms, pages, queries, services
from app.chat.finding import find_stretch
from app.chat.models import Conversation, Message
from app.chat.policy import place_of
from app.chat.wording import TERM_NAMES
from app.core.errors import Conflict, Forbidden, Invalid, ParvisError, TooMany
from app.core.http import WITH_MICROPHONE, is_fragment_request
from app.core.spans import Span
from app.files.forms import SentFiles, read_files
from app.files.services import REFUSALS
from app.groups.queries import get_group
from app.people.queries import find_people, list_people, summarise
from app.reactions.queries import get_words
from app.reactions.showing import show_reacted

chat = Blueprint("chat", __name__, url_prefix="/messages")

FOUND = 8


@chat.after_request
def _lend_microphone(response: Response) -> Response:
    """Here one may record one's voice; nowhere else in the house does a page hear anything."""
    response.headers.update(WITH_MICROPHONE)
    return response


def find(conversation_id: UUID) -> Conversation:
    """One of the viewer's conversations."""
    return queries.get_conversation(conversation_id, viewer=current_person())


def find_message(message_id: UUID) -> Message:
    """A message of one of the viewer's conversations."""
    return queries.get_message(message_id, viewer=current_person())


def to(conversation_id: UUID) -> ResponseReturnValue:
    """The way to a conversation."""
    return redirect(url_for("chat.show", conversation_id=conversation_id), 303)


@chat.get("")
def index() -> str:
    """One's conversations, or those that follow a cursor; what stands beside them for a page that has the list."""
    cursor = request.args.get("cursor")
    beside = {"alone": True} if is_fragment_request() and cursor is None else {}
    return render_template("chat/index.html", **beside, **pages.shell(current_person(), cursor=cursor))


@chat.get("/list")
def show_list() -> str:
    """The list alone, for a page that is open; `current` is the conversation it shows."""
    current = forms.chosen(request.args.getlist("current"))
    return render_template("chat/_list.html", **pages.shell(current_person(), current[0] if current else None))


@chat.get("/new")
def new() -> ResponseReturnValue:
    """Choose with whom to talk; where one person was chosen and talked with before, that conversation.

    Who is found alone for words that were sent with Enter is chosen.
    """
    ids = forms.chosen(request.args.getlist("with"))
    pair = queries.find_pair(current_person(), ids[0]) if len(ids) == 1 and "q" not in request.args else None
    if pair:
        return to(pair)
    shown = choosing_people()
    if request.args.get("q") and len(shown["found"]) == 1 and not is_fragment_request():
        chosen = urlencode({"q": "", "with": [*ids, shown["found"][0].id]}, doseq=True)
        return redirect(f"{url_for('chat.new')}?{chosen}", 303)
    return _new_page(shown)


def _new_page(shown: dict[str, Any], error: str = "") -> str:
    viewer = current_person()
    groups = queries.list_groups_without_room(viewer, q=shown["q"])
    return render_template("chat/new.html", groups=groups, error=error, **shown, **pages.shell(viewer))


def choosing_people(besides: Collection[UUID] = ()) -> dict[str, Any]:
    """What a page shows on which people are chosen: who is (`with`), and who is found (`q`) but these."""
    viewer, q = current_person(), request.values.get("q", "")
    ids = forms.chosen(request.values.getlist("with"))
    people = summarise(person.id for person in find_people(ids, viewer=viewer))
    left_out = {viewer.id, *besides, *people}
    found = list_people(viewer, q=q, limit=FOUND + len(besides), cursor=None).items
    shown = [person for person in found if person.id not in left_out][:FOUND]
    return {"q": q, "chosen": list(people.values()), "found": shown}


@chat.post("")
def create() -> ResponseReturnValue:
    """Begin a conversation with people."""
    viewer = current_person()
    try:
        conversation = services.open_conversation(**forms.parse_opening(request.form, viewer=viewer), actor=viewer)
    except (Invalid, TooMany) as error:
        return _new_page(choosing_people(), error.detail), error.status
    return to(conversation.id)


@chat.post("/rooms/<uuid:group_id>")
def create_room(group_id: UUID) -> ResponseReturnValue:
    """Open a group's room."""
    viewer = current_person()
    return to(services.open_room(get_group(group_id, viewer=viewer), actor=viewer).id)


@chat.get("/<uuid:conversation_id>")
def show(conversation_id: UUID) -> str:
    """A conversation: its latest messages, or those before, after or around a number; without the list for a page that
    has it.
    """
    return show_conversation(find(conversation_id))


def show_conversation(conversation: Conversation, *, opened: Message | None = None, **shown: Any) -> str:
    """The page of a conversation, with a thread beside it where one is opened; `shown` is what could not be taken."""
    viewer = current_person()
    root = opened or answers.find_opened(conversation, request.args, viewer=viewer)
    stretch = find_stretch(conversation, {} if root else request.args, viewer=viewer)
    values: dict[str, Any] = {"body": "", "error": "", "files": (), "answer": {}, "opened": None} | shown
    values |= pages.thread(conversation, stretch, viewer=viewer)
    values |= pages.alone(conversation.id) if is_fragment_request() else pages.shell(viewer, conversation.id)
    if root:
        values |= answers.panel(root, request.args, viewer=viewer, refused=values["answer"])
    step = "act" if root or request.args.get("panel") == "people" else "item"
    return render_template("chat/thread.html", words=get_words(), step=step, **values)


@chat.post("/<uuid:conversation_id>")
def create_message(conversation_id: UUID) -> ResponseReturnValue:
    """Send a message."""
    viewer, conversation, sent = current_person(), find(conversation_id), read_files()
    try:
        message = forms.parse_message(request.form, viewer=viewer)
        services.send_message(conversation, **message, file_ids=sent.keep(actor=viewer) or (), actor=viewer)
    except (Invalid, Forbidden, Conflict, *REFUSALS) as error:
        return show_refused(conversation, sent, error), error.status
    return to(conversation_id)


def show_refused(conversation: Conversation, sent: SentFiles, error: ParvisError) -> str:
    """The conversation with what was written and could not be taken."""
    files = sent.shown(actor=current_person())
    return show_conversation(conversation, body=request.form.get("body", ""), error=error.detail, files=files)


@chat.get("/<uuid:conversation_id>/log")
def show_log(conversation_id: UUID) -> str:
    """The messages before a number, to be put above those that are shown."""
    viewer, conversation = current_person(), find(conversation_id)
    stretch = find_stretch(conversation, request.args, viewer=viewer)
    place = place_of(viewer, conversation)
    shown: dict[str, Any] = {"lines": pages.lines(stretch.items, viewer=viewer), "older": stretch.older}
    shown |= {"conversation_id": conversation_id, "joined_seq": place.since_seq if place else 0}
    return render_template("chat/_log.html", words=get_words(), **shown)


@chat.get("/<uuid:conversation_id>/people")
def show_people(conversation_id: UUID) -> str:
    """The panel beside the conversation, for a page that is open."""
    viewer, conversation = current_person(), find(conversation_id)
    item = queries.get_conversation_item(conversation, viewer=viewer)
    people = pages.readers(conversation, viewer=viewer)
    own = {"shown": pages.BESIDE, "term_names": TERM_NAMES, "spans": Span}
    return render_template("chat/_people.html", item=item, people=people, **own)


@chat.get("/<uuid:message_id>/reactions")
def show_reactions(message_id: UUID) -> str:
    """Who reacted to a message."""
    message = find_message(message_id)
    list_them = partial(queries.list_reacted_to, message, viewer=current_person())
    return show_reacted(list_them, counts=queries.count_reactions(message), back=message.url)


@chat.get("/<uuid:conversation_id>/request")
def show_request(conversation_id: UUID) -> str:
    """What is asked of the viewer, or still waits for an answer, for a page that is open; nothing where all is said."""
    viewer, conversation = current_person(), find(conversation_id)
    item = queries.get_conversation_item(conversation, viewer=viewer)
    return render_template("chat/_request.html", item=item, **pages.wish(conversation, item, viewer=viewer))


@chat.post("/<uuid:conversation_id>/acceptance")
def create_acceptance(conversation_id: UUID) -> ResponseReturnValue:
    """Want to talk with whoever asked."""
    services.accept_request(find(conversation_id), actor=current_person())
    return to(conversation_id)


@chat.post("/<uuid:conversation_id>/refusal")
def create_refusal(conversation_id: UUID) -> ResponseReturnValue:
    """Not want to talk; whoever asked is not told."""
    services.decline_request(find(conversation_id), actor=current_person())
    return redirect(url_for("chat.index"), 303)


@chat.post("/<uuid:conversation_id>/reading")
def create_reading(conversation_id: UUID) -> ResponseReturnValue:
    """Say that all of it was read."""
    conversation = find(conversation_id)
    services.mark_read(conversation, seq=conversation.last_seq, actor=current_person())
    return to(conversation_id)


@chat.post("/<uuid:conversation_id>/mute")
def update_mute(conversation_id: UUID) -> ResponseReturnValue:
    """Mute the conversation for a while or for good, or hear of it again."""
    viewer, conversation = current_person(), find(conversation_id)
    if request.form.get("muted") == "yes":
        services.mute(conversation, until=forms.parse_muting(request.form, viewer=viewer), actor=viewer)
    else:
        services.unmute(conversation, actor=viewer)
    return to(conversation_id)


@chat.post("/<uuid:conversation_id>/departure")
def create_departure(conversation_id: UUID) -> ResponseReturnValue:
    """Leave a conversation between people."""
    services.leave_conversation(find(conversation_id), actor=current_person())
    return redirect(url_for("chat.index"), 303)
