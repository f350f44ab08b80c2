"""Language: which of French and English a reader gets, and the catalogues behind `_()`.

The catalogues are read as they were written, one `translations/fr/<room>.po` a room, so that no compiled
file can be stale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, after_this_request, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale

LANGUAGES = ("fr", "en")
DEFAULT = "fr"
CHOSEN = "language"
"""The cookie of a visitor who chose a language on a page outside the accounts."""
DEFAULT_TIME_ZONE = "Europe/Paris"

Preference = Callable[[], tuple[str | None, str | None]]


@cache
def french(folder: Path) -> Translations:
    """All French catalogues as one."""
    merged = Catalog(locale="fr")
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="fr"):
                if message.id and message.string:
                    merged[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Translations(compiled)


ENGLISH = NullTranslations()


class Catalogues(Domain):
    """Flask-Babel's domain over the catalogues above; English is what the source says."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def get_translations(self) -> NullTranslations:
        """The catalogue of the reader's language."""
        locale = get_locale()
        return french(self._folder) if locale is not None and locale.language == "fr" else ENGLISH


def init_app(app: Flask, folder: Path, preference: Preference) -> None:
    """Set up Flask-Babel; `preference` gives the account's language and time zone, or None for each."""

    def locale() -> str:
        forced: str | None = g.get("language")
        if forced:
            return forced
        language = preference()[0]
        if language in LANGUAGES:
            return language
        return visitors_language() if has_request_context() else DEFAULT

    def time_zone() -> str:
        return preference()[1] or DEFAULT_TIME_ZONE

    babel = Babel(app, locale_selector=locale, timezone_selector=time_zone)
    babel.domain_instance = catalogues = Catalogues(folder)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension that Babel has added
        gettext=lambda words: catalogues.get_translations().ugettext(words),
        ngettext=lambda one, many, number: catalogues.get_translations().ungettext(one, many, number),
        pgettext=lambda where, words: catalogues.get_translations().upgettext(where, words),
        npgettext=lambda where, one, many, number: catalogues.get_translations().unpgettext(where, one, many, number),
        newstyle=True,
    )  # as Flask-Babel does, which looks for the catalogues again at each word
    app.add_template_filter(in_language)


def visitors_language() -> str:
    """The language of who chose none in an account: the one chosen at the door, else what their browser likes best.

    The answer says that it depends on what the browser likes.
    """
    chosen = request.cookies.get(CHOSEN, "")
    if chosen in LANGUAGES:
        return chosen
    after_this_request(_tell_that_it_varies)
    # not `best_match`: of "fr-CH, en;q=0.5" it takes English, which is named by itself
    liked = (tag.partition("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
    return next((spoken for spoken in liked if spoken in LANGUAGES), DEFAULT)


def _tell_that_it_varies(response: Response) -> Response:
    response.vary.add("Accept-Language")
    return response


def language() -> str:
    """The reader's language, "fr" or "en"."""
    found = get_locale()
    return found.language if found is not None else DEFAULT


def in_language(words: Mapping[str, str]) -> str:
    """What is kept in both languages, in the reader's; templates say `{{ words | in_language }}`."""
    return words[language()]
