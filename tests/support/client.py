"""A client that asks as a browser or as a program would, each request in a context of its own."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.accounts.policy import scopes_of
from app.accounts.services import create_token, open_session
from app.accounts.signin import COOKIE_KEY
from app.core.db import session


class Client(FlaskClient):
    """Requests never share what Flask keeps per request, even inside a test's application context."""

    csrf_token: str | None = None
    bearer: str | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        session.expire_all()
        if self.csrf_token and not kwargs.get("headers"):
            kwargs["headers"] = {"X-CSRF-Token": self.csrf_token}
        if self.bearer and not kwargs.get("headers"):
            kwargs["headers"] = {"Authorization": f"Bearer {self.bearer}"}
        kwargs.setdefault("buffered", True)  # files that are sent are read to their end and closed
        with self.application.app_context():
            return super().open(*args, **kwargs)

    def sign_in(self, person: Person) -> Client:
        """Sign in as somebody, without the page, and carry the CSRF token from now on."""
        token = open_session(person, device="test")
        with self.session_transaction() as cookie:
            cookie[COOKIE_KEY] = token
            cookie["csrf_token"] = "a" * 40
        self.csrf_token = self._sign("a" * 40)
        return self

    def carry_bearer(self, person: Person) -> Client:
        """Ask as a program does, with a token that may do all that the person may."""
        self.bearer = create_token(scopes=scopes_of(person), actor=person).secret
        return self

    def carry_token(self) -> Client:
        """Carry the CSRF token of a visitor who has opened a page, as its forms would send it."""
        with self.session_transaction() as cookie:
            self.csrf_token = self._sign(cookie["csrf_token"])
        return self

    def twin(self) -> Client:
        """Another browser that carries the same cookies and tokens: what it is answered changes nothing in this one."""
        twin = self.application.test_client()
        assert isinstance(twin, Client)
        twin._cookies = dict(self._cookies or {})
        twin.csrf_token, twin.bearer = self.csrf_token, self.bearer
        return twin

    def _sign(self, raw: str) -> str:

        return str(URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token").dumps(raw))
