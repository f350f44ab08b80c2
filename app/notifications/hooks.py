"""Questions that notifications ask of rooms above them."""

from __future__ import annotations

from markupsafe import Markup

from app.accounts.models import Person
from app.core.hooks import Hook

beside_settings: Hook[[Person], Markup] = Hook(
    "beside_settings", "What else does a person choose about how they are told? (In which browsers.)"
)
