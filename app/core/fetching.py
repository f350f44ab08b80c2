"""Requests to other hosts: the only HTTP client, which never reaches into private networks unless told so."""

from __future__ import annotations

import json as notation
import re
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from http.client import HTTPException  # noqa: TID251  (the errors of urllib3's connections)
from typing import Any
from urllib.parse import urlencode, urljoin

from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.filepost import encode_multipart_formdata
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from app.core.addresses import is_public
from app.core.connections import Address, Deadline, Pinned, pinned

MAX_REDIRECTS = 5
MAX_ADDRESSES = 4  # tried one after the other
CHUNK = 64 * 1024
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = {301, 302, 303, 307, 308}
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_OURS = {"host", "content-length", "transfer-encoding", "connection", "accept-encoding"}
_FOR_ANYBODY = {"accept", "accept-encoding", "accept-language", "user-agent"}

Field = str | bytes | tuple[str, bytes] | tuple[str, bytes, str]
Resolve = Callable[..., Sequence[Address]]


class FetchError(Exception):
    """A request that brought no answer; the subclass says what may have happened at the other end."""


class Refused(FetchError):
    """The address, the scheme or a header is not allowed: nothing was sent there."""


class Unreachable(FetchError):
    """No connection could be made: nothing was sent."""


class Lost(FetchError):
    """It was sent, or a part of it, and no full answer came: the outcome is not known.

    `status` is the answer's, where at least its head arrived.
    """

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


class TooLarge(Lost):
    """It was sent, and the answer is larger than the caller takes."""


@dataclass(frozen=True)
class Response:
    """A full answer; the names of headers ignore case, and `url` is where the last redirect led."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The body read as JSON. Raises ValueError."""
        try:
            return notation.loads(self.body)
        except RecursionError:
            raise ValueError("nested too deep") from None


@dataclass(frozen=True)
class _Message:
    """What is sent, and how much is taken in return."""

    method: str
    headers: Mapping[str, str]
    body: bytes | None
    max_bytes: int


class Client:
    """Sends requests to public addresses, and to the `host:port` pairs of `allowed_private` anywhere.

    No proxies from the environment, no cookies, no connection kept. `resolve` and `tls` serve tests, and
    houses with a certificate authority of their own.
    """

    def __init__(
        self,
        allowed_private: frozenset[str] = frozenset(),
        user_agent: str = "Parvis",
        resolve: Resolve = socket.getaddrinfo,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allowed_private = frozenset(pair.lower() for pair in allowed_private)
        self._user_agent = user_agent
        self._resolve = resolve
        self._tls = tls or ssl.create_default_context()

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        json: object = None,
        form: Mapping[str, str] | None = None,
        fields: Mapping[str, Field] | None = None,
        timeout: float = 10,
        max_bytes: int = 1_000_000,
    ) -> Response:
        """One request and its whole answer, whatever its status.

        What is sent is `body`, or made of `json`, `form` (URL-encoded) or `fields` (multipart). `timeout` is
        in seconds, for everything but the resolving of names, redirects included; `max_bytes` counts the
        decoded answer. Redirects are followed for GET and HEAD; other methods get the 3xx itself, so that
        nothing is sent twice. Raises Refused, Unreachable, Lost or TooLarge.
        """
        content, made = _content(body, json, form, fields)
        ours = {"User-Agent": self._user_agent, "Accept-Encoding": "gzip, deflate"}
        message = _Message(method.upper(), ours | made | _checked(headers or {}), content, max_bytes)
        with Deadline(timeout) as deadline:
            for _ in range(MAX_REDIRECTS + 1):
                response = self._exchange(message, url, deadline)
                location = response.headers.get("location")
                if response.status not in _REDIRECTS or not location or message.method not in {"GET", "HEAD"}:
                    return response
                message, url = _redirected(message, url, location)
        raise Refused(f"more than {MAX_REDIRECTS} redirects")

    def _exchange(self, message: _Message, url: str, deadline: Deadline) -> Response:
        target = _parsed(url)
        connection = self._connection(target, deadline)
        try:
            try:
                connection.connect()
                connection.timeout = deadline.left()
            except (OSError, HTTPError) as error:
                raise Unreachable(f"{target.netloc}: {error}") from error
            return _converse(connection, message, target, deadline)
        finally:
            connection.close()

    def _connection(self, target: Url, deadline: Deadline) -> Pinned:
        host, port = str(target.host), target.port or _PORTS[str(target.scheme)]
        addresses = self._addresses(host.strip("[]"), port, f"{host}:{port}" in self._allowed_private)
        return pinned(host, port, addresses, deadline, self._tls if target.scheme == "https" else None)

    def _addresses(self, host: str, port: int, allowed: bool) -> Sequence[Address]:
        """Where a name leads, asked once: what was checked is what gets connected to."""
        try:
            found = self._resolve(host, port, 0, socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise Unreachable(f"{host} cannot be resolved") from error
        except UnicodeError as error:
            raise Refused(f"{host} is not the name of a host") from error
        if not allowed and not all(is_public(address[4][0]) for address in found):
            raise Refused(f"{host} is not on the public internet")
        return found[:MAX_ADDRESSES]


def _parsed(url: str) -> Url:
    try:
        target = parse_url(url)
    except LocationParseError as error:
        raise Refused("not an address") from error
    if target.scheme not in _PORTS or not target.host or target.port == 0:
        raise Refused("not an address of the web")
    if target.auth is not None:
        raise Refused("an address must not hold a password")
    return target


def _checked(headers: Mapping[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if name.lower() in _OURS or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise Refused(f"the header {name!r} cannot be sent")
    return dict(headers)


def _content(
    body: bytes | None,
    json: object,
    form: Mapping[str, str] | None,
    fields: Mapping[str, Field] | None,
) -> tuple[bytes | None, dict[str, str]]:
    if json is not None:
        return notation.dumps(json, ensure_ascii=False).encode(), {"Content-Type": "application/json"}
    if form is not None:
        return urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    if fields is not None:
        encoded, kind = encode_multipart_formdata(fields)
        return encoded, {"Content-Type": kind}
    return body, {}


def _redirected(message: _Message, url: str, location: str) -> tuple[_Message, str]:
    """The next step; another origin hears neither our tokens nor our body."""
    try:
        following = urljoin(url, location)
    except ValueError as error:
        raise Refused("a redirect to what is not an address") from error
    before, after = _parsed(url), _parsed(following)
    if (before.scheme, before.host, before.port) == (after.scheme, after.host, after.port):
        return message, following
    kept = {name: value for name, value in message.headers.items() if name.lower() in _FOR_ANYBODY}
    return replace(message, headers=kept, body=None), following


def _converse(connection: Pinned, message: _Message, target: Url, deadline: Deadline) -> Response:
    status = None
    try:
        with suppress(BrokenPipeError):  # the other end may have answered before it had read everything
            connection.request(message.method, target.request_uri, message.body, message.headers, preload_content=False)
        answer = connection.getresponse()
        status = answer.status
        body = _read(answer, message.max_bytes)
        deadline.left()  # a connection that was cut looks like one that ended
    except (OSError, HTTPException, HTTPError, ValueError) as error:
        raise Lost(f"{target.netloc}: {error}", status) from error
    return Response(status, answer.headers, body, target.url)


def _read(answer: BaseHTTPResponse, limit: int) -> bytes:
    """The decoded body, a piece at a time, so that a small answer cannot unfold without end."""
    parts = []
    left = limit
    while part := answer.read(CHUNK):
        left -= len(part)
        if left < 0:
            raise TooLarge(f"more than {limit} bytes", answer.status)
        parts.append(part)
    return b"".join(parts)
