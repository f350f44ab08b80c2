"""The words a page says in one language, found by the English that stands in the code."""

from babel.support import NullTranslations

from app.core.language import french
from tests.support.tree import ROOT


class Tongue:
    """`say("Publish")` gives what a French or a British page writes there; a wording that no page has is an error."""

    def __init__(self, locale: str) -> None:
        self._is_french = locale.startswith("fr")
        self._catalogue = french(ROOT / "translations/fr") if self._is_french else NullTranslations()

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
