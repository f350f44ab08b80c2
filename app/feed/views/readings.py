"""Announcements as pages: confirming them, who has and who has not, and telling the latter again."""

from __future__ import annotations

import csv
import io
from uuid import UUID

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.forms import same_site
from app.accounts.signin import current_person
from app.core.errors import Conflict, NotFound
from app.core.times import time_in_words
from app.feed import queries, services
from app.feed.models import Announcement, Post
from app.feed.queries import Addressee, Reading
from app.feed.views.blueprint import feed

READERS_A_PAGE = 50
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@feed.post("/posts/<uuid:post_id>/read-confirmation")
def confirm_reading(post_id: UUID) -> ResponseReturnValue:
    """Say to have read and understood an announcement."""
    actor = current_person()
    services.confirm_reading(queries.get_post(post_id, viewer=actor), actor=actor)
    return redirect(f"{same_site(request.form.get('next'))}#post-{post_id}", 303)


@feed.get("/posts/<uuid:post_id>/confirmations")
def show_confirmations(post_id: UUID) -> str:
    """Who has confirmed an announcement and who has not, for those who may know."""
    post, announcement = _announcement(post_id)
    wanted, q = request.args.get("state", ""), request.args.get("q", "")
    which = Reading(wanted) if wanted in set(Reading) else Reading.MISSING
    cursor = request.args.get("cursor")
    return render_template(
        "feed/confirmations.html",
        post=post,
        announcement=announcement,
        page=queries.list_readers(announcement, post, which=which, q=q, limit=READERS_A_PAGE, cursor=cursor),
        which=which,
        q=q,
        not_before=services.not_reminded_before(announcement),
    )


@feed.get("/posts/<uuid:post_id>/confirmations.csv")
def show_confirmations_csv(post_id: UUID) -> Response:
    """The same as a table to take along."""
    post, announcement = _announcement(post_id)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_("Name"), _("Title"), _("Department"), _("Confirmed")])
    writer.writerows(_row(reader) for reader in queries.every_reader(announcement, post))
    named = {"Content-Disposition": 'attachment; filename="confirmations.csv"'}
    return Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=named)


@feed.post("/posts/<uuid:post_id>/reminders")
def create_reminder(post_id: UUID) -> ResponseReturnValue:
    """Tell the announcement again to those who have not confirmed it."""
    actor = current_person()
    try:
        reminded = services.remind_readers(queries.get_post(post_id, viewer=actor), actor=actor)
    except Conflict as error:
        flash(error.detail)
    else:
        flash(ngettext("%(num)d person is told again.", "%(num)d people are told again.", reminded))
    return redirect(f"/posts/{post_id}/confirmations", 303)


def _announcement(post_id: UUID) -> tuple[Post, Announcement]:
    viewer = current_person()
    post = queries.get_post(post_id, viewer=viewer)
    announcement = queries.get_announcement(post, viewer=viewer)
    if announcement is None:
        raise NotFound
    return post, announcement


def _row(reader: Addressee) -> list[str]:
    """Nothing in it begins as a formula, for spreadsheets run those."""
    person, at = reader.person, reader.confirmed_at
    cells = [person.name, person.title, person.department or "", time_in_words(at, "full") if at else ""]
    return [f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in cells]
