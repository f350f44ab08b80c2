"""What the pages of knowledge show around their words, also with what was typed and refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.differences import Piece, Version, compare, versions_of
from app.core.errors import ParvisError
from app.groups.models import Group
from app.groups.pages import show_page
from app.knowledge import policy, queries
from app.knowledge.models import KnowledgePage, KnowledgeVersion

TAB = "knowledge.index"


@dataclass(frozen=True)
class Edit:
    """A version with what its writer changed."""

    version: KnowledgeVersion
    change: Version
    is_present: bool


def show(page: KnowledgePage) -> str:
    """A page with the contents of the group beside it."""
    viewer = current_person()
    contents = queries.list_contents(page.group, viewer=viewer)
    return show_page(
        "knowledge/page.html",
        page.group,
        tab=TAB,
        page=page,
        contents=contents,
        parents=_parents(contents, but=page),
        under=queries.list_under(page, viewer=viewer),
        may_edit=policy.can_edit(viewer, page),
        may_delete=policy.can_delete(viewer, page),
        may_keep=policy.can_keep(viewer, page),
    )


def show_form(
    group: Group,
    form: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    page: KnowledgePage | None = None,
    meanwhile: list[Piece] | None = None,
) -> str:
    """The form of a page, new or there already; `meanwhile` is what somebody else changed while one typed."""
    return show_page(
        "knowledge/form.html",
        group,
        tab=TAB,
        page=page,
        form=form,
        errors=errors,
        meanwhile=meanwhile,
        parents=_parents(queries.list_contents(group, viewer=current_person())),
    )


def show_conflict(page: KnowledgePage, form: Mapping[str, str], based_on: int) -> str:
    """The form with one's own words, beside what somebody else changed in the version that they are based on."""
    before = queries.find_version(page, based_on)
    older = _whole(before.title, before.body) if before else ""
    changed = list(compare(older, _whole(page.title, page.body)))
    told = {"body": _("Somebody else changed this page meanwhile. Put both together, then save.")}
    return show_form(page.group, form, told, page=page, meanwhile=changed)


def keep_text(form: Mapping[str, str], error: ParvisError) -> ResponseReturnValue:
    """A page that gives back the words whose page is gone, or not for their writer any more."""
    why = _("This page is not here any more, or not yours to edit. Copy your text before you leave.")
    return render_template("errors/kept.html", text=form.get("body", ""), why=why), error.status


def list_edits(page: KnowledgePage) -> list[Edit]:
    """Every version of a page, newest first, with what was changed in it."""
    versions = queries.list_versions(page)
    changes = versions_of([(one.written_at, _whole(one.title, one.body)) for one in versions])
    pairs = zip(reversed(versions), changes, strict=True)
    return [Edit(version, change, version.number == page.version) for version, change in pairs]


def read_based_on(form: Mapping[str, str]) -> int:
    """The version that somebody had before them; 0 where the form does not say, which is based on none."""
    written = form.get("based_on", "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0


def _parents(contents: Sequence[queries.Chapter], but: KnowledgePage | None = None) -> list[tuple[str, str]]:
    """The pages that others may stand under, by identifier and title."""
    pages = [chapter.page for chapter in contents]
    return [
        (str(page.id), page.title) for page in pages if not page.is_start and page.parent_id is None and page is not but
    ]


def _whole(title: str, body: str) -> str:
    return f"{title}\n\n{body}"
