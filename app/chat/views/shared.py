"""What was shared in a conversation, as a page: pictures, documents, recordings and links."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from flask import render_template, request

from app.accounts.signin import current_person
from app.chat import pages, queries
from app.chat.queries.shared import LINK, FileKind
from app.chat.views.talking import chat, find

KINDS = (FileKind.PICTURE, FileKind.DOCUMENT, FileKind.RECORDING, LINK)
LISTED = 24
"""So many fill the rows of the grid, however many stand beside each other."""


@chat.get("/<uuid:conversation_id>/files")
def show_files(conversation_id: UUID) -> str:
    """The files of one `kind`, or the links; without one, the first kind of which there is something."""
    viewer, conversation, q = current_person(), find(conversation_id), request.args.get("q", "").strip()
    asked = request.args.get("kind")
    kind = asked if asked in KINDS else queries.what_is_shared(conversation, viewer=viewer)
    wanted: dict[str, Any] = {"viewer": viewer, "q": q, "limit": LISTED, "cursor": request.args.get("cursor")}
    list_them = queries.list_shared_links if kind == LINK else partial(queries.list_shared_files, kind=FileKind(kind))
    shown: dict[str, Any] = {"kind": kind, "q": q, "page": list_them(conversation, **wanted)}
    shown["item"] = queries.get_conversation_item(conversation, viewer=viewer)
    return render_template("chat/shared.html", **shown, step="item", **pages.shell(viewer, conversation_id))
