"""What the environment says, read once. A variable that is missing stops the process before it serves."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from product.tokens import Keyring


class Misconfigured(Exception):
    """The environment lacks something, or says what cannot be."""


@dataclass(frozen=True)
class Mail:
    """Where mail is handed over: an SMTP server, or SES where none is named."""

    sender: str
    smtp_host: str | None
    smtp_port: int
    configuration_set: str | None


@dataclass(frozen=True)
class Settings:
    """One process's settings. What opens something is not shown when they are printed."""

    environment: str
    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    keyring: Keyring = field(repr=False)
    cors_origins: tuple[str, ...]
    requests_per_minute: int | None
    region: str | None
    reports: str
    mail: Mail
    metrics_port: int | None
    sentry_dsn: str | None = field(repr=False)


def read(env: Mapping[str, str] = os.environ) -> Settings:
    """Every variable is named here and nowhere else."""
    missing = [name for name in ("ENVIRONMENT", "DATABASE_URL", "REDIS_URL", "JWT_SECRET") if not env.get(name)]
    if missing:
        raise Misconfigured(f"not set: {', '.join(missing)}")
    return Settings(
        environment=env["ENVIRONMENT"],
        database_url=env["DATABASE_URL"],
        redis_url=env["REDIS_URL"],
        keyring=Keyring.of(env["JWT_SECRET"], env.get("JWT_SECRET_PREVIOUS", ""), env.get("JWT_SECRET_NEXT", "")),
        cors_origins=tuple(one.strip() for one in env.get("CORS_ORIGINS", "").split(",") if one.strip()),
        requests_per_minute=int(env.get("RATE_LIMIT_PER_MINUTE", "600")),
        region=env.get("AWS_REGION") or None,
        reports=env.get("BUCKET_REPORTS", ""),
        mail=Mail(
            sender=env.get("EMAIL_FROM", ""),
            smtp_host=env.get("SMTP_HOST") or None,
            smtp_port=int(env.get("SMTP_PORT", "25")),
            configuration_set=env.get("EMAIL_CONFIGURATION_SET") or None,
        ),
        metrics_port=int(env["METRICS_PORT"]) if env.get("METRICS_PORT") else None,
        sentry_dsn=env.get("SENTRY_DSN") or None,
    )
