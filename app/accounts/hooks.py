"""Questions that accounts ask of rooms above them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.accounts.models import Person
from app.core.hooks import Hook

account_opened: Hook[[Person], None] = Hook(
    "account_opened", "What must every person have from their first moment? (Called in the same transaction.)"
)
me_parts: Hook[[Person], dict[str, Any]] = Hook(
    "me_parts", "What else does `GET /me` say about the person who asks? (Objects of the same name are merged.)"
)
arrival: Hook[[Person], str | None] = Hook(
    "arrival", "Where must the person go before any other page? (None where nowhere.)"
)
recourse: Hook[[Person], str | None] = Hook(
    "recourse", "Where does somebody who is suspended read why, and contest it? (The only page they then have.)"
)
front_door: Hook[[], str | None] = Hook(
    "front_door", "Where do visitors go instead of signing in? (None where signing in is right.)"
)
mail_stays_in: Hook[[], Path | None] = Hook(
    "mail_stays_in", "In which folder do mails lie that nobody takes out of the house? (None where a server does.)"
)
