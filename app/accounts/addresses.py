"""E-mail addresses of accounts: what is one, and how it is kept."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from app.core.errors import Invalid

LONGEST = 254


def normalised(text: str) -> str:
    """The address as accounts are found by it: without spaces around, in lower case."""
    return text.strip().lower()


def checked(text: str) -> str:
    """The address as it is kept; raises Invalid. A company's own names such as `.local` or `.test` will do.

    One whose part before the @ is not ASCII is refused: hardly a mail server takes it.
    """
    address = normalised(text)
    as_mailed(address)
    if len(address) > LONGEST:
        raise Invalid(email=_("This address is too long."))
    return address


def as_mailed(address: str) -> str:
    """The address as mail servers write it, its domain in ASCII; raises Invalid."""
    try:
        found = validate_email(address, check_deliverability=False, globally_deliverable=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise Invalid(email=_("This is not an e-mail address.")) from None
    return found.ascii_email or found.normalized
