"""What the feed calls the pictures of the company's values."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

VALUE_ICONS: dict[str, LazyString] = {
    "heart-handshake": lazy_gettext("Handshake"),
    "hand-helping": lazy_gettext("Helping hand"),
    "users-round": lazy_gettext("People"),
    "shield-check": lazy_gettext("Shield"),
    "hard-hat": lazy_gettext("Hard hat"),
    "lightbulb": lazy_gettext("Light bulb"),
    "sparkles": lazy_gettext("Sparkles"),
    "rocket": lazy_gettext("Rocket"),
    "target": lazy_gettext("Target"),
    "compass": lazy_gettext("Magnetic compass"),
    "badge-check": lazy_gettext("Seal"),
    "award": lazy_gettext("Rosette"),
    "star": lazy_gettext("Star"),
    "scale": lazy_gettext("Scales"),
    "leaf": lazy_gettext("Leaf"),
    "sprout": lazy_gettext("Sprout"),
    "graduation-cap": lazy_gettext("Graduate’s cap"),
}
"""By their name among the icons; the administration chooses one of them for each value."""
