"""Envelopes: a mail ready to leave, and what can become of the try to hand it over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Envelope:
    """The bytes of a mail, from whom to whom; `name` is unique, and says roughly when."""

    name: str
    sender: str
    recipient: str
    content: bytes


class NotDelivered(Exception):
    """The mail was not taken; the text says why."""


class Refused(NotDelivered):
    """It never will be: the address, or the mail itself, was refused for good."""


class Deferred(NotDelivered):
    """This one was not taken now; another try is right."""


class Unreachable(Deferred):
    """Nobody takes any mail now: the server is away, or does not let us in."""
