"""The icons that a word may have, each with its name."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

ICONS: dict[str, LazyString] = {
    "thumbs-up": _l("Thumb up"),
    "hand-heart": _l("Hand and heart"),
    "heart-handshake": _l("Handshake"),
    "heart": _l("Heart"),
    "hand": _l("Hand"),
    "hand-helping": _l("Helping hand"),
    "party-popper": _l("Party popper"),
    "trophy": _l("Cup"),
    "medal": _l("Medal"),
    "award": _l("Rosette"),
    "crown": _l("Crown"),
    "star": _l("Star"),
    "sparkles": _l("Sparkles"),
    "rocket": _l("Rocket"),
    "flame": _l("Flame"),
    "zap": _l("Lightning"),
    "sun": _l("Sun"),
    "lightbulb": _l("Bulb"),
    "target": _l("Target"),
    "check-check": _l("Double tick"),
    "circle-question-mark": _l("Question mark"),
    "eye": _l("Eye"),
    "graduation-cap": _l("Mortarboard"),
    "wrench": _l("Spanner"),
    "sprout": _l("Sprout"),
    "leaf": _l("Leaf"),
    "coffee": _l("Coffee"),
    "cake": _l("Cake"),
    "music": _l("Music"),
    "smile": _l("Smile"),
}
