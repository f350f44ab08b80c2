"""What the world reads: the feeds, the page of a publication, and tracked links."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from app.accounts.signin import public_page
from app.core import clock
from app.core.errors import Unavailable
from app.core.frame import find_organisation
from app.core.house import absolute, base_url
from app.files.serving import serve
from app.outreach import queries, services
from app.outreach.models import Publication
from app.outreach.pictures import get_public_picture, pictures_of
from app.outreach.previewing import own_page, page_html

public = Blueprint("outreach_public", __name__)

Entries = list[tuple[Publication, dict[str, Any]]]


@public.get("/public/feed.atom")
@public_page
def atom() -> Response:
    """What was published outward, as Atom."""
    entries = _entries()
    home, updated = base_url(), entries[0][0].published_at if entries else clock.now()
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_xml(find_organisation().name)}</title>",
        f"<id>{_xml(home)}/public/</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(f"{home}/public/feed.atom")}/>',
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{_xml(find_organisation().name)}</name></author>",
        *(_atom_entry(publication, content) for publication, content in entries),
        "</feed>",
    ]
    return _feed("\n".join(lines), "application/atom+xml; charset=utf-8")


def _atom_entry(publication: Publication, content: dict[str, Any]) -> str:
    url, moment = absolute(own_page(publication.id)), _moment(publication.published_at)
    return (
        f"<entry><title>{_xml(content['title'])}</title><id>urn:uuid:{publication.id}</id>"
        f'<link rel="alternate" type="text/html" href={quoteattr(url)}/>'
        f"<published>{moment}</published><updated>{moment}</updated>"
        f'<content type="html">{_xml(content["content_html"])}</content></entry>'
    )


@public.get("/public/feed.json")
@public_page
def json_feed() -> Response:
    """The same as JSON Feed."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": find_organisation().name,
        "home_page_url": base_url(),
        "feed_url": absolute("/public/feed.json"),
        "items": [
            {
                "id": f"urn:uuid:{publication.id}",
                "url": absolute(own_page(publication.id)),
                "date_published": _moment(publication.published_at),
                **content,
            }
            for publication, content in _entries()
        ],
    }
    return _feed(json.dumps(document, ensure_ascii=False), "application/feed+json; charset=utf-8")


@public.get("/public/<uuid:publication_id>")
@public_page
def show(publication_id: UUID) -> str:
    """One publication, for people without an account; 410 once it was withdrawn."""
    publication = queries.get_public(publication_id)
    item, at = publication.item, publication.published_at
    shown = {"html": page_html(publication), "pictures": pictures_of(item)}
    return render_template("outreach/public.html", item=item, at=at, **shown)


@public.get("/public/pictures/<uuid:file_id>")
@public_page
def show_picture(file_id: UUID) -> Response:
    """A picture of something that is out; 410 once it was withdrawn."""
    picture = get_public_picture(file_id)
    return serve(picture.key, name="picture.webp", media_type=picture.media_type, to_everybody=True)


@public.get("/l/<code>")
@public_page
def follow(code: str) -> ResponseReturnValue:
    """Lead a reader on to the one place that the link was made for, and count that somebody came by."""
    link = queries.get_link(code)
    target = link.target
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    if request.method == "GET" and not is_ahead:
        with suppress(Unavailable, OperationalError):  # a busy database must not keep a reader from arriving
            services.count_click(code, address=request.remote_addr or "", user_agent=request.user_agent.string)
    return redirect(target, 302)


def _entries() -> Entries:
    return [(publication, json.loads(payload)) for publication, payload in queries.list_entries()]


def _feed(text: str, kind: str) -> Response:
    """Readers may keep it, but ask each time whether something was published or withdrawn."""
    response = Response(text, content_type=kind, headers={"Cache-Control": "public, no-cache"})
    response.set_etag(hashlib.sha256(text.encode()).hexdigest()[:32])
    response.make_conditional(request)
    return response


def _moment(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def _xml(text: str) -> str:
    return escape("".join(sign for sign in text if sign >= " " or sign in "\t\n"))
