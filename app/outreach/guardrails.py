"""Guard rails: what in a text must not, or perhaps should not, leave the house."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit


class Rule(StrEnum):
    """What was found."""

    SECRET = "secret"  # noqa: S105 (not a password)
    IBAN = "iban"
    SOCIAL_SECURITY = "social_security"
    INTRANET = "intranet"
    EMAIL = "email"
    PHONE = "phone"
    MARKING = "marking"
    MENTION = "mention"


BLOCKING = frozenset({Rule.SECRET, Rule.IBAN, Rule.SOCIAL_SECURITY, Rule.INTRANET})


@dataclass(frozen=True)
class Finding:
    """One thing that a rule has found; a secret is not repeated in full."""

    rule: Rule
    excerpt: str

    @property
    def is_blocking(self) -> bool:
        return self.rule in BLOCKING


_SECRET = re.compile(
    r"""-----BEGIN\ [A-Z ]*PRIVATE\ KEY-----
      | \b(?:AKIA|ASIA)[0-9A-Z]{16}\b
      | \b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk_live_|whsec_|sk-)[\w-]{16,}
      | (?<![\w-])eyJ[\w-]{8,}+\.eyJ[\w-]{8,}+\.[\w-]{8,}
      | \b(?:passwor[dt]|passwd|passphrase|mot\ de\ passe|api[ _-]?key|clé\ d[’']api|token|secret)
        \s*[:=]\s*["']?\S{6,}""",
    re.VERBOSE | re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30}\b")
_SOCIAL_SECURITY = re.compile(
    r"\b[12][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .]?(?:\d{2}|2[AB])[ .]?\d{3}[ .]?\d{3}[ .]?\d{2}\b"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"()]+", re.IGNORECASE)
_BARE_HOST = re.compile(
    r"(?<![\w@./-])[\w-]+(?:\.[\w-]+)*\.(?:local|lan|intranet|internal|intra|corp|home\.arpa)\b", re.IGNORECASE
)
_PRIVATE_IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+.])(?:(?:\+|00)\d{1,3}[ .-]?(?:\(0\)[ .-]?)?|0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)")
_MARKING = re.compile(
    r"\b(?:CONFIDENTIEL(?:LE)?|CONFIDENTIAL|DIFFUSION RESTREINTE|USAGE INTERNE|INTERNAL (?:USE )?ONLY|TOP SECRET"
    r"|STRICTLY PRIVATE|NE PAS DIFFUSER)\b"
)
_MENTION = re.compile(r"(?<![\w@/.+-])@[A-Za-z0-9][\w.-]*(?!\w*@)")
_INNER_ENDINGS = (".local", ".lan", ".intranet", ".internal", ".intra", ".corp", ".home.arpa", ".localhost")
_MOST = 20


def examine(text: str, *, own_host: str = "", public_paths: Collection[str] = ()) -> list[Finding]:
    """What the rules find in a text, each thing once, the blocking first.

    `own_host` is this house's own address (`host` or `host:port`), of which only `public_paths` may be named outside.
    """
    found: dict[Finding, None] = {}
    for rule, find in _RULES.items():
        for excerpt in find(text):
            found[Finding(rule, excerpt)] = None
    for excerpt in _inner_addresses(text, own_host.lower(), tuple(public_paths)):
        found[Finding(Rule.INTRANET, excerpt)] = None
    return sorted(found, key=lambda finding: not finding.is_blocking)[:_MOST]


def _secrets(text: str) -> Iterator[str]:
    return (f"{match[0][:8]}…" for match in _SECRET.finditer(text))


def _ibans(text: str) -> Iterator[str]:
    for match in _IBAN.finditer(text):
        words = re.split(r"[ \u00a0]", match[0])
        for end in range(len(words), 0, -1):  # the words after it may look like a part of it
            if is_iban("".join(words[:end])):
                yield f"{match[0][:4]}…"
                break


def is_iban(number: str) -> bool:
    """Whether the check digits of ISO 13616 are right."""
    if not 15 <= len(number) <= 34:
        return False
    turned = number[4:] + number[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _social_security_numbers(text: str) -> Iterator[str]:
    for match in _SOCIAL_SECURITY.finditer(text):
        digits = re.sub(r"[ .]", "", match[0]).replace("2A", "19").replace("2B", "18")
        if 97 - int(digits[:13]) % 97 == int(digits[13:]):
            yield f"{match[0][:3]}…"


def _emails(text: str) -> Iterator[str]:
    return (match[0] for match in _EMAIL.finditer(text) if not text[: match.start()].endswith("@"))


def _phones(text: str) -> Iterator[str]:
    return (match[0] for match in _PHONE.finditer(text))


def _markings(text: str) -> Iterator[str]:
    return (match[0] for match in _MARKING.finditer(text))


def _mentions(text: str) -> Iterator[str]:
    """Colleagues' handles: on another network they would name a stranger."""
    return (match[0] for match in _MENTION.finditer(text))


def _inner_addresses(text: str, own_host: str, public_paths: tuple[str, ...]) -> Iterator[str]:
    for match in _ADDRESS.finditer(text):
        try:
            parts = urlsplit(match[0])
            host, place = parts.hostname or "", parts.netloc.rpartition("@")[2].lower()
        except ValueError:
            continue
        if own_host and place == own_host:
            if not parts.path.startswith(public_paths or ("\0",)):
                yield match[0]
        elif "." not in host or host.endswith(_INNER_ENDINGS) or _is_private(host):
            yield match[0]
    yield from (match[0] for match in _BARE_HOST.finditer(text))
    yield from (match[0] for match in _PRIVATE_IP.finditer(text) if _is_private(match[0]))


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


_RULES: dict[Rule, Callable[[str], Iterator[str]]] = {
    Rule.SECRET: _secrets,
    Rule.IBAN: _ibans,
    Rule.SOCIAL_SECURITY: _social_security_numbers,
    Rule.EMAIL: _emails,
    Rule.PHONE: _phones,
    Rule.MARKING: _markings,
    Rule.MENTION: _mentions,
}
