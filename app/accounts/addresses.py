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
    """The address as it is kept; raises Invalid. A company's own names such as `.local` or `.test` will do."""
    address = normalised(text)
    try:
        validate_email(address, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        raise Invalid(email=_("This is not an e-mail address.")) from None
    if len(address) > LONGEST:
        raise Invalid(email=_("This address is too long."))
    return address
