"""What refusals say in the reader's language: a sentence for each status, and one for each way a field is wrong."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l

DETAILS = {
    400: _l("What was sent could not be read. Go back and try again."),
    401: _l("Your session has ended, or nobody has signed in yet."),
    403: _l("It is up to others in the house. Ask them if you need it done."),
    404: _l("Perhaps it was removed, perhaps the address is wrong, perhaps it is not meant for you."),
    405: _l("Nothing can be done in this way at this address."),
    409: _l("Reload the page to see how things stand now."),
    410: _l("It was here, and was taken away on purpose."),
    413: _l("Send less at once, or something smaller."),
    415: _l("What was sent is of a kind that is not read here."),
    422: _l("Look at what you sent once more, then try again."),
    429: _l("Wait a moment, then try again."),
    503: _l("Wait a moment, then try again."),
}
"""What an error says that brings no words of its own; the missing and the secret therefore say the same."""

WORDS = {
    "Missing data for required field.": _l("This is needed."),
    "Field may not be null.": _l("This cannot be null."),
    "Unknown field.": _l("There is no such field here."),
    "Invalid value.": _l("This cannot be used."),
    "Invalid input type.": _l("This must be an object."),
    "Invalid type.": _l("This must be an object."),
    "Not a valid mapping type.": _l("This must be an object."),
    "Not a valid list.": _l("This must be a list."),
    "Not a valid string.": _l("This must be a text."),
    "Not a valid utf-8 string.": _l("This must be a text in UTF-8."),
    "Not a valid boolean.": _l("This must be true or false."),
    "Not a valid integer.": _l("This must be a whole number."),
    "Not a valid number.": _l("This must be a number."),
    "Special numeric values (nan or infinity) are not permitted.": _l("This must be a number."),
    "Number too large.": _l("This number is too large."),
    "Not a valid UUID.": _l("This must be an identifier (a UUID)."),
    "Not a valid date.": _l("This must be a date, such as 2026-03-31."),
    "Not a valid datetime.": _l("This must be a moment with its time zone, such as 2026-03-31T18:00:00+02:00."),
    "Not a valid aware datetime.": _l("This must be a moment with its time zone, such as 2026-03-31T18:00:00+02:00."),
    "Must be one of: {choices}.": _l("This must be one of: %(choices)s."),
    "Must be greater than or equal to {min} and less than or equal to {max}.": _l(
        "This must be between %(min)s and %(max)s."
    ),
    "Must be greater than or equal to {min}.": _l("This must be %(min)s or more."),
    "Must be less than or equal to {max}.": _l("This must be %(max)s or less."),
    "Length must be between {min} and {max}.": _l("The length must be between %(min)s and %(max)s."),
    "Longer than maximum length {max}.": _l("This is too long: %(max)s at most."),
    "Shorter than minimum length {min}.": _l("This is too short: at least %(min)s."),
}
"""marshmallow's words, of two that fit the longer first, and ours."""

_SPOKEN = [
    (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(said)), re.DOTALL), ours)
    for said, ours in WORDS.items()
]


def detail_of(status: int) -> str:
    """The sentence for a status; an empty one where there is nothing to add to the title."""
    return str(DETAILS.get(status, ""))


def in_words(message: str) -> str:
    """The message in the reader's language; one that is already ours stays as it is."""
    for pattern, ours in _SPOKEN:
        if found := pattern.fullmatch(message):
            return str(ours) % found.groupdict() if found.groupdict() else str(ours)
    return message
