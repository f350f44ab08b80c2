"""What the pages of accounts are sent, and where they may lead."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

from app.accounts.models import Role, Scope
from app.accounts.wording import TOKEN_DAYS

HOME = "/"


def same_site(address: str | None) -> str:
    """An address to go on to, if it lies in this house; else the home page."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")) or not address.isprintable():
        return HOME
    parts = urlsplit(address)
    return HOME if parts.scheme or parts.netloc else address


def read_addresses(form: MultiDict[str, str]) -> list[str]:
    """The addresses of a text in which people put one a line, or commas, or names before <addresses>.

    What stands between two commas and holds no address is given too, so that its writer is told of it.
    """
    found: dict[str, None] = {}
    for part in re.split(r"[,;\n]", re.sub(r'"[^"\n]*"(?=[ \t]*<)', "", form.get("addresses", ""))):
        words = part.split()
        found |= dict.fromkeys([word.strip("<>\"'") for word in words if "@" in word] or [" ".join(words)])
    found.pop("", None)
    return list(found)


def read_role(form: MultiDict[str, str]) -> Role:
    """The role that people are invited with."""
    return Role.GUEST if form.get("role") == Role.GUEST else Role.MEMBER


def read_roles(form: MultiDict[str, str]) -> set[Role]:
    """The roles that are ticked."""
    return {role for role in Role if role.value in form.getlist("role")}


def read_scopes(form: MultiDict[str, str]) -> set[Scope]:
    """What a token is to be good for, as ticked."""
    return {scope for scope in Scope if scope.value in form.getlist("scope")}


def read_days(form: MultiDict[str, str]) -> int:
    """For how many days a token is to hold: one of those that the page offers, else the fewest."""
    return next((days for days in TOKEN_DAYS if form.get("days") == str(days)), min(TOKEN_DAYS))
