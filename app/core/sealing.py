"""Sealing: what the house must be able to read again but never shows, such as the tokens of other services."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app

PURPOSE = b"parvis sealed values 1"


class Unsealable(Exception):
    """What was sealed cannot be opened: the secret key of the instance is another one now."""


def seal(values: dict[str, Any]) -> str:
    """JSON values encrypted and signed with a key that derives from the instance's secret key."""
    return _cipher().encrypt(json.dumps(values).encode()).decode()


def unseal(sealed: str) -> dict[str, Any]:
    """The values that `seal` was given. Raises Unsealable."""
    try:
        opened: dict[str, Any] = json.loads(_cipher().decrypt(sealed.encode()))
    except InvalidToken as error:
        raise Unsealable from error
    return opened


def _cipher() -> Fernet:
    secret = str(current_app.secret_key).encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(PURPOSE + secret).digest()))
