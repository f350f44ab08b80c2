"""The words of reactions as pages of the administration."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Conflict, Invalid, demand
from app.core.http import wants_up
from app.reactions import policy, queries, services
from app.reactions.icons import ICONS
from app.reactions.models import ReactionWord

reactions = Blueprint("reactions", __name__, url_prefix="/admin/reactions")

HERE = "/admin/reactions"
FIELDS = ("label_fr", "label_en", "icon")


@reactions.get("")
def show_words() -> str:
    """All words, and a form for one more."""
    demand(policy.can_change_words(current_person()))
    return _words_page({})


@reactions.post("")
def create_word() -> ResponseReturnValue:
    """Offer one more word."""
    try:
        services.add_word(**_typed(), actor=current_person())
    except (Invalid, Conflict) as error:
        return _words_page(_errors(error)), error.status
    return _back(_("From now on this word can be said."))


@reactions.get("/<name>")
def edit_word(name: str) -> str:
    """The form to call a word otherwise."""
    demand(policy.can_change_words(current_person()))
    return _word_page(queries.get_word(name), {})


@reactions.post("/<name>")
def change_word(name: str) -> ResponseReturnValue:
    """Call a word otherwise, or give it another icon."""
    try:
        services.change_word(name, **_typed(), actor=current_person())
    except Invalid as error:
        return _word_page(queries.get_word(name), error.errors), error.status
    return _back(_("Saved."))


@reactions.post("/<name>/place")
def move_word(name: str) -> ResponseReturnValue:
    """Let a word change places with the one before (`up`) or behind it (`down`)."""
    services.move_word(name, up=wants_up(), actor=current_person())
    return redirect(f"{HERE}#{name}", 303)


@reactions.post("/<name>/retirement")
def retire_word(name: str) -> ResponseReturnValue:
    """Offer a word no longer."""
    try:
        services.retire_word(name, actor=current_person())
    except Conflict as error:
        return _back(error.detail)
    return _back(_("This word can no longer be said; what was said with it stays."))


@reactions.post("/<name>/return")
def offer_word(name: str) -> ResponseReturnValue:
    """Offer a word again."""
    try:
        services.offer_word(name, actor=current_person())
    except Conflict as error:
        return _back(error.detail)
    return _back(_("From now on this word can be said."))


def _typed() -> dict[str, str]:
    return {field: request.form.get(field, "") for field in FIELDS}


def _errors(error: Invalid | Conflict) -> dict[str, str]:
    return error.errors if isinstance(error, Invalid) else {"label_fr": error.detail}


def _back(words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(HERE, 303)


def _words_page(errors: dict[str, str]) -> str:
    words = queries.get_words().all
    return render_template(
        "reactions/words.html",
        offered=[word for word in words if word.is_offered],
        retired=[word for word in words if not word.is_offered],
        most=services.MOST_OFFERED,
        icons=ICONS,
        form=request.form,
        errors=errors,
    )


def _word_page(word: ReactionWord, errors: dict[str, str]) -> str:
    return render_template("reactions/word.html", word=word, icons=ICONS, form=request.form, errors=errors)
