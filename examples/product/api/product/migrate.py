"""Brings the schema to this release's version: `python -m product.migrate`; with `--check` it only looks."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg

from product import faults

LOCK = 7_042_026
"""One migration at a time, whoever begins it."""


@dataclass(frozen=True)
class Migration:
    """One step of the schema, done once and in whole."""

    version: str
    sql: str


def shipped() -> list[Migration]:
    """What this release brings, in order."""
    files = sorted((Path(__file__).parent / "migrations").glob("*.sql"), key=lambda file: int(file.stem))
    return [Migration(file.stem, file.read_text()) for file in files]


def applied(connection: psycopg.Connection) -> set[str]:
    """Versions that the database has."""
    found = connection.execute("SELECT to_regclass('schema_migrations') IS NOT NULL").fetchone()
    if found != (True,):
        return set()
    return {version for (version,) in connection.execute("SELECT version FROM schema_migrations")}


def migrate(url: str, steps: list[Migration]) -> list[str]:
    """Does what is left to do, each step in a transaction of its own; answers which."""
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        connection.execute(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                version text PRIMARY KEY,
                applied_at timestamptz NOT NULL DEFAULT now()
            )
            """
        )
        done = applied(connection)
        left = [step for step in steps if step.version not in done]
        for step in left:
            with connection.transaction():
                connection.execute(step.sql.encode())
                connection.execute("INSERT INTO schema_migrations (version) VALUES (%s)", [step.version])
        return [step.version for step in left]


def missing(url: str, steps: list[Migration]) -> list[str]:
    """What the database lacks. Reads only: the session may not write."""
    with psycopg.connect(url, options="-c default_transaction_read_only=on", connect_timeout=10) as connection:
        done = applied(connection)
    return [step.version for step in steps if step.version not in done]


def main() -> int:
    """0 where the schema is this release's at the end."""
    url, chosen = os.environ["DATABASE_URL"], faults.read()
    if "--check" in sys.argv[1:]:
        lacks = missing(url, shipped())
        print(f"the schema lacks {', '.join(lacks)}" if lacks else "the schema is this release's")
        return 1 if lacks else 0
    done = migrate(url, shipped() + faults.migrations(chosen))
    print(f"migrated: {', '.join(done)}" if done else "nothing to migrate")
    return 0


if __name__ == "__main__":
    sys.exit(main())
