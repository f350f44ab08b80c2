"""The words a page says in one language, found by the English that stands in the code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from babel.support import NullTranslations

from app.core.language import french
from tests.support.tree import ROOT

CONTEXT = "\x04"  # stands between a message's context and its English


class Tongue:
    """`say("Publish")` gives what a French or a British page writes there; a wording that no page has is an error."""

    def __init__(self, locale: str) -> None:
        self.language = locale[:2]
        self._catalogue = french(ROOT / "translations/fr") if self.language == "fr" else NullTranslations()

    def __call__(self, english: str, **values: object) -> str:
        text = self._catalogue.ugettext(english)
        if text == english:
            assert self.knows(english), f"no page says “{english}”"
        return text % values if values else text

    def count(self, one: str, many: str, num: int) -> str:
        """The words for so many."""
        assert self.knows((one, 1)), f"no page says “{one}”"
        return self._catalogue.ungettext(one, many, num) % {"num": num}

    @staticmethod
    def knows(english: object) -> bool:
        return english in french(ROOT / "translations/fr")._catalog

    def foreign(self, texts: Iterable[str]) -> list[str]:
        """Those of the texts that only a page in the other language would say."""
        return sorted(set(texts) & _only_in("en" if self.language == "fr" else "fr"))


@cache
def _only_in(language: str) -> frozenset[str]:
    """What pages say in one language and never in the other."""
    pairs = [
        (key, text) for key, text in french(ROOT / "translations/fr")._catalog.items() if key and isinstance(key, str)
    ]
    english = {key.rpartition(CONTEXT)[2] for key, _ in pairs}
    translated = {text for _, text in pairs}
    return frozenset(english - translated if language == "en" else translated - english)
