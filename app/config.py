"""Settings: what PARVIS_* environment variables may say, checked before anything starts."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.core.mailserver import MailServer, read_mail_server
from app.core.scanning import Scanner, read_scanner

PREFIX = "PARVIS_"

EXAMPLES = {
    "DATA_DIR": "/var/lib/parvis",
    "DATABASE_URL": "postgresql+psycopg://parvis@localhost/parvis",
    "REDIS_URL": "redis://localhost:6379/0",
    "SEARCH": "whoosh",
    "STORAGE_URL": "file:///var/lib/parvis/files",
    "BASE_URL": "https://parvis.example",
    "SMTP_URL": "smtp://user:password@mail.example:587?starttls=1",
    "SECRET_KEY": "a random text of 32 characters or more",
    "ALLOWED_PRIVATE_HOSTS": "10.0.0.5:443,localhost:8080",
    "TRUSTED_PROXIES": "1",
    "PERSON_QUOTA_MB": "5000",
    "HOUSE_QUOTA_MB": "100000",
    "CLAMD_URL": "tcp://127.0.0.1:3310",
    "SOCKETS": "1000",
}


class ConfigurationError(Exception):
    """A setting that cannot be used; the text names the variable, its fault and an example."""


MOST_SOCKETS_ALONE, MOST_SOCKETS_SCALED = 1_000, 5_000


class Settings(BaseSettings):
    """Every setting of an instance, typed, with the defaults of a single machine."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data_dir: Path = Path("instance")
    database_url: str = ""
    redis_url: str = ""
    search: Literal["whoosh", "postgresql"] = "whoosh"
    storage_url: str = ""
    base_url: str = "http://localhost:8000"
    smtp_url: str = ""
    secret_key: str = ""
    allowed_private_hosts: Annotated[frozenset[str], NoDecode] = frozenset()
    trusted_proxies: int = Field(default=0, ge=0, le=10)
    person_quota_mb: int = Field(default=5_000, ge=0)
    house_quota_mb: int = Field(default=100_000, ge=0)
    clamd_url: str = ""
    sockets: int | None = Field(default=None, ge=1)

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite://", "postgresql+psycopg://", "postgresql://")):
            raise ValueError("only SQLite and PostgreSQL are supported")
        return value.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("redis_url")
    @classmethod
    def _check_redis(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("not a Redis address")
        return value

    @field_validator("storage_url")
    @classmethod
    def _check_storage(cls, value: str) -> str:
        if value and not value.startswith("file:///"):
            raise ValueError("only file:///… is supported")
        return value

    @field_validator("base_url")
    @classmethod
    def _check_base(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("not a web address")
        return value.rstrip("/")

    @field_validator("smtp_url")
    @classmethod
    def _check_smtp(cls, value: str) -> str:
        if value:
            read_mail_server(value)
        return value

    @field_validator("clamd_url")
    @classmethod
    def _check_scanner(cls, value: str) -> str:
        if value:
            read_scanner(value)
        return value

    @field_validator("secret_key")
    @classmethod
    def _check_secret(cls, value: str) -> str:
        if value and len(value) < 32:
            raise ValueError("shorter than 32 characters")
        return value

    @field_validator("allowed_private_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        hosts = frozenset(host.strip() for host in value.split(",") if host.strip())
        for host in hosts:
            name, _, port = host.rpartition(":")
            if not name or not port.isdigit():
                raise ValueError(f"{host} is not host:port")
        return hosts

    @property
    def database(self) -> str:
        """The database's URL: the one configured, or SQLite in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'parvis.db'}"

    @property
    def mail_server(self) -> MailServer | None:
        """The server that takes mail, or None: then mails are written to `outbox_dir`."""
        return read_mail_server(self.smtp_url) if self.smtp_url else None

    @property
    def scanner(self) -> Scanner | None:
        """The virus scanner that looks at every file before it is kept, or None: then nothing does."""
        return read_scanner(self.clamd_url) if self.clamd_url else None

    @property
    def most_sockets(self) -> int:
        """How many sockets one process holds: fewer where it does all the work alone."""
        return self.sockets or (MOST_SOCKETS_SCALED if self.redis_url else MOST_SOCKETS_ALONE)

    @property
    def outbox_dir(self) -> Path:
        """Where mails lie that no server takes."""
        return self.data_dir / "outbox"

    @property
    def files_dir(self) -> Path:
        """Where files are kept on disk."""
        return Path(urlsplit(self.storage_url).path) if self.storage_url else self.data_dir / "files"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the environment; raises ConfigurationError for a wrong value or unknown name."""
    given = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    values: dict[str, str] = {}
    for name, value in given.items():
        key = name.removeprefix(PREFIX)
        if key.endswith("_FILE") and key.removesuffix("_FILE") in EXAMPLES:
            key, value = key.removesuffix("_FILE"), _read_secret(name, value)  # noqa: PLW2901 (the file's content takes the value's place)
        if key not in EXAMPLES:
            raise ConfigurationError(f"{name}: unknown setting; known are {', '.join(PREFIX + k for k in EXAMPLES)}")
        values[key.lower()] = value
    try:
        return Settings(**values)  # type: ignore[arg-type]  # pydantic parses the texts
    except ValidationError as error:
        fault = error.errors()[0]
        key = str(fault["loc"][0]).upper()
        reason = str(fault["msg"]).removeprefix("Value error, ")
        raise ConfigurationError(f"{PREFIX}{key}: {reason} (example: {PREFIX}{key}={EXAMPLES[key]})") from None


def _read_secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigurationError(f"{name}: cannot read {path}: {error.strerror}") from None


def secret_key(settings: Settings) -> str:
    """The key that signs sessions: the one configured, or one made once and kept in the data directory."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / "secret_key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="utf-8").strip()
