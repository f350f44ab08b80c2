"""Layouts: how mails look, which is written as MJML around Jinja; MJML knows what Outlook and phones need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template
from jinja2 import Environment, Template
from mjml import mjml2html

from app.core.folding import one_line
from app.core.frame import find_organisation
from app.core.house import base_url
from app.delivery.letters import Letter

LAYOUT = "parvis.mail_layout"


@dataclass(frozen=True)
class Accent:
    """The organisation's colour on light and on dark ground, and what is written on the latter."""

    day: str
    night: str
    on_night: str


ACCENTS = {
    "sky": Accent("#1A6291", "#8AC4E8", "#06243A"),
    "lagoon": Accent("#0D6660", "#90DFDA", "#0A2927"),
    "moss": Accent("#3B6B2E", "#A8D39C", "#14240F"),
    "plum": Accent("#7A3B76", "#D69AD2", "#221121"),
    "brick": Accent("#9A3A22", "#ED9782", "#29100A"),
    "slate": Accent("#44566B", "#A2B6CD", "#14191F"),
}
"""As in `static/css/accents.css`: mail programs know no custom properties."""


def as_html(letter: Letter) -> str:
    """A letter as mail programs show it: nothing in it is fetched from anywhere."""
    accent = ACCENTS.get(find_organisation().accent, ACCENTS["sky"])
    html: str = render_template(_layout(), accent=accent, **_shown(letter))
    return html


def as_text(letter: Letter) -> str:
    """The same letter for programs and people that read plain text."""
    text: str = render_template("delivery/mail/letter.txt", **_shown(letter))
    return text


def _shown(letter: Letter) -> dict[str, Any]:
    return {"letter": letter, "subject": one_line(letter.subject), "base": base_url()}


def _layout() -> Template:
    """The layout, made once a process. A template without a name escapes all that is filled in."""
    layout: Template | None = current_app.extensions.get(LAYOUT)
    if layout is None:
        environment: Environment = current_app.jinja_env
        source = current_app.create_global_jinja_loader().get_source(environment, "delivery/mail/letter.mjml")[0]
        layout = current_app.extensions[LAYOUT] = environment.from_string(mjml2html(source, fonts={}))
    return layout
