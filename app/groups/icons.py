"""The icons that a group may choose from, each with its name."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

ICONS: dict[str, LazyString] = {
    "users-round": _l("People"),
    "building-2": _l("Building"),
    "factory": _l("Factory"),
    "flame": _l("Flame"),
    "hammer": _l("Hammer"),
    "wrench": _l("Spanner"),
    "hard-hat": _l("Helmet"),
    "shield-check": _l("Shield"),
    "drafting-compass": _l("Compass"),
    "fuel": _l("Fuel"),
    "flask-conical": _l("Flask"),
    "package": _l("Parcel"),
    "truck": _l("Lorry"),
    "laptop": _l("Computer"),
    "headphones": _l("Headphones"),
    "megaphone": _l("Loudspeaker"),
    "rocket": _l("Rocket"),
    "target": _l("Target"),
    "lightbulb": _l("Idea"),
    "book-open": _l("Book"),
    "graduation-cap": _l("Learning"),
    "sprout": _l("Sprout"),
    "leaf": _l("Leaf"),
    "trees": _l("Trees"),
    "utensils": _l("Meals"),
    "coffee": _l("Coffee"),
    "car": _l("Car"),
    "dumbbell": _l("Sport"),
    "music": _l("Music"),
    "camera": _l("Camera"),
    "heart-handshake": _l("Mutual aid"),
    "lock": _l("Padlock"),
}
