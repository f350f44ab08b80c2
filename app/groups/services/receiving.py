"""What a group shows to its members: the welcome, the first steps of who is new, and what is pinned."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import NotRequired, TypedDict
from urllib.parse import urlsplit

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import clock, richtext
from app.core.db import hold, session
from app.core.errors import Invalid, NotFound, demand
from app.core.events import command, record
from app.core.folding import one_line
from app.groups import policy
from app.groups.events import GroupChanged
from app.groups.models import Group, Membership, Reception, StepTick

LONGEST_WELCOME = 4000
MOST_STEPS = 10
MOST_RESOURCES = 10
LONGEST_LINE = 200
LONGEST_ADDRESS = 500


class Step(TypedDict):
    """Something a newcomer does first; the identifier is given where it was there before."""

    text: str
    url: NotRequired[str]
    id: NotRequired[str]


class Resource(TypedDict):
    """A page or a post that members should find again."""

    title: str
    url: str


@command
def change_reception(
    group: Group,
    *,
    welcome: str | None = None,
    steps: Sequence[Step] | None = None,
    resources: Sequence[Resource] | None = None,
    actor: Person,
) -> None:
    """Change what is given: the welcome is Markdown, steps and resources stand in their order. Owners only.

    Raises Invalid for too much, and for addresses that are neither of the house nor of the web.
    """
    demand(policy.can_own(actor, group))
    reception = session.get(Reception, group.id) or Reception(group_id=group.id)
    session.add(reception)
    if welcome is not None:
        _greet(reception, welcome)
    if steps is not None:
        reception.steps = _checked_steps(steps, known={step["id"] for step in reception.steps or ()})
    if resources is not None:
        reception.resources = _checked_resources(resources)
    record(GroupChanged(group.id))


@command
def tick_step(group: Group, step: str, *, actor: Person) -> None:
    """Note for the actor alone that they have done a step; repeating changes nothing. Raises NotFound."""
    _demand_step(group, step, actor)
    if session.get(StepTick, (group.id, actor.id, step)) is None:
        session.add(StepTick(group_id=group.id, person_id=actor.id, step=step))


@command
def untick_step(group: Group, step: str, *, actor: Person) -> None:
    """Take that back; repeating changes nothing. Raises NotFound."""
    _demand_step(group, step, actor)
    tick = session.get(StepTick, (group.id, actor.id, step))
    if tick is not None:
        session.delete(tick)


@command
def dismiss_welcome(group: Group, *, actor: Person) -> None:
    """Show the actor the welcome no more; repeating changes nothing. Raises NotFound for who is no member."""
    membership = _membership(group, actor)
    membership.welcomed_at = membership.welcomed_at or clock.now()


def _membership(group: Group, actor: Person) -> Membership:
    membership = session.get(Membership, (group.id, actor.id))
    if membership is None:
        raise NotFound
    hold(membership)
    return membership


def _demand_step(group: Group, step: str, actor: Person) -> None:
    _membership(group, actor)
    reception = session.get(Reception, group.id)
    if reception is None or step not in {known["id"] for known in reception.steps}:
        raise NotFound


def _greet(reception: Reception, welcome: str) -> None:
    if len(welcome) > LONGEST_WELCOME:
        raise Invalid(welcome=_("At most %(most)d characters.", most=LONGEST_WELCOME))
    reception.welcome = richtext.checked(welcome).strip()
    reception.html = richtext.render(reception.welcome) if reception.welcome else ""
    reception.renderer_version = richtext.RENDERER_VERSION


def _checked_steps(steps: Iterable[Step], *, known: set[str]) -> list[dict[str, str]]:
    kept: list[dict[str, str]] = []
    for step in steps:
        text, url, given = one_line(step["text"]), step.get("url", "").strip(), step.get("id", "")
        if url and not text:
            raise Invalid(steps=_("Say in words what there is to do."))
        if text:
            ours = given in known and given not in {other["id"] for other in kept}
            kept.append({"id": given if ours else secrets.token_hex(4), "text": text, "url": _address(url, "steps")})
    _demand_few("steps", [step["text"] for step in kept], MOST_STEPS)
    return kept


def _checked_resources(resources: Iterable[Resource]) -> list[dict[str, str]]:
    kept: list[dict[str, str]] = []
    for resource in resources:
        title, url = one_line(resource["title"]), resource["url"].strip()
        if bool(title) is not bool(url):
            raise Invalid(resources=_("A link needs its title and its address."))
        if title:
            kept.append({"title": title, "url": _address(url, "resources")})
    _demand_few("resources", [resource["title"] for resource in kept], MOST_RESOURCES)
    return kept


def _demand_few(field: str, texts: Sequence[str], most: int) -> None:
    if len(texts) > most or any(len(text) > LONGEST_LINE for text in texts):
        words = _("At most %(most)d lines of %(long)d characters.", most=most, long=LONGEST_LINE)
        raise Invalid(words, **{field: words})


def _address(url: str, field: str) -> str:
    """A page of the house ("/posts/7") or of the web, or nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("nonsense:")
    ours = not parts.scheme and not parts.netloc and url.startswith("/") and "\\" not in url
    outside = parts.scheme in {"http", "https"} and bool(parts.netloc)
    tidy = one_line(url) == url and " " not in url and len(url) <= LONGEST_ADDRESS
    if url and not ((ours or outside) and tidy):
        words = _("An address begins with https:// or, for a page of the house, with /.")
        raise Invalid(words, **{field: words})
    return url
