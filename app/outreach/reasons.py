"""Reasons: why something may not go out, or why a publication stands where it stands, by name and in words."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.outreach.guardrails import Rule


class Reason(StrEnum):
    """Kept by its name, so that everybody reads it in their own language."""

    WORDS_CHANGED = "words_changed"
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"
    EMBARGO = "embargo"
    SOURCE_GONE = "source_gone"
    SOURCE_GUARDED = "source_guarded"
    SOURCE_RUMOUR = "source_rumour"
    NOT_FOR_CHANNEL = "not_for_channel"
    FINDINGS = "findings"
    TOO_LONG = "too_long"
    PREVIEW_CHANGED = "preview_changed"
    NO_ACCESS = "no_access"
    LATE = "late"
    REJECTED = "rejected"
    UNREACHABLE = "unreachable"
    UNCERTAIN = "uncertain"
    INTERRUPTED = "interrupted"
    NOT_FOUND = "not_found"
    FOUND = "found"
    SEEN = "seen"
    AGAIN = "again"


WORDS: dict[Reason, LazyString] = {
    Reason.WORDS_CHANGED: _l("The words are no longer those that were approved."),
    Reason.TAKEN_BACK: _l("The proposal was taken back or has run out."),
    Reason.EXPIRED: _l("The words were approved until a day that has passed."),
    Reason.EMBARGO: _l("The words are under embargo at that time."),
    Reason.SOURCE_GONE: _l("The original post was deleted or hidden."),
    Reason.SOURCE_GUARDED: _l("The original post stands in a closed or secret group whose owner has not released it."),
    Reason.SOURCE_RUMOUR: _l("The original post is part of a rumour."),
    Reason.NOT_FOR_CHANNEL: _l("The words were not approved for this network."),
    Reason.FINDINGS: _l("Something in the text must not leave the house."),
    Reason.TOO_LONG: _l("The text is too long for this network."),
    Reason.PREVIEW_CHANGED: _l("What would be sent is no longer what the preview showed."),
    Reason.NO_ACCESS: _l("The network no longer lets us in: the access must be renewed."),
    Reason.LATE: _l("It is more than an hour late."),
    Reason.REJECTED: _l("The network refused it."),
    Reason.UNREACHABLE: _l("The network cannot be reached; nothing was sent, and it is tried again."),
    Reason.UNCERTAIN: _l("The network gave no clear answer: the text may be there or not."),
    Reason.INTERRUPTED: _l("The sending was interrupted: the text may be there or not."),
    Reason.NOT_FOUND: _l("It was looked for and not found with certainty. Please look yourself."),
    Reason.FOUND: _l("Found there by its tracked link."),
    Reason.SEEN: _l("Somebody has seen it there."),
    Reason.AGAIN: _l("Somebody has decided to send it again."),
}

FOUND_WORDS: dict[Rule, LazyString] = {
    Rule.SECRET: _l("It looks like a password or a key."),
    Rule.IBAN: _l("It is a bank account number."),
    Rule.SOCIAL_SECURITY: _l("It is a social security number."),
    Rule.INTRANET: _l("This address exists inside the house only."),
    Rule.EMAIL: _l("Is this e-mail address meant for the public?"),
    Rule.PHONE: _l("Is this phone number meant for the public?"),
    Rule.MARKING: _l("The text is marked as confidential."),
    Rule.MENTION: _l("On another network this names somebody else."),
}


def words_for(reason: str) -> str:
    """A kept reason in the reader's language, or nothing."""
    return str(WORDS[Reason(reason)]) if reason else ""
