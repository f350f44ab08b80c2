"""Sealing: a message that only one browser can open (RFC 8291), signed so that its push service knows us (RFC 8292)."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

BLOCK = 256
"""Messages are filled up to whole blocks, so that their length tells less."""
POINT, SECRET = 65, 16


def is_point(text: str) -> bool:
    """Whether a text is a browser's public key: a point of P-256 in base64url."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(text))
    except ValueError:
        return False
    return len(decoded(text)) == POINT


def is_secret(text: str) -> bool:
    """Whether a text is a browser's authentication secret."""
    try:
        return len(decoded(text)) == SECRET
    except ValueError:
        return False


def seal(message: dict[str, Any], *, p256dh: str, auth: str) -> bytes:
    """The message as JSON, for the browser that has these keys; `aes128gcm` in one record."""
    plain = json.dumps(message, ensure_ascii=False).encode()
    filled = plain + b" " * (-len(plain) % BLOCK)  # space after JSON means nothing
    key = ec.generate_private_key(ec.SECP256R1())
    sealed: bytes = http_ece.encrypt(
        filled, private_key=key, dh=decoded(p256dh), auth_secret=decoded(auth), version="aes128gcm"
    )
    return sealed


def make_key() -> tuple[str, str]:
    """A new private key as PEM, and its public one as browsers want it."""
    vapid = Vapid02()
    vapid.generate_keys()
    point = vapid.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return vapid.private_pem().decode(), encoded(point)


def sign(endpoint: str, *, private_key: str, subject: str, expires_at: float) -> dict[str, str]:
    """The header by which a push service knows who sends; `subject` is how to reach us."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "sub": subject, "exp": int(expires_at)}
    header: dict[str, str] = Vapid02.from_pem(private_key.encode()).sign(claims)
    return header


def encoded(octets: bytes) -> str:
    """Octets in base64url without padding."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The octets of a base64url text. Raises ValueError."""
    try:
        return base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
    except (binascii.Error, UnicodeError) as error:
        raise ValueError("not base64url") from error
