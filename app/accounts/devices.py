"""Browsers: what they are called in the list of sessions, and the cookie by which one is known again."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Response, current_app, request

COOKIE = "parvis_device"
LASTS = timedelta(days=365)

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def remembered() -> str | None:
    """The secret of the browser that asks, if it was signed in before."""
    found = request.cookies.get(COOKIE, "")
    return found if re.fullmatch(r"[\w-]{20,80}", found) else None


def keep(response: Response, secret: str) -> None:
    """Let the browser keep its secret."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )


def browser_and_system(user_agent: str) -> tuple[str, str]:
    """The names of a browser and of its system, each empty where it cannot be told."""
    browser = next((name for mark, name in BROWSERS if f"{mark}/" in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return browser, system
